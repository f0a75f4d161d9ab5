"""The asking side of a sign-in request: a device that is not trusted (cotter-api 5.5, 13.6).

Identifiers that nobody has take the same path: their requests run out, as those of a user do who
does not look.
"""

import math
from dataclasses import dataclass

from starlette.types import Receive

from desktop.protocol.pkce import verifier_matches
from desktop.protocol.signed_text import TRUSTED_DEVICE
from desktop.service import throttle
from desktop.service.assembly import Service
from desktop.service.audit import AuditEvent
from desktop.service.device_signatures import check_timestamp
from desktop.service.event_admission import admit, check_form, new_event_id, too_many
from desktop.service.event_answers import asked_json, event_json, status_json
from desktop.service.events import (
    OPEN_PER_USER,
    REQUEST_SECONDS,
    TOKENS_SECONDS,
    Event,
    Outcome,
    event_topic,
    gives_tokens,
    user_topic,
)
from desktop.service.projects import Project
from desktop.service.refusals import RefusedError, event_refused
from desktop.service.tokens import first_tokens_again, oauth_token_json, start_family
from desktop.service.unknown_users import made_up_user_id
from desktop.service.users import User
from desktop.service.waiting import Crowd, Look, NoPlaceError, Place
from desktop.service.wire import JsonObject

NO_PLACE_SECONDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it was sent, its claims made harmless; one of the three ids is there.

    ``code_challenge`` is empty where the asking side has none; ``address`` is the peer's.
    """

    identifier: str | None
    user_id: str | None
    client_user_id: str | None
    issuer: str
    event: str
    timestamp: str
    method: str
    device_name: str
    ip: str
    location: str
    code_challenge: str
    address: str


def ask(service: Service, project: Project, asked: Asked) -> JsonObject:
    """Ask the user's trusted devices; what the asking side shows.

    Raises:
        RefusedError: it can't be asked for, or too often was.
    """
    admit(service, asked.address)
    check_form(project, issuer=asked.issuer, event=asked.event, method=asked.method)
    check_timestamp(service, asked.timestamp)
    now = service.clock()
    with service.store.transaction():
        user, shown_user_id = _whom(service, project, asked)
        _check_limits(service, project, asked, shown_user_id, now)
        throttle.count_request(service, shown_user_id)
        event = Event(
            id=_free_id(service),
            project_id=project.id,
            user_id=None if user is None else user.id,
            shown_user_id=shown_user_id,
            # Its own spelling of it, or nothing that it does not know.
            shown_client_user_id=asked.client_user_id or shown_user_id,
            event=asked.event,
            ip=asked.ip,
            location=asked.location,
            timestamp=asked.timestamp,
            method=asked.method,
            device_name=asked.device_name,
            observed_address=asked.address,
            code_challenge=asked.code_challenge,
            number_needed=project.is_strict,
            created_at=now,
            updated_at=now,
            expires_at=now + REQUEST_SECONDS,
            outcome=Outcome.PENDING,
            decided_at=None,
            decided_by="",
            tokens_given=False,
        )
        service.store.events.add(event)
        service.note(
            AuditEvent.REQUEST_ASKED,
            project,
            event.user_id,
            device=event.device_name,
            address=event.observed_address,
        )
    service.waiting.wake(user_topic(project.id, shown_user_id))
    return asked_json(service, event)


async def stand(
    service: Service,
    project: Project,
    event_id: int,
    *,
    verifier: str | None,
    address: str,
    with_tokens: bool,
    attempt_id: bytes | None,
    seconds: float,
    receive: Receive,
) -> JsonObject:
    """How a request stands; with its tokens, once, for whoever shows the verifier.

    The same ``attempt_id`` gets them again, as long as the refresh token has not been used. Waits
    ``seconds`` for the decision, of its own requests only; ``address`` is the peer's.

    Raises:
        RefusedError: there is no such request, or two wait for it already.
    """
    event = _find(service, project, event_id)
    if verifier is None:
        if project.is_strict or event.code_challenge:
            return status_json(service, event)
        # Whom published SDKs ask for knows the id and nothing else (13.9).
        return _with_tokens(service, project, event, with_tokens=with_tokens)
    _check_verifier(event, verifier)

    def look() -> Look[Event]:
        now = service.clock()
        found = _find(service, project, event_id)
        is_over = found.at(now) is not Outcome.PENDING
        return Look(found, is_over, None if is_over else found.expires_at - now)

    topic = event_topic(event_id)
    try:
        event = await service.waiting.for_news(
            look,
            topic=topic,
            place=Place(Crowd.ASKERS, holder=topic, address=address),
            seconds=seconds,
            receive=receive,
        )
    except NoPlaceError as error:
        raise no_place() from error
    return _with_tokens(service, project, event, with_tokens=with_tokens, attempt_id=attempt_id)


def cancel(service: Service, project: Project, event_id: int, verifier: str) -> JsonObject:
    """Take a request back: nobody can decide it any more, and it gives no tokens.

    Raises:
        RefusedError: there is no such request of this verifier.
    """
    now = service.clock()
    with service.store.transaction():
        event = _find(service, project, event_id)
        _check_verifier(event, verifier)
        if event.at(now) is Outcome.PENDING:
            service.store.events.end(event, Outcome.CANCELLED, "", now)
        elif event.outcome is Outcome.APPROVED:
            service.store.events.note_tokens(event.id, now, family_id=None)
        event = _find(service, project, event_id)
    service.waiting.wake(event_topic(event_id), user_topic(project.id, event.shown_user_id))
    return event_json(service, event, None)


def no_place() -> RefusedError:
    """What hears who would be the third to wait for the same."""
    return too_many(NO_PLACE_SECONDS, "Too many wait for this already.")


def _whom(service: Service, project: Project, asked: Asked) -> tuple[User | None, str]:
    """Whom a request is for: the user, if there is one, and the id that is shown either way."""
    users = service.store.users
    if asked.identifier is not None:
        name, user = asked.identifier, users.by_identifier(project.id, asked.identifier)
    else:
        name = asked.user_id or asked.client_user_id or ""
        user = users.by_either_id(project.id, name)
    # Made in either case, so that the time tells nothing.
    made_up = made_up_user_id(service.master_key, project, name)
    if user is not None:
        return user, user.id
    return None, asked.user_id or made_up


def _check_limits(
    service: Service, project: Project, asked: Asked, shown_user_id: str, now: float
) -> None:
    recent = service.store.events.recent(project.id, shown_user_id, now)
    opened = [event for event in recent if event.at(now) is Outcome.PENDING]
    if len(opened) >= OPEN_PER_USER:
        wait = math.ceil(opened[0].expires_at - now)
        raise too_many(wait, "Too many requests are open. Wait until one has run out.")
    wait = throttle.wait_for_request(service, shown_user_id, asked.address)
    if wait:
        raise too_many(wait, "No more requests are taken for now.")
    # The texts to sign have no id of the request in them: two alike could be answered with one.
    if any((event.event, event.timestamp) == (asked.event, asked.timestamp) for event in recent):
        raise too_many(1, "There was a request of this very second. Wait for the next one.")


def _free_id(service: Service) -> int:
    event_id = new_event_id(service.random_bytes)
    while service.store.events.has(event_id):
        event_id = new_event_id(service.random_bytes)
    return event_id


def _find(service: Service, project: Project, event_id: int) -> Event:
    event = service.store.events.get(project.id, event_id)
    if event is None:
        raise unknown()
    return event


def unknown() -> RefusedError:
    """What hears who names no request of its own."""
    return event_refused("unknown", "There is no such request.", status=404)


def _check_verifier(event: Event, verifier: str) -> None:
    if not event.code_challenge or not verifier_matches(verifier, event.code_challenge):
        raise unknown()


def _with_tokens(
    service: Service,
    project: Project,
    event: Event,
    *,
    with_tokens: bool,
    attempt_id: bytes | None = None,
) -> JsonObject:
    """The event and, if it may sign in with it and has not yet, new tokens."""
    now = service.clock()
    user = None if event.user_id is None else service.store.users.get(event.user_id)
    if user is None or event.decided_at is None or event.outcome is not Outcome.APPROVED:
        return event_json(service, event, None)
    answer = event_json(service, event, user)
    again = first_tokens_again(service, event.family_id, attempt_id)
    if (
        not with_tokens
        or (event.tokens_given and again is None)
        or user.disabled_at is not None
        or now >= event.decided_at + TOKENS_SECONDS
        or not gives_tokens(event.event, is_strict=project.is_strict)
    ):
        return answer
    with service.store.transaction():
        family, refresh_token = again or start_family(
            service,
            project,
            user,
            auth_method=TRUSTED_DEVICE,
            authenticated_at=event.decided_at,
            attempt_id=attempt_id,
        )
        service.store.events.note_tokens(event.id, now, family_id=family.id)
        if again is None:
            service.note(
                AuditEvent.SIGNED_IN, project, user.id, by="approval", approved_by=event.decided_by
            )
    answer["oauth_token"] = oauth_token_json(service, project, user, family, refresh_token)
    return answer
