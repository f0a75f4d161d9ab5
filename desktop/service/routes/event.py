"""``/event``: signing in with a trusted device, asking one, deciding (cotter-api 5.4 to 5.8, 13.6).

What each route asks for, besides the API key id:

=======================  ==========================================  ==========================
route                    of a strict project                         of a published one
=======================  ==========================================  ==========================
``create``               the device's signature; its proof too       the device's signature
                         where it adds another device
``create_pending``       nothing                                     nothing
``get``                  the verifier, or how it stands is all       the verifier, where there
                         that is said                                is a code challenge
``cancel``               the verifier                                the verifier
``pending``              a trusted device's proof                    the same
``new``                  a trusted device's proof                    nothing
``respond``              a trusted device's signature and proof      the signature
=======================  ==========================================  ==========================

A device proof that comes along is judged in either kind of project.
"""

from starlette.requests import Request
from starlette.routing import Route

from desktop.protocol.device_proof import HEADER as PROOF_HEADER
from desktop.protocol.event_names import ENROLL_NEW_TRUSTED_DEVICE
from desktop.protocol.signed_text import EventChallenge
from desktop.service import asking, device_sign_in, responding
from desktop.service.assembly import Service
from desktop.service.authentication import peer_address, project_of
from desktop.service.body_limit import read_limited
from desktop.service.device_keys import key_digest
from desktop.service.device_proofs import optional_proof, require_device
from desktop.service.devices import Device
from desktop.service.enrolment import AskedDevice
from desktop.service.event_admission import admit
from desktop.service.event_answers import event_json, pending_json
from desktop.service.event_challenges import give_challenge
from desktop.service.fresh_proofs import fresh_proof_of
from desktop.service.identifiers import is_acceptable_name
from desktop.service.projects import Project
from desktop.service.refusals import device_refused, malformed
from desktop.service.request_fields import check_code_challenge, read_attempt_id
from desktop.service.routes.endpoint import api_route, wants_tokens
from desktop.service.shown_names import MAX_SENT_CHARACTERS, shown_name
from desktop.service.timestamps import rfc3339
from desktop.service.trusted_devices import not_enrolled, usable_device
from desktop.service.users import User
from desktop.service.wire import Body, Json, JsonObject

VERIFIER_HEADER = "Code-Verifier"
UNSAID = "unknown"

_LONGEST_NUMBER = 10


def event_routes(service: Service) -> list[Route]:
    """The routes of events, and the one about push messages."""
    return [
        api_route(service, "POST", "/event/create", create),
        api_route(service, "POST", "/event/create_pending", create_pending),
        api_route(service, "GET", "/event/challenge", challenge),
        api_route(service, "GET", "/event/new", newest),
        api_route(service, "GET", "/event/new/{user_id}", newest),
        api_route(service, "GET", "/event/pending", pending),
        api_route(service, "GET", "/event/get/{event_id}", get),
        api_route(service, "POST", "/event/cancel/{event_id}", cancel),
        api_route(service, "POST", "/event/respond/{event_id}", respond),
        api_route(service, "GET", "/notification/company", push_settings),
    ]


async def create(service: Service, request: Request) -> JsonObject:
    """Sign in with a device's signature, or add another device with it (5.4, 5.6)."""
    project = project_of(service, request)
    raw = await read_limited(request)
    admit(service, peer_address(request))
    body = Body.parse(raw)
    if not body.flag("approved"):
        raise malformed("The field approved is true here.")
    event = body.text("event")
    made = device_sign_in.Made(
        user_id=_sent_user_id(body),
        issuer=body.text("issuer"),
        event=event,
        timestamp=body.text("timestamp"),
        method=body.text("method"),
        ip=_claim(body, "ip"),
        location=_claim(body, "location"),
        public_key=body.text("public_key"),
        signature=body.text("code"),
        challenge=_sent_challenge(body),
        new_device=_new_device(body) if event == ENROLL_NEW_TRUSTED_DEVICE else None,
        address=peer_address(request),
    )
    return device_sign_in.make(
        service,
        project,
        made,
        proof=optional_proof(service, request, raw),
        fresh=fresh_proof_of(service, project, request),
        with_tokens=wants_tokens(request),
    )


async def create_pending(service: Service, request: Request) -> JsonObject:
    """Ask the user's trusted devices (5.5, 13.6)."""
    project = project_of(service, request)
    body = Body.parse(await read_limited(request))
    code_challenge = request.query_params.get("code_challenge")
    asked = asking.Asked(
        identifier=_sent_name(body, "identifier"),
        user_id=_sent_name(body, "user_id"),
        client_user_id=_sent_name(body, "client_user_id"),
        issuer=body.text("issuer"),
        event=body.text("event"),
        timestamp=body.text("timestamp"),
        method=body.text("method"),
        device_name=_claim(body, "device_name"),
        ip=_claim(body, "ip"),
        location=_claim(body, "location"),
        code_challenge="" if code_challenge is None else check_code_challenge(code_challenge),
        address=peer_address(request),
    )
    if asked.identifier is asked.user_id is asked.client_user_id is None:
        raise malformed("The body needs an identifier, a user_id or a client_user_id.")
    return asking.ask(service, project, asked)


async def challenge(service: Service, request: Request) -> JsonObject:
    """A challenge to sign once (5.4)."""
    project = project_of(service, request)
    given = give_challenge(service, project, peer_address(request))
    return {"challenge_id": given.id, "challenge": given.text}


async def newest(service: Service, request: Request) -> Json:
    """The user's newest open request, or null (5.5).

    All that is to be compared is for a trusted device only, whatever the project.
    """
    project = project_of(service, request)
    raw = await read_limited(request)
    user = _user_of(service, project, request)
    is_device = project.is_strict or PROOF_HEADER in request.headers
    if is_device:
        require_device(service, project, request, raw, user)
    if user is None:
        return None
    opened = responding.list_now(service, project, user).open
    if not opened:
        return None
    if is_device:
        return pending_json(service, opened[-1], user)
    return event_json(service, opened[-1], user)


async def pending(service: Service, request: Request) -> JsonObject:
    """All open requests of the user, and those that ended lately, at the next change (13.6)."""
    project = project_of(service, request)
    raw = await read_limited(request)
    user = _user_of(service, project, request)
    device = require_device(service, project, request, raw, user)
    if user is None:
        raise not_enrolled()
    return await responding.watch(
        service,
        project,
        user,
        device,
        since=request.query_params.get("since", ""),
        seconds=_seconds_to_wait(request),
        receive=request.receive,
    )


async def get(service: Service, request: Request) -> JsonObject:
    """How a request stands, at its end, with its tokens for the asking side (5.5, 13.6)."""
    project = project_of(service, request)
    await read_limited(request)
    return await asking.stand(
        service,
        project,
        _event_id(request),
        verifier=request.headers.get(VERIFIER_HEADER),
        address=peer_address(request),
        with_tokens=wants_tokens(request),
        attempt_id=read_attempt_id(request.query_params.get("attempt_id")),
        seconds=_seconds_to_wait(request),
        receive=request.receive,
    )


async def cancel(service: Service, request: Request) -> JsonObject:
    """Take a request back."""
    project = project_of(service, request)
    await read_limited(request)
    verifier = request.headers.get(VERIFIER_HEADER, "")
    return asking.cancel(service, project, _event_id(request), verifier)


async def respond(service: Service, request: Request) -> JsonObject:
    """Decide a request (5.5, 13.6)."""
    project = project_of(service, request)
    raw = await read_limited(request)
    body = Body.parse(raw)
    sent_id = _sent_user_id(body)
    user = service.store.users.by_either_id(project.id, sent_id)
    device = _deciding_device(
        service, project, request, user, raw=raw, public_key=body.text("public_key")
    )
    if user is None:
        raise not_enrolled()
    return responding.respond(
        service,
        project,
        user,
        device,
        responding.Response(
            event_id=_event_id(request),
            user_id=sent_id,
            approved=body.flag("approved"),
            signature=body.text("code"),
            number=body.optional_text("number", max_characters=16),
            challenge=_sent_challenge(body),
        ),
    )


async def push_settings(service: Service, request: Request) -> JsonObject:
    """That this service has no push messages (5.8)."""
    project = project_of(service, request)
    created = rfc3339(project.created_at)
    return {
        "ID": 1,
        "created_at": created,
        "updated_at": created,
        "deleted_at": None,
        "company_id": project.id,
        "app_id": "",
    }


def _deciding_device(
    service: Service,
    project: Project,
    request: Request,
    user: User | None,
    *,
    raw: bytes,
    public_key: str,
) -> Device:
    if not project.is_strict and PROOF_HEADER not in request.headers:
        return usable_device(service, project, user, key_digest(public_key))
    device = require_device(service, project, request, raw, user)
    if device.key.digest != key_digest(public_key):
        raise device_refused(401, "proof_invalid", "The device proof is of another device.")
    return device


def _user_of(service: Service, project: Project, request: Request) -> User | None:
    query = request.query_params
    user_id = (
        request.path_params.get("user_id")
        or query.get("cotter_user_id")
        or query.get("client_user_id", "")
    )
    return service.store.users.by_either_id(project.id, user_id)


def _event_id(request: Request) -> int:
    text = request.path_params["event_id"]
    if not _is_number(text):
        raise asking.unknown()
    return int(text)


def _seconds_to_wait(request: Request) -> int:
    text = request.query_params.get("wait", "0")
    if not _is_number(text):
        raise malformed("The query's wait is a number of seconds.")
    return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER


def _sent_name(body: Body, name: str) -> str | None:
    """An id or identifier; an empty one is none, as SDKs send it."""
    text = body.optional_text(name) or None
    if text is not None and not is_acceptable_name(text):
        raise malformed(f"The field {name} can't name a user.")
    return text


def _sent_user_id(body: Body) -> str:
    user_id = _sent_name(body, "user_id") or _sent_name(body, "client_user_id")
    if user_id is None:
        raise malformed("The body needs a user_id or a client_user_id.")
    return user_id


def _sent_challenge(body: Body) -> EventChallenge | None:
    if not body.has("challenge_id"):
        return None
    return EventChallenge(body.integer("challenge_id"), body.text("challenge"))


def _claim(body: Body, name: str) -> str:
    """What the asking side says of itself, made harmless."""
    sent = body.optional_text(name, max_characters=MAX_SENT_CHARACTERS)
    return shown_name(sent or "") or UNSAID


def _new_device(body: Body) -> AskedDevice:
    """The device to be added; type and name are the adding side's word (5.6)."""
    return AskedDevice(
        public_key=body.text("new_device_public_key"),
        algorithm=body.optional_text("new_device_algorithm") or None,
        device_type=body.optional_text("device_type", max_characters=MAX_SENT_CHARACTERS) or "",
        device_name=body.optional_text("device_name", max_characters=MAX_SENT_CHARACTERS) or "",
    )
