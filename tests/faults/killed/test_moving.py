"""Moving everything to another keystore while one of the two, or another process, is in the way."""

import errno
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.foundation.errors import (
    FileUnwritableError,
    KeystoreError,
    KeystoreLockedError,
    KeystoreUnavailableError,
)
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import ProfileBook, save_profiles
from desktop.foundation.secret import Secret
from desktop.keystore.choice import (
    KeystoreMovedError,
    choose,
    copies_in,
    note_copies,
    open_other,
    open_vault,
    remembered_kind,
    switch,
)
from desktop.keystore.memory import MemoryStore
from desktop.keystore.vault import Vault
from desktop.session.checkpoint import Step
from desktop.session.device_record import DeviceRecord, device_item, encode_devices, parse_devices
from desktop.session.moving import Moving
from desktop.session.record import session_item
from desktop.session.removal import reset
from desktop.session.snapshot import SessionFact
from tests.doubles.computer import PROFILE as AT_COMPUTER
from tests.doubles.computer import Killed, killed_at
from tests.parts.at_home import AtHome
from tests.parts.secret_service import SecretService
from tests.parts.service import Service

PASSPHRASE = Secret("correct horse battery")
PROFILE = "p"
SESSION, DEVICE = session_item(PROFILE), device_item(PROFILE)
WAIT = 10.0


@pytest.fixture
def paths(home: Path, secret_service: SecretService) -> Paths:
    """A computer with a Secret Service in which there is a session."""
    paths = Paths.from_environment({"COTTER_AUTHENTICATOR_HOME": str(home)})
    kept = open_vault(paths, {})
    kept.write(SESSION, '{"session":1}').result(WAIT)
    kept.close()
    return paths


@pytest.fixture
def before(paths: Paths) -> Iterator[Vault]:
    """The vault there, as the process opens it that is to move it."""
    vault = open_vault(paths, {})
    yield vault
    vault.close()


def vault_file(paths: Paths) -> Vault:
    return open_other(paths, "vault-file", passphrase=PASSPHRASE)


def moving(paths: Paths, before: Vault) -> Moving:
    return Moving(paths, (PROFILE,), before)


def key(user: str, seed: str = "A" * 43) -> DeviceRecord:
    return DeviceRecord(
        user_id=user,
        identifier=f"{user}@example.com",
        identifier_type="EMAIL",
        seed=Secret(seed),
        name="maple",
        made_at=1.0,
    )


async def test_a_process_that_opened_the_one_of_before_is_told_and_writes_nothing_there(
    paths: Paths, before: Vault, secret_service: SecretService
) -> None:
    stale = open_vault(paths, {})
    assert stale.read(SESSION).result(WAIT) is not None
    await moving(paths, before).run(vault_file(paths))
    for call in (stale.read(SESSION), stale.write(SESSION, "{}"), stale.delete(SESSION)):
        error = call.exception(WAIT)
        assert isinstance(error, KeystoreMovedError)
        assert "moved from Secret Service to vault file" in str(error)
    assert secret_service.labels == []


async def test_a_locked_source_is_not_moved(
    paths: Paths, before: Vault, secret_service: SecretService
) -> None:
    secret_service.lock()
    with pytest.raises(KeystoreLockedError):
        await moving(paths, before).run(vault_file(paths))
    assert (remembered_kind(paths), copies_in(paths)) == ("secret-service", ())
    assert not paths.vault_file.exists()


async def test_a_target_that_takes_nothing_leaves_everything_as_it_was(
    paths: Paths, before: Vault
) -> None:
    # Nobody can make a file in a folder that is a file itself, not even root.
    paths.data.parent.mkdir(parents=True, exist_ok=True)
    paths.data.touch()
    with pytest.raises(KeystoreUnavailableError, match="the vault file"):
        await moving(paths, before).run(vault_file(paths))
    assert (remembered_kind(paths), copies_in(paths)) == ("secret-service", ("vault-file",))
    paths.data.unlink()
    await moving(paths, before).delete_copies()
    assert copies_in(paths) == ()
    assert before.read(SESSION).result(WAIT) == '{"session":1}'


async def test_what_a_locked_keystore_still_holds_is_never_used_and_goes_when_it_opens(
    paths: Paths, before: Vault, secret_service: SecretService
) -> None:
    # As a process leaves it that was killed right behind the commit.
    target = vault_file(paths)
    await moving(paths, before).run(target)
    other = open_other(paths, "secret-service")
    other.write(SESSION, '{"session":0}').result(WAIT)
    note_copies(paths, "secret-service", beside="vault-file")
    secret_service.lock()
    now = open_vault(paths, {}, passphrase=PASSPHRASE)
    await moving(paths, now).delete_copies()
    assert copies_in(paths) == ("secret-service",)
    with pytest.raises(KeystoreUnavailableError, match="an old copy that could not be deleted yet"):
        choose(paths, "secret-service")
    secret_service.unlock()
    await moving(paths, now).delete_copies()
    assert copies_in(paths) == ()
    assert secret_service.labels == []
    assert now.read(SESSION).result(WAIT) == '{"session":1}'


async def test_device_keys_that_are_already_there_stay(
    paths: Paths, before: Vault, secret_service: SecretService
) -> None:
    before.write(DEVICE, encode_devices((key("maya"), key("ben")))).result(WAIT)
    await moving(paths, before).run(vault_file(paths))
    # Of an earlier time, for somebody else, and another one for Maya.
    old = open_other(paths, "secret-service")
    old.write(DEVICE, encode_devices((key("zoe", "C" * 43), key("maya", "B" * 43)))).result(WAIT)
    now = open_vault(paths, {}, passphrase=PASSPHRASE)
    await moving(paths, now).run(open_other(paths, "secret-service"))
    text = open_vault(paths, {}).read(DEVICE).result(WAIT)
    assert text is not None
    kept = {one.user_id: one.seed.reveal()[0] for one in parse_devices(text)}
    assert kept == {"maya": "A", "ben": "A", "zoe": "C"}


async def test_a_vault_file_of_an_earlier_time_is_set_aside_and_not_overwritten(
    paths: Paths, before: Vault
) -> None:
    earlier = b'{"of an earlier":"time"}'
    paths.vault_file.parent.mkdir(parents=True)
    paths.vault_file.write_bytes(earlier)
    await moving(paths, before).run(vault_file(paths))
    assert paths.vault_file.with_name("vault.json.earlier").read_bytes() == earlier
    assert open_vault(paths, {}, passphrase=PASSPHRASE).read(SESSION).result(WAIT) is not None


async def test_two_that_move_at_once_leave_one_keystore_that_counts(
    paths: Paths, before: Vault, secret_service: SecretService
) -> None:
    other = open_vault(paths, {})
    await moving(paths, before).run(vault_file(paths))
    with pytest.raises(KeystoreError):
        await moving(paths, other).run(vault_file(paths))
    assert (remembered_kind(paths), copies_in(paths)) == ("vault-file", ())
    kept = open_vault(paths, {}, passphrase=PASSPHRASE)
    assert kept.read(SESSION).result(WAIT) == '{"session":1}'


async def test_a_session_in_memory_moves_into_a_vault_file_while_the_app_runs(
    home: Path, service: Service
) -> None:
    async with AtHome(home, "") as at:
        await at.connect(service)
        await at.house.choose_keystore("memory", None)
        await at.sign_in(service)
        await at.house.choose_keystore("vault-file", PASSPHRASE)
        assert (at.shown.session, at.shown.kept_in) == (SessionFact.ACTIVE, "vault file")
    async with AtHome(home, "") as again:
        await again.house.open_vault(PASSPHRASE)
        assert again.shown.session is SessionFact.ACTIVE
        await again.house.shown.renew()
        assert again.shown.problem is None


@pytest.mark.usefixtures("secret_service")
async def test_the_app_follows_when_a_command_moves_everything(
    home: Path, service: Service
) -> None:
    async with AtHome(home, "") as at, AtHome(home, "") as command:
        await at.connect(service)
        await at.sign_in(service)
        await command.house.notice_commits()
        await command.house.choose_keystore("vault-file", PASSPHRASE)
        assert command.shown.kept_in == "vault file"
        await at.house.notice_commits()
        assert at.overview.passphrase_needed
        assert at.shown.identifier != ""
        await at.house.open_vault(PASSPHRASE)
        assert (at.shown.session, at.shown.kept_in) == (SessionFact.ACTIVE, "vault file")


async def test_nothing_is_deleted_anywhere_while_the_one_that_counts_is_locked(
    paths: Paths, secret_service: SecretService
) -> None:
    note_copies(paths, "vault-file", beside="secret-service")
    paths.vault_file.parent.mkdir(parents=True)
    paths.vault_file.write_text("a copy")
    secret_service.lock()
    with pytest.raises(KeystoreLockedError):
        await moving(paths, open_vault(paths, {})).delete_copies()
    assert paths.vault_file.exists()
    assert json.loads(paths.keystore_file.read_text())["copies"] == ["vault-file"]


def vault_file_of_before(paths: Paths) -> None:
    """A vault file that was used once, with another passphrase, and a device key in it."""
    earlier = open_other(paths, "vault-file", passphrase=Secret("a passphrase of before"))
    earlier.write(DEVICE, encode_devices((key("somebody"),))).result(WAIT)
    earlier.close()


def earlier_files(paths: Paths) -> list[Path]:
    return list(paths.vault_file.parent.glob(paths.vault_file.name + "*[!k]"))


async def test_a_move_that_can_not_begin_leaves_a_vault_file_of_before_where_it_is(
    paths: Paths, before: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault_file_of_before(paths)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("desktop.session.moving.note_copies", full)
    with pytest.raises(FileUnwritableError):
        await moving(paths, before).run(vault_file(paths))
    assert earlier_files(paths)
    assert remembered_kind(paths) == "secret-service"


async def test_a_move_that_was_killed_at_its_beginning_costs_no_vault_file_of_before(
    paths: Paths, before: Vault
) -> None:
    vault_file_of_before(paths)
    dying = Moving(paths, (PROFILE,), before, killed_at(Step.MIGRATION_NOTED))
    with pytest.raises(Killed):
        await dying.run(vault_file(paths))
    await moving(paths, before).delete_copies()
    assert copies_in(paths) == ()
    assert earlier_files(paths)


async def test_a_choice_that_was_written_and_not_confirmed_by_the_disk_counts(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unconfirmed(*words: Any) -> None:
        switch(*words)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("desktop.session.moving.switch", unconfirmed)
    paths = Paths.from_environment({"COTTER_AUTHENTICATOR_HOME": str(home)})
    memory = Vault(MemoryStore())
    memory.write(SESSION, '{"session":1}').result(WAIT)
    await moving(paths, memory).run(vault_file(paths))
    assert (remembered_kind(paths), copies_in(paths)) == ("vault-file", ())
    now = open_vault(paths, {}, passphrase=PASSPHRASE)
    assert now.read(SESSION).result(WAIT) == '{"session":1}'
    memory.close()
    now.close()


async def test_removing_everything_names_the_copies_that_a_locked_keystore_keeps(
    paths: Paths, before: Vault, secret_service: SecretService
) -> None:
    await moving(paths, before).run(vault_file(paths))
    note_copies(paths, "secret-service", beside="vault-file")
    save_profiles(paths.profiles_file, ProfileBook((replace(AT_COMPUTER, id=PROFILE),)))
    secret_service.lock()
    now = open_vault(paths, {}, passphrase=PASSPHRASE)
    [told] = await reset((), paths=paths, vault=now)
    assert "what Secret Service holds is an old copy that could not be deleted" in str(told)
    assert not paths.vault_file.exists()
    assert remembered_kind(paths) == ""
    now.close()
