"""A computer with a keystore and a service that last over many kills, and what is true of them."""

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import jwt
import pytest

from desktop.keystore.record import parse_envelope
from desktop.session.checkpoint import Step
from desktop.session.device_record import DeviceRecord, device_item, parse_devices
from desktop.session.record import SessionRecord, parse_record, revocation_item, session_item
from tests.commands.answer import Answer
from tests.commands.terminal import Terminal
from tests.faults.killed.stopping_program import ADDRESS
from tests.parts.at_home import AtHome
from tests.parts.child import child
from tests.parts.private_bus import private_bus
from tests.parts.secret_service import SecretService, secret_service
from tests.parts.service import Service, serve
from tests.parts.surroundings import short_folder, surroundings

KEYSTORE = "secret-service"
PROFILE = "Work"
PROGRAM = [sys.executable, "-m", "tests.faults.killed.stopping_program"]
LONGER_THAN_A_TOKEN = "7200"
MINUTE_AND_MORE = 61


@dataclass(frozen=True, slots=True)
class Family:
    """A session as the service keeps it."""

    id: int
    generation: int
    ending: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Real parts: a session bus, a Secret Service on it, our service."""

    folder: Path
    environment: Mapping[str, str]
    keystore: SecretService
    service: Service
    named: str
    """The keystore that the environment names; empty for the one that is remembered."""

    # ------------------------------------------------------------------------------ what is done

    def at_home(self) -> AtHome:
        """The household of this computer, opened in this process."""
        return AtHome(self.home, self.named)

    async def begin(self, *, trusted: bool) -> None:
        """Make a profile and sign in with a code; a trusted computer keeps a key besides."""
        async with self.at_home() as person:
            await person.connect(self.service, PROFILE)
            await person.sign_in(self.service, ADDRESS)
            if trusted:
                await person.house.devices.trust()

    async def sign_in_again(self) -> None:
        """Be signed in, by the key, whatever the last test has left."""
        self.forget_signatures()
        async with self.at_home() as person:
            if person.shown.identifier == "":
                await person.house.devices.sign_in()
            assert person.shown.identifier == ADDRESS

    def kill_behind(self, step: Step, *words: str, typed: str = "") -> None:
        """Run our program with these words to the step, and kill it there.

        ``typed`` goes to its standard input.
        """
        deed, *rest = words
        log = self.folder / "stopping.log"
        log.unlink(missing_ok=True)
        command = [*PROGRAM, deed, step.name, *rest]
        pipe = subprocess.PIPE
        with child(command, self.environment, log=log, stdin=pipe, stdout=pipe) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            if typed:
                process.stdin.write(f"{typed}\n")
                process.stdin.flush()
            said = process.stdout.readline()
            if said == "code\n":
                process.stdin.write(f"{self.service.next_code(ADDRESS)}\n")
                process.stdin.flush()
                said = process.stdout.readline()
            assert said == "at step\n", f"{step} was not reached: {log.read_text('utf-8')}"
            process.kill()
            process.wait()

    def kill_command_after(self, seconds: float, *words: str) -> None:
        """Run a command as it is shipped, and kill it unless it has ended by then."""
        command = [sys.executable, "-m", "desktop", *words]
        log = self.folder / "killed.log"
        with child(command, self.environment, log=log, stdout=subprocess.DEVNULL) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(seconds)
            process.kill()
            process.wait()

    def run(self, *words: str) -> Answer:
        """Run a command as the next process of this computer."""
        return Terminal(self.folder, self.environment).run(*words)

    # ------------------------------------------------------------------------------- what is true

    @property
    def home(self) -> Path:
        """The folder of all our files."""
        return Path(self.environment["COTTER_AUTHENTICATOR_HOME"])

    @property
    def profile_id(self) -> str:
        """The id of the one profile."""
        book = json.loads((self.home / "config" / "profiles.json").read_text("utf-8"))
        return str(book["active"])

    def record(self) -> SessionRecord | None:
        """The session in the keystore."""
        text = self._text(session_item(self.profile_id))
        return None if text is None else parse_record(text)

    def devices(self) -> tuple[DeviceRecord, ...]:
        """The keys in the keystore."""
        text = self._text(device_item(self.profile_id))
        return () if text is None else parse_devices(text)

    def noted(self) -> int:
        """How many refresh tokens the service has still to be told of."""
        text = self._text(revocation_item(self.profile_id))
        return 0 if text is None else len(json.loads(text))

    def _text(self, item: str) -> str | None:
        found = self.keystore.text_of(f"cotter-authenticator/{item}")
        return None if found is None else parse_envelope(found).text

    def families(self) -> list[Family]:
        """Every session that the service knows, oldest first."""
        with self.database() as database:
            rows = database.execute("SELECT id, generation, ending FROM refresh_families")
            return [Family(*row) for row in rows]

    def enrolled(self) -> list[str]:
        """The public keys that the service trusts."""
        with self.database() as database:
            return [row[0] for row in database.execute("SELECT public_key FROM devices")]

    @contextmanager
    def database(self) -> Iterator[sqlite3.Connection]:
        """The service's own database."""
        file = self.service.outbox.parent / "service.sqlite"
        connection = sqlite3.connect(file)
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def end_unheard_of(self) -> None:
        """End what the service gave and nobody stored, as it does by itself after a month."""
        record = self.record()
        kept = 0 if record is None else family_of(record)
        with self.database() as database:
            change = (
                "UPDATE refresh_families SET ending = 'expired' WHERE ending IS NULL AND id != ?"
            )
            database.execute(change, (kept,))

    def end_all(self, reason: str) -> None:
        """End every session at the service."""
        with self.database() as database:
            change = "UPDATE refresh_families SET ending = ? WHERE ending IS NULL"
            database.execute(change, (reason,))

    def forget_signatures(self) -> None:
        """Let the service take a signature that it took before, as after a few minutes.

        A key that signs in every second, as in these tests, has no other text to sign.
        """
        with self.database() as database:
            database.execute("DELETE FROM replays")

    def forget_attempts(self) -> None:
        """Let the service be one as it was published, and let a minute pass there.

        It knows no attempt ids and suspends no device (cotter-api 13.4 is ours).
        """
        with self.database() as database:
            database.execute(
                "UPDATE refresh_families"
                " SET attempt_mac = NULL, device_id = NULL, renewed_at = renewed_at - ?",
                (MINUTE_AND_MORE,),
            )

    def verify(self, token: str) -> None:
        """Check a token against the keys that the service publishes.

        Raises:
            jwt.PyJWTError: it is none of the service's, or no longer valid.
        """
        keys = jwt.PyJWKClient(f"{self.service.url}/api/v0/token/jwks")
        jwt.decode(
            token,
            keys.get_signing_key_from_jwt(token).key,
            algorithms=["ES256"],
            options={"verify_aud": False},
        )

    def check_session_is_whole(self) -> None:
        """The next process has a token, and the session behind it is the newest of the service."""
        answer = self.run("token")
        assert answer.code == 0, answer.errors
        self.verify(answer.output.strip())
        # One more renewal: a refresh token that is not the newest would be refused, and end it.
        answer = self.run("token", "--min-valid", LONGER_THAN_A_TOKEN)
        assert answer.code == 0, answer.errors
        self.verify(answer.output.strip())
        record = self.record()
        assert record is not None
        assert record.tokens.access_token.reveal() == answer.output.strip()
        assert (record.attempt_id, record.answer, record.replaces) == ("", None, ())
        assert self.living() == [family_of(record)]

    def living(self) -> list[int]:
        """The ids of the sessions that have not ended."""
        return [family.id for family in self.families() if family.ending is None]


def family_of(record: SessionRecord) -> int:
    """The id that the service knows the session by."""
    return int(record.tokens.refresh_token.reveal().partition(":")[0])


@contextmanager
def place(compatibility: str = "strict", named: str = KEYSTORE) -> Iterator[Place]:
    """Set everything up, and take it down again."""
    with short_folder() as folder:
        environment = surroundings(folder, os.environ)
        environment["COTTER_AUTHENTICATOR_KEYSTORE"] = named
        with (
            private_bus(folder, environment) as bus,
            secret_service(bus, folder) as keystore,
            serve(folder, environment, "--compatibility", compatibility) as service,
        ):
            yield Place(folder, bus.environment, keystore, service, named)


@contextmanager
def lived_in(
    compatibility: str = "strict", *, trusted: bool = True, named: str = KEYSTORE
) -> Iterator[Place]:
    """The same, and somebody is signed in."""
    with place(compatibility, named) as at, pytest.MonkeyPatch.context() as patch:
        for name, value in at.environment.items():
            patch.setenv(name, value)
        asyncio.run(at.begin(trusted=trusted))
        yield at
