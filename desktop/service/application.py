"""The ASGI application: routes behind their boundary, and what runs in the background."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from desktop.service.assembly import Service
from desktop.service.boundary import CrossOrigin, Failures, HostCheck
from desktop.service.refusals import RefusedError
from desktop.service.routes.device import device_routes
from desktop.service.routes.discovery import discovery_routes
from desktop.service.routes.event import event_routes
from desktop.service.routes.hosted import hosted_routes
from desktop.service.routes.token import token_routes
from desktop.service.routes.user import user_routes
from desktop.service.routes.verify import verify_routes

logger = logging.getLogger(__name__)

Chore = Callable[[], Coroutine[None, None, None]]


def build_application(
    service: Service, chores: tuple[Chore, ...] = (), *, chore_failed: Callable[[], None]
) -> Starlette:
    """The whole service as one ASGI application.

    ``chores`` run beside the courier from start to stop. Each is a coroutine function that ends
    only by being cancelled; of one that ends otherwise ``chore_failed`` is told.
    """

    def look(task: "asyncio.Task[None]") -> None:
        if not task.cancelled():
            logger.critical("A chore has ended: %s", type(task.exception()).__name__)
            chore_failed()

    @contextlib.asynccontextmanager
    async def background(_app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(chore()) for chore in (service.courier.run, *chores)]
        for task in tasks:
            task.add_done_callback(look)
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            # Those that failed were looked at when they did.
            await asyncio.gather(*tasks, return_exceptions=True)

    application = Starlette(
        routes=[
            *discovery_routes(service),
            *verify_routes(service),
            *token_routes(service),
            *device_routes(service),
            *event_routes(service),
            *user_routes(service),
            *hosted_routes(service),
        ],
        middleware=[
            Middleware(Failures),
            Middleware(HostCheck, service=service),
            Middleware(CrossOrigin, service=service),
        ],
        exception_handlers={HTTPException: _refuse},
        lifespan=background,
    )
    # A redirect of the framework would name whatever scheme and path it saw; no client follows it.
    application.router.redirect_slashes = False
    return application


def _refuse(_request: Request, error: Exception) -> Response:
    """What the framework itself refuses, in the words of this API."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    kind, message = {
        404: ("not_found", "There is no such route."),
        405: ("method", "This route does not take this method."),
    }.get(status, ("request", "The request can't be understood."))
    return RefusedError(status, kind, message).response()
