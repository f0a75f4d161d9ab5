"""A profile that was removed by mistake comes back; one that was meant is signed out for good."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.foundation.profiles import load_profiles
from desktop.removals import Removals
from desktop.session.snapshot import Overview, SessionFact
from tests.doubles.held_store import HeldStore
from tests.parts.open_app import OpenApp
from tests.parts.service import Service
from tests.ui.scenes import ACTIVE, BLANK, overview_of

HOME = replace(BLANK, profile_id="home", profile_name="Home")
BOTH = Overview(snapshots=(ACTIVE, HOME), active_id="work")


@pytest.fixture
def carried_out() -> list[str]:
    return []


@pytest.fixture
def removals(carried_out: list[str]) -> Removals:
    return Removals(carried_out.append)


async def test_what_is_removed_is_gone_to_the_eye_at_once(removals: Removals) -> None:
    removals.begin("work")
    shown = removals.without(BOTH)
    assert [one.profile_id for one in shown.snapshots] == ["home"]
    assert shown.active_id == "home"
    assert removals.without(overview_of(ACTIVE)) == Overview()


async def test_it_comes_back_as_it_was(removals: Removals, carried_out: list[str]) -> None:
    removals.begin("work")
    assert removals.undo("work")
    assert removals.without(BOTH) == BOTH
    assert not removals.undo("work")
    assert removals.take() == ()
    assert carried_out == []


async def test_who_quits_meanwhile_has_it_removed(removals: Removals) -> None:
    removals.begin("work")
    assert removals.take() == ("work",)
    assert removals.take() == ()


async def test_after_a_while_it_is_removed_and_stays_hidden_until_that_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.removals.UNDO_SECONDS", 0.0)
    carried_out: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    removals = Removals(carried_out.set_result)
    removals.begin("work")
    assert await carried_out == "work"
    assert not removals.undo("work")
    assert removals.without(BOTH).active_id == "home"
    removals.over("work")
    assert removals.without(BOTH) == BOTH


async def test_another_profile_takes_its_place(removals: Removals) -> None:
    assert removals.next_to("work", BOTH) == "home"
    assert removals.next_to("work", overview_of(ACTIVE)) == "work"
    removals.begin("home")
    assert removals.next_to("work", BOTH) == "work"


async def test_in_the_app_it_comes_back_signed_in(
    qapp: QApplication, home: Path, service: Service, held: HeldStore
) -> None:
    async with OpenApp() as app:
        await app.sign_in(service)
        removed = app.shown.profile_id
        app.window.remove_shown()
        await app.until(lambda: not app.overview.snapshots, "Welcome")
        assert app.says("removed.")
        app.commands.keep_profile(removed)
        await app.until(lambda: bool(app.overview.snapshots), "the profile")
        assert app.shown.session is SessionFact.ACTIVE
    assert [one.id for one in load_profiles(app.paths.profiles_file).profiles] == [removed]


async def test_in_the_app_quitting_removes_it_for_good(
    qapp: QApplication, home: Path, service: Service, held: HeldStore
) -> None:
    async with OpenApp() as app:
        await app.sign_in(service)
        app.window.remove_shown()
        await app.until(lambda: not app.overview.snapshots, "Welcome")
        assert load_profiles(app.paths.profiles_file).profiles
    assert not load_profiles(app.paths.profiles_file).profiles


async def test_the_same_service_can_be_connected_again_at_once(
    qapp: QApplication, home: Path, service: Service, held: HeldStore
) -> None:
    async with OpenApp() as app:
        await app.sign_in(service)
        removed = app.shown.profile_id
        name = app.shown.profile_name
        app.window.remove_shown()
        await app.until(lambda: not app.overview.snapshots, "Welcome")
        app.commands.check_service(service.url, service.api_key_id)
        await app.until(
            lambda: (
                app.overview.connection is not None and app.overview.connection.found is not None
            ),
            "the service",
        )
        app.commands.add_profile(name)
        await app.until(lambda: bool(app.overview.snapshots), "the new profile")
        assert app.shown.profile_id != removed
        await app.until(lambda: app.shown.session is SessionFact.NONE, "a profile without session")
