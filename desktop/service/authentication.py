"""Who calls: the project by its API key id, its backend by the secret (cotter-api 1.2)."""

import hmac

from starlette.requests import Request

from desktop.service.assembly import Service
from desktop.service.master_key import Purpose
from desktop.service.projects import Project
from desktop.service.refusals import RefusedError

API_KEY_HEADER = "API_KEY_ID"
SECRET_HEADER = "API_SECRET_KEY"


def project_of(service: Service, request: Request) -> Project:
    """The project that the request's header names.

    Raises:
        RefusedError: no header, no such project, or a secret came along that is not its own.
    """
    project = service.store.projects.find(request.headers.get(API_KEY_HEADER, ""))
    if project is None:
        raise RefusedError(401, "api_key", "This service does not know that API key id.")
    secret = request.headers.get(SECRET_HEADER)
    # iOS and Android send the key id as the secret too (1.2); that proves nothing and means none.
    if secret is not None and secret != project.id and not _is_secret(service, project, secret):
        raise RefusedError(401, "api_key", "The API secret key is wrong.")
    return project


def has_secret(service: Service, project: Project, request: Request) -> bool:
    """Whether the request comes from the project's backend."""
    secret = request.headers.get(SECRET_HEADER)
    return secret is not None and _is_secret(service, project, secret)


def require_secret(service: Service, project: Project, request: Request) -> None:
    """Let the project's backend through and nobody else.

    Raises:
        RefusedError: the secret is missing.
    """
    if not has_secret(service, project, request):
        raise RefusedError(401, "api_key", "This needs the API secret key.")


def peer_address(request: Request) -> str:
    """The address of the peer, behind a trusted proxy the one that the proxy saw."""
    return "" if request.client is None else request.client.host


def _is_secret(service: Service, project: Project, secret: str) -> bool:
    return hmac.compare_digest(
        service.master_key.mac(Purpose.API_SECRET, secret), project.secret_mac
    )
