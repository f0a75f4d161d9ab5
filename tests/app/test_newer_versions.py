"""Newer versions in the running app: asked for when somebody wants it, told once, opened."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.foundation.brand_file import BrandPlaces
from desktop.foundation.paths import Paths
from desktop.foundation.settings import Settings, load_settings, save_settings
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.routing import PageName, Where
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.toast import Toast
from tests.doubles.turned_clock import TurnedClock
from tests.parts.open_app import OpenApp
from tests.parts.publisher import DAY, PAGE, Publisher, publisher
from tests.parts.secret_service import SecretService


@pytest.fixture
async def maker(tmp_path: Path) -> AsyncIterator[Publisher]:
    async with publisher(tmp_path, TurnedClock().wall()) as running:
        yield running


@pytest.fixture
def paths(maker: Publisher, secret_service: SecretService) -> Paths:
    """Settings of somebody whose company has an authority of its own."""
    paths = Paths.from_environment(os.environ)
    save_settings(paths.settings_file, Settings(certificate_file=maker.certificate_file))
    return paths


SET = 'values = { look_for_updates = true }\nlocked = ["look_for_updates"]'


def branded(maker: Publisher, folder: Path, settings: str = "") -> BrandPlaces:
    """A package that says whom to ask, with some settings of its own."""
    file = folder / "brand.toml"
    lines = (
        "format = 1",
        'name = "Example"',
        "[updates]",
        f'url = "{maker.source.url}"',
        f'key = "{maker.source.key}"',
        "[settings]",
        settings,
    )
    file.write_text("\n".join(lines), "utf-8")
    return BrandPlaces(package=file)


async def page_of(app: OpenApp) -> SettingsPage:
    app.window.go(Where.SETTINGS)
    page = app.window.page_widget(PageName.SETTINGS)
    assert isinstance(page, SettingsPage)
    await app.until(page.isVisible, "the page")
    return page


def toasts(app: OpenApp) -> list[Toast]:
    """Those about the version; there are others."""
    shown = [one for one in app.window.findChildren(Toast) if one.isVisible()]
    return [one for one in shown if any("is out" in t.text() for t in one.findChildren(Text))]


def press_the(what: str, inside: SettingsPage | Toast) -> None:
    [button] = [one for one in inside.findChildren(Button) if one.text() == what]
    button.click()


async def test_without_a_source_nothing_is_offered_and_nobody_is_asked(
    qapp: object, maker: Publisher, paths: Paths, tmp_path: Path
) -> None:
    save_settings(paths.settings_file, Settings(look_for_updates=True))
    async with OpenApp(clock=TurnedClock()) as app:
        await app.until_open()
        assert not (await page_of(app)).look_for_updates.isVisible()
        await app.beat()
    assert maker.asked == []
    assert not (paths.state / "version-news.json").exists()


async def test_off_as_it_is_installed_nobody_is_asked(
    qapp: object, maker: Publisher, paths: Paths, tmp_path: Path
) -> None:
    clock = TurnedClock()
    async with OpenApp(clock=clock, brands=branded(maker, tmp_path)) as app:
        await app.until_open()
        page = await page_of(app)
        assert page.look_for_updates.isVisible()
        assert not page.look_for_updates.isChecked()
        clock.pass_seconds(DAY)
        await app.beat()
    assert maker.asked == []


async def test_switched_on_it_asks_tells_and_opens_the_page(
    qapp: object, maker: Publisher, paths: Paths, tmp_path: Path
) -> None:
    async with OpenApp(clock=TurnedClock(), brands=branded(maker, tmp_path)) as app:
        await app.until_open()
        page = await page_of(app)
        page.look_for_updates.click()
        await app.until(lambda: app.says("Version 9.1 is out"), "the news")
        await app.until(lambda: bool(toasts(app)), "the toast")
        press_the("See what’s new", toasts(app)[0])
        assert app.pages == [PAGE]
        press_the("See what’s new", page)
        assert app.pages == [PAGE, PAGE]
    assert load_settings(paths.settings_file).settings.look_for_updates
    assert len(maker.asked) == 1


async def test_after_the_next_start_it_stands_in_settings_and_in_no_toast(
    qapp: object, maker: Publisher, paths: Paths, tmp_path: Path
) -> None:
    on = branded(maker, tmp_path, SET)
    clock = TurnedClock()
    async with OpenApp(clock=clock, brands=on) as app:
        await app.until_open()
        clock.pass_seconds(600)
        await app.beat()
        await app.until(lambda: bool(toasts(app)), "the toast")
    async with OpenApp(clock=clock, brands=on) as app:
        await app.until_open()
        await app.beat()
        await page_of(app)
        await app.until(lambda: app.says("Version 9.1 is out"), "the news")
        assert toasts(app) == []
    assert len(maker.asked) == 1


async def test_hidden_in_the_tray_it_waits_until_somebody_can_read_it(
    qapp: object, maker: Publisher, paths: Paths, tmp_path: Path
) -> None:
    clock = TurnedClock()
    async with OpenApp(clock=clock, brands=branded(maker, tmp_path, SET)) as app:
        await app.until_open()
        app.window.hide()
        clock.pass_seconds(600)
        await app.beat()
        await app.until(
            lambda: app.overview.updates is not None and app.overview.updates.newer is not None,
            "the news",
        )
        assert toasts(app) == []
        app.window.show()
        await app.beat()
        await app.until(lambda: bool(toasts(app)), "the toast")


async def test_what_the_company_has_set_is_locked(
    qapp: object, maker: Publisher, paths: Paths, tmp_path: Path
) -> None:
    async with OpenApp(clock=TurnedClock(), brands=branded(maker, tmp_path, SET)) as app:
        await app.until_open()
        page = await page_of(app)
        assert page.look_for_updates.isChecked()
        assert not page.look_for_updates.isEnabled()
        assert app.says("Set by Example")
    assert not load_settings(paths.settings_file).settings.look_for_updates


async def test_where_no_browser_opens_the_address_is_said(
    qapp: object, maker: Publisher, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OpenApp, "_browse", lambda *_: False)
    async with OpenApp(clock=TurnedClock(), brands=branded(maker, tmp_path)) as app:
        await app.until_open()
        (await page_of(app)).look_for_updates.click()
        await app.until(lambda: bool(toasts(app)), "the toast")
        press_the("See what’s new", toasts(app)[0])
        assert app.says(f"No browser opened {PAGE}.")


async def test_a_reset_leaves_nothing_of_it(
    qapp: object, maker: Publisher, paths: Paths, tmp_path: Path
) -> None:
    async with OpenApp(clock=TurnedClock(), brands=branded(maker, tmp_path)) as app:
        await app.until_open()
        (await page_of(app)).look_for_updates.click()
        await app.until(lambda: app.says("Version 9.1 is out"), "the news")
        file = paths.state / "version-news.json"
        assert file.exists()
        app.commands.reset()
        await app.until(lambda: not file.exists(), "the end of the file")
        await app.until(lambda: not app.says("Version 9.1 is out"), "the end of the news")
        await app.beat()
        assert not file.exists()
