"""What lies between this computer and the service: names, a proxy, a network that is not there."""

import asyncio
import socket

import pytest

from desktop.client.transport import Transport
from desktop.foundation.errors import ServiceSilentError, ServiceUnreachableError
from desktop.ui.words import sentence_of
from tests.doubles.broken_service import BrokenService, Reply, always, answer, raw, reset, silence

SOMEWHERE = "https://id.example.com/api/v0/service"


async def said(transport: Transport, url: str = SOMEWHERE) -> str:
    with pytest.raises(ServiceUnreachableError) as caught:
        await transport.call("GET", url, headers={})
    await transport.aclose()
    return sentence_of(caught.value).happened


@pytest.mark.parametrize("code", [socket.EAI_NONAME, socket.EAI_AGAIN, socket.EAI_FAIL])
async def test_a_name_that_can_not_be_looked_up_is_said(
    monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(code, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert await said(Transport()) == "No answer from id.example.com: its name can’t be found."
    through = Transport(proxy="http://proxy.example:3128")
    assert await said(through) == (
        "No answer from id.example.com: the proxy in Settings can’t be reached."
    )


async def test_a_network_that_is_not_there_is_said() -> None:
    # The tests refuse to connect to other computers as a missing network does.
    words = await said(Transport(), "https://192.0.2.1/")
    assert words == "No answer from 192.0.2.1: it can’t be reached."


async def test_a_proxy_where_nobody_listens_is_named() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        words = await said(Transport(proxy=f"http://127.0.0.1:{held.getsockname()[1]}"))
    assert words == "No answer from id.example.com: the proxy in Settings can’t be reached."


async def test_a_proxy_that_takes_no_connection_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        # It fills the queue; the next one waits for a place.
        waiting = socket.create_connection(address)
        proxy = f"http://127.0.0.1:{address[1]}"
        words = await said(Transport(proxy=proxy, connect_seconds=0.3, read_seconds=0.3))
        waiting.close()
    assert words == "No answer from id.example.com: the proxy in Settings can’t be reached."


REPLIES: dict[str, tuple[Reply, str]] = {
    "a login": (answer(407, b"<p>", kind="text/html"), "the proxy in Settings refuses."),
    "no way on": (answer(502, b""), "the proxy in Settings refuses."),
    "a page": (raw(b"HTTP/1.1 200 OK\r\n\r\n<p>hotel</p>"), "no secure connection came about."),
    "reset": (reset(), "No answer from id.example.com"),
}


@pytest.mark.parametrize("fault", REPLIES)
async def test_a_proxy_that_leads_nowhere_is_said_and_hears_no_secret(fault: str) -> None:
    reply, words = REPLIES[fault]
    async with BrokenService(always(reply)) as proxy:
        assert words in await said(Transport(proxy=proxy.url))
        assert [one.target for one in proxy.received] == ["id.example.com:443"]


async def test_a_proxy_that_says_nothing_ends_in_time() -> None:
    async with BrokenService(always(silence())) as proxy:
        transport = Transport(proxy=proxy.url, connect_seconds=0.2, read_seconds=0.2)
        async with asyncio.timeout(5):
            with pytest.raises(ServiceSilentError):
                await transport.call("GET", SOMEWHERE, headers={})
        await transport.aclose()
