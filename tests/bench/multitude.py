"""Very many users, and very many of them waiting: for measures and tests of the service in size."""

import asyncio
import secrets
import sqlite3
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.protocol import ed25519
from desktop.protocol.device_proof import make_device_proof
from desktop.protocol.published import API_PATH
from desktop.service.device_keys import key_digest
from tests.parts.service import Service

WAIT_SECONDS = 25
NOTHING_YET = "e3b0c44298fc1c14"
"""The version of a list of requests that is empty."""
PER_ADDRESS = 200


@dataclass(frozen=True, slots=True)
class Multitude:
    """Users of one service, by their ids; each trusts the one key of this object."""

    users: tuple[str, ...]
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)


def settle(database: Path, *, users: int, audit_rows: int) -> Multitude:
    """Write users with a device and a session, and an audit, into the database of a service.

    The service has made its tables, and does not run.
    """
    multitude = Multitude(tuple(str(uuid.uuid4()) for _ in range(users)))
    key = ed25519.public_key_text(multitude.key)
    digest, now = key_digest(key), time.time()
    with closing(sqlite3.connect(database)) as connection, connection:
        (project,) = connection.execute("SELECT id FROM projects").fetchone()
        connection.executemany(
            "INSERT INTO users VALUES (?1, ?2, ?1, ?3, ?3, ?4, ?4, ?4, NULL)",
            ((user, project, f"u{n}@example.com", now) for n, user in enumerate(multitude.users)),
        )
        connection.executemany(
            "INSERT INTO devices (user_id, public_key, key_digest, algorithm, device_type,"
            " device_name, created_at, added_by)"
            " VALUES (?, ?, ?, 'ED25519', 'DESKTOP', 'Laptop', ?, 'code')",
            ((user, key, digest, now) for user in multitude.users),
        )
        connection.executemany(
            "INSERT INTO refresh_families (project_id, user_id, auth_method, generation,"
            " current_mac, replaced, authenticated_at, renewed_at)"
            " VALUES (?, ?, 'OTP', 0, ?, 0, ?, ?)",
            ((project, user, secrets.token_bytes(32), now, now) for user in multitude.users),
        )
        connection.execute(
            "INSERT INTO refresh_tokens (token_mac, family_id)"
            " SELECT current_mac, id FROM refresh_families"
        )
        connection.executemany(
            "INSERT INTO audit (at, event, project_id, user_id, detail, routine)"
            " VALUES (?, 'token.renewed', ?, ?, '{\"generation\": 7}', 1)",
            (
                (now - audit_rows + n, project, multitude.users[n % users])
                for n in range(audit_rows)
            ),
        )
    return multitude


class Polls:
    """Devices that wait for requests, one a user, each on a connection of its own."""

    def __init__(self, service: Service, multitude: Multitude) -> None:
        self._service = service
        self._multitude = multitude
        self.waiting = 0
        self.refused = 0

    @asynccontextmanager
    async def of(self, number: int, *, at_once: int = 50) -> AsyncIterator[None]:
        """So many wait while the block lasts; begun with ``at_once`` of them being let in."""
        gate = asyncio.Semaphore(at_once)
        polls = [asyncio.create_task(self._poll(n, gate)) for n in range(number)]
        while self.waiting < number and not self.refused:
            await asyncio.sleep(0.05)
            for poll in polls:
                if poll.done():
                    poll.result()
        yield
        for poll in polls:
            poll.cancel()
        await asyncio.gather(*polls, return_exceptions=True)

    async def _poll(self, number: int, gate: asyncio.Semaphore) -> None:
        target = urlsplit(self._service.url)
        group = number // PER_ADDRESS
        async with gate:
            reader, writer = await asyncio.open_connection(
                target.hostname,
                target.port,
                local_addr=(f"127.1.{group // 250}.{group % 250 + 1}", 0),
            )
            writer.write(self._request(number))
        self.waiting += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].split()[0])
                await reader.readexactly(length)
                self.refused += b" 200 " not in head.partition(b"\r\n")[0]
                writer.write(self._request(number))
        finally:
            self.waiting -= 1
            writer.close()

    def _request(self, number: int) -> bytes:
        user = self._multitude.users[number]
        path = (
            f"{API_PATH}/event/pending?cotter_user_id={user}"
            f"&since={NOTHING_YET}&wait={WAIT_SECONDS}"
        )
        proof = make_device_proof(
            self._multitude.key,
            method="GET",
            url=self._service.url + path,
            body=b"",
            token_id=secrets.token_urlsafe(16),
            at=int(time.time()),
        )
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: {urlsplit(self._service.url).netloc}",
            f"API_KEY_ID: {self._service.api_key_id}",
            f"DPoP: {proof}",
        ]
        return "\r\n".join([*lines, "", ""]).encode()
