"""Trusted devices: enrolling, checking, listing, removing, offering (cotter-api 4.2, 5, 13)."""

import base64
import binascii

from starlette.requests import Request
from starlette.routing import Route

from desktop.protocol.signed_text import TRUSTED_DEVICE
from desktop.service import enrolment, offers
from desktop.service.assembly import Service
from desktop.service.authentication import has_secret, peer_address, project_of, require_secret
from desktop.service.body_limit import read_limited
from desktop.service.device_keys import MAX_KEY_CHARACTERS, key_digest
from desktop.service.device_proofs import optional_proof, require_device, require_proof
from desktop.service.devices import Device, device_json
from desktop.service.enrolment import AskedDevice
from desktop.service.fresh_proofs import fresh_proof_of
from desktop.service.projects import Project
from desktop.service.refusals import malformed
from desktop.service.routes.endpoint import api_route, wants_tokens
from desktop.service.shown_names import MAX_SENT_CHARACTERS
from desktop.service.tokens import oauth_token_json, start_family
from desktop.service.trusted_devices import find_device, trusted_devices, user_answer
from desktop.service.users import User
from desktop.service.wire import Body, JsonObject

OTHER_METHODS = frozenset({"PIN", "BIOMETRIC", "WEBAUTHN"})


def device_routes(service: Service) -> list[Route]:
    """The routes of devices. They go before those of users, whose ids match any segment."""
    return [
        api_route(service, "PUT", "/user/methods", change_method),
        api_route(service, "GET", "/user/methods", check_method),
        api_route(service, "GET", "/user/devices", list_devices),
        api_route(service, "GET", "/user/enrolled/any/{user_id}/{method}", check_method),
        api_route(service, "GET", "/user/enrolled/{user_id}/{method}", check_method),
        api_route(service, "GET", "/user/enrolled/{user_id}/{method}/{public_key}", check_method),
        api_route(service, "PUT", "/user/{user_id}", change_method),
        api_route(service, "POST", "/device/offer", make_offer),
        api_route(service, "GET", "/device/offer", show_offer),
    ]


async def change_method(service: Service, request: Request) -> JsonObject:
    """Trust a device, or trust it no more; the user, and tokens if asked for and just trusted."""
    project = project_of(service, request)
    raw = await read_limited(request)
    body = Body.parse(raw)
    if body.text("method") != TRUSTED_DEVICE:
        raise malformed("The field method is TRUSTED_DEVICE here.")
    if not body.has("enrolled"):
        raise malformed("The field enrolled is missing.")
    is_wanted = body.flag("enrolled")
    asked = read_asked_device(body, public_key="code", algorithm="algorithm")
    user = _user_of(service, project, request)
    proof = optional_proof(service, request, raw)
    fresh = fresh_proof_of(service, project, request)
    with service.store.transaction():
        if not is_wanted:
            user = enrolment.remove(
                service,
                project,
                user,
                key_digest(asked.public_key),
                acting_key=None if proof is None else key_digest(proof.public_key),
                has_fresh_proof=fresh is not None and user is not None and fresh.user_id == user.id,
                is_backend=has_secret(service, project, request),
            )
            return user_answer(service, project, user)
        user, device = enrolment.enrol(
            service,
            project,
            user,
            asked,
            fresh=fresh,
            proved_key=None if proof is None else proof.public_key,
        )
        answer = user_answer(service, project, user)
        if wants_tokens(request):
            answer["oauth_token"] = _first_tokens(service, project, user, device)
    return answer


async def check_method(service: Service, request: Request) -> JsonObject:
    """Whether a method, or one key of it, is enrolled (4.2).

    A strict project tells its backend, the user's fresh proof, and the very key asked about.
    """
    project = project_of(service, request)
    method = request.path_params.get("method") or request.query_params.get("method", "")
    if method != TRUSTED_DEVICE and method not in OTHER_METHODS:
        raise malformed("There is no such method.")
    sent = request.path_params.get("public_key") or request.query_params.get("public_key")
    digest = None if not sent else key_digest(_decoded_key(sent))
    user = _user_of(service, project, request)
    proof = optional_proof(service, request, b"")
    is_own = proof is not None and key_digest(proof.public_key) == digest
    fresh = fresh_proof_of(service, project, request)
    is_user = user is not None and fresh is not None and fresh.user_id == user.id
    if project.is_strict and not (is_own or is_user):
        require_secret(service, project, request)
    device = None if digest is None else find_device(service, project, user, digest)
    if method != TRUSTED_DEVICE:
        return {"enrolled": False, "method": method}
    if digest is None:
        enrolled = user is not None and bool(trusted_devices(service, project, user))
        return {"enrolled": enrolled, "method": method}
    answer: JsonObject = {"enrolled": device is not None, "method": method}
    if is_own:
        answer["suspended"] = device is not None and device.suspended_at is not None
    return answer


async def list_devices(service: Service, request: Request) -> JsonObject:
    """All devices of the user, for one of them."""
    project = project_of(service, request)
    user = _user_of(service, project, request)
    device = require_device(service, project, request, b"", user)
    if user is None:
        raise ValueError(f"The device {device.id} is nobody's.")
    return {"devices": [device_json(each) for each in trusted_devices(service, project, user)]}


async def make_offer(service: Service, request: Request) -> JsonObject:
    """Keep the offer of a new device."""
    project = project_of(service, request)
    raw = await read_limited(request)
    proof = require_proof(service, request, raw)
    body = Body.parse(raw)
    asked = offers.Asked(
        device=read_asked_device(body, public_key="public_key", algorithm="algorithm"),
        proved_key=proof.public_key,
        address=peer_address(request),
        identifier=body.optional_text("identifier"),
    )
    return offers.make_offer(service, project, asked)


async def show_offer(service: Service, request: Request) -> JsonObject:
    """The offer of a key, for a trusted device of any user: whoever shows the key wants that."""
    project = project_of(service, request)
    require_device(service, project, request, b"", _user_of(service, project, request))
    return offers.find_offer(service, project, request.query_params.get("public_key", ""))


def read_asked_device(body: Body, *, public_key: str, algorithm: str) -> AskedDevice:
    """The device that a body names, its key in fields of the given names.

    Raises:
        BodyError: a field is missing or is no text.
    """
    return AskedDevice(
        public_key=body.text(public_key),
        algorithm=body.optional_text(algorithm) or None,
        device_type=body.optional_text("device_type", max_characters=MAX_SENT_CHARACTERS) or "",
        device_name=body.optional_text("device_name", max_characters=MAX_SENT_CHARACTERS) or "",
    )


def _user_of(service: Service, project: Project, request: Request) -> User | None:
    user_id = request.path_params.get("user_id") or request.query_params.get("cotter_user_id", "")
    return service.store.users.by_either_id(project.id, user_id)


def _first_tokens(service: Service, project: Project, user: User, device: Device) -> JsonObject:
    family, refresh_token = start_family(
        service,
        project,
        user,
        auth_method=TRUSTED_DEVICE,
        authenticated_at=service.clock(),
        device_id=device.id,
    )
    return oauth_token_json(service, project, user, family, refresh_token)


def _decoded_key(sent: str) -> str:
    """The key's text behind its second base64, padded or not (4.2).

    The characters in which the alphabets differ don't occur: all of the text is ASCII.
    """
    if len(sent) > 2 * MAX_KEY_CHARACTERS:
        raise malformed("The public key is too long.")
    bare = sent.rstrip("=")
    try:
        raw = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
        return raw.decode("ascii")
    except (ValueError, binascii.Error) as error:
        raise malformed("The public key is not base64 of its text.") from error
