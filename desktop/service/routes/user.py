"""``/user``: looking users up, making and deleting them (cotter-api 4.2, 13.8, 13.9)."""

from starlette.requests import Request
from starlette.routing import Route

from desktop.service import throttle
from desktop.service.assembly import Service
from desktop.service.audit import AuditEvent
from desktop.service.authentication import has_secret, peer_address, project_of, require_secret
from desktop.service.fresh_proofs import fresh_proof_of
from desktop.service.identifiers import is_acceptable_name
from desktop.service.projects import Project
from desktop.service.refusals import RefusedError, malformed, too_often
from desktop.service.registration import create_user
from desktop.service.routes.endpoint import api_route, read_body
from desktop.service.timestamps import rfc3339
from desktop.service.trusted_devices import user_answer
from desktop.service.users import User, unknown_user_json, user_json
from desktop.service.wire import JsonObject


def user_routes(service: Service) -> list[Route]:
    """The routes of users."""
    return [
        api_route(service, "POST", "/user/create", create),
        api_route(service, "GET", "/user", find_by_identifier),
        api_route(service, "GET", "/user/{user_id}", find_by_id),
        api_route(service, "DELETE", "/user/{user_id}", delete),
    ]


async def create(service: Service, request: Request) -> JsonObject:
    """Make a user who has proved nothing yet, and so gets no token (13.3).

    A strict project's backend alone may. With an identifier the caller's own user id counts only
    from the backend: the id names somebody in the customer's system.
    """
    project = project_of(service, request)
    if project.is_strict:
        require_secret(service, project, request)
    body = await read_body(request)
    identifier = body.optional_text("identifier") or None
    client_user_id = body.optional_text("client_user_id") or ""
    if identifier is not None and not is_acceptable_name(identifier):
        raise malformed("The field identifier can't name a user.")
    if not is_acceptable_name(client_user_id) and (client_user_id or identifier is None):
        raise malformed("The body needs an identifier or a client_user_id.")
    if identifier is not None and not has_secret(service, project, request):
        client_user_id = ""
    is_backend = has_secret(service, project, request)
    with service.store.transaction():
        users = service.store.users
        if identifier is not None and users.by_identifier(project.id, identifier) is not None:
            raise RefusedError(400, "user", "User already exists")
        if client_user_id:
            known = users.by_client_user_id(project.id, client_user_id)
            if known is not None and identifier is not None:
                raise RefusedError(400, "user", "User already exists")
            if known is not None:
                # Old SDKs create first whenever they enrol (4.2).
                return user_answer(service, project, known)
        if not is_backend:
            _count_user(service, peer_address(request))
        user = create_user(service, project, identifier=identifier, client_user_id=client_user_id)
    return user_json(user)


def _count_user(service: Service, address: str) -> None:
    wait = throttle.wait_for_user(service, address)
    if wait:
        raise too_often(wait, "Too many users were made from here. Wait before the next one.")
    throttle.count_user(service, address)


async def find_by_identifier(service: Service, request: Request) -> JsonObject:
    """The user of an identifier."""
    project = project_of(service, request)
    identifier = request.query_params.get("identifier", "")
    if identifier.startswith(" "):
        # An unescaped + arrives as a space; iOS sends it so (4.2).
        identifier = "+" + identifier[1:]
    if not is_acceptable_name(identifier):
        raise malformed("The query needs an identifier.")
    return _shown(
        service, project, request, service.store.users.by_identifier(project.id, identifier)
    )


async def find_by_id(service: Service, request: Request) -> JsonObject:
    """The user of an id, the service's or the customer's."""
    project = project_of(service, request)
    user = service.store.users.by_either_id(project.id, request.path_params["user_id"])
    return _shown(service, project, request, user)


async def delete(service: Service, request: Request) -> JsonObject:
    """Forget a user and all that is theirs, for the project's backend; the user as it was (4.2)."""
    project = project_of(service, request)
    require_secret(service, project, request)
    user = service.store.users.by_either_id(project.id, request.path_params["user_id"])
    if user is None:
        raise RefusedError(404, "not_found", "There is no such user.")
    with service.store.transaction():
        service.store.users.remove(user.id)
        service.note(AuditEvent.USER_DELETED, project, user.id)
    return {**user_json(user), "deleted_at": rfc3339(service.clock())}


def _shown(service: Service, project: Project, request: Request, user: User | None) -> JsonObject:
    """The user, to whom may see it: in a strict project its backend and the user (13.8)."""
    if not project.is_strict:
        if user is None:
            return unknown_user_json(project.id, service.clock())
        return user_answer(service, project, user)
    proved = fresh_proof_of(service, project, request)
    if proved is None or user is None or proved.user_id != user.id:
        require_secret(service, project, request)
    if user is None:
        raise RefusedError(404, "not_found", "There is no such user.")
    return user_answer(service, project, user)
