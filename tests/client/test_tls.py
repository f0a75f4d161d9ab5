"""Certificates: what the system trusts and what Settings add; verification is never off."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from desktop.client.tls import make_tls_context
from desktop.client.transport import Transport
from desktop.foundation.errors import ServiceUnreachableError
from tests.doubles.broken_service import BrokenService, always, json_answer

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """A certificate authority that no system trusts."""
    return trustme.CA()


@pytest.fixture
def certificate_file(authority: trustme.CA, tmp_path: Path) -> str:
    """Its certificate, as a user names it in Settings."""
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    return str(file)


def serving(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


async def requests_seen(tls: ssl.SSLContext, certificate_file: str = "") -> int:
    """Ask a service once and count what it was asked."""
    transport = Transport(certificate_file=certificate_file)
    try:
        async with BrokenService(always(json_answer({})), tls=tls) as service:
            try:
                await transport.call("GET", service.url, headers={"Fresh-Proof": "f" * 43})
            except ServiceUnreachableError as error:
                assert service.received == []
                raise error from None
            return len(service.received)
    finally:
        await transport.aclose()


async def test_an_authority_named_in_settings_is_trusted(
    authority: trustme.CA, certificate_file: str
) -> None:
    assert await requests_seen(serving(authority.issue_cert("127.0.0.1")), certificate_file) == 1


async def test_an_unknown_authority_is_not_trusted(authority: trustme.CA) -> None:
    with pytest.raises(ServiceUnreachableError, match="certificate can’t be trusted"):
        await requests_seen(serving(authority.issue_cert("127.0.0.1")))


async def test_a_certificate_for_another_name_is_refused(
    authority: trustme.CA, certificate_file: str
) -> None:
    with pytest.raises(ServiceUnreachableError, match="IP address mismatch"):
        await requests_seen(serving(authority.issue_cert("id.example.com")), certificate_file)


async def test_a_certificate_that_has_run_out_is_refused(
    authority: trustme.CA, certificate_file: str
) -> None:
    expired = authority.issue_cert("127.0.0.1", not_after=YESTERDAY)
    with pytest.raises(ServiceUnreachableError, match="certificate has expired"):
        await requests_seen(serving(expired), certificate_file)


async def test_a_certificate_that_vouches_for_itself_is_refused() -> None:
    lone = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    lone.issue_cert("127.0.0.1").configure_cert(tls)
    with pytest.raises(ServiceUnreachableError, match="certificate can’t be trusted"):
        await requests_seen(tls)


async def test_tls_before_1_2_is_refused(authority: trustme.CA, certificate_file: str) -> None:
    old = serving(authority.issue_cert("127.0.0.1"))
    with pytest.warns(DeprecationWarning, match="TLSv1 is deprecated"):
        old.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1_1 is deprecated"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.raises(ServiceUnreachableError, match="no secure connection"):
        await requests_seen(old, certificate_file)


async def test_plain_http_where_tls_belongs_is_refused(hasty: Transport) -> None:
    async with BrokenService(always(json_answer({}))) as service:
        url = service.url.replace("http:", "https:")
        with pytest.raises(ServiceUnreachableError):
            await hasty.call("GET", url, headers={})


@pytest.mark.parametrize("name", ["\0ca.pem", "\ud800ca.pem"])
async def test_a_name_that_no_file_has_does_not_keep_the_app_from_starting(name: str) -> None:
    transport = Transport(certificate_file=name)
    with pytest.raises(ServiceUnreachableError, match=r"certificates in .*ca\.pem can’t be read"):
        await transport.call("GET", "https://id.example.com/", headers={})
    await transport.aclose()


@pytest.mark.parametrize("content", [None, "no certificate in here"])
async def test_a_file_of_certificates_that_cant_be_read_is_said_and_nothing_sent(
    tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    transport = Transport(certificate_file=str(file))
    with pytest.raises(ServiceUnreachableError, match=r"certificates in .*ca\.pem can’t be read"):
        await transport.call("GET", "https://id.example.com", headers={})
    async with BrokenService(always(json_answer({}))) as demo:
        assert (await transport.call("GET", demo.url, headers={})).status == 200
    await transport.aclose()


def test_no_variable_of_the_environment_makes_us_write_down_the_keys_of_connections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    assert make_tls_context().keylog_filename is None


class TestProxy:
    """A proxy named in Settings, and one that only the environment names."""

    async def test_it_is_asked_for_the_way_to_the_service(self) -> None:
        async with BrokenService(always(json_answer({}, 502))) as proxy:
            transport = Transport(proxy=proxy.url)
            with pytest.raises(ServiceUnreachableError, match="the proxy in Settings refuses"):
                await transport.call("GET", "https://id.example.com", headers={"Fresh-Proof": "f"})
            await transport.aclose()
        [asked] = proxy.received
        assert (asked.method, asked.target) == ("CONNECT", "id.example.com:443")
        assert "fresh-proof" not in asked.headers

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
    async def test_it_is_never_used_for_loopback(self, host: str) -> None:
        async with (
            BrokenService(always(json_answer({}))) as proxy,
            BrokenService(always(json_answer({}))) as service,
        ):
            transport = Transport(proxy=proxy.url)
            await transport.call("GET", f"http://{host}:{service.port}", headers={})
            await transport.aclose()
        assert (len(proxy.received), len(service.received)) == (0, 1)

    async def test_the_environment_names_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        async with BrokenService(always(json_answer({}))) as proxy:
            monkeypatch.setenv("HTTPS_PROXY", proxy.url)
            monkeypatch.setenv("ALL_PROXY", proxy.url)
            transport = Transport(connect_seconds=0.2, read_seconds=0.2)
            with pytest.raises(ServiceUnreachableError):
                await transport.call("GET", "https://192.0.2.1", headers={})
            await transport.aclose()
        assert proxy.received == []

    @pytest.mark.parametrize("proxy", ["nonsense", "ftp://proxy.example", "http://[", "socks5://x"])
    async def test_one_that_cant_be_used_is_said_and_nothing_sent(self, proxy: str) -> None:
        transport = Transport(proxy=proxy)
        with pytest.raises(ServiceUnreachableError, match="proxy in Settings is not an address"):
            await transport.call("GET", "https://id.example.com", headers={})
        await transport.aclose()
