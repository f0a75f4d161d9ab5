"""A proxy before our service that lets each answer take its time, as one across the world does."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from urllib.parse import urlsplit

from tests.parts.service import Service

HOST = "127.0.0.1"
CHUNK_BYTES = 1 << 16
PATIENCE = 10.0


@contextmanager
def answers_after(seconds: float, service: Service) -> Iterator[Service]:
    """The same service, at an address where each answer comes ``seconds`` later."""
    port = urlsplit(service.url).port
    assert port is not None
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="late answers", daemon=True)
    thread.start()
    proxy = _Proxy(port, seconds)
    try:
        own = asyncio.run_coroutine_threadsafe(proxy.start(), loop).result(PATIENCE)
        yield replace(service, url=f"http://{HOST}:{own}")
    finally:
        asyncio.run_coroutine_threadsafe(proxy.stop(), loop).result(PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()


class _Proxy:
    def __init__(self, port: int, seconds: float) -> None:
        self._port, self._seconds = port, seconds
        self._calls: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> int:
        """Listen on a free port, and give it."""
        self._server = await asyncio.start_server(self._serve, HOST, 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def stop(self) -> None:
        """Hang up."""
        if self._server is not None:
            self._server.close()
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        call = asyncio.current_task()
        assert call is not None
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)
        answers, questions = await asyncio.open_connection(HOST, self._port)
        there = asyncio.get_running_loop().create_task(_pass_on(reader, questions, 0.0))
        try:
            await _pass_on(answers, writer, self._seconds)
        finally:
            there.cancel()
            for end in (questions, writer):
                end.close()
            # Hanging up is how each connection ends.
            with suppress(OSError):
                await writer.wait_closed()


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float
) -> None:
    with suppress(OSError):  # either side hung up
        while piece := await reader.read(CHUNK_BYTES):
            await asyncio.sleep(seconds)
            writer.write(piece)
            await writer.drain()
        writer.write_eof()
