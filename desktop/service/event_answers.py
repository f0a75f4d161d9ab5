"""Events as they are answered, each signed (cotter-api 6.1, 6.2, 13.6).

============================  =====================================  ==============================
who asks                      gets                                   as client user id
============================  =====================================  ==============================
the asking side               the event, how it stands               the one shown, until approved
a trusted device              that, and all that is to be compared   the user's
a trusted device, of one      what is needed to say how it ended     none
that has ended
anybody, without the          how it stands, and nothing else        none
verifier
============================  =====================================  ==============================

The customer's own id of a user would tell the asking side whether there is such a user.
"""

from desktop.protocol import ed25519
from desktop.protocol.signed_text import event_answer_text
from desktop.service.assembly import Service
from desktop.service.events import Event, Listing, Outcome
from desktop.service.timestamps import rfc3339, unix_text
from desktop.service.users import User
from desktop.service.wire import Json, JsonObject


def event_json(service: Service, event: Event, user: User | None) -> JsonObject:
    """The event object; with ``user`` the client user id is the user's own."""
    outcome = event.at(service.clock())
    new, approved = outcome is Outcome.PENDING, outcome is Outcome.APPROVED
    client_user_id = event.shown_client_user_id if user is None else user.client_user_id
    text = event_answer_text(
        client_user_id=client_user_id,
        issuer=event.project_id,
        event=event.event,
        timestamp=event.timestamp,
        method=event.method,
        new=new,
        approved=approved,
    )
    return {
        "ID": event.id,
        "CreatedAt": rfc3339(event.created_at),
        "UpdatedAt": rfc3339(event.updated_at),
        "DeletedAt": None,
        "user_id": event.shown_user_id,
        "client_user_id": client_user_id,
        "issuer": event.project_id,
        "event": event.event,
        "ip": event.ip,
        "location": event.location,
        "timestamp": event.timestamp,
        "method": event.method,
        "new": new,
        "approved": approved,
        "signature": ed25519.sign(service.keys.identity_key().private, text),
        "outcome": outcome,
    }


def status_json(service: Service, event: Event) -> JsonObject:
    """How a request stands, for whoever can't show that it is theirs."""
    outcome = event.at(service.clock())
    return {
        "ID": event.id,
        "new": outcome is Outcome.PENDING,
        "approved": outcome is Outcome.APPROVED,
        "outcome": outcome,
    }


def asked_json(service: Service, event: Event) -> JsonObject:
    """A request just made, with what the asking side needs to work out the number."""
    return {
        **event_json(service, event, None),
        "observed_address": event.observed_address,
        "device_name": event.device_name,
        "expires_in": int(event.expires_at - event.created_at),
    }


def pending_json(service: Service, event: Event, user: User) -> JsonObject:
    """A request as a trusted device shows it, signed by the service as it is to be shown."""
    shown = event.shown()
    return {
        **event_json(service, event, user),
        "observed_address": shown.address,
        "device_name": shown.device_name,
        "code_challenge": shown.code_challenge,
        "expiry": shown.expiry,
        "shown_signature": ed25519.sign(service.keys.identity_key().private, shown.shown_text()),
    }


def listing_json(service: Service, listing: Listing, user: User) -> JsonObject:
    """Everything that a trusted device is told of its user's requests."""
    now = service.clock()
    pending: list[Json] = [pending_json(service, event, user) for event in listing.open]
    ended: list[Json] = [_ended_json(event, now) for event in listing.ended]
    return {"version": listing.version, "events": pending, "decided": ended}


def _ended_json(event: Event, now: float) -> JsonObject:
    ended_at = event.ended_at(now)
    return {
        "ID": event.id,
        "outcome": event.at(now),
        "device_name": event.device_name,
        "observed_address": event.observed_address,
        "decided_at": unix_text(now if ended_at is None else ended_at),
        "decided_by": event.decided_by,
    }
