"""A brand that allows no other service and locks settings, in the running app."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.foundation.brand_errors import SetByBrandError
from desktop.foundation.brand_file import BrandPlaces
from desktop.foundation.invitation import make_invitation
from desktop.foundation.profiles import load_profiles
from desktop.foundation.settings import Theme, load_settings
from desktop.session.joining_facts import OpenInvitation
from tests.doubles.held_store import HeldStore
from tests.doubles.token_issuer import API_KEY_ID
from tests.parts.open_app import OpenApp
from tests.parts.service import Service

BRAND = """\
format = 1
name = "Example"
[service]
url = "https://login.example.com"
api_key_id = "{api_key_id}"
identity_key = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
profile = "Work"
other_services = false
[settings]
values = {{ hand_out_tokens = false }}
locked = ["hand_out_tokens"]
"""


@pytest.fixture
def brands(tmp_path: Path) -> BrandPlaces:
    """Where the administrator has put it."""
    file = tmp_path / "brand.toml"
    file.write_text(BRAND.format(api_key_id=API_KEY_ID), "utf-8")
    file.chmod(0o644)
    return BrandPlaces(file, None, os.getuid())


def invitation(app: OpenApp) -> OpenInvitation:
    """The one on show."""
    shown = app.overview.invitation
    assert shown is not None
    return shown


async def test_an_invitation_elsewhere_is_refused_before_anybody_is_asked(
    qtbot: QtBot, home: Path, service: Service, brands: BrandPlaces
) -> None:
    link = make_invitation(service.url, service.api_key_id).link()
    async with OpenApp(brands=brands) as app:
        app.commands.open_invitation(link)
        await app.until(lambda: app.overview.invitation is not None, "the refusal")
        assert isinstance(invitation(app).problem, SetByBrandError)
        assert invitation(app).service is None
        app.commands.close_invitation()
        app.commands.find_invitation(f"Please open {link} today")
        await app.until(lambda: app.overview.invitation is not None, "the refusal of a text")
        assert isinstance(invitation(app).problem, SetByBrandError)


async def test_an_invitation_to_the_brands_own_service_leads_to_it(
    qtbot: QtBot, home: Path, brands: BrandPlaces
) -> None:
    async with OpenApp(brands=brands) as app:
        app.commands.open_invitation(
            make_invitation("https://login.example.com", API_KEY_ID).link()
        )
        await app.until(lambda: app.overview.invitation is not None, "the invitation")
        shown = invitation(app).service
        assert shown is not None
        assert shown.known_as == "Work"


async def test_what_is_locked_stays_whatever_the_window_asks_for(
    qtbot: QtBot, home: Path, brands: BrandPlaces
) -> None:
    async with OpenApp(brands=brands) as app:
        await app.until_open()
        settings = app.commands.loaded.settings
        app.commands.change_settings(replace(settings, hand_out_tokens=True, theme=Theme.DARK))
        assert not app.commands.loaded.settings.hand_out_tokens
        assert app.commands.loaded.settings.theme is Theme.DARK
        assert load_settings(app.paths.settings_file).settings.theme is Theme.DARK


async def test_after_a_reset_the_brands_service_is_there_clean(
    qtbot: QtBot, home: Path, held: HeldStore, brands: BrandPlaces
) -> None:
    async with OpenApp(brands=brands) as app:
        await app.until_open()
        app.commands.change_settings(replace(app.commands.loaded.settings, theme=Theme.DARK))
        before = load_profiles(app.paths.profiles_file)
        app.commands.reset()
        await app.until(
            lambda: app.commands.loaded.settings.theme is Theme.SYSTEM, "the settings of a start"
        )
        assert load_profiles(app.paths.profiles_file) == before
        assert [one.profile_name for one in app.overview.snapshots] == ["Work"]
        assert app.overview.active_id == before.active_id
        assert app.commands.loaded.locked == {"hand_out_tokens"}
