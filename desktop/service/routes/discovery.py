"""``GET /service``: what this service is (cotter-api 13.1)."""

from starlette.requests import Request
from starlette.routing import Route

from desktop.protocol.signed_text import TRUSTED_DEVICE
from desktop.service.assembly import Service
from desktop.service.authentication import project_of
from desktop.service.challenges import CODE_DIGITS, AuthMethod
from desktop.service.routes.endpoint import api_route
from desktop.service.tokens import issuer_of
from desktop.service.waiting import LONGEST_SECONDS
from desktop.service.wire import JsonObject


def discovery_routes(service: Service) -> list[Route]:
    """The route by which a client gets to know the service."""
    return [api_route(service, "GET", "/service", describe)]


async def describe(service: Service, request: Request) -> JsonObject:
    """Name, mode, issuer, identity key, ways and channels."""
    project = project_of(service, request)
    identity_key = service.keys.identity_key()
    described: JsonObject = {
        "name": project.name,
        "version": service.settings.version,
        "compatibility": project.compatibility,
        "issuer": issuer_of(service, project),
        "identity_key": identity_key.public,
        "ways": [AuthMethod.OTP, AuthMethod.MAGIC_LINK, TRUSTED_DEVICE],
        "channels": list(service.settings.channels),
        "code_digits": CODE_DIGITS,
        "long_poll": LONGEST_SECONDS,
    }
    if identity_key.endorsement is not None:
        described["identity_key_endorsement"] = identity_key.endorsement
    return described
