"""What every API route has in common: reading the body, refusing, never being cached."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from desktop.protocol.published import API_PATH
from desktop.service.assembly import Service
from desktop.service.body_limit import read_limited
from desktop.service.refusals import RefusedError, malformed
from desktop.service.wire import Body, BodyError, Json

Handler = Callable[[Service, Request], Awaitable[Json]]


def api_route(service: Service, method: str, path: str, handler: Handler) -> Route:
    """A route under ``/api/v0`` that answers with JSON: 200, or what was refused."""

    async def answer(request: Request) -> Response:
        try:
            answered = await handler(service, request)
        except RefusedError as refused:
            return refused.response()
        except BodyError as error:
            return malformed(str(error)).response()
        return JSONResponse(answered, headers={"Cache-Control": "no-store"})

    return Route(API_PATH + path, answer, methods=[method])


async def read_body(request: Request, *, may_be_empty: bool = False) -> Body:
    """The JSON object that was sent.

    Raises:
        BodyError: there is none.
        RefusedError: it is too long.
    """
    return Body.parse(await read_limited(request), may_be_empty=may_be_empty)


def wants_tokens(request: Request) -> bool:
    """Whether the query asks for ``oauth_token`` (cotter-api 3.1)."""
    return request.query_params.get("oauth_token") == "true"
