"""The palette can be read: WCAG 2 contrast of every pair that is drawn, light and dark."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLineEdit

from desktop.foundation.settings import LoadedSettings, Settings, Theme
from desktop.session.snapshot import Overview
from desktop.ui.pages.connect import ConnectPage
from desktop.ui.routing import Where
from desktop.ui.theme.palette import DARK, LIGHT, Palette, as_qpalette, with_high_contrast
from tests.ui.stage import Stage

PALETTES = {
    "light": LIGHT,
    "dark": DARK,
    "light-high": with_high_contrast(LIGHT),
    "dark-high": with_high_contrast(DARK),
}

TEXT = 4.5
CONTROL = 3.0

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
    "outline": "window surface raised accent_soft warning_soft danger_soft inset",
    "focus": "window surface sidebar raised accent_soft",
    "scroll": "window surface",
    "accent": "track surface accent_soft inset",
    "warning": "track window warning_soft",
    "danger": "window surface danger_soft",
    "positive": "window surface sidebar",
    "muted": "track window sidebar inset",
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


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_high_contrast_draws_hairlines_as_strong_as_edges(palette: Palette) -> None:
    high = with_high_contrast(palette)
    assert high.border == palette.outline
    assert high.muted == palette.text


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
