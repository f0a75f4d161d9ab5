"""One page at a time: what is built when, what is kept, and where the person goes on."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.foundation.settings import LoadedSettings, Settings, Theme
from desktop.ui.pages.connect import ConnectPage
from desktop.ui.pages.history import HistoryPage
from desktop.ui.pages.page import Scroll
from desktop.ui.pages.session import SessionPage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.routing import PageName, Where
from desktop.ui.widgets.segments import Segment
from tests.ui.device_scenes import DEVICE_SCENES
from tests.ui.scenes import ACTIVE, SCENES, overview_of
from tests.ui.stage import Stage, settle, type_text, words_of


def wear(stage: Stage, theme: Theme) -> None:
    stage.window.draw_settings(LoadedSettings(Settings(theme=theme)))
    settle()


def test_a_page_is_built_in_one_turn_and_drawn_in_the_next(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE))
    stage.window.go(Where.HISTORY)
    assert stage.shown() is PageName.SESSION
    settle()
    assert stage.shown() is PageName.HISTORY


def test_a_page_that_was_built_before_comes_at_once(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE), Where.HISTORY)
    stage.show(overview_of(ACTIVE), Where.SESSION)
    stage.window.go(Where.HISTORY)
    assert stage.shown() is PageName.HISTORY


def test_what_hides_everything_never_waits(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE))
    stage.window.draw(SCENES["screened"])
    assert stage.shown() is PageName.SCREENED


def test_another_theme_takes_down_the_pages_that_rest(stage: Stage) -> None:
    stage.show(DEVICE_SCENES["history"], Where.HISTORY)
    before = stage.page(HistoryPage)
    said = words_of(before)
    stage.show(DEVICE_SCENES["history"], Where.SESSION)
    session = stage.page(SessionPage)

    wear(stage, Theme.DARK)

    assert stage.page(SessionPage) is session
    stage.window.go(Where.HISTORY)
    settle()
    assert stage.page(HistoryPage) is not before
    assert words_of(stage.page(HistoryPage)) == said


def test_settings_built_anew_in_another_theme_are_where_they_were(stage: Stage) -> None:
    stage.window.resize(720, 560)
    stage.show(SCENES["settings"], Where.SETTINGS)
    before = stage.page(SettingsPage)
    [dark] = [one for one in before.findChildren(Segment) if one.value == Theme.DARK]
    dark.setFocus(Qt.FocusReason.TabFocusReason)
    bar = body_of(before).verticalScrollBar()
    bar.setValue(dark.mapTo(before, dark.rect().topLeft()).y() - 120)
    scrolled = bar.value()
    assert scrolled > 0
    QTest.keyClick(dark, Qt.Key.Key_Space)

    wear(stage, Theme.DARK)

    page = stage.page(SettingsPage)
    focused = QApplication.focusWidget()
    assert page is not before
    assert page.theme.value() == Theme.DARK
    assert isinstance(focused, Segment)
    assert page.theme.isAncestorOf(focused)
    assert focused.value == Theme.DARK
    assert body_of(page).verticalScrollBar().value() == scrolled
    seen = stage.window.screen().grabWindow(stage.window.winId()).toImage()
    assert seen.pixelColor(4, 300).lightness() < 60


def test_a_line_half_typed_in_settings_stays(stage: Stage) -> None:
    stage.show(SCENES["settings"], Where.SETTINGS)
    page = stage.page(SettingsPage)
    type_text(page.proxy, "http://pro")

    stage.window.appearance.use(Theme.DARK)
    settle()

    assert stage.page(SettingsPage) is page
    assert page.proxy.text() == "http://pro"


def test_who_leaves_while_the_theme_changes_is_where_they_went(stage: Stage) -> None:
    stage.show(SCENES["settings"], Where.SETTINGS)
    stage.page(SettingsPage).start_hidden.setFocus(Qt.FocusReason.TabFocusReason)
    stage.window.appearance.use(Theme.DARK)
    QApplication.processEvents()
    stage.window.go(Where.SESSION)
    settle()
    assert stage.shown() is PageName.SESSION


def body_of(page: SettingsPage) -> Scroll:
    found = page.findChild(Scroll)
    assert isinstance(found, Scroll)
    return found


def test_what_was_typed_on_the_way_to_a_service_is_kept(stage: Stage) -> None:
    stage.show(SCENES["welcome"], Where.CONNECT)
    page = stage.page(ConnectPage)
    type_text(page.address.edit, "https://login")
    stage.show(SCENES["welcome"], Where.SETTINGS)

    wear(stage, Theme.DARK)

    assert stage.window.page_widget(PageName.CONNECT) is page
    assert page.address.text() == "https://login"
