"""The palette can be read: WCAG 2 contrast of every pair that is drawn, light and dark."""

import itertools
import math
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QTreeView,
)

from desktop.foundation.settings import LoadedSettings, Settings, Theme
from desktop.session.snapshot import Overview
from desktop.ui.inbox import Inbox
from desktop.ui.pages.connect import ConnectPage
from desktop.ui.routing import Where
from desktop.ui.theme.palette import DARK, LIGHT, Palette, as_qpalette, with_high_contrast
from desktop.ui.widgets.field import Picker
from tests.ui.stage import Stage, settle

PALETTES = {
    "light": LIGHT,
    "dark": DARK,
    "light-high": with_high_contrast(LIGHT),
    "dark-high": with_high_contrast(DARK),
}

TEXT = 4.5
CONTROL = 3.0

MADE_OUT = 2.6
"""What can't be used is below the bound of text, and still not gone."""

AS_WRITTEN = {
    "outline": "surface 4.0 4.1, window 3.7 4.6, inset 3.4 4.7, raised 4.0 3.7",
    "text": (
        "window 14.8 14.2, sidebar 13.7 15.1, surface 16.0 12.8, raised 16.0 11.4, hover 14.2 11.7,"
        "accent_soft 13.0 10.4, positive_soft 13.5 11.2, warning_soft 13.8 11.4,"
        "danger_soft 13.3 11.8"
    ),
    "muted": (
        "window 5.7 7.5, sidebar 5.3 7.9, surface 6.2 6.7, raised 6.2 6.0, side_hover 4.7 6.7,"
        "inset 5.3 7.7, accent_soft 5.0 5.4"
    ),
    "disabled": "surface 3.1 3.2",
    "accent": "window 6.6 8.2, surface 7.1 7.4, raised 7.1 6.6, track 5.3 5.4",
    "accent_ink": "accent_soft 7.3 8.1",
    "on_accent": "accent 7.1 7.9, accent_hover 8.8 9.2, accent_press 11.0 6.5",
    "positive": "surface 6.1 7.6, positive_soft 5.2 6.6",
    "warning": "surface 6.6 7.8, warning_soft 5.7 6.9, track 4.9 5.7",
    "danger": "window 6.0 7.1, surface 6.5 6.4, danger_soft 5.4 5.9, danger_soft2 4.7 4.8",
    "on_danger": "danger 6.5 7.6, danger_hover 8.2 9.1, danger_press 10.4 6.0",
    "focus": "window 6.6 8.2, surface 7.1 7.4, sidebar 6.1 8.7",
    "on_selection": "selection 7.1 5.6",
    "scroll": "window 3.1 3.5, surface 3.4 3.2",
    "border": "window 1.2 1.5, surface 1.3 1.3",
}
"""What the visual language says of its own pairs, light and dark, rounded down."""

WORDS_ON = {
    "text": (
        "window sidebar surface raised inset hover side_hover accent_soft positive_soft "
        "warning_soft danger_soft"
    ),
    "muted": "window sidebar surface raised inset hover side_hover accent_soft",
    "accent": "window surface raised",
    "accent_hover": "window surface",
    "accent_press": "window surface",
    "accent_ink": "accent_soft",
    "on_accent": "accent accent_hover accent_press",
    "positive": "surface positive_soft",
    "warning": "surface warning_soft",
    "danger": "window surface danger_soft danger_soft2",
    "on_danger": "danger danger_hover danger_press",
    "on_selection": "selection",
}
"""Roles of words, and the grounds that they stand on."""

EDGES_ON = {
    "outline": (
        "window surface raised sidebar hover accent_soft positive_soft warning_soft danger_soft "
        "inset"
    ),
    "focus": (
        "window surface sidebar raised inset hover side_hover accent_soft positive_soft "
        "warning_soft danger_soft"
    ),
    "scroll": "window surface",
    "accent": "track window surface sidebar accent_soft inset",
    "warning": "track window surface sidebar warning_soft",
    "danger": "window surface sidebar raised danger_soft",
    "positive": "window surface sidebar raised positive_soft",
    "muted": "track window surface sidebar inset danger_soft",
}
"""Roles of edges, icons, focus and rings, and what lies beside them."""


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2 defines it, 0 to 1."""

    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return (
        0.2126 * linear(colour.redF())
        + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF())
    )


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, 1 to 21."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(ink, ground) for ink, grounds in table.items() for ground in grounds.split()]


def of(palette: Palette, role: str) -> QColor:
    value: str = getattr(palette, role)
    return QColor(value)


def test_the_measure_itself_is_right() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("ink", "ground"), pairs(WORDS_ON))
def test_words_can_be_read(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(of(palette, ink), of(palette, ground)) >= TEXT


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("ink", "ground"), pairs(EDGES_ON))
def test_controls_icons_and_focus_can_be_seen(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(of(palette, ink), of(palette, ground)) >= CONTROL


@pytest.mark.parametrize("ink", AS_WRITTEN)
def test_each_pair_has_the_contrast_that_is_written_of_it(ink: str) -> None:
    for line in AS_WRITTEN[ink].split(","):
        ground, *written = line.split()
        computed = [contrast(of(one, ink), of(one, ground)) for one in (LIGHT, DARK)]
        assert [math.floor(one * 10) / 10 for one in computed] == [float(one) for one in written]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("ground", ["surface", "window", "inset", "raised", "sidebar"])
def test_what_cannot_be_used_can_be_made_out(palette: Palette, ground: str) -> None:
    made_out = contrast(of(palette, "disabled"), of(palette, ground))
    assert MADE_OUT <= made_out < TEXT


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_high_contrast_draws_hairlines_as_strong_as_edges(palette: Palette) -> None:
    high = with_high_contrast(palette)
    assert high.border == palette.outline
    assert high.muted == palette.text
    for ground in EDGES_ON["outline"].split():
        assert contrast(of(high, "border"), of(high, ground)) >= CONTROL


def test_every_role_is_measured() -> None:
    inks = {*WORDS_ON, *EDGES_ON, "disabled", "border"}
    grounds = {ground for _, ground in pairs(WORDS_ON) + pairs(EDGES_ON)}
    assert set(Palette._fields) <= inks | grounds


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("ground", ["window", "sidebar", "raised"])
def test_the_handle_of_a_scroll_bar_is_seen_where_it_lies(
    theme: Theme, ground: str, stage: Stage
) -> None:
    stage.window.draw_settings(LoadedSettings(Settings(theme=theme)))
    stage.show(Overview())
    area = {"window": QScrollArea, "sidebar": Inbox, "raised": _List}[ground]()
    area.setParent(stage.window)
    bar = next(one for one in area.findChildren(QScrollBar) if one.orientation().value == 2)
    bar.setRange(0, 400)
    bar.resize(10, 100)
    area.show()
    palette = LIGHT if theme is Theme.LIGHT else DARK
    handle = bar.grab().toImage().pixelColor(5, 5)
    assert handle.name() != of(palette, ground).name()
    assert contrast(handle, of(palette, ground)) >= CONTROL


@pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs are windows; this is offscreen
@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_a_chooser_of_files_that_qt_draws_itself_wears_our_colours(
    theme: Theme, stage: Stage, tmp_path: Path
) -> None:
    (tmp_path / "code.png").touch()
    stage.window.draw_settings(LoadedSettings(Settings(theme=theme)))
    chooser = QFileDialog(stage.window, directory=str(tmp_path))
    chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
    chooser.show()
    settle()
    palette = LIGHT if theme is Theme.LIGHT else DARK
    for part in (QHeaderView, QTreeView, QPushButton):
        seen = chooser.findChildren(part)
        shown = next(one for one in seen if one.isVisible() and one.isEnabled())
        image = shown.grab().toImage()
        ground = image.pixelColor(8, 4)
        assert ground.name() == palette.surface.lower(), part
        assert max(contrast(one, ground) for one in colours(image)) >= TEXT, part
    chooser.close()


class _List(Picker):
    """A list to pick from, whose bar is there before it opens."""

    def __init__(self) -> None:
        super().__init__("One of many")
        self.view()


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_what_qt_draws_itself_can_be_read_too(palette: Palette) -> None:
    made = as_qpalette(palette)
    for ink, ground in (
        (made.windowText(), made.window()),
        (made.text(), made.base()),
        (made.buttonText(), made.button()),
        (made.placeholderText(), made.base()),
        (made.highlightedText(), made.highlight()),
        (made.toolTipText(), made.toolTipBase()),
        (made.link(), made.window()),
    ):
        assert contrast(ink.color(), ground.color()) >= TEXT


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_a_placeholder_is_painted_as_strong_as_the_palette_says(theme: Theme, stage: Stage) -> None:
    stage.window.draw_settings(LoadedSettings(Settings(theme=theme)))
    stage.show(Overview(), Where.CONNECT)
    page = stage.page(ConnectPage)
    page.name.setFocus()
    ground, strongest = ground_and_ink(page.key.edit)
    assert contrast(strongest, ground) >= TEXT


def ground_and_ink(field: QLineEdit) -> tuple[QColor, QColor]:
    """The ground of a field, and of all that is painted on it what stands out most."""
    field.clearFocus()
    image = field.grab(field.rect().adjusted(8, 8, -8, -8)).toImage()
    ground = image.pixelColor(image.width() - 1, 0)
    return ground, max(colours(image), key=lambda one: contrast(one, ground))


def colours(image: QImage) -> list[QColor]:
    """Every colour in a picture."""
    places = itertools.product(range(image.width()), range(image.height()))
    return [QColor(value) for value in {image.pixel(x, y) for x, y in places}]


def test_the_focus_ring_is_two_pixels_in_the_colour_of_focus(stage: Stage) -> None:
    stage.show(Overview())
    focused = stage.window.focusWidget()
    assert focused is not None
    image = stage.window.grab().toImage()
    left = focused.mapTo(stage.window, focused.rect().topLeft()).x()
    middle = focused.mapTo(stage.window, focused.rect().center()).y()
    row = [image.pixelColor(x, middle) for x in range(left - 6, left)]
    assert [one.name() == LIGHT.focus.lower() for one in row].count(True) == 2
    assert row[-1].name() == LIGHT.window.lower()
    assert Qt.FocusPolicy.StrongFocus is focused.focusPolicy()
