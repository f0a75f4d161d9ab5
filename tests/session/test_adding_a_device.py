"""A new computer shows a code; a trusted one reads it, compares the digits, and trusts it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.foundation.device_errors import (
    CodeOfAnotherServiceError,
    CodeOfAnotherUserError,
    CodeTooOldError,
    CodeUnreadableError,
    OfferGoneError,
    WrongDigitsError,
)
from desktop.protocol.enrolment_code import parse_enrolment_code
from desktop.session.device_facts import DeviceTrust
from desktop.session.device_record import parse_devices
from desktop.session.snapshot import SessionFact
from desktop.session.under_way import AddedDevice, CodeEntry, ShownCode
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.service import Service


@asynccontextmanager
async def showing(at: AtHome, identifier: str = ADDRESS) -> AsyncIterator[ShownCode]:
    """The computer shows its code; what it shows then."""
    task = asyncio.create_task(at.house.devices.show_code(identifier, ""))
    shown = await at.until(
        lambda one: one.shown_code is not None and one.shown_code.text != "", "the code"
    )
    assert shown.shown_code is not None
    try:
        yield shown.shown_code
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def trusted(home: Path, service: Service) -> AsyncIterator[AtHome]:
    """A computer that is signed in and trusted."""
    async with AtHome(home) as at:
        await at.connect(service)
        await at.sign_in(service)
        await at.house.devices.trust()
        yield at


@pytest.fixture
async def new(tmp_path: Path, service: Service) -> AsyncIterator[AtHome]:
    """Another computer, on which nobody is signed in."""
    async with AtHome(tmp_path / "new") as at:
        await at.connect(service)
        yield at


def added(at: AtHome) -> AddedDevice:
    assert at.shown.added_device is not None
    return at.shown.added_device


async def test_the_new_computer_is_trusted_and_signs_in_within_three_seconds(
    trusted: AtHome, new: AtHome
) -> None:
    async with showing(new) as code:
        assert len(code.digits) == 6
        await trusted.house.devices.read_code(code.text)
        assert added(trusted).address == "127.0.0.1"
        assert added(trusted).name
        assert added(trusted).key_print == code.key_print
        await trusted.house.devices.add(f"{code.digits[:3]} {code.digits[3:]}")
        assert added(trusted).done
        began = time.monotonic()
        await new.until(lambda one: one.session is SessionFact.ACTIVE, "the session")
        assert time.monotonic() - began < 3.0
        await new.until(lambda one: one.shown_code is None, "the end of the code")
    assert new.shown.way_in == "TRUSTED_DEVICE"
    assert new.shown.this_device.trust is DeviceTrust.TRUSTED
    assert len(trusted.shown.devices.devices) == 2
    assert [one.is_this for one in trusted.shown.devices.devices] == [True, False]


async def test_wrong_digits_add_nobody_and_can_be_typed_again(trusted: AtHome, new: AtHome) -> None:
    async with showing(new) as code:
        await trusted.house.devices.read_code(code.text)
        wrong = f"{(int(code.digits) + 1) % 10**6:06}"
        await trusted.house.devices.add(wrong)
        assert isinstance(added(trusted).problem, WrongDigitsError)
        assert not added(trusted).done
        await trusted.house.devices.add(code.digits)
        assert added(trusted).done


async def test_a_computer_trusted_for_less_than_a_day_confirms_with_a_code_and_goes_on(
    trusted: AtHome, new: AtHome, service: Service
) -> None:
    # As if the code were older than ten minutes.
    trusted.house._opened[trusted.shown.profile_id].own_device._proofs.forget()
    async with showing(new) as code:
        await trusted.house.devices.read_code(code.text)
        await trusted.house.devices.add(code.digits)
        assert trusted.shown.needs_code
        await trusted.house.devices.confirm_with_code()
        assert isinstance(trusted.shown.sign_in, CodeEntry)
        await trusted.submit(service)
        assert added(trusted).done
        await new.until(lambda one: one.session is SessionFact.ACTIVE, "the session")


async def test_a_computer_that_is_signed_in_already_only_becomes_trusted(
    trusted: AtHome, new: AtHome, service: Service
) -> None:
    await new.sign_in(service)
    before = new.shown.signed_in_at
    async with showing(new) as code:
        await trusted.house.devices.read_code(code.text)
        await trusted.house.devices.add(code.digits)
        await new.until(
            lambda one: one.this_device.trust is DeviceTrust.TRUSTED and one.shown_code is None,
            "trust",
        )
    assert new.shown.signed_in_at == before


async def test_codes_that_are_not_to_be_followed_are_refused_with_the_reason(
    trusted: AtHome, new: AtHome
) -> None:
    async with showing(new) as shown:
        code = parse_enrolment_code(shown.text)
        for text, error in [
            ("https://example.com", CodeUnreadableError),
            ("A" * 5000, CodeUnreadableError),
            (replace(code, api_key_id="another").text(), CodeOfAnotherServiceError),
            (replace(code, user_id="another").text(), CodeOfAnotherUserError),
            (replace(code, made_at=code.made_at - 181).text(), CodeTooOldError),
            (
                replace(code, public_key="A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=").text(),
                OfferGoneError,
            ),
        ]:
            await trusted.house.devices.read_code(text)
            assert isinstance(added(trusted).problem, error)
            await trusted.house.devices.add(shown.digits)
            assert not added(trusted).done


async def test_several_codes_on_a_picture_are_a_question(trusted: AtHome, new: AtHome) -> None:
    async with showing(new) as shown:
        code = parse_enrolment_code(shown.text)
        other = replace(code, public_key="A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=").text()
        await trusted.house.devices.read_picture((shown.text, other, "https://example.com"))
        choices = added(trusted).choices
        assert [one.text for one in choices] == [shown.text, other]
        assert choices[0].key_print == shown.key_print
        await trusted.house.devices.read_code(choices[0].text)
        assert added(trusted).choices == ()
        assert added(trusted).address


async def test_a_picture_of_nothing_says_so(trusted: AtHome) -> None:
    await trusted.house.devices.read_picture(())
    assert isinstance(added(trusted).problem, CodeUnreadableError)
    trusted.house.devices.leave_adding()
    assert trusted.shown.added_device is None


async def test_an_address_that_nobody_has_shows_a_code_that_nobody_can_add(
    trusted: AtHome, new: AtHome
) -> None:
    async with showing(new, "nobody@example.com") as code:
        await trusted.house.devices.read_code(code.text)
        assert isinstance(added(trusted).problem, CodeOfAnotherUserError)


async def test_the_other_device_can_be_taken_off_and_is_told_when_it_signs_in(
    trusted: AtHome, new: AtHome
) -> None:
    async with showing(new) as code:
        await trusted.house.devices.read_code(code.text)
        await trusted.house.devices.add(code.digits)
        await new.until(lambda one: one.session is SessionFact.ACTIVE, "the session")
    other = trusted.shown.devices.others()[0]
    await trusted.house.devices.remove(other.id)
    assert trusted.shown.devices.others() == ()
    await new.until(lambda one: one.this_device.trust is DeviceTrust.REMOVED, "the removal")
    await new.house.shown.renew()
    assert (new.shown.session, new.shown.refusal) == (SessionFact.REFUSED, "revoked")


async def test_a_key_shown_for_an_address_that_was_mistyped_is_not_kept(
    trusted: AtHome, new: AtHome
) -> None:
    for address in ("nobody@example.com", "noone@example.com"):
        async with showing(new, address):
            pass
    vault = new.house._vault
    assert vault is not None
    text = vault.read(f"{new.shown.profile_id}.device").result(5)
    assert text is not None
    assert [one.identifier for one in parse_devices(text)] == ["noone@example.com"]


async def test_hiding_the_code_leaves_nobody_waiting(trusted: AtHome, new: AtHome) -> None:
    async with showing(new):
        pass
    assert new.shown.shown_code is None
    assert new.shown.session is SessionFact.NONE
