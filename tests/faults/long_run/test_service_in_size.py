"""The service with very much in it and very many waiting; ``make bench size`` has the large one."""

import asyncio
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.service.store import Store
from tests.bench.memory import MEBIBYTE, memory
from tests.bench.multitude import Multitude, Polls, settle
from tests.bench.service_size import p99, room_for_files, seconds_of_sign_ins
from tests.guards.secrets import SecretWatch
from tests.parts.service import Service, serve

USERS, AUDIT_ROWS, POLLS = 20_000, 100_000, 1000
P99_SECONDS = 2.0
"""Generous: this machine does other things too."""
KIBIBYTES_A_POLL = 48
STATEMENTS = {
    "the user of an identifier": (
        "SELECT * FROM users WHERE project_id = ? AND canonical_identifier = ?"
    ),
    "the session of a token": (
        "SELECT f.* FROM refresh_tokens t JOIN refresh_families f ON f.id = t.family_id"
        " WHERE t.token_mac = ? AND f.project_id = ?"
    ),
    "a user's device": "SELECT * FROM devices WHERE user_id = ? AND key_digest = ?",
    "the users of a key": (
        "SELECT d.user_id FROM devices d JOIN users u ON u.id = d.user_id"
        " WHERE u.project_id = ? AND d.key_digest = ? ORDER BY d.id"
    ),
    "a user's requests": (
        "SELECT * FROM events WHERE shown_user_id = ? AND project_id = ? AND created_at > ?"
        " ORDER BY created_at, id"
    ),
    "what is counted": ("SELECT at FROM occurrences WHERE subject_mac = ? AND kind = ? AND at > ?"),
    "old sessions": "SELECT rowid FROM refresh_families WHERE authenticated_at < ? LIMIT 500",
    "old events": "SELECT rowid FROM audit WHERE at < ? LIMIT 500",
    "spent tokens": "DELETE FROM refresh_tokens WHERE family_id = ? AND generation < ?",
    "sessions of a user": "UPDATE refresh_families SET ended_at = 1 WHERE user_id = ?",
    "a challenge of a page": "SELECT * FROM challenges WHERE page_id = ? ORDER BY id DESC LIMIT 1",
}


@dataclass(frozen=True, slots=True)
class Large:
    """A service that has much in it."""

    service: Service
    multitude: Multitude
    database: Path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Large]:
    folder = tmp_path_factory.mktemp("large")
    with serve(folder, os.environ):
        pass
    database = folder / "service.sqlite"
    multitude = settle(database, users=USERS, audit_rows=AUDIT_ROWS)
    with serve(folder, os.environ) as service:
        yield Large(service, multitude, database)


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_nothing_is_looked_for_row_by_row(large: Large, statement: str) -> None:
    with closing(sqlite3.connect(large.database)) as connection:
        plan = connection.execute(
            f"EXPLAIN QUERY PLAN {statement}", (1,) * statement.count("?")
        ).fetchall()
    assert not [row[3] for row in plan if row[3].startswith("SCAN")], plan


@pytest.mark.timed
async def test_a_thousand_devices_wait_and_others_are_answered(
    large: Large, secret_watch: SecretWatch
) -> None:
    before = memory(large.service.process.pid, "Rss")
    polls = Polls(large.service, large.multitude)
    with room_for_files(POLLS):
        async with polls.of(POLLS), asyncio.timeout(50):
            seconds = await seconds_of_sign_ins(large.service, 10)
            grown = memory(large.service.process.pid, "Rss") - before
    assert polls.refused == 0
    assert p99(seconds) < P99_SECONDS
    assert grown < KIBIBYTES_A_POLL * 1024 * POLLS, grown / MEBIBYTE
    for message in large.service.messages():
        secret_watch.plant(message.code)
    assert large.service.log.read_text("utf-8") == ""


@pytest.mark.timed
def test_no_step_of_forgetting_a_large_audit_is_long(large: Large) -> None:
    store = Store(large.database)
    began, longest = time.perf_counter(), 0.0
    # Half of it is too old by then.
    for _ in store.prune(time.time() + 90 * 86400 - AUDIT_ROWS / 2):
        longest = max(longest, time.perf_counter() - began)
        began = time.perf_counter()
    with closing(sqlite3.connect(large.database)) as connection:
        (left,) = connection.execute("SELECT count(*) FROM audit").fetchone()
    store.close()
    assert 0 < left < AUDIT_ROWS * 0.6
    assert longest < 0.5
