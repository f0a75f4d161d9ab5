"""``/verify``: codes and their exchange (cotter-api 2.3, 3.1, 13.5)."""

from starlette.requests import Request
from starlette.routing import Route

from desktop.protocol import ed25519
from desktop.protocol.encoding import EncodingError, decode_base64
from desktop.service import sign_in, verification
from desktop.service.assembly import Service
from desktop.service.authentication import peer_address, project_of
from desktop.service.challenges import CODE_DIGITS, NO_REDIRECT, Answer
from desktop.service.identifiers import masked
from desktop.service.refusals import malformed
from desktop.service.request_fields import (
    MAX_STATE_CHARACTERS,
    MAX_URL_CHARACTERS,
    check_code_challenge,
    read_attempt_id,
    read_auth_method,
    read_identifier,
)
from desktop.service.routes.endpoint import api_route, read_body, wants_tokens
from desktop.service.timestamps import rfc3339
from desktop.service.wire import Body, JsonObject

MAX_SESSION_CHARACTERS = 256
MAX_NAME_CHARACTERS = 256


def verify_routes(service: Service) -> list[Route]:
    """The routes of sign-in by code. Session and state are the client's own: a slash may occur."""
    return [
        api_route(service, "POST", "/verify/request/{session_id:path}", request_code),
        api_route(service, "POST", "/verify/respond/{state:path}", respond),
        api_route(service, "POST", "/verify/get_identity", get_identity),
    ]


async def request_code(service: Service, request: Request) -> JsonObject:
    """Begin a challenge and have its code sent."""
    project = project_of(service, request)
    body = await read_body(request)
    identifier = read_identifier(
        body.text("identifier"), body.text("identifier_type", max_characters=16)
    )
    session_id = request.path_params["session_id"]
    if not 0 < len(session_id) <= MAX_SESSION_CHARACTERS:
        raise malformed("The session id is missing or too long.")
    code_challenge = body.optional_text("code_challenge")
    beginning = verification.Beginning(
        session_id=session_id,
        identifier=identifier,
        public_key=_verification_key(body),
        device_type=body.text("device_type", max_characters=MAX_NAME_CHARACTERS),
        device_name=body.text("device_name", max_characters=MAX_NAME_CHARACTERS),
        redirect_url=_redirect_url(body),
        auth_method=read_auth_method(body.optional_text("auth_method")),
        channel=verification.channel_for(service, identifier, body.optional_text("channel")),
        code_challenge=None if code_challenge is None else check_code_challenge(code_challenge),
        state=body.optional_text("state", max_characters=MAX_STATE_CHARACTERS),
    )
    begun = verification.begin(service, project, beginning, peer_address(request))
    challenge = begun.challenge
    return {
        "challenge_id": challenge.id,
        "challenge": challenge.text,
        "code_sent": begun.code_sent,
        "expiry": rfc3339(challenge.expires_at),
        "code_digits": CODE_DIGITS,
        "expires_in": int(challenge.expires_at - challenge.created_at),
        "attempts_left": challenge.attempts_left,
        "resend_in": begun.resend_in,
        "sent_to": masked(identifier),
    }


async def respond(service: Service, request: Request) -> JsonObject:
    """Answer a challenge."""
    project = project_of(service, request)
    body = await read_body(request)
    answer = Answer(
        challenge_id=body.integer("challenge_id"),
        challenge=body.text("challenge"),
        identifier=body.text("identifier"),
        identifier_type=body.text("identifier_type"),
        public_key=body.text("public_key"),
        device_type=body.text("device_type"),
        device_name=body.text("device_name"),
        redirect_url=_redirect_url(body),
        code=body.text("code", max_characters=64),
        timestamp=body.text("timestamp", max_characters=64),
        signature=body.text("signature", max_characters=256),
        state=request.path_params["state"],
    )
    return sign_in.respond(
        service, project, answer, peer_address(request), with_tokens=wants_tokens(request)
    )


async def get_identity(service: Service, request: Request) -> JsonObject:
    """Exchange an authorization code for the identity, and tokens if asked."""
    project = project_of(service, request)
    body = await read_body(request)
    given = sign_in.Exchange(
        authorization_code=body.text("authorization_code"),
        challenge_id=body.integer("challenge_id"),
        code_verifier=body.text("code_verifier"),
        redirect_url=body.text("redirect_url"),
        address=peer_address(request),
        attempt_id=read_attempt_id(body.optional_text("attempt_id")),
    )
    return sign_in.exchange(service, project, given, with_tokens=wants_tokens(request))


def _redirect_url(body: Body) -> str:
    given = body.optional_text("redirect_url", max_characters=MAX_URL_CHARACTERS)
    return NO_REDIRECT if given is None else given


def _verification_key(body: Body) -> str:
    text = body.text("public_key")
    try:
        decode_base64(text, size=ed25519.PUBLIC_KEY_BYTES)
    except EncodingError as error:
        raise malformed("The field public_key is not base64 of an Ed25519 key.") from error
    return text
