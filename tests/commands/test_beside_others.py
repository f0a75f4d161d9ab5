"""Commands and the running app on one session, at the same time."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.commands.connection import naps, talks_over_tcp
from tests.commands.terminal import Terminal
from tests.guards.secrets import SecretWatch
from tests.parts.child import PATIENCE, child, wait_until
from tests.parts.secret_service import SecretService
from tests.parts.service import Service, serve

APP = [sys.executable, "-m", "desktop"]
PROGRAMS = 4
NAPPING_SECONDS = 1.0
FEW_NAPS = range(2, 8)
"""At three a second. A program that imports its modules naps more, one that calls not at all."""


@pytest.fixture
def expired(
    tmp_path: Path, terminal: Terminal, secret_service: SecretService, secret_watch: SecretWatch
) -> Iterator[Service]:
    """A service whose tokens last, though the one of the session that is kept has run out."""
    with serve(tmp_path, os.environ, "--token-lifetime", "1") as before:
        secret_watch.plant(before.api_secret_key)
        assert terminal.connect(before).code == 0
        assert terminal.sign_in(before).code == 0
    port = before.url.rpartition(":")[2]
    wait_until(lambda: '"expired"' in terminal.run("status", "--json").output, "the expiry")
    with serve(tmp_path, os.environ, "--port", port, secret_key=before.api_secret_key) as service:
        yield service


@contextmanager
def slow(service: Service) -> Iterator[None]:
    """Let the service take calls without an answer while the block lasts."""
    service.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        service.process.send_signal(signal.SIGCONT)


def all_nap(pids: list[int]) -> bool:
    """Whether each process did little but nap for a while: it tries for a lock, again and again."""
    began, before = time.monotonic(), [naps(pid) for pid in pids]
    wait_until(lambda: time.monotonic() - began > NAPPING_SECONDS, "a while")
    counted = [naps(pid) - count for pid, count in zip(pids, before, strict=True)]
    return all(count in FEW_NAPS for count in counted)


def events(terminal: Terminal, folder: Path) -> list[str]:
    """What the service did, in order."""
    database = str(folder / "service.sqlite")
    audit = terminal.run("service", "audit", "--json", "--database", database)
    return [json.loads(line)["event"] for line in audit.output.splitlines()]


def test_programs_that_ask_while_the_app_renews_get_what_it_renewed(
    tmp_path: Path, terminal: Terminal, expired: Service
) -> None:
    log = tmp_path / "app.log"
    with ExitStack() as running:
        with slow(expired):
            app = running.enter_context(child(APP, os.environ, log=log))
            wait_until(lambda: talks_over_tcp(app.pid), "the app's renewal")
            programs = [
                running.enter_context(
                    child(
                        [*APP, "token", "--min-valid", "600"],
                        os.environ,
                        log=tmp_path / f"token-{number}.log",
                        stdout=subprocess.PIPE,
                    )
                )
                for number in range(PROGRAMS)
            ]
            pids = [one.pid for one in programs]
            wait_until(partial(all_nap, pids), "all programs to wait for the lock")
        tokens = {one.communicate(timeout=PATIENCE)[0] for one in programs}
        assert [one.returncode for one in programs] == [0] * PROGRAMS
        assert len(tokens) == 1
        assert events(terminal, tmp_path).count("token.renewed") == 1
        app.send_signal(signal.SIGTERM)
        assert app.wait(PATIENCE) == 0
    assert log.read_text("utf-8") == ""


def test_an_expired_token_is_never_handed_out_while_the_service_is_down(
    terminal: Terminal, expired: Service
) -> None:
    expired.kill()
    answer = terminal.run("token", "--min-valid", "0")
    assert (answer.code, answer.output) == (5, "")
    assert "No answer from 127.0.0.1:" in answer.errors
    assert "Nothing was lost." in answer.errors
    answer = terminal.run("status")
    assert answer.code == 0
    assert "Session       expired" in answer.output.splitlines()


def test_of_several_who_sign_in_at_once_one_session_is_left_and_the_others_are_ended(
    connected: Terminal, service: Service, secret_service: SecretService
) -> None:
    people = [f"person{number}@example.com" for number in range(3)]
    with ExitStack() as running:
        logs = [connected.folder / f"{person}.log" for person in people]
        pipe = subprocess.PIPE
        programs = [
            running.enter_context(
                child([*APP, "sign-in", person], os.environ, log=log, stdin=pipe, stdout=pipe)
            )
            for person, log in zip(people, logs, strict=True)
        ]
        codes = [service.next_code(person) for person in people]
        for one, code in zip(programs, codes, strict=True):
            assert one.stdin is not None
            one.stdin.write(f"{code}\n")
            one.stdin.flush()
        for one in programs:
            one.communicate(timeout=PATIENCE)
        assert [one.returncode for one in programs] == [0, 0, 0]
    assert len(secret_service.labels) == 1
    assert events(connected, service.outbox.parent).count("signed_out") == 2
    assert json.loads(connected.run("status", "--json").output)["identifier"] in people
    assert connected.run("token", "--min-valid", "7200").code == 0


def test_profiles_that_are_added_at_once_are_all_on_the_list(
    terminal: Terminal, service: Service
) -> None:
    names = {f"Number {number}" for number in range(PROGRAMS)}
    where = ("--service", service.url, "--api-key", service.api_key_id)
    with ExitStack() as running:
        programs = [
            running.enter_context(
                child(
                    [*APP, "profile", "add", name, *where],
                    os.environ,
                    log=terminal.folder / "adding.log",
                )
            )
            for name in names
        ]
        assert [one.wait(PATIENCE) for one in programs] == [0] * PROGRAMS
    rows = json.loads(terminal.run("profile", "list", "--json").output)
    assert {row["name"] for row in rows} == names
    assert [row["active"] for row in rows].count(True) == 1
