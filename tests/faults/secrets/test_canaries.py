"""What the programs make in a session's whole life turns up nowhere, in no spelling."""

import pytest

from tests.commands.terminal import ADDRESS
from tests.faults.secrets.conftest import Life
from tests.faults.secrets.kinds import ALLOWED, may_be_found
from tests.guards.forms import Search

pytestmark = [pytest.mark.long, pytest.mark.timeout(180)]

MADE_BY_THE_PROGRAMS = {
    "code",
    # The app's side.
    "secret desktop.client.attempt.SignInAttempt.begin",  # code verifier
    "random 32 desktop.client.attempt.SignInAttempt.begin",  # verification key, code verifier
    "random 32 desktop.client.device_key.DeviceKey.make",
    "secret desktop.client.device_key.DeviceKey.seed",
    "secret desktop.client.fields.Fields.token",  # access, id and refresh token, fresh proof, code
    "secret desktop.commands.code_entry._read_code",
    "secret desktop.session.device_record.parse_devices.<locals>.<genexpr>",
    "random 16 desktop.session.renewal.Renewal._exchange",  # attempt id
    # The service's side.
    "random 32 desktop.service.fresh_proofs.give_fresh_proof",
    "random 32 desktop.service.master_key._create",
    "random 32 desktop.service.registration.create_project",  # API secret
    "random 32 desktop.service.sign_in._give_authorization_code",
}
"""Kinds that this life has to meet: a story that no longer makes them shows nothing of them."""


@pytest.fixture(scope="module")
def search(life: Life) -> Search:
    return Search(life.wanted())


def test_the_life_meets_every_kind(life: Life) -> None:
    made = {one.kind for one in life.wanted()}
    assert MADE_BY_THE_PROGRAMS - made == set()
    assert "has ended" in life.said["refused"]
    assert "Fatal Python error: Aborted" in life.said["crash"]
    assert "has forgotten this computer" in life.said["forget"]


def test_no_file_holds_one(life: Life, search: Search) -> None:
    """Home, settings, history, cache, keyring, temporary files, database, logs at every level."""
    files = life.files()
    for name in ("history", "last-seen", ".keyring", ".sqlite", ".sqlite-wal", "serve.log"):
        assert any(name in file for file in files), f"no {name} was looked at"
    found = {(file, kind) for file, content in files.items() for kind in search.kinds_in(content)}
    assert {f"{file}: {kind}" for file, kind in found if not may_be_found(file, kind)} == set()
    # A row that allows what nothing does any more is a hole for something else.
    used = {row for row in ALLOWED for one in found if may_be_found(*one) and row[1] == one[1]}
    assert set(ALLOWED) - used == set()


def test_every_log_was_at_its_most_talkative(life: Life) -> None:
    logs = b"".join(content for file, content in life.files().items() if file.endswith(".log"))
    for logger in (b"DEBUG httpcore.http11", b"INFO httpx", b"DEBUG asyncio", b"DEBUG qasync"):
        assert logger in logs


def test_no_command_says_one(life: Life, search: Search) -> None:
    """Answers, errors, the list of devices, the diagnostics, the traceback of the crash."""
    for name, text in life.said.items():
        assert search.kinds_in(text.encode()) == set(), name


def test_no_command_line_or_environment_shows_one(life: Life, search: Search) -> None:
    programs = b"\n".join(life.running.values())
    assert b"sign-in\0" + ADDRESS.encode() in programs
    assert b"serve\0--port" in programs
    assert b"desktop\0--demo" in programs
    for name, content in life.running.items():
        assert search.kinds_in(content) == set(), name


def test_after_signing_out_the_keystore_is_empty(life: Life) -> None:
    assert list(life.left_in_keystores.values()) == [[], []]


def test_the_search_finds_what_it_is_for(life: Life, search: Search) -> None:
    """Only the token that a person asked for was handed out, and that one is found."""
    [token] = life.handed_out
    assert "secret desktop.client.fields.Fields.token" in search.kinds_in(token.encode())
