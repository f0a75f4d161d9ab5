"""Users of a project and the verified identities they sign in by (cotter-api 3.1, 4.1)."""

from dataclasses import dataclass

from desktop.service.timestamps import rfc3339
from desktop.service.wire import JsonObject

IDENTITY_LIFETIME_SECONDS = 30 * 86400
UNKNOWN_USER_ID = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One user. Times are Unix seconds; ``proved_at`` is the first proof of the identifier."""

    id: str
    project_id: str
    client_user_id: str
    identifier: str | None
    created_at: float
    updated_at: float
    proved_at: float | None
    disabled_at: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One identifier proved with one verification key, valid for 30 days."""

    id: str
    user_id: str
    identifier: str
    identifier_type: str
    public_key: str
    device_type: str
    device_name: str
    created_at: float
    updated_at: float
    expires_at: float


def user_json(user: User, *, enrolled: tuple[str, ...] = ()) -> JsonObject:
    """The user object (4.1), with both spellings of the time of the last change (1.3).

    ``enrolled`` are the methods, the newest last.
    """
    updated = rfc3339(user.updated_at)
    return {
        "ID": user.id,
        "client_user_id": user.client_user_id,
        "issuer": user.project_id,
        "identifier": user.identifier,
        "identifiers": None,
        "enrolled": list(enrolled),
        "default_method": enrolled[-1] if enrolled else None,
        "created_at": rfc3339(user.created_at),
        "update_at": updated,
        "updated_at": updated,
        "deleted_at": None,
    }


def unknown_user_json(project_id: str, now: float) -> JsonObject:
    """What published SDKs expect where nobody is found: a user with the zero UUID (4.2)."""
    return user_json(
        User(
            id=UNKNOWN_USER_ID,
            project_id=project_id,
            client_user_id="",
            identifier=None,
            created_at=now,
            updated_at=now,
            proved_at=None,
            disabled_at=None,
        )
    )


def identity_json(identity: Identity) -> JsonObject:
    """The ``identifier`` object of an answer (3.1): the pair of identifier and key."""
    updated = rfc3339(identity.updated_at)
    return {
        "ID": identity.id,
        "created_at": rfc3339(identity.created_at),
        "update_at": updated,
        "updated_at": updated,
        "deleted_at": None,
        "identifier": identity.identifier,
        "identifier_type": identity.identifier_type,
        "public_key": identity.public_key,
        "device_type": identity.device_type,
        "device_name": identity.device_name,
        "expiry": rfc3339(identity.expires_at),
        "timestamp": updated,
    }
