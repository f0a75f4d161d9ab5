"""The old grant: tokens for a backend that holds an approved event (cotter-api 3.3, 6.2).

Neither the event's id nor its Cotter user id is signed, so what counts is the text that is: it
gives tokens once.
"""

import hashlib
from dataclasses import dataclass

from desktop.protocol import ed25519
from desktop.protocol.encoding import EncodingError
from desktop.protocol.event_names import is_timestamp
from desktop.protocol.signed_text import TRUSTED_DEVICE, event_answer_text
from desktop.service.assembly import Service
from desktop.service.audit import AuditEvent
from desktop.service.events import REQUEST_SECONDS, TOKENS_SECONDS, gives_tokens
from desktop.service.projects import Project
from desktop.service.refusals import RefusedError
from desktop.service.tokens import oauth_token_json, start_family
from desktop.service.wire import JsonObject

# Whichever of the service's keys has signed it: an event counts once.
SIGNER = b"the service"
LIFETIME_SECONDS = REQUEST_SECONDS + TOKENS_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class EventToken:
    """An event as a customer's backend hands it back."""

    client_user_id: str
    issuer: str
    event: str
    timestamp: str
    method: str
    new: bool
    approved: bool
    signature: str


def exchange_event_token(service: Service, project: Project, token: EventToken) -> JsonObject:
    """Tokens for an approved event, counted from its timestamp valid for eight minutes.

    Raises:
        RefusedError: not ours, not approved, of another project, too old or used, or the user may
            not sign in.
    """
    now = service.clock()
    user = service.store.users.by_either_id(project.id, token.client_user_id)
    is_recent = is_timestamp(token.timestamp) and (
        abs(now - int(token.timestamp)) <= LIFETIME_SECONDS
    )
    if (
        user is None
        or not is_recent
        or token.new
        or not token.approved
        or token.issuer != project.id
        or token.method != TRUSTED_DEVICE
        or not gives_tokens(token.event, is_strict=project.is_strict)
        or not _is_signed_by_us(service, token)
    ):
        raise _not_valid()
    if user.disabled_at is not None:
        raise RefusedError(403, "disabled", "This user may not sign in.")
    with service.store.transaction():
        if not service.store.replays.use(hashlib.sha256(_text(token)).digest(), SIGNER, now):
            raise _not_valid()
        family, refresh_token = start_family(
            service,
            project,
            user,
            auth_method=TRUSTED_DEVICE,
            authenticated_at=min(now, float(token.timestamp)),
        )
        service.note(AuditEvent.SIGNED_IN, project, user.id, by="event_token")
    return oauth_token_json(service, project, user, family, refresh_token)


def _is_signed_by_us(service: Service, token: EventToken) -> bool:
    try:
        return any(
            ed25519.signature_is_valid(key, token.signature, _text(token))
            for key in service.keys.identity_public_keys()
        )
    except EncodingError:
        return False


def _text(token: EventToken) -> bytes:
    return event_answer_text(
        client_user_id=token.client_user_id,
        issuer=token.issuer,
        event=token.event,
        timestamp=token.timestamp,
        method=token.method,
        new=token.new,
        approved=token.approved,
    )


def _not_valid() -> RefusedError:
    return RefusedError(400, "event_token", "This event token is not valid.")
