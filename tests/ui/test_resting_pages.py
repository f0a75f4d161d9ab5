"""A change of colours dresses what is seen; what is not is built again when it is shown again."""

from desktop.foundation.settings import LoadedSettings, Settings, Theme
from desktop.ui.pages.connect import ConnectPage
from desktop.ui.pages.history import HistoryPage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.routing import PageName, Where
from tests.ui.device_scenes import DEVICE_SCENES
from tests.ui.scenes import SCENES
from tests.ui.stage import Stage, settle, type_text, words_of


def wear(stage: Stage, theme: Theme) -> None:
    stage.window.draw_settings(LoadedSettings(Settings(theme=theme)))
    settle()


def test_pages_out_of_sight_go_and_the_shown_one_stays(stage: Stage) -> None:
    stage.show(DEVICE_SCENES["history"], Where.HISTORY)
    before = stage.page(HistoryPage)
    said = words_of(before)
    stage.show(DEVICE_SCENES["history"], Where.SETTINGS)
    settings = stage.page(SettingsPage)

    wear(stage, Theme.DARK)

    assert stage.page(SettingsPage) is settings
    stage.window.go(Where.HISTORY)
    settle()
    assert stage.page(HistoryPage) is not before
    assert words_of(stage.page(HistoryPage)) == said


def test_what_was_typed_on_the_way_to_a_service_is_kept(stage: Stage) -> None:
    stage.show(SCENES["welcome"], Where.CONNECT)
    page = stage.page(ConnectPage)
    type_text(page.address.edit, "https://login")
    stage.show(SCENES["welcome"], Where.SETTINGS)

    wear(stage, Theme.DARK)

    assert stage.window.page_widget(PageName.CONNECT) is page
    assert page.address.text() == "https://login"
