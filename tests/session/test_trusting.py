"""This computer as a trusted device: given, used, lost, suspended and taken, at our service."""

import json
import sqlite3
import time
from pathlib import Path

import pytest

from desktop.foundation.device_errors import (
    DeviceKeyLostError,
    DeviceRemovedError,
    DeviceSuspendedError,
)
from desktop.foundation.errors import SessionEndedError
from desktop.session.device_facts import DeviceTrust
from desktop.session.record import parse_record, session_item
from desktop.session.snapshot import SessionFact
from desktop.session.under_way import CodeEntry
from tests.doubles.turned_clock import TurnedClock
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.service import Service


def audit(service: Service) -> list[str]:
    """The events of the service's audit, oldest first."""
    with sqlite3.connect(database_of(service)) as database:
        return [row[0] for row in database.execute("SELECT event FROM audit ORDER BY id")]


def database_of(service: Service) -> Path:
    return service.outbox.parent / "service.sqlite"


def change(service: Service, statement: str) -> None:
    """Change the service's database behind its back."""
    with sqlite3.connect(database_of(service)) as database:
        database.execute(statement)


def trust(at: AtHome) -> DeviceTrust:
    return at.shown.this_device.trust


def session(at: AtHome) -> SessionFact:
    return at.shown.session


def files_with(text: str, *folders: Path) -> list[Path]:
    """The files in these folders that hold the text."""
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return [file for file in files if text.encode() in file.read_bytes()]


async def trusted(at: AtHome, service: Service) -> None:
    """Signed in with a code, and trusted right afterwards."""
    await at.connect(service)
    await at.sign_in(service)
    await at.house.devices.trust()
    assert trust(at) is DeviceTrust.TRUSTED


async def keystore_texts(at: AtHome) -> dict[str, str | None]:
    """What the keystore holds of the shown profile."""
    vault = at.house._vault
    assert vault is not None
    names = ("session", "device", "revocation")
    items = {name: f"{at.shown.profile_id}.{name}" for name in names}
    return {name: vault.read(item).result(5) for name, item in items.items()}


class TestGivingTrust:
    """A key is made, stored, enrolled."""

    async def test_right_after_a_code_it_takes_nothing_more(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.connect(service)
            await at.sign_in(service)
            assert trust(at) is DeviceTrust.NOT_TRUSTED
            assert at.shown.proved_until == pytest.approx(time.time() + 595, abs=30)
            await at.house.devices.trust()
            this = at.shown.this_device
            assert this.trust is DeviceTrust.TRUSTED
            assert this.identifier == ADDRESS
            assert len(this.key_print) == 14
            assert this.trusted_since == pytest.approx(time.time(), abs=30)
            assert not this.busy
            assert "device.enrolled" in audit(service)

    async def test_the_private_half_is_in_the_keystore_and_nowhere_else(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await trusted(at, service)
            texts = await keystore_texts(at)
            document = json.loads(texts["device"] or "")
            seed = document["devices"][0]["seed"]
            assert seed
            assert files_with(seed, home, service.outbox.parent) == []

    async def test_a_code_older_than_ten_minutes_takes_a_new_one_and_then_goes_on_by_itself(
        self, home: Path, service: Service
    ) -> None:
        clock = TurnedClock(wall=time.time())
        async with AtHome(home, clock=clock) as at:
            await at.connect(service)
            await at.sign_in(service)
            clock.pass_seconds(601)
            await at.house.devices.trust()
            assert at.shown.needs_code
            assert trust(at) is DeviceTrust.NOT_TRUSTED
            await at.house.devices.confirm_with_code()
            assert isinstance(at.shown.sign_in, CodeEntry)
            assert not at.shown.needs_code
            await at.submit(service)
            assert trust(at) is DeviceTrust.TRUSTED
            assert session(at) is SessionFact.ACTIVE

    async def test_leaving_the_code_leaves_what_waited_for_it(
        self, home: Path, service: Service
    ) -> None:
        clock = TurnedClock(wall=time.time())
        async with AtHome(home, clock=clock) as at:
            await at.connect(service)
            await at.sign_in(service)
            clock.pass_seconds(601)
            await at.house.devices.trust()
            await at.house.devices.confirm_with_code()
            at.house.shown.cancel_sign_in()
            await at.house.shown.send_code(ADDRESS, "", "EMAIL")
            service.next_code(ADDRESS)
            await at.submit(service)
            assert trust(at) is DeviceTrust.NOT_TRUSTED

    async def test_nobody_signed_in_is_nobody_to_trust(self, home: Path, service: Service) -> None:
        async with AtHome(home) as at:
            await at.connect(service)
            await at.house.devices.trust()
            assert at.shown.problem is not None
            assert "device.enrolled" not in audit(service)

    async def test_a_service_that_is_away_enrols_nothing_and_the_same_key_serves_the_next_try(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.connect(service)
            await at.sign_in(service)
            service.process.send_signal(19)
            try:
                transport = at.house._transport
                assert transport is not None
                transport._whole_seconds = 0.3
                await at.house.devices.trust()
            finally:
                service.process.send_signal(18)
            assert trust(at) is DeviceTrust.NOT_TRUSTED
            assert at.shown.problem is not None
            before = (await keystore_texts(at))["device"] or ""
            transport._whole_seconds = 15.0
            await at.house.devices.trust()
            assert trust(at) is DeviceTrust.TRUSTED
            after = (await keystore_texts(at))["device"] or ""
            assert (
                json.loads(before)["devices"][0]["seed"] == json.loads(after)["devices"][0]["seed"]
            )


class TestSigningIn:
    """No code is asked."""

    async def test_after_signing_out_the_key_signs_in(self, home: Path, service: Service) -> None:
        async with AtHome(home) as at:
            await trusted(at, service)
            await at.house.shown.sign_out()
            assert session(at) is SessionFact.NONE
            assert trust(at) is DeviceTrust.TRUSTED
            mails = len(service.messages())
            await at.house.devices.sign_in()
            assert session(at) is SessionFact.ACTIVE
            assert at.shown.way_in == "TRUSTED_DEVICE"
            assert at.shown.channel == "DEVICE"
            assert len(service.messages()) == mails

    async def test_whoever_signed_out_is_not_signed_in_by_itself(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await trusted(at, service)
            await at.house.shown.sign_out()
            await at.house.beat()
            await at.house.notice_commits()
            assert session(at) is SessionFact.NONE

    async def test_a_session_that_ran_out_comes_back_by_itself(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await trusted(at, service)
            change(service, "UPDATE refresh_families SET renewed_at = renewed_at - 31 * 86400")
            await at.house.shown.renew()
            assert session(at) is SessionFact.ACTIVE
            assert at.shown.way_in == "TRUSTED_DEVICE"
            assert at.shown.problem is None

    async def test_one_that_was_revoked_takes_a_code(self, home: Path, service: Service) -> None:
        async with AtHome(home) as at:
            await trusted(at, service)
            change(service, "UPDATE refresh_families SET ending = 'revoked'")
            await at.house.shown.renew()
            assert (at.shown.session, at.shown.refusal) == (SessionFact.REFUSED, "revoked")
            await at.house.devices.sign_in()
            assert isinstance(at.shown.problem, SessionEndedError)
            assert session(at) is SessionFact.REFUSED

    async def test_one_that_was_reused_waits_for_a_click_and_the_device_is_suspended_meanwhile(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await trusted(at, service)
            await at.house.shown.sign_out()
            await at.house.devices.sign_in()
            vault = at.house._vault
            assert vault is not None
            item = session_item(at.shown.profile_id)
            stolen = vault.read(item).result(5) or ""
            await at.house.shown.renew()
            await at.house.shown.renew()
            # Somebody else renews with a copy of the token of before.
            vault.write(item, stolen).result(5)
            await at.house._opened[at.shown.profile_id].keeper.read()
            await at.house.shown.renew()
            assert (at.shown.session, at.shown.refusal) == (SessionFact.REFUSED, "reused")
            assert parse_record(stolen).user_id
            await at.house.devices.sign_in()
            assert isinstance(at.shown.problem, DeviceSuspendedError)
            assert trust(at) is DeviceTrust.SUSPENDED
            # A code confirms it.
            await at.sign_in(service)
            assert trust(at) is DeviceTrust.SUSPENDED
            await at.house.devices.trust()
            assert trust(at) is DeviceTrust.TRUSTED
            await at.house.shown.sign_out()
            await at.house.devices.sign_in()
            assert session(at) is SessionFact.ACTIVE


class TestLosingIt:
    """Four sentences for four things."""

    async def test_a_lost_key_is_said_and_never_silently_replaced(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await trusted(at, service)
            vault = at.house._vault
            assert vault is not None
            vault.delete(f"{at.shown.profile_id}.device").result(5)
            await at.house.shown.sign_out()
            assert trust(at) is DeviceTrust.KEY_LOST
            await at.house.devices.sign_in()
            assert isinstance(at.shown.problem, DeviceKeyLostError)
            assert (await keystore_texts(at))["device"] is None
            await at.sign_in(service)
            assert trust(at) is DeviceTrust.KEY_LOST
            assert (await keystore_texts(at))["device"] is None
            await at.house.devices.trust()
            assert trust(at) is DeviceTrust.TRUSTED

    async def test_one_that_was_taken_off_elsewhere_is_said(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await trusted(at, service)
            await at.house.shown.sign_out()
            change(service, "DELETE FROM devices")
            await at.house.devices.sign_in()
            assert isinstance(at.shown.problem, DeviceRemovedError)
            assert trust(at) is DeviceTrust.REMOVED
            # Said again, it is no news.
            await at.house.devices.sign_in()
            await at.house.history.read()
            assert at.overview.history is not None
            deeds = [deed.deed for deed in at.overview.history]
            assert deeds.count("device_taken_off") == 1

    async def test_what_is_known_survives_the_process(self, home: Path, service: Service) -> None:
        async with AtHome(home, "vault-file") as at:
            await at.open_vault_file()
            await trusted(at, service)
        async with AtHome(home, "vault-file") as again:
            await again.open_vault_file()
            assert trust(again) is DeviceTrust.TRUSTED
            await again.house.shown.sign_out()
            await again.house.devices.sign_in()
            assert session(again) is SessionFact.ACTIVE


class TestTakingItBack:
    """Stop trusting, forget, everywhere."""

    async def test_the_last_one_takes_a_code_and_then_goes(
        self, home: Path, service: Service
    ) -> None:
        clock = TurnedClock(wall=time.time())
        async with AtHome(home, clock=clock) as at:
            await trusted(at, service)
            clock.pass_seconds(601)
            await at.house.devices.stop_trusting()
            assert at.shown.needs_code
            assert trust(at) is DeviceTrust.TRUSTED
            await at.house.devices.confirm_with_code()
            await at.submit(service)
            assert trust(at) is DeviceTrust.NOT_TRUSTED
            assert (await keystore_texts(at))["device"] is None
            assert "device.removed" in audit(service)
            assert session(at) is SessionFact.ACTIVE

    async def test_forgetting_this_computer_signs_out_too(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await trusted(at, service)
            await at.house.devices.forget_computer()
            assert session(at) is SessionFact.NONE
            assert trust(at) is DeviceTrust.NOT_TRUSTED
            assert await keystore_texts(at) == {"session": None, "device": None, "revocation": None}

    async def test_signing_out_everywhere_ends_the_other_computers_session(
        self, home: Path, tmp_path: Path, service: Service
    ) -> None:
        async with AtHome(home) as at, AtHome(tmp_path / "other") as other:
            await trusted(at, service)
            await other.connect(service)
            await other.sign_in(service)
            await at.house.devices.sign_out_everywhere()
            assert session(at) is SessionFact.NONE
            await other.house.shown.renew()
            assert (other.shown.session, other.shown.refusal) == (SessionFact.REFUSED, "revoked")

    async def test_a_computer_that_is_not_trusted_takes_a_code_for_that(
        self, home: Path, service: Service
    ) -> None:
        clock = TurnedClock(wall=time.time())
        async with AtHome(home, clock=clock) as at:
            await at.connect(service)
            await at.sign_in(service)
            clock.pass_seconds(601)
            await at.house.devices.sign_out_everywhere()
            assert at.shown.needs_code
            assert session(at) is SessionFact.ACTIVE

    async def test_removing_a_profile_removes_its_key_here_and_there(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await trusted(at, service)
            await at.house.remove_profile(at.shown.profile_id)
            assert at.overview.snapshots == ()
            assert "device.removed" in audit(service)

    async def test_reset_leaves_no_key_here_and_none_at_the_service(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await trusted(at, service)
            vault, item = at.house._vault, f"{at.shown.profile_id}.device"
            assert vault is not None
            await at.house.reset()
            assert vault.read(item).result(5) is None
            assert files_with(ADDRESS, home) == []
            assert "device.removed" in audit(service)


class TestHistory:
    """What was done is noted, and no key is in it."""

    async def test_trust_and_its_end_are_noted(self, home: Path, service: Service) -> None:
        async with AtHome(home) as at:
            await trusted(at, service)
            await at.house.devices.stop_trusting()
            await at.house.history.read()
            assert at.overview.history is not None
            deeds = [deed.deed for deed in at.overview.history]
            assert deeds == ["device_forgotten", "device_trusted", "signed_in"]
