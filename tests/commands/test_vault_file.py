"""Without a keystore: a vault file, opened by the passphrase that is typed at the terminal."""

import json
import os
from pathlib import Path

import pytest

from desktop.commands.open_keystore import LEAST_LETTERS
from desktop.foundation.paths import Paths
from desktop.ui.pages import keystore_choice
from tests.commands.terminal import ADDRESS, Terminal
from tests.commands.typist import Typist, at_a_terminal
from tests.guards.secrets import SecretWatch
from tests.parts.service import Service

PASSPHRASE = "correct horse battery"


@pytest.fixture
def without_keystore(
    terminal: Terminal,
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    secret_watch: SecretWatch,
) -> Terminal:
    """A profile on a computer that has no keystore, where the user names the vault file."""
    secret_watch.plant(PASSPHRASE)
    assert terminal.connect(service).code == 0
    monkeypatch.setenv("COTTER_AUTHENTICATOR_KEYSTORE", "vault-file")
    return terminal


def sign_in(typist: Typist, service: Service) -> None:
    """Make the vault file and sign in."""
    for prompt in ("New passphrase", "The same again"):
        typist.wait_for(prompt)
        typist.type(PASSPHRASE)
    typist.wait_for_log("was sent to")
    typist.type(service.next_code(ADDRESS))
    assert typist.end().code == 0


def test_the_first_sign_in_makes_it_and_later_commands_ask_for_the_passphrase(
    without_keystore: Terminal, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = without_keystore.folder
    with at_a_terminal(folder, "sign-in", ADDRESS) as typist:
        sign_in(typist, service)
        assert PASSPHRASE not in typist.shown
    file = Paths.from_environment(os.environ).vault_file
    assert file.stat().st_mode & 0o777 == 0o600
    # From now on it is remembered.
    monkeypatch.delenv("COTTER_AUTHENTICATOR_KEYSTORE")
    with at_a_terminal(folder, "token") as typist:
        typist.wait_for("Passphrase of the vault file: ")
        typist.type(PASSPHRASE)
        answer = typist.end()
        assert (answer.code, answer.errors) == (0, "")
        assert answer.output.count(".") == 2
        assert PASSPHRASE not in typist.shown
    with at_a_terminal(folder, "token") as typist:
        typist.wait_for("Passphrase of the vault file: ")
        typist.type("incorrect horse")
        answer = typist.end()
        assert (answer.code, answer.output) == (4, "")
        assert "That passphrase doesn't open the vault file." in answer.errors


def test_where_nobody_can_be_asked_that_is_said(
    without_keystore: Terminal, service: Service
) -> None:
    said = "The vault file needs its passphrase, and there is no terminal to ask for it."
    answer = without_keystore.run("sign-in", ADDRESS, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert answer.code == 4
    assert said in answer.errors
    assert service.messages() == []
    with at_a_terminal(without_keystore.folder, "sign-in", ADDRESS) as typist:
        sign_in(typist, service)
    answer = without_keystore.run("token", typed=f"{PASSPHRASE}\n")
    assert (answer.code, answer.output) == (4, "")
    assert said in answer.errors
    answer = without_keystore.run("status", "--json")
    assert answer.code == 4
    facts = json.loads(answer.output)
    assert (facts["session"], facts["keystore"]) == ("unread", None)
    assert facts["problem"].startswith(said)


def test_before_it_is_made_nobody_is_signed_in_and_nothing_is_asked(
    without_keystore: Terminal,
) -> None:
    assert without_keystore.run("token").code == 3
    answer = without_keystore.run("status", "--json")
    assert answer.code == 3
    assert json.loads(answer.output)["session"] == "none"
    assert without_keystore.run("sign-out").code == 0
    assert without_keystore.run("devices", "list").code == 3
    assert without_keystore.run("requests", "list").code == 3
    answer = without_keystore.run("doctor")
    assert answer.code == 0
    assert "keystore: The first sign-in makes the vault file." in answer.output
    assert not Paths.from_environment(os.environ).vault_file.exists()


def test_a_passphrase_that_is_short_or_mistyped_is_asked_for_again(
    without_keystore: Terminal,
) -> None:
    with at_a_terminal(without_keystore.folder, "sign-in", ADDRESS) as typist:
        typist.wait_for("New passphrase")
        typist.type("horse")
        typist.wait_for_log(f"It needs {LEAST_LETTERS} characters at least.")
        typist.wait_for("New passphrase")
        typist.type(PASSPHRASE)
        typist.wait_for("The same again")
        typist.type("correct hoarse battery")
        typist.wait_for_log("These were two different ones.")
        typist.wait_for("New passphrase")
    assert not Paths.from_environment(os.environ).vault_file.exists()


def test_terminal_and_window_ask_the_same_of_a_passphrase() -> None:
    assert LEAST_LETTERS == keystore_choice.LEAST_LETTERS


def test_a_forgotten_passphrase_does_not_keep_it_from_being_reset(
    without_keystore: Terminal, service: Service, home: Path
) -> None:
    with at_a_terminal(without_keystore.folder, "sign-in", ADDRESS) as typist:
        sign_in(typist, service)
    answer = without_keystore.run("reset", "--yes")
    assert (answer.code, answer.output) == (0, "")
    assert answer.errors == "All records and files were removed.\n"
    assert [file for file in home.rglob("*") if file.is_file()] == []
