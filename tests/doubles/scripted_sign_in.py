"""A profile at work on a service whose every answer a test can change; right ones to begin with."""

import asyncio
import itertools
from collections.abc import Callable
from pathlib import Path

from desktop.client.transport import Transport
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import ProfileBook, load_profiles, save_profiles
from desktop.foundation.secret import Secret
from desktop.keystore.vault import Vault
from desktop.protocol.ed25519 import public_key_text
from desktop.session.identifier import Identifier
from desktop.session.keeper import Keeper
from desktop.session.opening import open_profile
from desktop.session.sign_in import SignIn
from desktop.session.snapshot import Snapshot
from desktop.session.under_way import CodeEntry
from tests.doubles.broken_service import Reply, json_answer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_service import (
    IDENTITY_ROUTE,
    KEY_SET_ROUTE,
    REQUEST_ROUTE,
    RESPOND_ROUTE,
    Conversation,
)
from tests.doubles.token_issuer import IDENTIFIER, ISSUER, TokenIssuer
from tests.doubles.turned_clock import TurnedClock

SERVICE_ROUTE = "/api/v0/service"
CODE = Secret("739201")
WHO = Identifier(IDENTIFIER, "EMAIL")


class ScriptedSignIn:
    """One profile, opened; ``talk.replies`` are the service's answers, ``drawn`` what was shown."""

    def __init__(self, talk: Conversation, transport: Transport, folder: Path) -> None:
        """Open the profile; its list is in ``folder``."""
        self.talk = talk
        self.clock: TurnedClock = talk.clock
        self.store = FaultyStore()
        self.drawn: list[Snapshot] = []
        self.on_drawn: Callable[[], object] = lambda: None
        self.paths = Paths(folder, folder, folder, folder)
        profile = talk.issuer.profile(talk.service.url)
        save_profiles(self.paths.profiles_file, ProfileBook((profile,), profile.id))
        self._vault = Vault(self.store)
        self._numbers = itertools.count()
        self._opened = open_profile(
            load_profiles(self.paths.profiles_file).profiles[0],
            paths=self.paths,
            vault=self._vault,
            transport=transport,
            clock=self.clock,
            random_bytes=lambda size: bytes(next(self._numbers) % 256 for _ in range(size)),
            on_change=self._draw,
        )
        talk.replies |= {
            SERVICE_ROUTE: json_answer(description(talk.issuer)),
            REQUEST_ROUTE: json_answer(challenge()),
            RESPOND_ROUTE: self.right_code(),
            IDENTITY_ROUTE: json_answer(talk.issuer.identity()),
            KEY_SET_ROUTE: json_answer(talk.issuer.key_set()),
        }

    @property
    def sign_in(self) -> SignIn:
        """The ways in."""
        return self._opened.sign_in

    @property
    def keeper(self) -> Keeper:
        """Whoever keeps the session that comes of them."""
        return self._opened.keeper

    @property
    def snapshot(self) -> Snapshot:
        """What is shown now."""
        return self.keeper.snapshot

    @property
    def entry(self) -> CodeEntry:
        """What the code page shows now."""
        assert isinstance(self.snapshot.sign_in, CodeEntry)
        return self.snapshot.sign_in

    async def ask(self) -> CodeEntry:
        """Have a code sent by mail."""
        return await self.sign_in.request_code(WHO, "EMAIL")

    def count(self, route: str) -> int:
        """How many requests came to a route, or below one that ends in a slash."""
        return sum(
            one.target == route or (route.endswith("/") and one.target.startswith(route))
            for one in self.talk.service.received
        )

    def right_code(self, **changes: object) -> Reply:
        """The answer to the right code: state and challenge as they came, with changes."""

        async def reply(writer: asyncio.StreamWriter) -> None:
            state = self.talk.service.received[-1].target.rpartition("/")[2]
            fields = {"authorization_code": "a" * 43, "challenge_id": 42, "state": state}
            await json_answer({**fields, **changes})(writer)

        return reply

    def _draw(self, snapshot: Snapshot) -> None:
        self.drawn.append(snapshot)
        self.on_drawn()

    def close(self) -> None:
        """End the keystore's thread."""
        self.store.gate.set()
        self._vault.close()


def challenge(**changes: object) -> dict[str, object]:
    """The answer to a request for a code."""
    return {
        "challenge_id": 42,
        "challenge": "chal",
        "code_sent": True,
        "expires_in": 300,
        "attempts_left": 5,
        "resend_in": 30,
        "sent_to": "h···o@example.com",
        **changes,
    }


def description(issuer: TokenIssuer, **changes: object) -> dict[str, object]:
    """What the service says of itself."""
    return {
        "name": "Example",
        "version": "1.0",
        "compatibility": "strict",
        "issuer": ISSUER,
        "identity_key": public_key_text(issuer.identity_key),
        "ways": ["OTP", "BROWSER"],
        "channels": ["EMAIL"],
        "code_digits": 6,
        "long_poll": 25,
        **changes,
    }
