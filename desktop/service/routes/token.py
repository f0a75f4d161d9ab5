"""``/token``: renewal, sign-out, the key set, and the old grants (cotter-api 3.3, 7.3, 7.4)."""

from starlette.requests import Request
from starlette.routing import Route

from desktop.service import renewal, sign_in
from desktop.service.assembly import Service
from desktop.service.authentication import peer_address, project_of, require_secret
from desktop.service.body_limit import read_limited
from desktop.service.device_keys import key_digest
from desktop.service.device_proofs import optional_proof
from desktop.service.event_tokens import EventToken, exchange_event_token
from desktop.service.fresh_proofs import fresh_proof_of
from desktop.service.projects import Project
from desktop.service.refusals import RefusedError, malformed
from desktop.service.request_fields import read_attempt_id
from desktop.service.routes.endpoint import api_route, read_body
from desktop.service.wire import Body, JsonObject


def token_routes(service: Service) -> list[Route]:
    """The routes of tokens."""
    return [
        api_route(service, "GET", "/token/jwks", key_set),
        api_route(service, "POST", "/token", grant),
        api_route(service, "POST", "/token/{api_key_id}", renew),
        api_route(service, "DELETE", "/token/{api_key_id}", sign_out),
    ]


async def key_set(service: Service, _request: Request) -> JsonObject:
    """The public keys of the JWTs; the only API route that asks for no API key."""
    published = any(not project.is_strict for project in service.store.projects.all())
    return service.keys.jwks(published=published)


async def renew(service: Service, request: Request) -> JsonObject:
    """New tokens for a refresh token, which is spent by it."""
    project = _project_of_path(service, request)
    body = await read_body(request)
    if body.text("grant_type") != "refresh_token":
        raise malformed("The field grant_type is refresh_token here.")
    return _renew(service, request, project, body, rotates=True)


async def grant(service: Service, request: Request) -> JsonObject:
    """The old route: a refresh token, or what a customer's backend holds (3.3)."""
    project = project_of(service, request)
    body = await read_body(request)
    grant_type = body.text("grant_type")
    if grant_type == "refresh_token":
        return _renew(service, request, project, body, rotates=project.is_strict)
    if grant_type == "identity_token":
        require_secret(service, project, request)
        token = body.object("identity_token")
        return sign_in.exchange_identity_token(
            service,
            project,
            sign_in.IdentityToken(
                identifier=token.text("identifier"),
                identifier_type=token.text("identifier_type"),
                receiver=token.text("receiver"),
                expire_at=token.text("expire_at"),
                signature=token.text("signature"),
            ),
        )
    if grant_type == "event_token":
        require_secret(service, project, request)
        event = body.object("event_token")
        return exchange_event_token(
            service,
            project,
            EventToken(
                client_user_id=event.text("client_user_id"),
                issuer=event.text("issuer"),
                event=event.text("event"),
                timestamp=event.text("timestamp"),
                method=event.text("method"),
                new=event.flag("new"),
                approved=event.flag("approved"),
                signature=event.text("signature"),
            ),
        )
    raise malformed("The field grant_type is refresh_token, identity_token or event_token.")


async def sign_out(service: Service, request: Request) -> JsonObject:
    """End the session of a refresh token, or with a proof and ``everywhere`` all (13.4)."""
    project = _project_of_path(service, request)
    raw = await read_limited(request)
    body = Body.parse(raw, may_be_empty=True)
    proof = optional_proof(service, request, raw)
    ended = renewal.sign_out(
        service,
        project,
        body.optional_text("refresh_token"),
        everywhere=body.flag("everywhere"),
        fresh=fresh_proof_of(service, project, request),
        device_key=None if proof is None else key_digest(proof.public_key),
    )
    return {"ended": ended}


def _renew(
    service: Service, request: Request, project: Project, body: Body, *, rotates: bool
) -> JsonObject:
    attempt_id = read_attempt_id(body.optional_text("attempt_id"))
    attempt = renewal.Attempt(body.text("refresh_token"), attempt_id, peer_address(request))
    renewed = renewal.renew(service, project, attempt, rotates=rotates)
    # By it the client knows an answer that something in between has given to the wrong one.
    return renewed if attempt_id is None else {**renewed, "attempt_id": body.text("attempt_id")}


def _project_of_path(service: Service, request: Request) -> Project:
    project = project_of(service, request)
    if request.path_params["api_key_id"] != project.id:
        raise RefusedError(401, "api_key", "The path names another project than the header.")
    return project
