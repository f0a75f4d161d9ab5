"""A proxy with a password in its address: only the settings file holds it, for its owner alone.

The address may be given so (RFC 3986 section 3.2.1), and people do.
"""

import logging
import os
from pathlib import Path

import pytest

from desktop.client.transport import Transport
from desktop.foundation.errors import ServiceUnreachableError
from desktop.foundation.paths import Paths
from desktop.foundation.settings import Settings, save_settings
from tests.commands.terminal import Terminal
from tests.doubles.broken_service import BrokenService, Reply, always, raw
from tests.faults.secrets.whole_error import whole
from tests.guards.forms import Search, Wanted

PASSWORD = "canary of the proxy/1"
QUOTED = "canary%20of%20the%20proxy%2F1"
SEARCH = Search([Wanted("password", PASSWORD.encode()), Wanted("password", QUOTED.encode())])

REFUSES = raw(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
NO_HTTP = raw(b"what?\r\n\r\n")


@pytest.mark.parametrize("answer", [REFUSES, NO_HTTP], ids=["refuses", "speaks no HTTP"])
async def test_no_error_and_no_log_tells_its_password(
    answer: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with BrokenService(always(answer)) as proxy:
        transport = Transport(proxy=f"http://maya:{QUOTED}@127.0.0.1:{proxy.port}")
        with pytest.raises(ServiceUnreachableError) as failed:
            await transport.call("GET", "https://service.example/", headers={})
        await transport.aclose()
        assert proxy.received, "the proxy was not asked"
    assert SEARCH.kinds_in(whole(failed.value).encode()) == set()
    assert SEARCH.kinds_in(caplog.text.encode()) == set()


async def test_a_proxy_that_is_not_there_is_named_without_it() -> None:
    transport = Transport(proxy=f"http://maya:{QUOTED}@127.0.0.1:1")
    with pytest.raises(ServiceUnreachableError) as failed:
        await transport.call("GET", "https://service.example/", headers={})
    await transport.aclose()
    assert SEARCH.kinds_in(whole(failed.value).encode()) == set()


@pytest.mark.parametrize("port", ["1", "port"], ids=["nothing there", "no address"])
def test_no_command_tells_it(tmp_path: Path, home: Path, port: str) -> None:
    paths = Paths.from_environment(os.environ)
    proxy = f"http://maya:{QUOTED}@127.0.0.1:{port}"
    save_settings(paths.settings_file, Settings(proxy=proxy))
    assert SEARCH.kinds_in(repr(Settings(proxy=proxy)).encode()) == set()
    assert paths.settings_file.stat().st_mode & 0o777 == 0o600
    terminal = Terminal(tmp_path)
    service = ("--service", "https://service.example", "--api-key", "11111111-2222-3333-4444-5")
    bundle = tmp_path / "bundle.json"
    said = [
        terminal.run("profile", "add", "Work", *service),
        terminal.run("status", "--json"),
        terminal.run("doctor", "--json", "--bundle", str(bundle)),
    ]
    for answer in said:
        assert SEARCH.kinds_in(f"{answer.output}{answer.errors}".encode()) == set()
    assert SEARCH.kinds_in(bundle.read_bytes()) == set()
