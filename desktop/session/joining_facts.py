"""What the UI may know of a service that is about to be added.

Part of the snapshot: no heavy import.
"""

from dataclasses import dataclass, field

from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.service_address import Caution


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundService:
    """What a service said of itself when it was asked (cotter-api 13.1)."""

    name: str
    host: str
    compatibility: str
    ways: tuple[str, ...]
    channels: tuple[str, ...]
    key_fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A service that is being added: under check, found, or not."""

    service_url: str
    api_key_id: str
    checking: bool = True
    found: FoundService | None = None
    problem: AuthenticatorError | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedService:
    """Where an invitation leads, as the link says: nobody was asked yet.

    ``claimed_name`` is what whoever made the link calls it, empty for nothing. ``key_fingerprint``
    is of the key that the link names and that alone is taken; empty where it names none.
    ``known_id`` and ``known_as`` are the profile that has the same service and API key id already,
    empty for none; ``key_differs`` if its key is another one than the link's. ``taken_names`` are
    the names of all profiles.
    """

    host: str
    claimed_name: str = ""
    api_key_id: str = ""
    key_fingerprint: str = ""
    cautions: tuple[Caution, ...] = ()
    known_id: str = ""
    known_as: str = ""
    key_differs: bool = False
    taken_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvitation:
    """An invitation that waits for the person: followed to ``service``, or refused (``problem``).

    ``connection`` is what came of asking the service, None before the person agreed to that;
    ``more`` how many other invitations wait behind this one.
    """

    service: InvitedService | None = None
    connection: Connection | None = None
    more: int = 0
    problem: AuthenticatorError | None = field(default=None, compare=False)
