"""The doctor names what is wrong with a service, and what mends it."""

import asyncio
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
import trustme
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.diagnosis.finding import Check, Finding, Outcome, Verdict
from desktop.foundation.settings import Settings, save_settings
from desktop.protocol.ed25519 import public_key_text
from tests.doubles.broken_service import (
    BrokenService,
    Received,
    Reply,
    always,
    answer,
    half_a_body,
    json_answer,
    raw,
    reset,
    silence,
)
from tests.doubles.token_issuer import ISSUER, TokenIssuer
from tests.doubles.turned_clock import TurnedClock
from tests.faults.doctor.examined import findings, paths_of, with_profiles

ISSUED = TokenIssuer()
NEVER = "nobody.invalid"


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait half a second where the doctor waits for seconds."""
    monkeypatch.setattr("desktop.diagnosis.services.CONNECT_SECONDS", 0.5)
    monkeypatch.setattr("desktop.diagnosis.services.READ_SECONDS", 0.5)


def described(**changes: object) -> dict[str, object]:
    """What a healthy service says of itself, with changes."""
    healthy: dict[str, object] = {
        "name": "Example",
        "version": "1",
        "compatibility": "strict",
        "issuer": ISSUER,
        "identity_key": public_key_text(ISSUED.identity_key),
        "ways": ["OTP"],
        "channels": ["EMAIL"],
        "code_digits": 6,
        "long_poll": 25,
    }
    return healthy | changes


def healthy(**changes: object) -> Callable[[Received], Reply]:
    """Replies of a service; ``key_set`` changes its keys, all else what it says of itself."""
    keys = changes.pop("key_set", ISSUED.key_set())
    description = described(**changes)

    def reply_to(request: Received) -> Reply:
        return json_answer(description if request.target.endswith("/service") else keys)

    return reply_to


async def examined(
    home: Path, url: str, *, settings: Settings | None = None
) -> dict[Check, Finding]:
    paths = paths_of(home)
    with_profiles(paths, ISSUED.profile(url))
    if settings is not None:
        save_settings(paths.settings_file, settings)
    return await asyncio.to_thread(findings, paths)


async def test_a_healthy_service_is_fine(home: Path) -> None:
    async with BrokenService(healthy()) as service:
        found = await examined(home, service.url)
    assert found[Check.SERVICE].outcome is Outcome.FINE
    assert found[Check.SERVICE].number == 1


@pytest.mark.parametrize(
    ("reply", "outcome", "sentence"),
    [
        (answer(200, b"<html>", kind="text/html"), Outcome.WEB_PAGE, "Sign in to the network"),
        (
            answer(302, headers={"Location": "https://portal.example.com/"}),
            Outcome.WEB_PAGE,
            "it leads on to portal.example.com",
        ),
        (answer(404), Outcome.ANOTHER_KIND_OF_SERVICE, "it is no Cotter service"),
        (answer(200, b"[]"), Outcome.ANOTHER_KIND_OF_SERVICE, "can't be used"),
        (answer(200, b'{"name": '), Outcome.ANOTHER_KIND_OF_SERVICE, "it is no JSON"),
        (answer(503), Outcome.SERVICE_BUSY, "(503)"),
        (answer(429, headers={"Retry-After": "7"}), Outcome.SERVICE_BUSY, "(429)"),
        (half_a_body(), Outcome.CONNECTION_BROKEN, "broke off"),
        (reset(), Outcome.CONNECTION_BROKEN, "broke off"),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), Outcome.CONNECTION_BROKEN, "broke off"),
        (silence(), Outcome.SERVICE_SILENT, "took too long"),
    ],
    ids=lambda value: str(value) if isinstance(value, Outcome) else "",
)
async def test_an_answer_that_is_none_is_named(
    home: Path, reply: Reply, outcome: Outcome, sentence: str
) -> None:
    async with BrokenService(always(reply)) as service:
        found = await examined(home, service.url)
    named = found[Check.SERVICE]
    assert (named.verdict, named.outcome) == (Verdict.FAILED, outcome)
    assert sentence in named.text
    assert named.exit_code == 5


async def test_another_identity_key_is_named(home: Path) -> None:
    other = public_key_text(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    async with BrokenService(healthy(identity_key=other)) as service:
        found = await examined(home, service.url)
    assert found[Check.SERVICE].outcome is Outcome.IDENTITY_KEY_CHANGED
    assert "Ask whoever runs the service" in found[Check.SERVICE].text


@pytest.mark.parametrize("keys", [{"keys": []}, {"keys": "none"}, {}])
async def test_token_keys_that_can_t_be_used_are_named(home: Path, keys: object) -> None:
    async with BrokenService(healthy(key_set=keys)) as service:
        found = await examined(home, service.url)
    assert found[Check.SERVICE].outcome is Outcome.ANOTHER_KIND_OF_SERVICE
    assert "key" in found[Check.SERVICE].text


async def test_a_port_where_nothing_listens_is_named(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        found = await examined(home, f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert found[Check.SERVICE].outcome is Outcome.NOTHING_LISTENS
    assert "Start the service" in found[Check.SERVICE].text


async def test_a_name_without_address_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    found = await examined(home, f"https://{NEVER}")
    assert found[Check.SERVICE].outcome is Outcome.HOST_UNKNOWN


async def test_name_servers_that_don_t_answer_are_not_waited_for(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = Event()

    def hang(*_: object, **__: object) -> None:
        answered.wait()
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    try:
        found = await examined(home, f"https://{NEVER}")
    finally:
        answered.set()
    assert found[Check.SERVICE].outcome is Outcome.SERVICE_SILENT


async def test_a_proxy_that_is_not_there_is_named(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        proxy = f"http://127.0.0.1:{taken.getsockname()[1]}"
        found = await examined(home, f"https://{NEVER}", settings=Settings(proxy=proxy))
    assert found[Check.SERVICE].outcome is Outcome.PROXY_FAILS
    assert "proxy" in found[Check.SERVICE].text


def certificate(authority: trustme.CA, name: str, folder: Path) -> tuple[ssl.SSLContext, Settings]:
    """A server's TLS with a certificate for ``name``, and settings that trust its authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return context, Settings(certificate_file=str(file))


async def test_a_certificate_of_another_name_is_named(home: Path, tmp_path: Path) -> None:
    tls, settings = certificate(trustme.CA(), "other.example.com", tmp_path)
    async with BrokenService(healthy(), tls=tls) as service:
        found = await examined(home, service.url, settings=settings)
    assert found[Check.SERVICE].outcome is Outcome.CERTIFICATE_OF_ANOTHER


async def test_a_certificate_that_has_run_out_is_named(home: Path, tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    past = datetime(2001, 1, 1, tzinfo=UTC)
    authority.issue_cert("127.0.0.1", not_after=past).configure_cert(context)
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    async with BrokenService(healthy(), tls=context) as service:
        found = await examined(home, service.url, settings=Settings(certificate_file=str(file)))
    assert found[Check.SERVICE].outcome is Outcome.CERTIFICATE_EXPIRED
    assert "renewed" in found[Check.SERVICE].text


async def test_a_certificate_of_an_unknown_authority_is_named(home: Path, tmp_path: Path) -> None:
    tls, _ = certificate(trustme.CA(), "127.0.0.1", tmp_path)
    async with BrokenService(healthy(), tls=tls) as service:
        found = await examined(home, service.url)
    assert found[Check.SERVICE].outcome is Outcome.CERTIFICATE_UNKNOWN
    assert "certificate_file" in found[Check.SERVICE].text


async def test_a_service_without_tls_behind_https_is_named(home: Path) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # What a server of plain http makes of the first bytes of TLS.
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as plain:
        port = plain.sockets[0].getsockname()[1]
        found = await examined(home, f"https://127.0.0.1:{port}")
    assert found[Check.SERVICE].outcome is Outcome.NO_TLS


async def test_certificates_that_can_t_be_read_are_named_by_the_settings(
    home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "none.pem"
    file.write_text("no certificate", "utf-8")
    async with BrokenService(healthy()) as service:
        found = await examined(home, service.url, settings=Settings(certificate_file=str(file)))
    assert found[Check.SETTINGS].outcome is Outcome.CERTIFICATES_UNREADABLE


async def test_the_clock_is_judged_by_the_service_s_date(home: Path) -> None:
    def dated(request: Received) -> Reply:
        keys = request.target.endswith("jwks")
        date = {"Date": "Sun, 13 Sep 2020 12:26:40 GMT"}
        return json_answer(ISSUED.key_set() if keys else described(), headers=date)

    paths = paths_of(home)
    async with BrokenService(dated) as service:
        with_profiles(paths, ISSUED.profile(service.url))
        clock = TurnedClock(wall=1_600_000_000 + 4000)
        found = await asyncio.to_thread(findings, paths, clock=clock)
    assert found[Check.CLOCK].outcome is Outcome.CLOCK_OFF
    assert "4000 s ahead" in found[Check.CLOCK].text
