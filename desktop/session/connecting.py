"""Connecting a service: ask it what it is, show that, make a profile of it."""

import hashlib
import uuid

from desktop.client.answers import ServiceDescription
from desktop.client.cotter import describe_service
from desktop.client.transport import Transport
from desktop.foundation.clock import Clock
from desktop.foundation.profiles import Profile, parse_api_key_id, parse_service_url
from desktop.protocol.encoding import decode_base64
from desktop.session.snapshot import FoundService

FINGERPRINT_GROUPS = 8


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
    """A new profile of a service that was asked; its identity key is pinned by this."""
    return Profile(
        id=uuid.uuid4().hex,
        name=name,
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


def key_fingerprint(identity_key: str) -> str:
    """Eight groups of four hex digits of the key's SHA-256, to be compared by eye."""
    digest = hashlib.sha256(decode_base64(identity_key)).hexdigest()
    return " ".join(digest[4 * group : 4 * group + 4] for group in range(FINGERPRINT_GROUPS))
