"""How much a request may send."""

from starlette.requests import Request

from desktop.service.refusals import RefusedError

MAX_BODY_BYTES = 64 * 1024


async def read_limited(request: Request) -> bytes:
    """The body, as long as it is no longer than anything that this API takes.

    Raises:
        RefusedError: it is longer; the rest is not read.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise RefusedError(413, "too_large", "The body is larger than 64 KiB.")
    return bytes(body)
