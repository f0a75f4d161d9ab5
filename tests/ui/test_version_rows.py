"""Newer versions in Settings and in a toast: offered where somebody can be asked, and quiet."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.foundation.errors import AuthenticatorError, ServiceUnreachableError
from desktop.foundation.settings import LoadedSettings, Settings, Theme
from desktop.foundation.update_errors import NewsNotBelievedError
from desktop.session.update_facts import NewerVersion, UpdateFacts
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.routing import Where
from desktop.ui.widgets.text import Text
from tests.ui.scenes import ACTIVE, NOW, overview_of
from tests.ui.stage import Stage, press, settle, words_of

HOST = "updates.example.com"
ON = Settings(theme=Theme.LIGHT, look_for_updates=True)
NEWER = NewerVersion(version="9.1", released=NOW - 40 * 86_400, page_host="example.com")


def page_with(stage: Stage, facts: UpdateFacts | None) -> SettingsPage:
    stage.show(replace(overview_of(ACTIVE), updates=facts), Where.SETTINGS)
    return stage.page(SettingsPage)


def test_where_nobody_can_be_asked_there_is_nothing_to_choose(stage: Stage) -> None:
    page = page_with(stage, None)
    assert not page.look_for_updates.isVisible()
    assert "newer versions" not in words_of(page)
    assert "See what’s new" not in words_of(page)


def test_it_is_off_until_somebody_switches_it_on(stage: Stage) -> None:
    page = page_with(stage, UpdateFacts(source_host=HOST))
    assert page.look_for_updates.isVisible()
    assert not page.look_for_updates.isChecked()
    asks = f"Asks {HOST} once a day. Nothing about you is sent, and nothing installs by itself."
    assert asks in words_of(page)
    assert page.look_for_updates.accessibleDescription() == asks
    press(page.look_for_updates, Qt.Key.Key_Space)
    assert stage.commands.named("change_settings") == [(ON,)]


def test_what_was_kept_is_shown(stage: Stage) -> None:
    page = page_with(stage, UpdateFacts(source_host=HOST))
    stage.window.draw_settings(LoadedSettings(ON))
    assert page.look_for_updates.isChecked()


def test_a_newer_version_is_named_with_its_day_and_leads_to_its_page(stage: Stage) -> None:
    page = page_with(stage, UpdateFacts(source_host=HOST, newer=NEWER, looked_at=NOW))
    words = words_of(page)
    assert "Version 9.1 is out" in words
    assert "Opens example.com in the browser." in words
    [button] = [one for one in page.findChildren(type(page.reset)) if "new" in one.text()]
    assert button.isVisible()
    assert "example.com" in button.accessibleDescription()
    press(button, Qt.Key.Key_Space)
    assert stage.commands.named("open_newer_version") == [()]


def test_where_there_is_none_it_says_when_it_asked(stage: Stage) -> None:
    page = page_with(stage, UpdateFacts(source_host=HOST, looked_at=NOW))
    [line] = [one for one in page.findChildren(Text) if "knew none" in one.text()]
    assert line.text().startswith("Today at ")
    assert line.text().endswith(f", {HOST} knew none. It is asked once a day.")
    assert "is out" not in words_of(page)


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (
            NewsNotBelievedError(host=HOST, reason="its signature is wrong"),
            f"What {HOST} says of newer versions can’t be believed: its signature is wrong.",
        ),
        (
            ServiceUnreachableError(host=HOST, reason="the name is not known"),
            f"No answer from {HOST}: the name is not known.",
        ),
    ],
)
def test_why_the_last_answer_was_none_stands_there_quietly(
    stage: Stage, problem: AuthenticatorError, words: str
) -> None:
    page = page_with(stage, UpdateFacts(source_host=HOST, newer=NEWER, problem=problem))
    assert words in words_of(page)
    assert "Version 9.1 is out" in words_of(page)
    assert not page.banner.isVisible()


def test_the_rows_keep_their_words_in_the_narrow_window(stage: Stage) -> None:
    page = page_with(stage, UpdateFacts(source_host="a" * 60 + ".example.com", newer=NEWER))
    stage.window.resize(420, 560)
    settle()
    for text in page.findChildren(Text):
        if text.isVisible() and ("example" in text.text() or "is out" in text.text()):
            assert text.width() <= page.width()
            assert text.height() >= text.heightForWidth(text.width())
