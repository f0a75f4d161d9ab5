"""One connection of a client, with a limit on how long a request may take to arrive.

uvicorn closes a kept connection that is idle, but waits for ever for the rest of a request that has
begun, or for the first one. A few hundred such connections would keep everybody else out.

=============================================  ===========================================
a connection                                   is closed
=============================================  ===========================================
on which no request has begun yet, or one has  10 s after it was made, or after the
begun and is not whole                         request's first byte
that is kept after an answer                   after ``KEEP_ALIVE_SECONDS``, by uvicorn
=============================================  ===========================================
"""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_SECONDS = 10.0

_UNFINISHED = (h11.IDLE, h11.SEND_BODY)


class TimelyConnection(H11Protocol):
    """uvicorn's own connection, closed when a request does not arrive in time."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        """Wait for the first request (asyncio)."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take what has arrived (asyncio)."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Go on with what has arrived behind the request that was answered (uvicorn)."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY:
            self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the limit (asyncio)."""
        self._let_go()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """End with what is being answered, and at once where a request is not whole (uvicorn)."""
        if self.conn.their_state is h11.SEND_BODY:
            # Bodies are read first, so nothing was done yet.
            self.transport.close()
        else:
            super().shutdown()

    def _watch(self) -> None:
        if self.conn.their_state not in _UNFINISHED:
            self._let_go()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(REQUEST_SECONDS, self.transport.close)

    def _let_go(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
