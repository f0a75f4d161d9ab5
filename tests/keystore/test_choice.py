"""The keystore is decided once, remembered, and never changed silently."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from desktop.foundation.errors import (
    KeystoreChangedError,
    KeystoreLockedError,
    KeystoreUnavailableError,
)
from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.keystore.choice import (
    LABELS,
    choose,
    note_copies,
    open_other,
    open_vault,
    remembered_kind,
)
from tests.parts.secret_service import SecretService

SECONDS_TO_WAIT = 10
PASSPHRASE = Secret("correct horse")


@pytest.fixture
def paths(home: Path) -> Paths:
    return Paths.from_environment({"COTTER_AUTHENTICATOR_HOME": str(home)})


def environment(kind: str) -> Mapping[str, str]:
    return {"COTTER_AUTHENTICATOR_KEYSTORE": kind}


def write(paths: Paths, kind: str = "") -> None:
    vault = open_vault(paths, environment(kind), passphrase=PASSPHRASE)
    vault.write("p.session", "1").result(SECONDS_TO_WAIT)


@pytest.mark.parametrize(
    ("platform", "kind"),
    [
        ("linux", "secret-service"),
        ("freebsd14", "secret-service"),
        ("win32", "windows"),
        ("darwin", "macos"),
    ],
)
def test_each_platform_brings_its_own(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, platform: str, kind: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    vault = open_vault(paths, {})
    assert (vault.kind, vault.label) == (kind, LABELS[kind])


@pytest.mark.parametrize("kind", ["memory", "vault-file"])
def test_the_environment_can_name_another(paths: Paths, kind: str) -> None:
    vault = open_vault(paths, environment(kind))
    assert (vault.kind, vault.label) == (kind, LABELS[kind])


@pytest.mark.parametrize("kind", ["keyrings.alt", "windows", "macos"])
def test_what_is_not_here_is_not_replaced_by_something_else(paths: Paths, kind: str) -> None:
    with pytest.raises(KeystoreUnavailableError):
        open_vault(paths, environment(kind))


def test_a_name_that_is_no_keystore_can_not_be_moved_to(paths: Paths) -> None:
    with pytest.raises(KeystoreUnavailableError, match=r"no 'keyrings\.alt' on this system"):
        open_other(paths, "keyrings.alt")


def test_an_old_copy_is_not_used_because_the_environment_names_it(
    paths: Paths, secret_service: SecretService
) -> None:
    # What a move leaves whose last step failed, once the person has chosen memory.
    choose(paths, "memory")
    note_copies(paths, "secret-service", beside="memory")
    with pytest.raises(KeystoreUnavailableError, match="an old copy"):
        open_vault(paths, environment("secret-service"))


def test_opening_remembers_nothing_and_the_first_write_does(paths: Paths) -> None:
    open_vault(paths, environment("vault-file"))
    assert not paths.keystore_file.exists()
    write(paths, "vault-file")
    assert remembered_kind(paths) == "vault-file"
    assert open_vault(paths, {}).kind == "vault-file"


def test_a_write_that_failed_is_no_use(paths: Paths) -> None:
    vault = open_vault(paths, environment("secret-service"))
    assert isinstance(
        vault.write("p.session", "1").exception(SECONDS_TO_WAIT), KeystoreUnavailableError
    )
    assert remembered_kind(paths) == ""


def test_another_one_than_last_time_is_an_error_that_names_both(
    paths: Paths, secret_service: SecretService
) -> None:
    write(paths, "secret-service")
    assert len(secret_service.labels) == 1
    with pytest.raises(KeystoreChangedError, match="kept in Secret Service, but vault file"):
        open_vault(paths, environment("vault-file"))


def test_after_the_person_chose_the_other_one_is_used(paths: Paths) -> None:
    write(paths, "vault-file")
    choose(paths, "memory")
    assert open_vault(paths, {}).kind == "memory"


def test_memory_is_used_only_as_long_as_it_is_chosen(paths: Paths) -> None:
    write(paths, "memory")
    assert remembered_kind(paths) == ""
    choose(paths, "memory")
    write(paths)
    assert open_vault(paths, environment("vault-file")).kind == "vault-file"


def test_only_what_can_be_chosen_is_remembered(paths: Paths) -> None:
    with pytest.raises(KeystoreUnavailableError):
        choose(paths, "plain text")
    assert not paths.keystore_file.exists()


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"format":1}', '{"format":2,"kind":"memory","used":true}', "\xff",
     '{"format":1,"kind":"plain","used":true}', "[" * 100_000],
)  # fmt: skip
def test_a_broken_memory_of_the_choice_is_no_reason_to_choose_anew(
    paths: Paths, content: str
) -> None:
    paths.keystore_file.parent.mkdir(parents=True)
    paths.keystore_file.write_text(content, "latin-1")
    with pytest.raises(KeystoreUnavailableError):
        open_vault(paths, {})
    choose(paths, "memory")
    assert open_vault(paths, {}).kind == "memory"


def test_what_is_remembered_is_no_secret(paths: Paths) -> None:
    write(paths, "vault-file")
    document = json.loads(paths.keystore_file.read_text("utf-8"))
    assert document == {"format": 1, "kind": "vault-file", "used": True}


def test_a_vault_file_that_went_away_is_not_begun_anew(paths: Paths) -> None:
    write(paths, "vault-file")
    paths.vault_file.unlink()
    vault = open_vault(paths, {}, passphrase=PASSPHRASE)
    with pytest.raises(KeystoreUnavailableError, match="missing"):
        vault.read("p.session").result(SECONDS_TO_WAIT)
    choose(paths, "vault-file")
    write(paths)


def test_a_vault_file_whose_note_is_lost_is_not_forgotten_for_another_keystore(
    paths: Paths,
) -> None:
    write(paths, "vault-file")
    paths.keystore_file.unlink()
    with pytest.raises(KeystoreChangedError, match="kept in vault file, but Secret Service"):
        open_vault(paths, {})
    assert open_vault(paths, environment("vault-file")).kind == "vault-file"
    choose(paths, "secret-service")
    assert open_vault(paths, {}).kind == "secret-service"


def test_without_its_passphrase_the_vault_file_is_locked(paths: Paths) -> None:
    write(paths, "vault-file")
    with pytest.raises(KeystoreLockedError):
        open_vault(paths, {}).read("p.session").result(SECONDS_TO_WAIT)


def test_keyrings_own_configuration_has_no_say(
    paths: Paths, secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", "/org/freedesktop/secrets/none")
    write(paths)
    assert len(secret_service.labels) == 1
