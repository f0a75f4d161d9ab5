"""Whoever makes the packages: signs what the newest version is, and puts it up over TLS."""

import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import trustme
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.client.update_manifest import DOMAIN, UpdateManifest, envelope, signed_bytes
from desktop.foundation.update_source import UpdateSource
from desktop.protocol.ed25519 import public_key_text, sign
from tests.doubles.broken_service import BrokenService, Received, Reply, json_answer

DAY = 86_400
PAGE = "https://example.com/news/9.1"
PATH = "/newest.json"


@dataclass
class Publisher:
    """Answers with :attr:`reply`, by which a test says well or badly what is newest."""

    now: float
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    reply: Reply | None = None
    server: BrokenService | None = None
    certificate_file: str = ""

    def document(
        self, version: str = "9.1", *, made: float = 0.0, days: float = 30.0, page: str = PAGE
    ) -> dict[str, str]:
        """A manifest as it travels; ``made`` seconds after now, for so many days."""
        at = int(self.now + made)
        return self.signed(
            UpdateManifest(
                version=version,
                released=at - DAY,
                made=at,
                expires=at + round(days * DAY),
                page=page,
            )
        )

    def signed(self, manifest: UpdateManifest) -> dict[str, str]:
        """The same of any manifest."""
        text = signed_bytes(manifest)
        return envelope(text, sign(self.key, DOMAIN + text))

    def put_up(self, document: object) -> None:
        """Answer with this from now on."""
        self.reply = json_answer(document)

    @property
    def source(self) -> UpdateSource:
        """What a brand file says of this publisher."""
        assert self.server is not None
        return UpdateSource(self.server.url + PATH, public_key_text(self.key))

    @property
    def asked(self) -> list[Received]:
        """Every request that came."""
        assert self.server is not None
        return self.server.received


@asynccontextmanager
async def publisher(
    folder: Path, now: float, *, tls: Callable[[trustme.CA], ssl.SSLContext] | None = None
) -> AsyncIterator[Publisher]:
    """One on loopback; ``folder`` gets the certificate that Settings are to name."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "publisher.pem"))
    running = Publisher(now, certificate_file=str(folder / "publisher.pem"))
    running.put_up(running.document())

    def reply_to(_: Received) -> Reply:
        assert running.reply is not None
        return running.reply

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    async with BrokenService(reply_to, tls=tls(authority) if tls else context) as server:
        running.server = server
        yield running
