"""The type scale: four sizes by ratio from the system's font, with tabular digits."""

import sys
from enum import Enum
from typing import Final, NamedTuple

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication

LEAST_POINTS: Final = 14.0 if sys.platform == "darwin" else 10.5
"""Points of the body text at least; macOS counts 72 of them to the inch, so a pixel is one."""

PIXELS_OF_BODY: Final = 14
"""Pixels of the body text for which the scale's line heights are given."""


class Step(NamedTuple):
    """One step of the scale: times the body size, and pixels of one line at 14-px body."""

    ratio: float
    line: int


class Size(Enum):
    """The four sizes: second lines, everything, titles, digits."""

    SMALL = Step(0.86, 16)
    BODY = Step(1.0, 20)
    HEADING = Step(1.29, 24)
    DISPLAY = Step(2.0, 36)


class Weight(Enum):
    """Regular text, buttons, and what is a label, title or chosen."""

    REGULAR = QFont.Weight.Normal
    MEDIUM = QFont.Weight.Medium
    STRONG = QFont.Weight.DemiBold


def base_font(system: QFont) -> QFont:
    """The body font for an application whose system font is ``system``."""
    font = QFont(system)
    font.setPointSizeF(max(system.pointSizeF(), LEAST_POINTS))
    _with_tabular_digits(font)
    return font


def font(size: Size = Size.BODY, weight: Weight = Weight.REGULAR) -> QFont:
    """A font of the scale, from the application's body font."""
    made = QFont(QApplication.font())
    if size is not Size.BODY:
        made.setPointSizeF(made.pointSizeF() * size.value.ratio)
    made.setWeight(weight.value)
    return made


def mono_font(size: Size = Size.SMALL) -> QFont:
    """The system's fixed font: claim names and prints of keys."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPointSizeF(QApplication.font().pointSizeF() * size.value.ratio)
    return made


def grown(pixels: int) -> int:
    """``pixels`` of a column of text, for the person's letters: larger ones need more of them."""
    return round(pixels * max(1.0, QFontInfo(QApplication.font()).pixelSize() / PIXELS_OF_BODY))


def line_height(size: Size) -> int:
    """Pixels of one line: as the scale says, and never less than the font needs."""
    grown = QFontInfo(QApplication.font()).pixelSize() / PIXELS_OF_BODY
    return max(round(size.value.line * grown), QFontMetrics(font(size)).height())


def _with_tabular_digits(made: QFont) -> None:
    made.setFeature(QFont.Tag("tnum"), 1)
