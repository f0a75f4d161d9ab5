"""Running the service: the socket, uvicorn, and how it stops."""

import asyncio
import contextlib
import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from desktop.service.connection import TimelyConnection
from desktop.service.errors import ListenError
from desktop.service.open_connections import ALTOGETHER, OpenConnections

BACKLOG = 2048
HANDSHAKE_SECONDS = 10
KEEP_ALIVE_SECONDS = 30
STOPPING_SECONDS = 3
SELDOM = 5000
"""Collections of what is not that young for one of everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """The certificate chain and its key, as PEM files."""

    certificate: Path
    private_key: Path


class Stop:
    """Stops the server from wherever it is called: a signal, a closed input, a failed chore."""

    def __init__(self) -> None:
        self._server: uvicorn.Server | None = None
        self.failed = False

    def attach(self, server: uvicorn.Server) -> None:
        """Name the server to stop."""
        self._server = server

    def __call__(self) -> None:
        """Let the server finish what it is answering, and end."""
        if self._server is not None:
            self._server.should_exit = True

    def because_of_failure(self) -> None:
        """The same, and remember that something went wrong."""
        self.failed = True
        self()


class Server(uvicorn.Server):
    """Says when it listens, so that whoever reads that may connect, and when it stops.

    Its connections are bounded in number and in time.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        open_connections: OpenConnections,
        *,
        announce: Callable[[], None],
        stopping: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._open_connections = open_connections
        self._announce = announce
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept, then say so."""
        # Not the sockets: uvicorn gives nobody who shakes hands a limit, nor its connections ours.
        await super().startup([])
        loop = asyncio.get_running_loop()
        for one in sockets or ():
            server = await loop.create_server(
                self._connection,
                sock=one,
                ssl=self.config.ssl,
                ssl_handshake_timeout=None if self.config.ssl is None else HANDSHAKE_SECONDS,
                backlog=BACKLOG,
            )
            self.servers.append(server)
        if not self.should_exit:
            self._announce()

    def _connection(self) -> TimelyConnection:
        return TimelyConnection(
            self.config,
            self.server_state,
            self.lifespan.state,
            open_connections=self._open_connections,
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Have long answers ended, and wait for them."""
        self._stopping()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises:
        ListenError: the port is taken, or the host is not one of this computer.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        # The protocol must be named: only then does asyncio set TCP_NODELAY, without which each
        # answer on a kept connection waits 40 ms.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as error:
        raise ListenError(f"{host} is no address of this computer: {error.strerror}.") from error
    try:
        if os.name == "posix":
            # On Windows this option would let two servers share the port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise ListenError(
            f"Port {port} of {host} can't be used: {error.strerror}. "
            "Stop the program that has it, or choose another with --port (0 takes a free one)."
        ) from error
    return listener


def serve(
    app: ASGIApp,
    listener: socket.socket,
    *,
    stop: Stop,
    announce: Callable[[], None],
    stopping: Callable[[], None],
    tls: Tls | None,
    trusted_proxy: str | None,
    connections: int,
    until_stdin_closes: bool,
) -> None:
    """Answer requests on ``listener`` until ``stop``, SIGINT, SIGTERM or, if asked, end of input.

    ``announce`` is called when connections are accepted, ``stopping`` when requests that wait for
    something are to be answered with what there is. Forwarded headers count only when they
    come from ``trusted_proxy``, an IP address. ``connections`` bounds how many are open.
    """
    server = server_of(
        app,
        announce=announce,
        stopping=stopping,
        tls=tls,
        trusted_proxy=trusted_proxy,
        connections=connections,
    )
    stop.attach(server)
    if until_stdin_closes:
        threading.Thread(target=_wait_for_end_of_input, args=(stop,), daemon=True).start()
    _collect_all_garbage_seldom()
    with _signals_end_quietly():
        asyncio.run(server.serve(sockets=[listener]))


def server_of(
    app: ASGIApp,
    *,
    announce: Callable[[], None],
    stopping: Callable[[], None],
    tls: Tls | None = None,
    trusted_proxy: str | None = None,
    connections: int = ALTOGETHER,
) -> Server:
    """The server that ``serve`` runs."""
    config = uvicorn.Config(
        app,
        loop="asyncio",
        ws="none",
        lifespan="on",
        # Paths hold session ids and states, and the client's address is its own affair.
        access_log=False,
        log_config=None,
        log_level="error",
        server_header=False,
        proxy_headers=trusted_proxy is not None,
        forwarded_allow_ips=trusted_proxy,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=STOPPING_SECONDS,
        ssl_certfile=None if tls is None else tls.certificate,
        ssl_keyfile=None if tls is None else tls.private_key,
    )
    open_connections = OpenConnections(trusted_proxy=trusted_proxy, altogether=connections)
    return Server(config, open_connections, announce=announce, stopping=stopping)


def _collect_all_garbage_seldom() -> None:
    """Look through everything that lives for garbage once in many minutes, not in some seconds.

    With ten thousand who wait it takes two seconds, in which nobody is answered, and finds nothing:
    what a request leaves goes by itself, or is young.
    """
    gc.collect()
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, SELDOM)


def _wait_for_end_of_input(stop: Stop) -> None:
    # The descriptor itself: a thread inside sys.stdin would hold its lock when Python ends.
    with contextlib.suppress(OSError):
        while os.read(sys.stdin.fileno(), 4096):
            pass
    stop()


@contextlib.contextmanager
def _signals_end_quietly() -> Iterator[None]:
    """Take the signal that uvicorn raises again after its clean stop, so that we end with 0."""

    def ignore(_signal: int, _frame: FrameType | None) -> None:
        """The server has stopped already."""

    kinds = (signal.SIGINT, signal.SIGTERM)
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {kind: signal.signal(kind, ignore) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
