"""The database is stolen, as it lies there or from a backup, without and with its master key."""

import base64
import hashlib
import hmac
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from desktop.protocol import ed25519
from desktop.service.master_key import ENVIRONMENT_NAME, MasterKey, Purpose, master_key_path
from tests.parts.child import CHECKOUT
from tests.service.api import Answered, Api, Attempt, answered, refusal
from tests.service.own_device import OwnDevice

CODES = [f"{number:06}" for number in range(10**6)]


@pytest.fixture
async def begun(api: Api) -> Answered:
    """Somebody is signed in, trusted, and in the middle of signing in again; the challenge."""
    identity = await api.sign_in()
    await OwnDevice(api, identity["user"]["ID"]).enrol(identity["fresh_proof"])
    api.clock.advance(60)
    return await api.request_code(Attempt())


def copies(api: Api, folder: Path) -> dict[str, Path]:
    """The file with its log as it lies there, and a backup."""
    lying, backup = folder / "lying.sqlite3", folder / "backup.sqlite3"
    for ending in ("", "-wal"):
        shutil.copy(f"{api.database}{ending}", f"{lying}{ending}")
    with closing(sqlite3.connect(api.database)) as one, closing(sqlite3.connect(backup)) as other:
        one.backup(other)
    return {"lying": lying, "backup": backup}


def values(database: Path) -> Iterator[bytes]:
    """Every value in the database, and whatever else looks like one in its files."""
    for file in database.parent.glob(f"{database.name}*"):
        yield from re.findall(rb"[A-Za-z0-9_:=+/-]{20,128}", file.read_bytes())
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.fetchall():
            for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - a table's own name
                for value in row:
                    yield value if isinstance(value, bytes) else str(value).encode()


def spellings(value: bytes) -> set[str]:
    """How a value could be written in a request."""
    text = value.decode("latin-1")
    written = {
        value.hex(),
        base64.b64encode(value).decode(),
        base64.urlsafe_b64encode(value).decode().rstrip("="),
    }
    if text.isascii() and text.isprintable():
        written.add(text)
    return {one for one in written if 0 < len(one) <= 200}


def run(*words: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """One of our commands."""
    return subprocess.run(
        [sys.executable, "-m", "desktop", *words],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("copy", ["lying", "backup"])
async def test_nothing_in_it_opens_anything(
    api: Api, begun: Answered, tmp_path: Path, copy: str
) -> None:
    service, project = api.service, api.project
    found = {one for value in values(copies(api, tmp_path)[copy]) for one in spellings(value)}
    assert len(found) > 300
    key = service.master_key
    families, now = service.store.refresh_families, api.clock()
    opened = [
        one
        for one in found
        if hmac.compare_digest(key.mac(Purpose.API_SECRET, one), project.secret_mac)
        or service.store.fresh_proofs.find(key.mac(Purpose.FRESH_PROOF, one), now)
        or service.store.authorization_codes.find(
            project.id, key.mac(Purpose.AUTHORIZATION_CODE, one)
        )
        or any(
            families.of_token(project.id, key.mac(Purpose.REFRESH_TOKEN, token))
            for token in (one, f"1:{one}")
        )
    ]
    assert opened == []


async def test_trying_all_codes_finds_none(api: Api, begun: Answered, tmp_path: Path) -> None:
    """A million codes are tried in a second: the key is what makes it futile."""
    number = begun["challenge_id"]
    with closing(sqlite3.connect(copies(api, tmp_path)["lying"])) as connection:
        (code_mac,) = connection.execute(
            "SELECT code_mac FROM challenges WHERE id = ?", (number,)
        ).fetchone()
    for before in ("", str(number), f"{number}:", begun["challenge"]):
        assert not any(
            hashlib.sha256(f"{before}{code}".encode()).digest() == code_mac for code in CODES
        )
    for key in (bytes(32), api.project.id.encode(), api.project.secret_mac):
        guessed = MasterKey(key.ljust(32, b"\0")[:32])
        assert not any(
            guessed.mac(Purpose.CODE, str(number), code) == code_mac for code in CODES[::100]
        )


@pytest.mark.parametrize("key", [None, bytes(32)], ids=["no key", "another key"])
async def test_nobody_serves_it_without_its_key(
    api: Api, begun: Answered, tmp_path: Path, key: bytes | None
) -> None:
    copy = copies(api, tmp_path)["lying"]
    more = {} if key is None else {ENVIRONMENT_NAME: base64.b64encode(key).decode()}
    ended = run("serve", "--port", "0", "--database", str(copy), environment=more)
    assert ended.returncode != 0
    assert "is missing" in ended.stderr if key is None else "not the one of this" in ended.stderr
    assert "Traceback" not in ended.stderr


async def test_with_its_key_codes_of_the_moment_are_found_and_no_session_is(
    api: Api, begun: Answered, tmp_path: Path
) -> None:
    """Said plainly: whoever has both can sign tokens and read the codes of these five minutes."""
    copy = copies(api, tmp_path)["lying"]
    shutil.copy(master_key_path(api.database), master_key_path(copy))
    stolen = MasterKey(base64.b64decode(master_key_path(copy).read_text("ascii")))
    code = await api.newest_code()
    challenge = api.service.store.challenges.get(api.project.id, begun["challenge_id"])
    assert challenge is not None
    mac = stolen.mac(Purpose.CODE, str(challenge.id), code)
    assert mac == challenge.code_mac
    # A refresh token is random itself: neither it nor its successor follows from the key.
    found = {one for value in values(copy) for one in spellings(value)}
    current = {
        bytes(row["current_mac"])
        for row in api.service.store._database.all("SELECT current_mac FROM refresh_families")
    }
    assert not any(stolen.mac(Purpose.REFRESH_TOKEN, one) in current for one in found)


async def test_rotated_as_stolen_the_keys_of_the_thief_sign_nothing_that_counts(
    api: Api, begun: Answered
) -> None:
    identity = await api.sign_in(Attempt(identifier="noor@example.com"))
    before = await key_ids(api)
    pinned = api.service.keys.identity_key()
    database = ("--database", str(api.database))
    ended = run("service", "rotate-keys", "--stolen", *database, environment={})
    assert ended.returncode == 0, ended.stderr
    assert "Those of before have ended" in ended.stdout
    # At once, and beside the service that runs.
    assert not before & await key_ids(api)
    body = {"grant_type": "identity_token", "identity_token": identity["token"]}
    answer = await api.call("POST", "/token", body, headers=api.secret)
    assert refusal(answer) == (400, "identity_token")
    # Who has pinned the old identity key is led to the new one all the same; sessions go on.
    described = answered(await api.call("GET", "/service"))
    assert ed25519.signature_is_valid(
        pinned.public,
        described["identity_key_endorsement"],
        base64.b64decode(described["identity_key"]),
    )
    renewed = await api.renew(identity["oauth_token"]["refresh_token"])
    assert renewed.status_code == 200


async def key_ids(api: Api) -> set[str]:
    """The keys that tokens are checked with."""
    return {key["kid"] for key in answered(await api.call("GET", "/token/jwks"))["keys"]}
