"""The command ``serve`` as a process of its own (design section 6, 13.8)."""

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import trustme

from tests.guards.secrets import SecretWatch
from tests.parts.child import PATIENCE, child
from tests.service.api import Answered

PIPE = subprocess.PIPE


def command(folder: Path, *arguments: str) -> list[str]:
    database = str(folder / "service.sqlite3")
    return [sys.executable, "-m", "desktop", "serve", "--database", database, *arguments]


def refused(folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and reason of a start that must not come about."""
    log = folder / "serve.log"
    with child(command(folder, *arguments), os.environ, log=log, stdout=PIPE) as process:
        said, _ = process.communicate(timeout=PATIENCE)
    assert said == ""
    return process.returncode, log.read_text("utf-8")


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A running ``serve`` with an input that stays open."""
    log = folder / "serve.log"
    with child(
        command(folder, *arguments), os.environ, log=log, stdin=PIPE, stdout=PIPE
    ) as process:
        yield process


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def facts_of(process: subprocess.Popen[str], secret_watch: SecretWatch) -> Answered:
    facts: Answered = json.loads(first_line(process))
    secret_watch.plant(facts.get("api_secret_key", ""))
    return facts


def test_the_first_line_says_where_it_listens(tmp_path: Path) -> None:
    with started(tmp_path, "--port", "0") as process:
        line = first_line(process)
        assert line.startswith("listening on http://127.0.0.1:")
        url = line.removeprefix("listening on ")
        key_line = first_line(process)
        secret_line = first_line(process)
        assert secret_line.startswith("API secret key: ")
        key = key_line.removeprefix("API key id: ")
        assert httpx.get(f"{url}/api/v0/service", headers={"API_KEY_ID": key}).status_code == 200


def test_the_secret_is_shown_once(tmp_path: Path, secret_watch: SecretWatch) -> None:
    with started(tmp_path, "--port", "0", "--json") as process:
        first = facts_of(process, secret_watch)
    with started(tmp_path, "--port", "0", "--json") as process:
        again = facts_of(process, secret_watch)
    assert set(first) == {"url", "api_key_id", "api_secret_key", "outbox"}
    assert set(again) == {"url", "api_key_id", "outbox"}
    assert again["api_key_id"] == first["api_key_id"]


def test_it_ends_with_its_input(tmp_path: Path, secret_watch: SecretWatch) -> None:
    with started(tmp_path, "--port", "0", "--json", "--until-stdin-closes") as process:
        facts_of(process, secret_watch)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(PATIENCE) == 0
    assert (tmp_path / "serve.log").read_text() == ""


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(
    tmp_path: Path, kind: signal.Signals, secret_watch: SecretWatch
) -> None:
    with started(tmp_path, "--port", "0", "--json") as process:
        facts_of(process, secret_watch)
        # setpriv, which starts it, becomes it: the signal reaches serve itself.
        process.send_signal(kind)
        assert process.wait(PATIENCE) == 0
    assert (tmp_path / "serve.log").read_text() == ""
    # Closed properly: the log of SQLite has been folded into the file.
    assert not (tmp_path / "service.sqlite3-wal").exists()


def test_it_ends_with_a_kept_connection_open(tmp_path: Path, secret_watch: SecretWatch) -> None:
    with started(tmp_path, "--port", "0", "--json", "--until-stdin-closes") as process:
        facts = facts_of(process, secret_watch)
        with httpx.Client() as client:
            client.get(f"{facts['url']}/api/v0/token/jwks")
            assert process.stdin is not None
            process.stdin.close()
            assert process.wait(PATIENCE) == 0


def test_it_does_not_wait_for_a_request_that_is_not_whole(
    tmp_path: Path, secret_watch: SecretWatch
) -> None:
    with started(tmp_path, "--port", "0", "--json") as process:
        facts = facts_of(process, secret_watch)
        host = facts["url"].removeprefix("http://")
        name, _, port = host.partition(":")
        head = (
            f"POST /api/v0/token HTTP/1.1\r\nHost: {host}\r\nAPI_KEY_ID: {facts['api_key_id']}\r\n"
            "Content-Length: 100\r\nExpect: 100-continue\r\n\r\n"
        )
        with socket.create_connection((name, int(port)), PATIENCE) as begun:
            begun.sendall(head.encode())
            # It has begun to read the body, of which half comes.
            assert begun.recv(100).startswith(b"HTTP/1.1 100 ")
            begun.sendall(b"half")
            process.terminate()
            assert process.wait(PATIENCE) == 0
    assert (tmp_path / "serve.log").read_text() == ""


@pytest.mark.timed
def test_answers_on_a_kept_connection_are_quick(tmp_path: Path, secret_watch: SecretWatch) -> None:
    with started(tmp_path, "--port", "0", "--json") as process:
        url = f"{facts_of(process, secret_watch)['url']}/api/v0/token/jwks"
        with httpx.Client() as client:
            client.get(url)
            times = []
            for _ in range(11):
                begun = time.perf_counter()
                client.get(url)
                times.append(time.perf_counter() - begun)
    # Without TCP_NODELAY each takes 40 ms.
    assert sorted(times)[5] < 0.03


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, reason = refused(tmp_path, "--port", port)
    assert code == 1
    assert f"Port {port} of 127.0.0.1 can't be used" in reason
    assert "--port" in reason
    assert not (tmp_path / "service.sqlite3").exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--host", "0.0.0.0"], "--certificate and --private-key"),  # noqa: S104 - that is the point
        (["--host", "0.0.0.0", "--trusted-proxy", "127.0.0.1"], "--public-url"),  # noqa: S104
        (["--public-url", "https://login.example.com"], "--smtp-config"),
        (["--public-url", "http://login.example.com"], "https://host"),
        (["--public-url", "https://login.example.com/path"], "https://host"),
        (["--public-url", "https://login.example.com:443"], "https://host"),
        (["--public-url", "https://Login.example.com"], "https://host"),
        (["--public-url", "https://maya@login.example.com"], "https://host"),
        (["--public-url", "https://login.example.com:port"], "https://host"),
        (["--public-url", "https://[::1"], "https://host"),
        (["--public-url", "http://localhost:80"], "https://host"),
        (["--certificate", "x.pem"], "belong together"),
        (["--trusted-proxy", "proxy"], "IP address"),
        (["--token-lifetime", "0"], "--token-lifetime"),
        (["--token-lifetime", "86401"], "--token-lifetime"),
        (["--port", "65536"], "--port"),
        (["--compatibility", "loose"], "--compatibility"),
    ],
)
def test_options_that_would_put_people_at_risk_are_refused(
    tmp_path: Path, arguments: list[str], reason: str
) -> None:
    code, said = refused(tmp_path, "--port", "0", *arguments)
    assert code == 2
    assert reason in said


def test_an_address_of_another_computer_is_said(tmp_path: Path) -> None:
    smtp = tmp_path / "smtp.toml"
    smtp.write_text('host = "127.0.0.1"\nsender = "x@example.com"\n')
    smtp.chmod(0o600)
    options = ("--trusted-proxy", "127.0.0.1", "--smtp-config", str(smtp))
    code, reason = refused(
        tmp_path, "--host", "192.0.2.1", "--public-url", "https://login.example.com", *options
    )
    assert code == 1
    assert "192.0.2.1" in reason


def test_a_database_without_its_key_is_said(tmp_path: Path, secret_watch: SecretWatch) -> None:
    with started(tmp_path, "--port", "0", "--json") as process:
        facts_of(process, secret_watch)
    (tmp_path / "service.sqlite3.master-key").unlink()
    code, reason = refused(tmp_path, "--port", "0")
    assert code == 1
    assert "key file" in reason


def test_published_mode_names_its_weaknesses(tmp_path: Path, secret_watch: SecretWatch) -> None:
    with started(tmp_path, "--port", "0", "--json", "--compatibility", "published") as process:
        facts = facts_of(process, secret_watch)
        response = httpx.get(
            f"{facts['url']}/api/v0/service", headers={"API_KEY_ID": facts["api_key_id"]}
        )
        assert response.json()["compatibility"] == "published"
    assert "who knows the API key id can look up" in (tmp_path / "serve.log").read_text()


def test_the_mode_stays_until_it_is_changed(tmp_path: Path, secret_watch: SecretWatch) -> None:
    modes = []
    for arguments in ([], ["--compatibility", "published"], [], ["--compatibility", "strict"]):
        with started(tmp_path, "--port", "0", "--json", *arguments) as process:
            facts = facts_of(process, secret_watch)
            response = httpx.get(
                f"{facts['url']}/api/v0/service", headers={"API_KEY_ID": facts["api_key_id"]}
            )
            modes.append(response.json()["compatibility"])
    assert modes == ["strict", "published", "published", "strict"]


def test_tls_of_its_own(tmp_path: Path, secret_watch: SecretWatch) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    certificate.private_key_pem.write_to_path(str(tmp_path / "key.pem"))
    certificate.cert_chain_pems[0].write_to_path(str(tmp_path / "certificate.pem"))
    context = ssl.create_default_context()
    authority.configure_trust(context)
    tls = ("--certificate", str(tmp_path / "certificate.pem"), "--private-key")
    with started(tmp_path, "--port", "0", "--json", *tls, str(tmp_path / "key.pem")) as process:
        facts = facts_of(process, secret_watch)
        assert facts["url"].startswith("https://127.0.0.1:")
        answer = httpx.get(f"{facts['url']}/api/v0/token/jwks", verify=context)
        assert answer.status_code == 200
    code, reason = refused(tmp_path, "--port", "0", *tls, str(tmp_path / "service.sqlite3"))
    assert code == 1
    assert "can't be used for TLS" in reason


def test_forwarded_addresses_count_from_the_trusted_proxy_alone(
    tmp_path: Path, secret_watch: SecretWatch
) -> None:
    for arguments, refused_at in (([], 11), (["--trusted-proxy", "127.0.0.1"], None)):
        folder = tmp_path / str(refused_at)
        folder.mkdir()
        with started(folder, "--port", "0", "--json", *arguments) as process:
            facts = facts_of(process, secret_watch)
            statuses = [_ask(facts, number) for number in range(12)]
        expected = None if 429 not in statuses else statuses.index(429) + 1
        assert expected == refused_at


def _ask(facts: Answered, number: int) -> int:
    body = {
        "identifier": f"user{number}@example.com",
        "identifier_type": "EMAIL",
        "public_key": "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=",
        "device_type": "DESKTOP",
        "device_name": "x",
    }
    headers = {"API_KEY_ID": facts["api_key_id"], "X-Forwarded-For": f"203.0.113.{number}"}
    return httpx.post(
        f"{facts['url']}/api/v0/verify/request/{number}", json=body, headers=headers
    ).status_code
