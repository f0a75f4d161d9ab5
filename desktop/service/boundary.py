"""What every request passes before a route sees it (cotter-api 1.2, 13.8).

The Host header must name this service, so that a page of another site can't reach it under a name
of its own (DNS rebinding). Other origins get CORS headers only when a project lists them exactly.
What goes wrong inside is logged by route template and kind, never with a value.
"""

import logging
import traceback

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop.protocol.published import API_PATH
from desktop.service.assembly import Service
from desktop.service.errors import StoreUnavailableError
from desktop.service.refusals import RefusedError, unavailable

CORS_HEADERS = "API_KEY_ID, API_SECRET_KEY, Content-Type, Fresh-Proof, DPoP, Code-Verifier"
CORS_METHODS = "GET, POST, PUT, DELETE"

logger = logging.getLogger(__name__)


class HostCheck:
    """Answers 421 to requests for another host."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._accepted = service.settings.accepted_hosts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check one request (ASGI)."""
        if scope["type"] == "http":
            hosts = Headers(scope=scope).getlist("host")
            if len(hosts) != 1 or hosts[0].lower() not in self._accepted:
                refused = RefusedError(421, "host", "This service has another name.")
                await refused.response()(scope, receive, send)
                return
        await self._app(scope, receive, send)


class CrossOrigin:
    """CORS for the origins that projects list; credentials allowed, as the web SDK sends them.

    For the API alone: a script that could read the hosted pages could press their buttons.
    """

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Grant one request what its origin may have (ASGI)."""
        headers = Headers(scope=scope) if scope["type"] == "http" else None
        origin = None if headers is None else headers.get("origin")
        called = scope["type"] == "http" and scope["path"].startswith(f"{API_PATH}/")
        if not called or headers is None or origin is None or not self._is_allowed(origin):
            await self._app(scope, receive, send)
            return
        granted = {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Allow-Credentials": "true",
            "Vary": "Origin",
        }
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            granted["Access-Control-Allow-Methods"] = CORS_METHODS
            granted["Access-Control-Allow-Headers"] = CORS_HEADERS
            await Response(status_code=200, headers=granted)(scope, receive, send)
            return

        async def send_granted(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(granted)
            await send(message)

        await self._app(scope, receive, send_granted)

    def _is_allowed(self, origin: str) -> bool:
        return any(
            origin in project.allowed_origins for project in self._service.store.projects.all()
        )


class Failures:
    """Turns an unexpected error into a plain 500 and a log entry without values."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on (ASGI)."""
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except ClientDisconnect:
            # Nobody is there to be answered, and nothing was done: bodies are read first.
            return
        except StoreUnavailableError:
            # The store has said it, once for all requests.
            if not started:
                await unavailable().response()(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - the last one who can answer; everything is logged
            route = getattr(scope.get("route"), "path", "an unknown route")
            # Frames, not the error's own words: those may quote what was sent.
            frames = "".join(traceback.format_tb(error.__traceback__))
            logger.error(  # noqa: TRY400 - for the same reason
                "%s %s failed: %s\n%s", scope.get("method"), route, type(error).__name__, frames
            )
            if not started:
                refused = RefusedError(500, "server", "The service failed. Try again later.")
                await refused.response()(scope, receive, send)
