"""A renewal over TLS that is not as it should be: nothing is sent, and the session stays."""

import asyncio
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from desktop.foundation.errors import (
    AuthenticatorError,
    ServiceSilentError,
    ServiceUnreachableError,
)
from desktop.session.snapshot import Obstacle, SessionFact
from desktop.ui.session_notice import notice_of
from desktop.ui.words import sentence_of
from tests.doubles.broken_service import answer, reset
from tests.faults.service.conftest import Road
from tests.parts.fault_proxy import LOOPBACK, Behind, Greeting, behind_a_proxy

RENEWAL = "POST /api/v0/token/"
DAY = timedelta(days=1)
PAGE = b"<title>Welcome to the hotel</title>"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Whom the settings name as trusted."""
    return trustme.CA()


@pytest.fixture(scope="module")
def behind(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    """Our service behind a gateway that does TLS for it."""
    folder = tmp_path_factory.mktemp("service")
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    tls = serving(authority.issue_cert(LOOPBACK))
    with behind_a_proxy(folder, tls=tls, certificate_file=str(folder / "ca.pem")) as running:
        yield running


def serving(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def outdated(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = serving(certificate)
    with pytest.warns(DeprecationWarning, match="TLSv1 is deprecated"):
        context.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1_1 is deprecated"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def context_of(fault: str, authority: trustme.CA) -> ssl.SSLContext:
    now = datetime.now(UTC)
    match fault:
        case "for another name":
            return serving(authority.issue_cert("login.hotel.example"))
        case "run out":
            return serving(authority.issue_cert(LOOPBACK, not_after=now - DAY))
        case "not yet valid":
            return serving(
                authority.issue_cert(LOOPBACK, not_before=now + DAY, not_after=now + 2 * DAY)
            )
        case "of nobody known":
            return serving(trustme.CA().issue_cert(LOOPBACK))
        case "TLS 1.1":
            return outdated(authority.issue_cert(LOOPBACK))
    raise ValueError(fault)


CERTIFICATES = {
    "for another name": "its certificate can’t be trusted (IP address mismatch",
    "run out": "its certificate can’t be trusted (certificate has expired)",
    "not yet valid": "its certificate can’t be trusted (certificate is not yet valid)",
    "of nobody known": "its certificate can’t be trusted (unable to get local issuer certificate)",
    "TLS 1.1": "no secure connection came about",
}


@pytest.mark.parametrize("fault", CERTIFICATES)
async def test_a_gateway_that_is_not_to_be_trusted_hears_nothing(
    road: Road, authority: trustme.CA, fault: str
) -> None:
    right = road.proxy.tls
    road.proxy.tls = context_of(fault, authority)
    await is_away(road, ServiceUnreachableError, CERTIFICATES[fault])
    road.proxy.tls = right
    await goes_on(road)


async def hang_up(writer: asyncio.StreamWriter) -> None:
    await reset()(writer)


async def say_nothing(_: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def answer_plainly(writer: asyncio.StreamWriter) -> None:
    await answer(200, PAGE, kind="text/html")(writer)
    await writer.drain()


async def begin_and_stop(writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03")
    await writer.drain()


GREETINGS: dict[str, tuple[Greeting, type[AuthenticatorError], str]] = {
    "reset": (hang_up, ServiceUnreachableError, "No answer from"),
    "silence": (say_nothing, ServiceSilentError, "took too long to answer"),
    "plain HTTP": (answer_plainly, ServiceUnreachableError, "no secure connection came about"),
    "a handshake that stops": (begin_and_stop, ServiceUnreachableError, "No answer from"),
}


@pytest.mark.parametrize("fault", GREETINGS)
async def test_a_handshake_that_goes_wrong_costs_nothing(road: Road, fault: str) -> None:
    road.proxy.greeting, kind, words = GREETINGS[fault]
    await is_away(road, kind, words)
    road.proxy.greeting = None
    await goes_on(road)


async def is_away(road: Road, kind: type[AuthenticatorError], words: str) -> None:
    keeper = await road.keeper(hasty=kind is ServiceSilentError)
    before = keeper.signed_in
    assert before is not None
    with pytest.raises(kind) as caught:
        await keeper.renew()
    said = sentence_of(caught.value)
    assert words in f"{said.happened} {said.rest}"
    assert road.proxy.passed == []
    shown = keeper.snapshot
    assert (shown.session, shown.obstacle) == (SessionFact.ACTIVE, Obstacle.OFFLINE)
    notice = notice_of(shown, road.clock.wall())
    assert notice is not None
    assert notice.action == "Try now"
    assert keeper.signed_in is not None
    assert keeper.signed_in.tokens == before.tokens


async def goes_on(road: Road) -> None:
    again = await road.keeper()
    await again.renew()
    assert road.proxy.count(RENEWAL) == 1
    assert again.snapshot.problem is None
