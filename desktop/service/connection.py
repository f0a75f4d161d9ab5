"""One connection of a client, with limits on how long a request and its answer may take.

uvicorn closes a kept connection that is idle, but waits for ever for the rest of a request that has
begun, or for the first one, or until somebody reads what was answered. A few hundred such
connections would keep everybody else out.

=============================================  ===========================================
a connection                                   is closed
=============================================  ===========================================
on which no request has begun yet, or one has  10 s after it was made, or after the
begun and is not whole                         request's first byte
that is kept after an answer                   after ``KEEP_ALIVE_SECONDS``, by uvicorn
whose answers nobody reads                     10 s after there was no room for more
that would be one too many                     at once (``open_connections``)
that is closed, but somebody reads no more     2 s later, with what was still to be read
=============================================  ===========================================
"""

import asyncio
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from desktop.service.open_connections import OpenConnections

REQUEST_SECONDS = 10.0
READING_SECONDS = 10.0
CLOSING_SECONDS = 2.0

_UNFINISHED = (h11.IDLE, h11.SEND_BODY)


class TimelyConnection(H11Protocol):
    """uvicorn's own connection, closed when a request or a reader does not come in time."""

    _deadline: asyncio.TimerHandle | None = None
    _reading_deadline: asyncio.TimerHandle | None = None

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        open_connections: OpenConnections,
    ) -> None:
        """As uvicorn makes it, one of ``open_connections``."""
        super().__init__(config, server_state, app_state, _loop)
        self._open_connections = open_connections

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        """Wait for the first request (asyncio)."""
        super().connection_made(transport)
        address = "" if self.client is None else self.client[0]
        if self._open_connections.admit(self, address):
            self._watch()
        else:
            self.give_up()

    def give_up(self) -> None:
        """End at once, whatever was still to be read (``open_connections``)."""
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take what has arrived (asyncio)."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Go on with what has arrived behind the request that was answered (uvicorn)."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY:
            self._watch()
        elif self.conn.their_state is h11.IDLE:
            self._open_connections.rest(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the limits (asyncio)."""
        self._open_connections.forget(self)
        self._let_go()
        self._stop_waiting_for_a_reader()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """End with what is being answered, and at once where a request is not whole (uvicorn)."""
        if self.conn.their_state is h11.SEND_BODY:
            # Bodies are read first, so nothing was done yet.
            self.transport.close()
        else:
            super().shutdown()

    def pause_writing(self) -> None:
        """Wait until somebody reads, but not for ever (asyncio)."""
        super().pause_writing()
        if self._reading_deadline is None:
            self._reading_deadline = self.loop.call_later(READING_SECONDS, self.give_up)

    def resume_writing(self) -> None:
        """Go on: somebody reads (asyncio)."""
        super().resume_writing()
        self._stop_waiting_for_a_reader()

    def timeout_keep_alive_handler(self) -> None:
        """Close what is not used any more (uvicorn)."""
        super().timeout_keep_alive_handler()
        self._end_soon()

    def _watch(self) -> None:
        if self.conn.their_state not in _UNFINISHED:
            self._let_go()
            self._open_connections.work(self)
            return
        self._open_connections.rest(self)
        if self._deadline is None:
            self._deadline = self.loop.call_later(REQUEST_SECONDS, self._close)

    def _close(self) -> None:
        self.transport.close()
        self._end_soon()

    def _end_soon(self) -> None:
        # A transport that is closed waits for its reader before it lets the socket go.
        self.loop.call_later(CLOSING_SECONDS, self.transport.abort)

    def _stop_waiting_for_a_reader(self) -> None:
        if self._reading_deadline is not None:
            self._reading_deadline.cancel()
            self._reading_deadline = None

    def _let_go(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
