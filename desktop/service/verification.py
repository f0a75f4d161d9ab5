"""Beginning a challenge, sending its code and judging what comes back (cotter-api 2.3, 13.5).

Known and unknown identifiers take one path: nothing here asks whether a user exists, except for
published projects, where a key that is still trusted needs no code (13.9).
"""

import hmac
import math
from dataclasses import dataclass
from urllib.parse import urlsplit

from desktop.service import throttle
from desktop.service.assembly import Service
from desktop.service.audit import AuditEvent
from desktop.service.challenges import (
    ATTEMPTS,
    CODE_DIGITS,
    LIFETIME_SECONDS,
    RESEND_PAUSE_SECONDS,
    Answer,
    AuthMethod,
    Challenge,
    Channel,
    Ending,
    Verdict,
    is_open,
    judge_code,
    judge_signature,
)
from desktop.service.courier import CourierBusyError
from desktop.service.identifiers import Identifier, IdentifierType, parse_identifier
from desktop.service.master_key import Purpose
from desktop.service.messages import Message
from desktop.service.projects import Project
from desktop.service.randomness import new_number, new_secret
from desktop.service.refusals import RefusedError, malformed, too_often

NO_CHALLENGE = ("challenge", "This answer belongs to no open challenge. Start again.")
REFUSALS = {
    Verdict.MISMATCH: NO_CHALLENGE,
    Verdict.CLOSED: NO_CHALLENGE,
    Verdict.WRONG_TIME: ("signature", "The time in the answer is more than 5 minutes off."),
    Verdict.WRONG_SIGNATURE: ("signature", "The answer is not signed by the challenge's key."),
    Verdict.EXPIRED: ("code_expired", "This code has run out. Ask for a new one."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a challenge is begun with; every answer must name the same."""

    session_id: str
    identifier: Identifier
    public_key: str
    device_type: str
    device_name: str
    redirect_url: str
    auth_method: AuthMethod
    channel: Channel
    code_challenge: str | None
    state: str | None
    page_id: str | None = None
    browser_mac: bytes | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A challenge just begun; ``resend_in`` is seconds until the next message may be asked for."""

    challenge: Challenge
    code_sent: bool
    resend_in: int


def channel_for(service: Service, identifier: Identifier, wanted: str | None) -> Channel:
    """The channel for an identifier; SMS for phones that ask for none.

    Raises:
        RefusedError: the channel does not fit the identifier, or the service does not have it.
    """
    is_mail = identifier.type is IdentifierType.EMAIL
    fitting = (Channel.EMAIL,) if is_mail else (Channel.SMS, Channel.WHATSAPP)
    if wanted is not None and wanted not in fitting:
        raise malformed("This channel can't reach this kind of identifier.")
    channel = fitting[0] if wanted is None else Channel(wanted)
    if channel not in service.settings.channels:
        raise RefusedError(400, "channel", f"This service sends no messages by {channel}.")
    return channel


def begin(service: Service, project: Project, beginning: Beginning, address: str) -> Begun:
    """Begin a challenge and queue its message; ``address`` is the peer's.

    Raises:
        RefusedError: a limit is reached or the queue is full.
    """
    now = service.clock()
    with service.store.transaction():
        earlier = _earlier(service, project, beginning, now)
        code_needed = not _is_recognised(service, project, beginning, now)
        if code_needed:
            _check_limits(service, project, beginning, earlier, address)
        for challenge in earlier:
            service.store.challenges.end(challenge.id, Ending.VOIDED)
        challenge_id = service.store.challenges.next_id()
        code, link_token = _make_code(service, challenge_id, beginning.auth_method)
        challenge = Challenge(
            id=challenge_id,
            project_id=project.id,
            session_mac=_session_mac(service, beginning),
            identifier=beginning.identifier.text,
            identifier_type=beginning.identifier.type,
            public_key=beginning.public_key,
            device_type=beginning.device_type,
            device_name=beginning.device_name,
            redirect_url=beginning.redirect_url,
            state=beginning.state,
            code_challenge=beginning.code_challenge,
            auth_method=beginning.auth_method,
            channel=beginning.channel,
            text=new_secret(service.random_bytes),
            code_mac=_code_mac(service, challenge_id, code) if code_needed else None,
            link_mac=(
                service.master_key.mac(Purpose.LINK, link_token)
                if code_needed and link_token is not None
                else None
            ),
            page_id=beginning.page_id,
            browser_mac=beginning.browser_mac,
            created_at=now,
            expires_at=now + LIFETIME_SECONDS,
            attempts_left=ATTEMPTS,
            ending=None,
        )
        service.store.challenges.add(challenge)
        if code_needed:
            throttle.count_message(service, project, beginning.identifier, address)
            service.note(AuditEvent.CODE_SENT, project, channel=beginning.channel)
            # Inside the transaction: a full queue undoes the challenge and its count.
            _check_queue(service)
    if code_needed:
        # Behind it: what could not be written down is not sent, or nobody would count it.
        service.courier.send(_message(service, project, challenge, code, link_token))
    return Begun(challenge, code_needed, resend_in(service, challenge))


def resend_in(service: Service, challenge: Challenge) -> int:
    """Seconds until the message of a challenge may be asked for again."""
    pause = challenge.created_at + RESEND_PAUSE_SECONDS - service.clock()
    wait = throttle.wait_for_message(service, _identifier(challenge))
    return max(math.ceil(pause), wait, 0)


def judge_answer(
    service: Service, project: Project, answer: Answer, address: str
) -> Challenge | RefusedError:
    """What a signed answer is worth; call it in a transaction, whose changes stand either way.

    ``address`` is the peer's.
    """
    challenge = service.store.challenges.get(project.id, answer.challenge_id)
    if challenge is None:
        return _refusal(Verdict.MISMATCH)
    verdict = judge_signature(challenge, answer, service.clock())
    if verdict is not None:
        return _refusal(verdict)
    if _is_repeated(service, challenge, answer.code):
        return challenge
    return judge_typed_code(service, project, challenge, answer.code, address)


def judge_typed_code(
    service: Service, project: Project, challenge: Challenge, code: str, address: str
) -> Challenge | RefusedError:
    """What a code is worth whose sender is known to be the one who began; see ``judge_answer``."""
    identifier = _identifier(challenge)
    wait = max(
        throttle.wait_for_code(service, identifier), throttle.wait_for_code_from(service, address)
    )
    if wait > 0 and challenge.code_mac is not None:
        return too_often(wait, "Too many wrong codes. The way by code is closed for now.")
    verdict = judge_code(
        challenge, code_matches=_matches(service, challenge, code), now=service.clock()
    )
    if verdict is Verdict.PROVED:
        service.store.challenges.end(challenge.id, Ending.PROVED)
        return challenge
    if verdict is Verdict.WRONG_CODE:
        service.store.challenges.spend_attempt(challenge.id)
        throttle.count_wrong_code(service, identifier, address)
        left = challenge.attempts_left - 1
        service.note(AuditEvent.CODE_REFUSED, project, attempts_left=left)
        return _wrong_code(left)
    if verdict is Verdict.EXHAUSTED:
        return _wrong_code(0)
    return _refusal(verdict)


def _is_repeated(service: Service, challenge: Challenge, code: str) -> bool:
    """Whether a right answer comes again because what it gave was lost on the way (13.5).

    That is a code which nobody has exchanged, and which only the verifier's holder could.
    """
    return (
        challenge.ending is Ending.PROVED
        and challenge.code_challenge is not None
        and service.clock() < challenge.expires_at
        and _matches(service, challenge, code)
        and not service.store.authorization_codes.is_used(challenge.id)
    )


def code_of_link(service: Service, challenge: Challenge, link_token: str) -> str:
    """The code that belongs to the link of a mail; it is stored nowhere."""
    return _code_behind(service, challenge.id, link_token)


def _code_behind(service: Service, challenge_id: int, link_token: str) -> str:
    digest = service.master_key.mac(Purpose.LINK_CODE, str(challenge_id), link_token)
    return new_number(lambda count: digest[:count], digits=CODE_DIGITS)


def _refusal(verdict: Verdict) -> RefusedError:
    kind, message = REFUSALS[verdict]
    return RefusedError(400, kind, message)


def _wrong_code(attempts_left: int) -> RefusedError:
    text = "That code doesn't match." if attempts_left else "That was the last try for this code."
    return RefusedError(400, "code", text, {"attempts_left": attempts_left})


def _identifier(challenge: Challenge) -> Identifier:
    return parse_identifier(challenge.identifier, challenge.identifier_type)


def _earlier(
    service: Service, project: Project, beginning: Beginning, now: float
) -> list[Challenge]:
    """Open challenges that this one voids: begun with the same key in the same session (13.5)."""
    session_mac = _session_mac(service, beginning)
    return [
        challenge
        for challenge in service.store.challenges.of_key(project.id, beginning.public_key)
        if challenge.session_mac == session_mac and is_open(challenge, now)
    ]


def _session_mac(service: Service, beginning: Beginning) -> bytes:
    return service.master_key.mac(
        Purpose.SESSION, beginning.session_id, beginning.identifier.canonical
    )


def _is_recognised(service: Service, project: Project, beginning: Beginning, now: float) -> bool:
    """Whether a published project trusts this key for this identifier without a new code (13.9)."""
    if project.is_strict:
        return False
    user = service.store.users.by_identifier(project.id, beginning.identifier.text)
    if user is None:
        return False
    identity = service.store.identities.of_key(user.id, beginning.public_key)
    return identity is not None and identity.expires_at > now


def _check_limits(
    service: Service,
    project: Project,
    beginning: Beginning,
    earlier: list[Challenge],
    address: str,
) -> None:
    now = service.clock()
    wait = max(
        throttle.wait_for_code(service, beginning.identifier),
        throttle.wait_for_code_from(service, address),
    )
    if wait > 0:
        raise too_often(wait, "Too many wrong codes. The way by code is closed for now.")
    pauses = [challenge.created_at + RESEND_PAUSE_SECONDS - now for challenge in earlier]
    wait = max(
        math.ceil(max(pauses, default=0)),
        throttle.wait_for_message(service, beginning.identifier),
        throttle.wait_for_address(service, address),
        throttle.wait_for_project(service, project),
    )
    if wait > 0:
        raise too_often(wait, "Too many messages were asked for. Wait before the next one.")


def _make_code(
    service: Service, challenge_id: int, auth_method: AuthMethod
) -> tuple[str, str | None]:
    """A new code, and for magic links the token of the link that the code follows from."""
    if auth_method is AuthMethod.OTP:
        return new_number(service.random_bytes, digits=CODE_DIGITS), None
    link_token = new_secret(service.random_bytes)
    return _code_behind(service, challenge_id, link_token), link_token


def _code_mac(service: Service, challenge_id: int, code: str) -> bytes:
    return service.master_key.mac(Purpose.CODE, str(challenge_id), code)


def _matches(service: Service, challenge: Challenge, code: str) -> bool:
    if challenge.code_mac is None:
        return code == ""
    return hmac.compare_digest(_code_mac(service, challenge.id, code), challenge.code_mac)


def _check_queue(service: Service) -> None:
    try:
        service.courier.check_room()
    except CourierBusyError as error:
        raise RefusedError(503, "busy", "Too many messages are waiting. Try again soon.") from error


def _message(
    service: Service, project: Project, challenge: Challenge, code: str, link_token: str | None
) -> Message:
    public_url = service.settings.public_url
    return Message(
        channel=challenge.channel,
        to=challenge.identifier,
        code=code,
        link=None if link_token is None else f"{public_url}/app/link/{link_token}",
        project_name=project.name,
        host=urlsplit(public_url).netloc,
        created_at=challenge.created_at,
        expires_at=challenge.expires_at,
    )
