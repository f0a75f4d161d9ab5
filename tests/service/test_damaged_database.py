"""A database file of which a part is not what was written: said in words, and left as it is."""

import secrets
import sqlite3
from pathlib import Path

import pytest

from desktop.service.errors import DatabaseError
from desktop.service.projects import Compatibility
from desktop.service.startup import OpenedStore, open_store
from tests.service.fake_clock import FakeClock


def opened(database: Path) -> OpenedStore:
    return open_store(database, {}, Compatibility.STRICT, FakeClock(), secrets.token_bytes)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    file = tmp_path / "service.sqlite3"
    opened(file).store.close()
    return file


def test_a_damaged_page_is_said(database: Path) -> None:
    content = bytearray(database.read_bytes())
    # The header of every page but the first.
    for page in range(4096, len(content), 4096):
        content[page : page + 12] = b"\xff" * 12
    database.write_bytes(content)
    with pytest.raises(DatabaseError, match="damaged"):
        opened(database)
    assert database.read_bytes() == content


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("compatibility = 'lax'", "not as it was written"),
        ("allowed_urls = '['", "not as it was written"),
        ("name = CAST(x'ff' AS TEXT)", "damaged"),
    ],
)
def test_a_project_that_can_not_be_read_is_said(database: Path, change: str, reason: str) -> None:
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(f"UPDATE projects SET {change}")  # noqa: S608 - this test's own words
    connection.commit()
    connection.close()
    with pytest.raises(DatabaseError, match=reason):
        open_store(database, {}, None, FakeClock(), secrets.token_bytes)


def test_what_is_said_commands_no_terminal(database: Path) -> None:
    content = database.read_bytes()
    database.write_bytes(content.replace(b"CREATE TABLE projects", b"CREATE TABLE \x1bro[ects"))
    with pytest.raises(DatabaseError, match="not a database of this service") as refused:
        opened(database)
    assert str(refused.value).isprintable()


def test_words_that_are_no_text_are_said_otherwise(database: Path) -> None:
    content = database.read_bytes()
    database.write_bytes(content.replace(b"CREATE TABLE projects", b"CREATE TABLE \x80ro[ects"))
    with pytest.raises(DatabaseError):
        opened(database)
