"""Mail through a real SMTP server: STARTTLS, TLS, log-in, and its refusals."""

import asyncio
import secrets
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from email.message import Message as ReceivedMail
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from desktop.service.challenges import Channel
from desktop.service.courier import DeliveryError
from desktop.service.mail import SmtpServer
from desktop.service.messages import Message
from desktop.service.smtp_config import SmtpConfig, SmtpSecurity
from tests.guards.log import LogWatch

LOG_IN = "login_data is deprecated"
"""What aiosmtpd complains to itself about at each log-in."""

WITHOUT_STARTTLS = "auth_required == True but auth_require_tls == False"
"""What it says of itself where it wants a password and offers no STARTTLS; it warns as well."""

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")

PASSWORD = secrets.token_urlsafe(12)
MESSAGE = Message(
    channel=Channel.EMAIL,
    to="maya@example.com",
    code="012345",
    link="https://login.example.com/app/link/" + "x" * 43,
    project_name="Example",
    host="login.example.com",
    created_at=1_800_000_000.0,
    expires_at=1_800_000_300.0,
)


class Sink(MessageHandler):
    """Keeps what it is sent; refuses addresses that begin with ``refused``."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[ReceivedMail] = []

    def handle_message(self, message: ReceivedMail) -> None:
        self.mails.append(message)

    # The name is aiosmtpd's.
    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address.startswith("refused"):
            return f"550 no mailbox {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"


def authenticate(_server: Any, _session: Any, _envelope: Any, _way: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=good)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@asynccontextmanager
async def smtp_server(
    folder: Path, authority: trustme.CA, security: SmtpSecurity
) -> AsyncIterator[tuple[Sink, SmtpConfig]]:
    """A server on loopback that wants a password, and how to reach it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    ca_file = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    starttls = security is SmtpSecurity.STARTTLS
    sink = Sink()
    loop = asyncio.get_running_loop()
    sessions: list[SMTP] = []

    def session() -> SMTP:
        sessions.append(
            SMTP(
                sink,
                hostname="sink",
                authenticator=authenticate,
                auth_required=True,
                auth_require_tls=starttls,
                tls_context=context if starttls else None,
                require_starttls=starttls,
                loop=loop,
            )
        )
        return sessions[-1]

    tls = context if security is SmtpSecurity.TLS else None
    server = await loop.create_server(session, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield (
            sink,
            SmtpConfig(
                host="127.0.0.1",
                port=server.sockets[0].getsockname()[1],
                security=security,
                sender="Example <no-reply@example.com>",
                username="service",
                password=PASSWORD,
                ca_file=str(ca_file),
            ),
        )
        for open_session in sessions:
            transport = open_session.transport
            if isinstance(transport, asyncio.WriteTransport) and not transport.is_closing():
                transport.abort()
    await asyncio.sleep(0)


@pytest.mark.parametrize("security", list(SmtpSecurity))
async def test_a_mail_arrives(
    tmp_path: Path, authority: trustme.CA, security: SmtpSecurity, log_watch: LogWatch
) -> None:
    log_watch.expect(LOG_IN)
    if security is not SmtpSecurity.STARTTLS:
        log_watch.expect(WITHOUT_STARTTLS)
    async with smtp_server(tmp_path, authority, security) as (sink, config):
        await SmtpServer(config).deliver(MESSAGE)
    (mail,) = sink.mails
    assert mail["Subject"] == "012345 is your code for Example"
    assert mail["From"] == "Example <no-reply@example.com>"
    assert mail["X-RcptTo"] == "maya@example.com"
    assert "https://login.example.com/app/link/" in mail.get_payload(decode=True).decode()  # type: ignore[union-attr]  # not multipart


async def test_a_certificate_of_nobody_knows_whom_is_refused(
    tmp_path: Path, authority: trustme.CA
) -> None:
    async with smtp_server(tmp_path, authority, SmtpSecurity.STARTTLS) as (sink, config):
        server = SmtpServer(replace(config, ca_file=None))
        with pytest.raises(DeliveryError):
            await server.deliver(MESSAGE)
    assert sink.mails == []


async def test_a_server_without_starttls_gets_no_password(
    tmp_path: Path, authority: trustme.CA, log_watch: LogWatch
) -> None:
    log_watch.expect(WITHOUT_STARTTLS)
    async with smtp_server(tmp_path, authority, SmtpSecurity.NONE) as (sink, config):
        server = SmtpServer(replace(config, security=SmtpSecurity.STARTTLS))
        with pytest.raises(DeliveryError):
            await server.deliver(MESSAGE)
    assert sink.mails == []


async def test_a_failure_names_its_kind_and_no_address_or_password(
    tmp_path: Path, authority: trustme.CA, log_watch: LogWatch
) -> None:
    log_watch.expect(LOG_IN)
    async with smtp_server(tmp_path, authority, SmtpSecurity.STARTTLS) as (_, config):
        for failing_config, failing in (
            (config, replace(MESSAGE, to="refused@example.com")),
            (replace(config, password="another password"), MESSAGE),
        ):
            with pytest.raises(DeliveryError) as raised:
                await SmtpServer(failing_config).deliver(failing)
            assert "example.com" not in str(raised.value)
            assert "password" not in str(raised.value)
    with pytest.raises(DeliveryError):
        await SmtpServer(config).deliver(MESSAGE)


def test_a_configuration_does_not_show_its_password() -> None:
    config = SmtpConfig(
        host="x", port=1, security=SmtpSecurity.TLS, sender="x", username="x", password=PASSWORD
    )
    assert PASSWORD not in repr(config)
