"""Invitations that were opened: each waits until the person has decided, one after the other.

A web page can open a thousand links while somebody reads one, so the one on show stays until it is
closed, and those behind it are few:

====================================== =====================================================
a link comes                           what is shown
====================================== =====================================================
none is open, or one that was refused  it
another one is open                    that one; the new one waits behind it
it is on show or waits already         as before
eight wait already                     as before; it is dropped
====================================== =====================================================

Nothing is sent before the person agrees, nothing is added before they say so again, and no profile
that is there is replaced, changed or put in use. Closing an invitation decides nothing: the same
link can be opened again.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from desktop.client.transport import Transport
from desktop.foundation.clock import Clock
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.invitation import Invitation, parse_invitation
from desktop.foundation.invitation_errors import AlreadyConnectedError
from desktop.foundation.profiles import Profile, ProfileBook, load_profiles
from desktop.foundation.service_address import cautions_of
from desktop.session.connecting import Putting, ServiceCheck, key_fingerprint
from desktop.session.joining_facts import Connection, InvitedService, OpenInvitation

MOST_WAITING: Final = 8

Opened = Invitation | AuthenticatorError


class Invitations:
    """Those of one user. Lives on one event loop."""

    def __init__(
        self,
        profiles_file: Path,
        clock: Clock,
        show: Callable[[OpenInvitation | None], None],
        put: Putting | None = None,
    ) -> None:
        """``show`` draws the one that waits for the person; None when there is none."""
        self._file = profiles_file
        self._put = put or put_beside
        self._show = show
        self._open: Opened | None = None
        self._waiting: deque[Opened] = deque()
        self._connection: Connection | None = None
        self._check = ServiceCheck(clock, self._on_connection)

    def open(self, link: str) -> None:
        """Read a link of any text and show where it leads, or why it leads nowhere."""
        if len(self._waiting) >= MOST_WAITING:
            return
        self._take(_read(link))

    def is_known(self, link: str) -> bool:
        """Whether a link of any text leads to a service that is on the list."""
        invitation = _read(link)
        return isinstance(invitation, Invitation) and bool(known_profile(self._book(), invitation))

    def refuse(self, error: AuthenticatorError) -> None:
        """Show why something that was brought here is no invitation."""
        self._take(error)

    async def ask(self, transport: Transport) -> None:
        """The person agrees: ask the service what it is."""
        invitation = self._open
        if isinstance(invitation, Invitation) and not known_profile(self._book(), invitation):
            await self._check.ask(
                invitation.service_url,
                invitation.api_key_id,
                transport,
                pinned=invitation.identity_key,
            )

    def add(self, name: str) -> Profile | None:
        """Put the service that was found on the list, and show what waits next; None if not."""
        profile = self._check.add(name, self._file, self._put)
        if profile is not None:
            self.close()
        return profile

    def close(self) -> None:
        """Leave the one on show, undecided, and show the next one."""
        self._open = self._waiting.popleft() if self._waiting else None
        self._connection = None
        self._check.forget()

    def draw(self) -> None:
        """Show it again: profiles may have come or gone."""
        if self._open is None:
            return
        shown = OpenInvitation(connection=self._connection, more=len(self._waiting))
        if isinstance(self._open, AuthenticatorError):
            self._show(replace(shown, problem=self._open))
            return
        try:
            service = _service(self._open, load_profiles(self._file))
        except AuthenticatorError as error:
            self._show(replace(shown, problem=error))
        else:
            self._show(replace(shown, service=service))

    def _take(self, opened: Opened) -> None:
        if any(_same(opened, known) for known in (self._open, *self._waiting)):
            return
        if isinstance(self._open, Invitation):
            self._waiting.append(opened)
        else:
            self._open = opened
        self.draw()

    def _book(self) -> ProfileBook:
        try:
            return load_profiles(self._file)
        except AuthenticatorError:
            # Adding says so; asking changes nothing.
            return ProfileBook()

    def _on_connection(self, connection: Connection | None) -> None:
        self._connection = connection
        if self._open is None:
            self._show(None)
        else:
            self.draw()


def put_beside(book: ProfileBook, profile: Profile) -> ProfileBook:
    """Add a profile that a link led to: another one that is in use stays in use.

    Raises:
        AlreadyConnectedError: the same service and API key id are there.
        ProfileExistsError: the name is taken.
    """
    for known in book.profiles:
        if _is_same_service(known, profile):
            raise AlreadyConnectedError(host=known.host, name=known.name)
    return book.with_added(profile)


def _read(link: str) -> Opened:
    try:
        return parse_invitation(link)
    except AuthenticatorError as error:
        return error


def _same(one: Opened, other: Opened | None) -> bool:
    if isinstance(one, AuthenticatorError) or isinstance(other, AuthenticatorError):
        return str(one) == str(other)
    return one == other


def _service(invitation: Invitation, book: ProfileBook) -> InvitedService:
    known = known_profile(book, invitation)
    pinned = invitation.identity_key
    return InvitedService(
        host=urlsplit(invitation.service_url).netloc,
        claimed_name=invitation.name,
        api_key_id=invitation.api_key_id,
        key_fingerprint=key_fingerprint(pinned) if pinned else "",
        cautions=cautions_of(invitation.service_url),
        known_id=known.id if known is not None else "",
        known_as=known.name if known is not None else "",
        key_differs=known is not None and bool(pinned) and known.identity_key != pinned,
        taken_names=tuple(one.name for one in book.profiles),
    )


def known_profile(book: ProfileBook, invitation: Invitation) -> Profile | None:
    """The profile that has this service and API key id already."""
    return next((one for one in book.profiles if _is_same_service(one, invitation)), None)


def _is_same_service(profile: Profile, other: Profile | Invitation) -> bool:
    there = (other.service_url, other.api_key_id)
    return (profile.service_url, profile.api_key_id) == there
