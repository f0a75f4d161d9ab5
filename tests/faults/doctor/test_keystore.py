"""The doctor names what is wrong with a real keystore and what it holds, and what mends it."""

from concurrent.futures import Future
from pathlib import Path

import pytest

from desktop.diagnosis.finding import Check, Finding, Outcome, Verdict
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.file_lock import FileLock
from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.keystore.choice import VARIABLE, open_vault
from desktop.keystore.vault import Vault
from desktop.session.device_record import device_item
from desktop.session.generation import LOCK_FILE
from desktop.session.record import session_item
from tests.doubles.token_issuer import TokenIssuer
from tests.faults.doctor.examined import findings, paths_of, with_profiles
from tests.parts.private_bus import PrivateBus
from tests.parts.secret_service import SecretService

PROFILE = TokenIssuer().profile("http://127.0.0.1:9")
PASSPHRASE = Secret("correct horse battery staple")


@pytest.fixture
def paths(home: Path) -> Paths:
    """An installation with one profile, whose service is not running."""
    made = paths_of(home)
    with_profiles(made, PROFILE)
    return made


def opened(paths: Paths, kind: str = "secret-service") -> Vault | AuthenticatorError:
    """The keystore as the command opens it."""
    try:
        return open_vault(paths, {VARIABLE: kind})
    except AuthenticatorError as error:
        return error


def done(future: "Future[None]") -> None:
    future.result(10.0)


def examined(paths: Paths, kind: str = "secret-service") -> dict[Check, Finding]:
    return findings(paths, vault=opened(paths, kind))


def test_one_that_works_holds_nothing_of_the_doctor_afterwards(
    paths: Paths, secret_service: SecretService
) -> None:
    found = examined(paths)
    assert found[Check.KEYSTORE].outcome is Outcome.FINE
    assert found[Check.SESSION].outcome is Outcome.NOBODY_SIGNED_IN
    assert secret_service.labels == []


def test_a_locked_one_is_named_and_nobody_is_asked(
    paths: Paths, secret_service: SecretService
) -> None:
    secret_service.lock()
    found = examined(paths)
    named = found[Check.KEYSTORE]
    assert (named.verdict, named.outcome) == (Verdict.FAILED, Outcome.KEYSTORE_LOCKED)
    assert named.exit_code == 4
    assert Check.SESSION not in found


def test_one_that_hangs_is_named_in_time(
    paths: Paths, secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.diagnosis.keystore.KEYSTORE_SECONDS", 0.5)
    secret_service.pause()
    try:
        named = examined(paths)[Check.KEYSTORE]
    finally:
        secret_service.resume()
    assert named.outcome is Outcome.KEYSTORE_HANGS
    assert "window that asks for its password" in named.text


def test_a_bus_without_a_keystore_is_named(paths: Paths, bus: PrivateBus) -> None:
    named = examined(paths)[Check.KEYSTORE]
    assert named.outcome in (Outcome.KEYSTORE_UNAVAILABLE, Outcome.KEYSTORE_LOCKED)


def test_no_bus_is_named(paths: Paths) -> None:
    named = examined(paths)[Check.KEYSTORE]
    assert (named.outcome, named.exit_code) == (Outcome.KEYSTORE_UNAVAILABLE, 4)
    assert "choose where to keep your session" in named.text


def test_another_one_than_last_time_is_named(paths: Paths, secret_service: SecretService) -> None:
    vault = opened(paths)
    assert isinstance(vault, Vault)
    done(vault.write("anything", '"x"'))
    named = examined(paths, "vault-file")[Check.KEYSTORE]
    assert named.outcome is Outcome.KEYSTORE_CHANGED
    assert "Bring back Secret Service" in named.text


def test_memory_is_named_for_what_it_means(paths: Paths) -> None:
    named = examined(paths, "memory")[Check.KEYSTORE]
    assert (named.verdict, named.outcome) == (Verdict.WARNING, Outcome.KEYSTORE_IN_MEMORY)


@pytest.mark.parametrize(
    ("item", "text", "outcome"),
    [
        (session_item(PROFILE.id), '{"format":1}', Outcome.RECORD_DAMAGED),
        (session_item(PROFILE.id), '{"format":99}', Outcome.RECORD_NEWER),
        (device_item(PROFILE.id), '"no list"', Outcome.RECORD_DAMAGED),
    ],
)
def test_a_record_that_can_t_be_read_is_named(
    paths: Paths, secret_service: SecretService, item: str, text: str, outcome: Outcome
) -> None:
    vault = opened(paths)
    assert isinstance(vault, Vault)
    done(vault.write(item, text))
    found = examined(paths)
    assert found[Check.KEYSTORE].outcome is Outcome.FINE
    named = found[Check.SESSION]
    assert (named.verdict, named.outcome) == (Verdict.FAILED, outcome)
    assert named.profile == PROFILE.name


def test_a_session_that_another_process_keeps_to_itself_is_named(
    paths: Paths, secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.diagnosis.keystore.LOCK_SECONDS", 0.1)
    folder = paths.profile_folder(PROFILE.id)
    with FileLock(folder / LOCK_FILE).acquire():
        named = examined(paths)[Check.SESSION]
    assert (named.verdict, named.outcome) == (Verdict.WARNING, Outcome.SESSION_IN_USE)
    assert "fuser" in named.text
    assert examined(paths)[Check.SESSION].outcome is Outcome.NOBODY_SIGNED_IN


@pytest.mark.parametrize(
    ("damage", "outcome"),
    [
        (lambda text: text[: len(text) // 2], Outcome.VAULT_FILE_DAMAGED),
        (lambda text: text.replace(b'"lanes":4', b'"lanes":9'), Outcome.VAULT_FILE_DAMAGED),
        (lambda text: text.replace(b'"format":1', b'"format":9'), Outcome.RECORD_NEWER),
        (lambda _: b"", Outcome.VAULT_FILE_DAMAGED),
    ],
)
def test_a_vault_file_that_was_changed_is_named(
    paths: Paths, damage: object, outcome: Outcome
) -> None:
    assert callable(damage)
    environment = {VARIABLE: "vault-file"}
    done(open_vault(paths, environment, passphrase=PASSPHRASE).write("anything", '"x"'))
    paths.vault_file.write_bytes(damage(paths.vault_file.read_bytes()))
    vault = open_vault(paths, environment, passphrase=PASSPHRASE)
    with pytest.raises(AuthenticatorError) as error:
        done(vault.unlock())
    named = findings(paths, vault=error.value)[Check.KEYSTORE]
    assert (named.verdict, named.outcome) == (Verdict.FAILED, outcome)
