"""What lies on the disk: nothing that lets its finder in (13.8)."""

import base64
import os
import secrets
import sqlite3
from pathlib import Path

import pytest

from desktop.service.errors import DatabaseError, MasterKeyError
from desktop.service.master_key import (
    ENVIRONMENT_NAME,
    MasterKey,
    Purpose,
    load_master_key,
    master_key_path,
)
from desktop.service.startup import open_store
from desktop.service.store import Store, audit
from desktop.service.store.migrations import MIGRATIONS
from tests.service.api import Api, Attempt, answered, wrong
from tests.service.fake_clock import FakeClock
from tests.service.own_device import trusted
from tests.service.pages import Browser, app_url


async def test_the_database_holds_no_code_token_proof_or_secret(
    api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    await api.respond(attempt, challenge, wrong(code))
    given = answered(await api.respond(attempt, challenge, code))
    identity = answered(await api.exchange(attempt, given))
    tokens = identity["oauth_token"]
    renewed = answered(await api.renew(tokens["refresh_token"]))
    browser = Browser(api.http)
    page = await browser.open(app_url(api.project.id, auth_method="MAGIC_LINK"))
    await browser.send(page.forms[0], identifier="maya@example.com")
    link = (await api.messages())[-1].replace("=\n", "").partition("/app/link/")[2].split()[0]
    key_file = master_key_path(api.database)
    found_in = b"".join(
        file.read_bytes()
        for file in api.database.parent.iterdir()
        if file.is_file() and file != key_file
    )
    secrets_of_the_run = {
        "authorization code": given["authorization_code"],
        "access token": tokens["access_token"],
        "signature of the access token": tokens["access_token"].rpartition(".")[2],
        "refresh token": tokens["refresh_token"].partition(":")[2],
        "renewed refresh token": renewed["refresh_token"].partition(":")[2],
        "fresh proof": identity["fresh_proof"],
        "API secret": api.api_secret_key,
        "link token": link,
        "browser's cookie": browser.cookies["cotter_browser"],
        "session id": attempt.session_id,
        "code verifier": attempt.verifier,
        "master key": key_file.read_text("ascii").strip(),
    }
    assert [name for name, text in secrets_of_the_run.items() if text.encode() in found_in] == []
    assert b"maya@example.com" in found_in
    # Six digits turn up by chance among bytes: look at the values instead.
    assert code not in all_texts(api.database)
    assert not [
        name
        for name, text in secrets_of_the_run.items()
        # The link is in the address that the browser opened, which only httpx logs here.
        if any(text in record.getMessage() for record in caplog.records if name != "session id")
    ]
    assert not any(code in record.getMessage() for record in caplog.records)


def all_texts(database: Path) -> set[str]:
    """Every value in every table, as text."""
    with sqlite3.connect(database) as connection:
        names = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found = {
            str(value)
            for name in names
            for row in connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - a table's own name
            for value in row
        }
    connection.close()
    return found


async def test_the_private_keys_are_wrapped(api: Api) -> None:
    private = api.service.keys.identity_key().private.private_bytes_raw()
    scalar = api.service.keys.token_key().private.private_numbers().private_value.to_bytes(32)
    await api.sign_in()
    found_in = b"".join(
        file.read_bytes() for file in api.database.parent.iterdir() if file.is_file()
    )
    assert private not in found_in
    assert scalar not in found_in


async def test_a_code_is_bound_to_its_challenge(api: Api) -> None:
    first, second = Attempt(), Attempt()
    one = await api.request_code(first)
    code_of_one = await api.newest_code()
    two = await api.request_code(second)
    macs = [
        api.service.store.challenges.get(api.project.id, challenge["challenge_id"])
        for challenge in (one, two)
    ]
    assert macs[0] is not None
    assert macs[0].code_mac == api.service.master_key.mac(
        Purpose.CODE, str(one["challenge_id"]), code_of_one
    )
    assert macs[0].code_mac != api.service.master_key.mac(
        Purpose.CODE, str(two["challenge_id"]), code_of_one
    )


async def test_files_are_for_their_owner_alone(api: Api) -> None:
    await api.sign_in()
    modes = {
        file.name: file.stat().st_mode & 0o777
        for file in [*api.database.parent.iterdir(), *api.outbox.folder.iterdir()]
    }
    assert modes.pop("outbox") == 0o700
    assert set(modes.values()) == {0o600}


def test_the_master_key_is_made_once(tmp_path: Path) -> None:
    database = tmp_path / "service.sqlite3"
    first = load_master_key(database, {}, secrets.token_bytes)
    again = load_master_key(database, {}, secrets.token_bytes)
    assert first.mac(Purpose.CODE, "x") == again.mac(Purpose.CODE, "x")


def test_no_new_master_key_is_made_for_an_old_database(tmp_path: Path, clock: FakeClock) -> None:
    database = tmp_path / "service.sqlite3"
    open_store(database, {}, None, clock, secrets.token_bytes).store.close()
    master_key_path(database).unlink()
    with pytest.raises(MasterKeyError, match="is missing"):
        load_master_key(database, {}, secrets.token_bytes)
    assert not master_key_path(database).exists()


def test_a_master_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    database = tmp_path / "service.sqlite3"
    load_master_key(database, {}, secrets.token_bytes)
    master_key_path(database).chmod(0o640)
    with pytest.raises(MasterKeyError, match="chmod 600"):
        load_master_key(database, {}, secrets.token_bytes)


def test_the_environment_outranks_the_file(tmp_path: Path) -> None:
    key = secrets.token_bytes(32)
    environment = {ENVIRONMENT_NAME: base64.b64encode(key).decode()}
    loaded = load_master_key(tmp_path / "service.sqlite3", environment, secrets.token_bytes)
    assert loaded.mac(Purpose.CODE, "x") == MasterKey(key).mac(Purpose.CODE, "x")
    assert not master_key_path(tmp_path / "service.sqlite3").exists()


@pytest.mark.parametrize("text", ["", "nonsense", base64.b64encode(bytes(31)).decode()])
def test_what_is_no_master_key_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(MasterKeyError, match="no master key"):
        load_master_key(tmp_path / "db", {ENVIRONMENT_NAME: text}, secrets.token_bytes)


def test_no_two_purposes_share_a_key() -> None:
    key = MasterKey(bytes(32))
    assert len({key.mac(purpose, "x") for purpose in Purpose}) == len(Purpose)


def test_parts_do_not_run_together() -> None:
    key = MasterKey(bytes(32))
    assert key.mac(Purpose.CODE, "1", "23") != key.mac(Purpose.CODE, "12", "3")


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, " * 100)
    with pytest.raises(DatabaseError, match="not a database"):
        Store(path)
    assert path.read_text() == "not a database, " * 100


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "service.sqlite3"
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(DatabaseError, match="newer version"):
        Store(path)


def test_a_database_of_before_trusted_devices_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "service.sqlite3"
    with sqlite3.connect(path) as connection:
        for statement in MIGRATIONS[0]:
            connection.execute(statement)
        connection.execute(
            "INSERT INTO projects VALUES ('p', 'Team', x'00', 'strict', '[]', '[]', 1.0)"
        )
        connection.execute(
            "INSERT INTO users VALUES ('u', 'p', 'u', 'a@b.example', 'a@b.example', 1, 1, 1, NULL)"
        )
        connection.execute(
            "INSERT INTO refresh_families (project_id, user_id, auth_method, generation,"
            " current_mac, replaced, authenticated_at, renewed_at)"
            " VALUES ('p', 'u', 'OTP', 0, x'01', 0, 1, 1)"
        )
        connection.execute("INSERT INTO refresh_tokens VALUES (x'01', 1)")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    store = Store(path)
    family = store.refresh_families.of_token("p", b"\x01")
    assert family is not None
    assert family.device_id is None
    assert store.devices.of_user("u") == []
    store.close()


def test_a_folder_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="can't be opened"):
        Store(Path(os.devnull) / "service.sqlite3")


async def test_what_no_rule_asks_for_any_more_is_forgotten(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    await device.offer()
    clock.advance(200 * 86400)
    api.prune()
    left = all_texts(api.database)
    assert api.project.id in left
    with sqlite3.connect(api.database) as connection:
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - fixed names
            for name in ("challenges", "authorization_codes", "fresh_proofs", "occurrences",
                         "refresh_families", "refresh_tokens", "audit", "offers", "proof_ids",
                         "users", "devices")
        }  # fmt: skip
    connection.close()
    assert counts.pop("users") == 1
    assert counts.pop("devices") == 1
    assert set(counts.values()) == {0}


async def test_what_was_forgotten_can_be_read_in_no_corner_of_the_file(
    api: Api, clock: FakeClock
) -> None:
    await api.request_code(Attempt(identifier="passing-by@example.com"))
    clock.advance(2 * 86400)
    api.prune()
    with sqlite3.connect(api.database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert b"passing-by@example.com" not in api.database.read_bytes()


async def test_of_too_many_events_the_newest_are_kept(
    api: Api, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "KEPT_ROWS", 2)
    monkeypatch.setattr(audit, "KEPT_ROUTINE_ROWS", 1)
    for identifier in ("maya@example.com", "noor@example.com"):
        await api.sign_in(Attempt(identifier=identifier))
    api.prune()
    assert api.events() == ["code.sent", "user.created", "signed_in"]
