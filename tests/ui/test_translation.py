"""Every language is whole: in step with the texts, compiled, with the values that texts name."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.foundation.resources import resource
from desktop.foundation.settings import LoadedSettings, Settings
from desktop.ui import times
from desktop.ui.counted import counted
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.routing import PageName, Where
from desktop.ui.translation import (
    Translation,
    formats_for,
    language_for,
    languages,
    offered,
)
from tests.parts.child import CHECKOUT
from tests.ui.scenes import ACTIVE, NOW, SCENES, overview_of
from tests.ui.stage import Stage, settle, words_of

FOLDER = resource("translations")
LANGUAGES = offered(FOLDER)
VALUE = re.compile(r"\{\w+\}|%n")


@pytest.fixture
def german(qapp: QApplication, english: Translation) -> Iterator[Translation]:
    """The same application in German, and in English again afterwards."""
    english.use("de")
    settle()
    yield english
    english.use("")
    settle()


@pytest.mark.parametrize(
    ("chosen", "wanted", "spoken"),
    [
        ("de", ["en-GB", "en"], "de"),
        ("", ["de-AT", "de-Latn-AT", "de"], "de"),
        ("", ["de_CH"], "de"),
        ("", ["sv-SE", "de-DE"], "de"),
        ("", ["sv-SE"], "en"),
        ("", [], "en"),
        ("tlh", ["de-DE"], "de"),
    ],
)
def test_the_language_is_the_chosen_one_or_the_systems(
    chosen: str, wanted: list[str], spoken: str
) -> None:
    assert language_for(chosen, wanted, ("de", "en")) == spoken


@pytest.mark.parametrize(
    ("language", "system", "formats"),
    [
        ("de", "de-AT", "de_AT"),
        ("de", "en-US", "de_DE"),
        ("en", "en-US", "en_US"),
        ("en", "sv-SE", "en_SE"),
        ("en", "ru-RU", "en_GB"),
        ("en", "C", "C"),
        ("de", "C", "de_DE"),
    ],
)
def test_dates_are_written_as_the_language_writes_them_where_the_person_lives(
    language: str, system: str, formats: str
) -> None:
    assert formats_for(language, QLocale(system)).name() == formats


def test_each_language_is_offered_by_its_own_name() -> None:
    assert languages() == (("de", "Deutsch"), ("en", "English"))


def test_every_language_is_in_step_with_the_texts_and_compiled(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        shutil.copy(file, tmp_path)
    subprocess.run(
        [CHECKOUT / ".ci" / "translations"],
        check=True,
        cwd=CHECKOUT,
        env={**os.environ, "TRANSLATIONS": str(tmp_path), "PYTHON": sys.executable},
    )
    for file in FOLDER.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes(), (
            f"make translations: {file}"
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_left_untranslated(language: str) -> None:
    for message in messages(language):
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, message.findtext("source")
        assert all(forms_of(message)), message.findtext("source")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_translation_names_the_values_of_its_text(language: str) -> None:
    for message in messages(language):
        source = message.findtext("source", "")
        wanted = sorted(VALUE.findall(source))
        counts = message.get("numerus") == "yes"
        for form in forms_of(message):
            found = sorted(VALUE.findall(form))
            # “In the last day” needs no number.
            assert found == wanted or (counts and sorted([*found, "%n"]) == wanted), source


def test_numbers_ask_for_their_form(german: Translation) -> None:
    assert counted.requests_waiting(1) == "1 Anfrage wartet"
    assert counted.requests_waiting(2) == "2 Anfragen warten"
    german.use("en")
    assert counted.requests_waiting(1) == "1 request waiting"
    assert counted.requests_waiting(2) == "2 requests waiting"


def test_dates_are_german_in_german(german: Translation) -> None:
    assert times.long_day(NOW) == "24. November 2026"
    assert times.day_only(NOW - 5 * times.DAY, NOW) == "19. Nov."
    assert times.moment(NOW, NOW) == "heute um 13:49"
    assert times.precise(NOW, NOW) == "heute, 13:49:38"


@pytest.mark.parametrize(
    ("pattern", "whole"),
    [
        ("HH:mm", "HH:mm:ss"),
        ("H.mm", "H.mm.ss"),
        ("h:mm AP", "h:mm:ss AP"),
        ("HH:mm:ss", "HH:mm:ss"),
    ],
)
def test_seconds_stand_after_the_minutes(pattern: str, whole: str) -> None:
    assert times.with_seconds(pattern) == whole


def test_another_language_is_spoken_at_once_and_the_person_stays_where_they_were(
    stage: Stage, english: Translation
) -> None:
    stage.show(SCENES["settings"], Where.SETTINGS)
    stage.page(SettingsPage).language.setFocus(Qt.FocusReason.TabFocusReason)
    english.use("de")
    settle()
    page = stage.page(SettingsPage)
    assert "Beim Schließen im Infobereich bleiben" in words_of(page)
    assert stage.window.focusWidget() is page.language
    assert page.language.visibleRegion().boundingRect() == page.language.rect()
    stage.show(overview_of(ACTIVE), Where.SESSION)
    assert "Angemeldet heute um 09:04 mit einem Code per E-Mail" in words_of(stage.window)
    english.use("")
    settle()
    assert "Signed in today at" in words_of(stage.window)


def test_the_language_that_is_kept_is_picked_in_settings(stage: Stage) -> None:
    stage.show(SCENES["settings"], Where.SETTINGS)
    page = stage.page(SettingsPage)
    names = [page.language.itemText(index) for index in range(page.language.count())]
    assert names == ["System (English)", "Deutsch", "English"]
    stage.window.draw_settings(LoadedSettings(Settings(language="de")))
    assert page.language.currentText() == "Deutsch"
    page.language.setCurrentIndex(0)
    ((command, settings),) = stage.commands.calls
    assert command == "change_settings"
    assert isinstance(settings, Settings)
    assert settings.language == ""
    assert stage.shown() is PageName.SETTINGS


def test_what_qt_says_by_itself_is_german_too(german: Translation, qapp: QApplication) -> None:
    line = QLineEdit("a")
    menu = line.createStandardContextMenu()
    said = [action.text().split("\t")[0].replace("&", "") for action in menu.actions()]
    assert "Kopieren" in said
    menu.deleteLater()


def test_a_file_of_another_language_is_read_where_it_lies(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "de.qm", tmp_path / "xx.qm")
    assert offered(tmp_path) == ("xx",)
    assert QTranslator().load(str(tmp_path / "xx.qm"))


def messages(language: str) -> list[ElementTree.Element]:
    """The messages of a language's file."""
    found = list(ElementTree.parse(FOLDER / f"{language}.ts").iter("message"))  # noqa: S314 (our own)
    assert found
    return found


def forms_of(message: ElementTree.Element) -> list[str]:
    """What a text is in the language: one form, or one for each kind of number."""
    if message.get("numerus") == "yes":
        return [form.text or "" for form in message.iter("numerusform")]
    return [message.findtext("translation", "")]
