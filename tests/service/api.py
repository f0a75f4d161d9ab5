"""A client of the service for its tests: says exactly what it is told to, right or wrong."""

import json
import re
import secrets
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette

from desktop.protocol import ed25519
from desktop.protocol.pkce import code_challenge_of, make_code_verifier
from desktop.protocol.signed_text import VerificationText
from desktop.service.assembly import Service
from desktop.service.outbox import Outbox
from desktop.service.projects import Compatibility, Project
from desktop.service.registration import NewProject, create_project
from desktop.service.users import User
from tests.service.fake_clock import FakeClock

URL = "http://127.0.0.1:8765"

# A text, a blob or a number as SQLite spells it in a trace.
_VALUES = re.compile(r"X?'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")

# JSON of answers is looked into by the tests, field by field.
Answered = dict[str, Any]


@dataclass(slots=True)
class Attempt:
    """One sign-in by code as an app makes it; fields can be changed to see them refused."""

    identifier: str = "maya@example.com"
    identifier_type: str = "EMAIL"
    device_type: str = "DESKTOP"
    device_name: str = "Dell XPS Linux"
    redirect_url: str = "-"
    session_id: str = "session-1"
    state: str = "state-1"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    verifier: str = field(default_factory=lambda: make_code_verifier(secrets.token_bytes))
    with_code_challenge: bool = True
    extra: dict[str, str] = field(default_factory=dict)

    def request_body(self) -> dict[str, object]:
        """What begins a challenge."""
        body: dict[str, object] = {**self.identification(), "state": self.state, **self.extra}
        if self.with_code_challenge:
            body["code_challenge"] = code_challenge_of(self.verifier)
        return body

    def respond_body(self, challenge: Answered, code: str, now: float) -> dict[str, object]:
        """What answers it, signed."""
        timestamp = str(int(now))
        text = VerificationText(
            identifier=self.identifier,
            identifier_type=self.identifier_type,
            device_type=self.device_type,
            device_name=self.device_name,
            redirect_url=self.redirect_url,
            challenge_id=challenge["challenge_id"],
            challenge=challenge["challenge"],
            code=code,
            timestamp=timestamp,
        )
        return {
            **self.identification(),
            "challenge_id": challenge["challenge_id"],
            "challenge": challenge["challenge"],
            "code": code,
            "timestamp": timestamp,
            "signature": ed25519.sign(self.key, text.encode()),
        }

    def identification(self) -> dict[str, object]:
        """Who signs in, from where."""
        return {
            "identifier": self.identifier,
            "identifier_type": self.identifier_type,
            "public_key": ed25519.public_key_text(self.key),
            "device_type": self.device_type,
            "device_name": self.device_name,
            "redirect_url": self.redirect_url,
        }


@dataclass(slots=True)
class Api:
    """A service in this process, one of its projects, and HTTP to it."""

    service: Service
    application: Starlette
    http: httpx.AsyncClient
    project: Project
    api_secret_key: str
    outbox: Outbox
    clock: FakeClock
    database: Path
    transport_from: Callable[[str], httpx.AsyncBaseTransport]
    """The way to it from an address."""
    url: str = URL
    """What clients call it."""

    async def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """One call of the API with the project's key id; a header of ``headers`` outranks it."""
        content = None if body is None else json.dumps(body)
        return await self.http.request(
            method,
            "/api/v0" + path,
            content=content,
            headers={"API_KEY_ID": self.project.id, **(headers or {})},
        )

    @property
    def secret(self) -> dict[str, str]:
        """The header of the project's backend."""
        return {"API_SECRET_KEY": self.api_secret_key}

    async def request_code(self, attempt: Attempt) -> Answered:
        """Begin a challenge that must be taken."""
        response = await self.try_request_code(attempt)
        assert response.status_code == 200, response.text
        return answered(response)

    async def try_request_code(self, attempt: Attempt) -> httpx.Response:
        """Begin a challenge."""
        return await self.call(
            "POST", f"/verify/request/{quote(attempt.session_id, safe='')}", attempt.request_body()
        )

    async def respond(
        self, attempt: Attempt, challenge: Answered, code: str, *, query: str = ""
    ) -> httpx.Response:
        """Answer a challenge."""
        body = attempt.respond_body(challenge, code, self.clock())
        return await self.call(
            "POST", f"/verify/respond/{quote(attempt.state, safe='')}{query}", body
        )

    async def messages(self) -> list[str]:
        """Everything in the outbox, oldest first: mails with their headers, texts as JSON."""
        await self.service.courier.empty()
        files = sorted(self.outbox.folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        return [file.read_text("utf-8") for file in files]

    async def newest_code(self) -> str:
        """The code that the newest mail's subject begins with."""
        mail = message_from_bytes((await self.messages())[-1].encode(), policy=policy.default)
        return str(mail["Subject"])[:6]

    async def authorization_code(self, attempt: Attempt) -> Answered:
        """Sign in as far as the authorization code."""
        challenge = await self.request_code(attempt)
        response = await self.respond(attempt, challenge, await self.newest_code())
        assert response.status_code == 200, response.text
        return answered(response)

    async def exchange(
        self,
        attempt: Attempt,
        code: Answered,
        *,
        query: str = "?oauth_token=true",
        changed: Mapping[str, object] | None = None,
    ) -> httpx.Response:
        """Exchange an authorization code; ``changed`` fields are sent instead of the right ones."""
        body = {
            "code_verifier": attempt.verifier,
            "authorization_code": code["authorization_code"],
            "challenge_id": code["challenge_id"],
            "redirect_url": attempt.redirect_url,
            **(changed or {}),
        }
        return await self.call("POST", f"/verify/get_identity{query}", body)

    async def sign_in(self, attempt: Attempt | None = None) -> Answered:
        """Sign in completely; the answer of ``get_identity``."""
        attempt = attempt or Attempt()
        response = await self.exchange(attempt, await self.authorization_code(attempt))
        assert response.status_code == 200, response.text
        return answered(response)

    async def renew(self, refresh_token: str, attempt_id: str | None = None) -> httpx.Response:
        """Present a refresh token."""
        body = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        if attempt_id is not None:
            body["attempt_id"] = attempt_id
        return await self.call("POST", f"/token/{self.project.id}", body)

    @asynccontextmanager
    async def from_address(self, address: str) -> AsyncIterator["Api"]:
        """The same service, asked from another address."""
        transport = self.transport_from(address)
        async with httpx.AsyncClient(transport=transport, base_url=self.url) as http:
            yield replace(self, http=http)

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """The kinds of SQL statements while the block lasts, without their values."""
        done: list[str] = []
        connection = self.service.store._database._connection
        connection.set_trace_callback(lambda sql: done.append(_VALUES.sub("?", sql)))
        yield done
        connection.set_trace_callback(None)

    def another_project(
        self, *, allowed_urls: tuple[str, ...] = (), allowed_origins: tuple[str, ...] = ()
    ) -> Project:
        """A further project of the same service."""
        return self._make_project(allowed_urls, allowed_origins).project

    def go_to_another_project(self) -> None:
        """Go on in a further project of the same service."""
        made = self._make_project()
        self.project, self.api_secret_key = made.project, made.api_secret_key

    def _make_project(
        self, allowed_urls: tuple[str, ...] = (), allowed_origins: tuple[str, ...] = ()
    ) -> NewProject:
        with self.service.store.transaction():
            return create_project(
                self.service.store,
                self.service.master_key,
                name="Another",
                compatibility=Compatibility.STRICT,
                allowed_urls=allowed_urls,
                allowed_origins=allowed_origins,
                now=self.clock(),
                random_bytes=secrets.token_bytes,
            )

    def user(self, identifier: str = "maya@example.com") -> User:
        """The user of an identifier, from the store."""
        user = self.service.store.users.by_identifier(self.project.id, identifier)
        assert user is not None
        return user

    def prune(self) -> None:
        """Have the store forget all that it may."""
        for _ in self.service.store.prune(self.clock()):
            pass

    def events(self) -> list[str]:
        """The names of everything in the audit."""
        return [record.event.value for record in self.service.store.audit.each()]


def answered(response: httpx.Response) -> Answered:
    """The JSON object of a response."""
    document = response.json()
    assert isinstance(document, dict)
    return document


def refusal(response: httpx.Response) -> tuple[int, str]:
    """Status and type of a refusal."""
    return response.status_code, str(answered(response)["type"])


def wrong(code: str) -> str:
    """Another code of six digits."""
    return f"{(int(code) + 1) % 1_000_000:06}"
