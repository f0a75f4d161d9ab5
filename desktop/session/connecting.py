"""Connecting a service: ask it what it is, show that, make a profile of it."""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.client.answers import ServiceDescription
from desktop.client.discovery import describe_service
from desktop.client.identity_key import check_identity_key
from desktop.client.transport import Transport
from desktop.foundation.clock import Clock
from desktop.foundation.errors import AuthenticatorError, IdentityKeyChangedError
from desktop.foundation.invitation_errors import InvitationKeyError
from desktop.foundation.profiles import (
    Profile,
    ProfileBook,
    change_profiles,
    parse_api_key_id,
    parse_profile_name,
    parse_service_url,
)
from desktop.protocol.encoding import decode_base64
from desktop.session.joining_facts import Connection, FoundService

FINGERPRINT_GROUPS = 8

Putting = Callable[[ProfileBook, Profile], ProfileBook]
"""How a new profile comes on the list."""


async def ask_service(
    service_url: str, api_key_id: str, *, transport: Transport, clock: Clock
) -> ServiceDescription:
    """What the service at this address says of itself, for this key.

    Raises:
        InputError: address or key id can't be one; nothing was sent.
        UnknownApiKeyError: the service doesn't know the key.
        ServiceUnreachableError: no answer that counts.
    """
    url, key = parse_service_url(service_url), parse_api_key_id(api_key_id)
    return await describe_service(url, key, transport, clock)


def check_invited_key(pinned: str, description: ServiceDescription) -> None:
    """Hold what a service shows to the key that an invitation names; an empty one names none.

    Raises:
        InvitationKeyError: it shows another one, which that key has not signed.
    """
    if not pinned:
        return
    try:
        check_identity_key(pinned, description)
    except IdentityKeyChangedError as error:
        raise InvitationKeyError(host=description.host) from error


def found_service(description: ServiceDescription) -> FoundService:
    """What the person is shown before the profile is made."""
    return FoundService(
        name=description.name,
        host=description.host,
        compatibility=description.compatibility,
        ways=description.ways,
        channels=description.channels,
        key_fingerprint=key_fingerprint(description.identity_key),
    )


def profile_of(
    description: ServiceDescription, *, name: str, service_url: str, api_key_id: str
) -> Profile:
    """A new profile of a service that was asked; its identity key is pinned by this.

    Raises:
        InputError: it can't be called that.
    """
    return Profile(
        id=uuid.uuid4().hex,
        name=parse_profile_name(name),
        service_url=parse_service_url(service_url),
        api_key_id=parse_api_key_id(api_key_id),
        issuer=description.issuer,
        identity_key=description.identity_key,
        compatibility=description.compatibility,
        service_name=description.name,
        ways=description.ways,
        channels=description.channels,
        code_digits=description.code_digits,
    )


def put_in_use(book: ProfileBook, profile: Profile) -> ProfileBook:
    """Add a profile that the person typed in, and use it where none is named.

    Raises:
        ProfileExistsError: the name is taken.
    """
    return book.with_added(profile).with_active(profile.id)


class ServiceCheck:
    """A service that is being added: asked live, shown, and made a profile when it was wanted."""

    def __init__(self, clock: Clock, show: Callable[[Connection | None], None]) -> None:
        """``show`` draws what is known so far; None when nothing is being added."""
        self._clock = clock
        self._show = show
        self._connection: Connection | None = None
        self._found: ServiceDescription | None = None

    async def ask(
        self, service_url: str, api_key_id: str, transport: Transport, *, pinned: str = ""
    ) -> None:
        """Ask the service and draw what it says, or what is in the way.

        ``pinned`` is the only identity key that is taken, where it is known before.
        """
        connection = Connection(service_url=service_url, api_key_id=api_key_id)
        self._found = None
        self._draw(connection)
        try:
            found = await ask_service(
                service_url, api_key_id, transport=transport, clock=self._clock
            )
            check_invited_key(pinned, found)
        except AuthenticatorError as error:
            if self._connection is connection:
                self._draw(replace(connection, checking=False, problem=error))
            return
        if self._connection is connection:
            self._found = found
            self._draw(replace(connection, checking=False, found=found_service(found)))
        # Otherwise the person has left, or asked for another one meanwhile.

    def add(self, name: str, profiles_file: Path, put: Putting) -> Profile | None:
        """Put the service that was found on the list as ``put`` does; None if that failed."""
        connection, found = self._connection, self._found
        if connection is None or found is None:
            return None
        try:
            profile = profile_of(
                found,
                name=name,
                service_url=connection.service_url,
                api_key_id=connection.api_key_id,
            )
            change_profiles(profiles_file, lambda book: put(book, profile))
        except AuthenticatorError as error:
            self._draw(replace(connection, problem=error))
            return None
        self.forget()
        return profile

    def forget(self) -> None:
        """Nothing is being added any more."""
        self._found = None
        self._draw(None)

    def _draw(self, connection: Connection | None) -> None:
        self._connection = connection
        self._show(connection)


def key_fingerprint(identity_key: str) -> str:
    """Eight groups of four hex digits of the key's SHA-256, to be compared by eye."""
    digest = hashlib.sha256(decode_base64(identity_key)).hexdigest()
    return " ".join(digest[4 * group : 4 * group + 4] for group in range(FINGERPRINT_GROUPS))
