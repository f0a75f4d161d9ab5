"""The deciding side of a sign-in request: the user's trusted devices (cotter-api 5.5, 13.6)."""

from dataclasses import dataclass

from starlette.types import Receive

from desktop.protocol.signed_text import EventChallenge, approval_text
from desktop.service import throttle
from desktop.service.asking import no_place, unknown
from desktop.service.assembly import Service
from desktop.service.audit import AuditEvent
from desktop.service.device_signatures import check_signature, check_signer, has_signed_before
from desktop.service.devices import Device
from desktop.service.event_answers import event_json, listing_json
from desktop.service.event_challenges import use_challenge
from desktop.service.events import (
    Event,
    Listing,
    Outcome,
    Verdict,
    event_topic,
    judge,
    list_recent,
    user_topic,
)
from desktop.service.projects import Project
from desktop.service.refusals import RefusedError, event_refused
from desktop.service.trusted_devices import usable_device
from desktop.service.users import User
from desktop.service.waiting import Crowd, Look, NoPlaceError, Place
from desktop.service.wire import JsonObject

OUTCOMES = {
    Verdict.APPROVED: Outcome.APPROVED,
    Verdict.DENIED: Outcome.DENIED,
    Verdict.WRONG_NUMBER: Outcome.WRONG_NUMBER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A decision as it was sent; ``user_id`` is whichever id the body had, as it had it."""

    event_id: int
    user_id: str
    approved: bool
    signature: str
    number: str | None
    challenge: EventChallenge | None


def list_now(service: Service, project: Project, user: User) -> Listing:
    """The user's open requests, and those that ended lately."""
    now = service.clock()
    return list_recent(service.store.events.recent(project.id, user.id, now), now)


async def watch(
    service: Service,
    project: Project,
    user: User,
    device: Device,
    *,
    since: str,
    seconds: float,
    receive: Receive,
) -> JsonObject:
    """All that ``device`` is told of its user's requests, once it is other than ``since``.

    Raises:
        RefusedError: two wait for this device already, or it is not trusted any more.
    """

    def look() -> Look[Listing]:
        # It may have been removed while it waited.
        usable_device(service, project, service.store.users.get(user.id), device.key.digest)
        listing, now = list_now(service, project, user), service.clock()
        changes_in = None if listing.changes_at is None else listing.changes_at - now
        return Look(listing, listing.version != since, changes_in)

    try:
        listing = await service.waiting.for_news(
            look,
            topic=user_topic(project.id, user.id),
            place=Place(Crowd.DEVICES, holder=f"device {device.id}"),
            seconds=seconds,
            receive=receive,
        )
    except NoPlaceError as error:
        raise no_place() from error
    return listing_json(service, listing, user)


def respond(
    service: Service, project: Project, user: User, device: Device, response: Response
) -> JsonObject:
    """Decide a request with a device's signature; how it stands now.

    Raises:
        RefusedError: it is none of this user's, it can't be decided so, or the signature is not
            the device's.
    """
    now = service.clock()
    with service.store.transaction():
        event = service.store.events.get(project.id, response.event_id)
        if event is None or event.user_id != user.id:
            raise unknown()
        text = _signed_text(event, response)
        verdict = judge(event, approved=response.approved, number=response.number, now=now)
        if verdict not in OUTCOMES:
            # How it ended is for the user's devices to know.
            check_signer(device.key, response.signature, text)
            # Not of a wrong number: the text has no number in it, and may bring a second guess.
            same = event.outcome is (Outcome.APPROVED if response.approved else Outcome.DENIED)
            if same and project.is_strict and has_signed_before(service, device.key, text):
                # It was this very decision, and the answer to it was lost on the way.
                return event_json(service, event, user)
            raise _refusal(event, verdict)
        check_signature(service, device.key, response.signature, text)
        use_challenge(service, project, response.challenge)
        _decide(service, project, event, device, OUTCOMES[verdict])
        event = service.store.events.get(project.id, response.event_id) or event
    service.waiting.wake(event_topic(event.id), user_topic(project.id, user.id))
    return event_json(service, event, user)


def _signed_text(event: Event, response: Response) -> bytes:
    return approval_text(
        user_id=response.user_id,
        api_key_id=event.project_id,
        event=event.event,
        timestamp=event.timestamp,
        method=event.method,
        approved=response.approved,
        challenge=response.challenge,
    )


def _decide(
    service: Service, project: Project, event: Event, device: Device, outcome: Outcome
) -> None:
    service.store.events.end(event, outcome, device.device_name, service.clock())
    if outcome is Outcome.DENIED:
        throttle.count_denial(service, event.shown_user_id, event.observed_address)
    is_approved = outcome is Outcome.APPROVED
    service.note(
        AuditEvent.REQUEST_APPROVED if is_approved else AuditEvent.REQUEST_DENIED,
        project,
        event.user_id,
        by=device.device_name,
        device=event.device_name,
        address=event.observed_address,
        outcome=outcome,
    )


def _refusal(event: Event, verdict: Verdict) -> RefusedError:
    if verdict is Verdict.ANSWERED:
        return event_refused(
            "answered",
            "This request was answered before.",
            approved=event.outcome is Outcome.APPROVED,
            decided_by=event.decided_by,
        )
    if verdict is Verdict.NUMBER_NEEDED:
        return event_refused(
            "number_needed", "This request can be approved only with the number that it shows."
        )
    return event_refused("expired", "This request is not open any more.")
