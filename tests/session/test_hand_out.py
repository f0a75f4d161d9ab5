"""An access token for a program: the fast way while it holds, one renewal for all when not."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.foundation.errors import (
    KeystoreBusyError,
    KeystoreLockedError,
    MemoryOfAnotherProcessError,
    NotSignedInError,
    RecordDamagedError,
    ServiceSilentError,
    SessionEndedError,
)
from desktop.foundation.file_lock import FileLock
from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.keystore.memory import MemoryStore
from desktop.keystore.vault import Vault
from desktop.session import hand_out as module
from desktop.session.expiry import ClockMark
from desktop.session.generation import LOCK_FILE, advance_generation
from desktop.session.hand_out import Renew, hand_out
from desktop.session.last_seen import load_last_seen, save_last_seen
from desktop.session.record import SessionRecord, Tokens, encode_record, session_item
from desktop.session.snapshot import SessionFact
from tests.doubles.computer import PROFILE
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.turned_clock import TurnedClock

WAIT_SECONDS = 5.0


class Program:
    """Asks for tokens as the command does; ``renewals`` counts how often it had to renew."""

    def __init__(self, folder: Path, vault: Vault, clock: TurnedClock) -> None:
        self.paths = Paths(folder, folder, folder, folder)
        self.folder = self.paths.profile_folder(PROFILE.id)
        self.vault = vault
        self.clock = clock
        self.renewals = 0
        self.seen_locks: list[bool] = []

    def store(self, number: int) -> SessionRecord:
        """Put a session with a fresh token of this number into the keystore, and say so."""
        now = self.clock.wall()
        tokens = Tokens(
            access_token=Secret(f"access token {number}"),
            id_token=Secret(f"id token {number}"),
            refresh_token=Secret(f"refresh token {number}"),
            issued_at=now,
            expires_at=now + 3600,
        )
        record = SessionRecord(
            generation=number, user_id="u", identifier="me", identifier_type="EMAIL",
            way_in="OTP", channel="EMAIL", signed_in_at=now, renewed_at=now,
            mark=ClockMark.now(self.clock, 0.0), tokens=tokens,
        )  # fmt: skip
        self.vault.write(session_item(PROFILE.id), encode_record(record)).result(WAIT_SECONDS)
        advance_generation(self.folder)
        return record

    def ask(self, *, min_valid: float = 10, renew: Renew | None = None) -> str:
        """The access token."""
        record = hand_out(
            PROFILE,
            paths=self.paths,
            vault=self.vault,
            clock=self.clock,
            min_valid=min_valid,
            renew=renew or self._renew,
        )
        return record.tokens.access_token.reveal()

    def _renew(self, lock: FileLock) -> SessionRecord:
        self.renewals += 1
        self.seen_locks.append(lock.held)
        return self.store(self.renewals + 1)


@pytest.fixture
def program(tmp_path: Path, store: FaultyStore, clock: TurnedClock) -> Iterator[Program]:
    """A program on a computer where nobody is signed in."""
    vault = Vault(store)
    yield Program(tmp_path, vault, clock)
    store.gate.set()
    vault.close()


def in_thread(act: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    outcome: list[object] = []

    def run() -> None:
        outcome.append(act())

    thread = threading.Thread(target=run)
    thread.start()
    return thread, outcome


class TestWhileItHolds:
    """No lock, no renewal."""

    def test_it_is_handed_out_even_while_another_process_has_the_lock(
        self, program: Program
    ) -> None:
        program.store(1)
        with FileLock(program.folder / LOCK_FILE).acquire():
            assert program.ask() == "access token 1"
        assert program.renewals == 0

    def test_it_has_to_hold_as_long_as_was_asked(
        self, program: Program, clock: TurnedClock
    ) -> None:
        program.store(1)
        clock.pass_seconds(3000)
        assert program.ask(min_valid=599) == "access token 1"
        assert program.ask(min_valid=600) == "access token 2"
        assert program.seen_locks == [True]

    def test_after_a_reboot_it_is_renewed_first(self, program: Program, clock: TurnedClock) -> None:
        program.store(1)
        clock.reboot("boot-2")
        assert program.ask() == "access token 2"


class TestSeveralPrograms:
    """Whoever waits looks at the generation, not at the service."""

    def test_many_that_ask_for_more_than_a_token_can_hold_cost_one_renewal(
        self, program: Program, clock: TurnedClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program.store(1)
        taken = FileLock(program.folder / LOCK_FILE).acquire()
        all_wait, first_pause = threading.Barrier(9), threading.local()

        def pause(seconds: float) -> None:
            if not hasattr(first_pause, "is_over"):
                first_pause.is_over = True
                all_wait.wait(WAIT_SECONDS)
            threading.Event().wait(seconds)

        monkeypatch.setattr("desktop.session.hand_out.time.sleep", pause)
        waiting = [in_thread(lambda: program.ask(min_valid=7200)) for _ in range(8)]
        all_wait.wait(WAIT_SECONDS)
        clock.pass_seconds(1)
        program.store(2)
        taken.release()
        for thread, outcome in waiting:
            thread.join(WAIT_SECONDS)
            assert outcome == ["access token 2"]
        assert program.renewals == 0
        # Who asks later gets what it asks for, as far as the service can give it.
        assert program.ask(min_valid=7200) == "access token 2"
        assert program.renewals == 1

    def test_one_that_waits_takes_what_the_other_has_renewed(
        self, program: Program, clock: TurnedClock
    ) -> None:
        program.store(1)
        clock.pass_seconds(3600)
        with FileLock(program.folder / LOCK_FILE).acquire():
            thread, outcome = in_thread(program.ask)
            program.store(2)
            # The lock is still taken: it was the commit that was noticed.
            thread.join(WAIT_SECONDS)
            assert outcome == ["access token 2"]
        assert program.renewals == 0

    def test_one_that_gets_the_lock_behind_a_renewal_reads_again_first(
        self, program: Program, clock: TurnedClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program.store(1)
        clock.pass_seconds(3600)
        other = FileLock(program.folder / LOCK_FILE).acquire()

        def pause(_: float) -> None:
            # All within one pause of the waiting one: commit, and let go.
            program.store(2)
            other.release()

        monkeypatch.setattr("desktop.session.hand_out.time.sleep", pause)
        assert program.ask() == "access token 2"
        assert program.renewals == 0

    def test_a_commit_that_does_not_hold_long_enough_is_waited_past(
        self, program: Program, clock: TurnedClock
    ) -> None:
        program.store(1)
        clock.pass_seconds(3600)
        lock = FileLock(program.folder / LOCK_FILE).acquire()
        thread, outcome = in_thread(lambda: program.ask(min_valid=4000))
        program.store(2)
        lock.release()
        thread.join(WAIT_SECONDS)
        assert outcome == ["access token 2"]
        assert program.renewals == 1

    def test_a_lock_that_is_never_let_go_is_given_up(
        self, program: Program, clock: TurnedClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program.store(1)
        clock.pass_seconds(3600)
        monkeypatch.setattr(module, "LOCK_SECONDS", 0.1)
        began = time.monotonic()
        with FileLock(program.folder / LOCK_FILE).acquire(), pytest.raises(KeystoreBusyError):
            program.ask()
        assert time.monotonic() - began < WAIT_SECONDS


class TestWithout:
    """Each reason why there is no token has its own error."""

    def test_nobody_is_signed_in(self, program: Program) -> None:
        with pytest.raises(NotSignedInError):
            program.ask()

    def test_the_service_has_ended_the_session(self, program: Program) -> None:
        shown = load_last_seen(program.folder, PROFILE)
        ended = replace(shown, session=SessionFact.REFUSED, refusal="revoked")
        save_last_seen(program.folder, ended, program.clock.wall())
        with pytest.raises(SessionEndedError, match="revoked"):
            program.ask()

    def test_the_session_is_in_the_memory_of_the_app(
        self, tmp_path: Path, clock: TurnedClock
    ) -> None:
        vault = Vault(MemoryStore())
        program = Program(tmp_path, vault, clock)
        with pytest.raises(NotSignedInError):
            program.ask()
        shown = replace(load_last_seen(program.folder, PROFILE), identifier="me")
        save_last_seen(program.folder, shown, clock.wall())
        with pytest.raises(MemoryOfAnotherProcessError):
            program.ask()
        vault.close()

    def test_the_keystore_is_locked(self, program: Program, store: FaultyStore) -> None:
        program.store(1)
        store.locked = True
        with pytest.raises(KeystoreLockedError):
            program.ask()
        assert store.prompts == 0

    def test_the_keystore_hangs(
        self, program: Program, store: FaultyStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "CALL_SECONDS", 0.05)
        store.gate.clear()
        with pytest.raises(KeystoreBusyError):
            program.ask()

    def test_the_record_is_damaged(self, program: Program, store: FaultyStore) -> None:
        program.store(1)
        for item, text in tuple(store.items.items()):
            store.items[item] = text.replace("access", "excess")
        with pytest.raises(RecordDamagedError):
            program.ask()

    def test_a_renewal_fails_and_the_lock_is_free_again(
        self, program: Program, clock: TurnedClock
    ) -> None:
        program.store(1)
        clock.pass_seconds(3600)

        def fail(_: FileLock) -> SessionRecord:
            raise ServiceSilentError(host="id.example.com")

        with pytest.raises(ServiceSilentError):
            program.ask(renew=fail)
        assert FileLock(program.folder / LOCK_FILE).try_acquire()
