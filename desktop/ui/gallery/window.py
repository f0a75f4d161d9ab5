"""The window of the gallery: all widgets on one ground, and what to wear above."""

from collections.abc import Iterator, Sequence
from typing import Final, cast

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.gallery.controls import further_controls, main_controls
from desktop.ui.gallery.lists import further_lists, main_lists
from desktop.ui.gallery.notices import further_notices, main_notices
from desktop.ui.gallery.opened import opened
from desktop.ui.gallery.pictures import further_pictures, main_pictures
from desktop.ui.gallery.specimen import Force, Group, Photograph, Specimen, Still
from desktop.ui.theme import measure
from desktop.ui.theme.appearance import dress
from desktop.ui.theme.palette import DARK, LIGHT, ink, with_high_contrast
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.segments import Segments

WIDTH: Final = 960
COLUMNS: Final = (432, 432)
BETWEEN: Final = 32

NESTED: Final = 8
"""Layouts in each other, which learn of a new size one after the other."""

DRESSES: Final = {
    "light": LIGHT,
    "dark": DARK,
    "light-high": with_high_contrast(LIGHT),
    "dark-high": with_high_contrast(DARK),
}
WORDS: Final = {
    "light": "Light",
    "dark": "Dark",
    "light-high": "Light, high contrast",
    "dark-high": "Dark, high contrast",
}


class Gallery(QWidget):
    """Every widget in every state, in a dress of four; ``taken`` when all of it is seen."""

    taken = Signal()

    def __init__(self, worn: str = "light") -> None:
        """Wear ``worn``, one of :data:`DRESSES`."""
        super().__init__()
        self.setWindowTitle("Widgets")
        self.groups: list[Group] = []
        self._stills: list[Still] = []
        self.ground: Final = QWidget()
        self.ground.setProperty("ground", "page")
        self.ground.setFixedWidth(WIDTH)
        self._lay_out_ground()
        self._choice: Final = Segments("Dress", tuple(WORDS.items()))
        self._choice.choose(worn)
        self._choice.chosen.connect(self.wear)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.ground)
        scroll.setWidgetResizable(True)
        head = QHBoxLayout()
        head.setContentsMargins(measure.PAGE_PADDING, 16, measure.PAGE_PADDING, 16)
        head.addWidget(self._choice)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        self.resize(WIDTH + 10, 1060)
        FocusRing(self)
        self.wear(worn)

    def wear(self, name: str) -> None:
        """Dress the application."""
        dress(cast("QApplication", QApplication.instance()), DRESSES[name])
        if self.isActiveWindow():
            self.take_again()

    def specimens(self) -> Iterator[Specimen]:
        """All of all groups."""
        for group in self.groups:
            yield from group.specimens

    def take_again(self) -> None:
        """Take the pictures of what is not seen by itself: the focus, and what opens."""
        for still in self._stills:
            still.hide()
            still.deleteLater()
        self._stills.clear()
        for photograph in self.findChildren(Photograph):
            photograph.take_again()
        for _ in range(NESTED):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        for one in self.specimens():
            one.bring_about()
        had = cast("QWidget | None", self.focusWidget()) or self._choice.stops()[0]
        taken = []
        for one in self.specimens():
            if one.force is Force.FOCUS:
                one.widget.setFocus(Qt.FocusReason.TabFocusReason)
                place = one.place_on(self.ground)
                taken.append((place, self.ground.grab(place)))
        had.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stills = [Still(self.ground, *one) for one in taken]
        self.taken.emit()

    def picture(self, place: QRect | None = None) -> QPixmap:
        """The whole ground, or a place of it."""
        seen = self.ground.grab(place or self.ground.rect())
        whole = QPixmap(seen.size())
        whole.setDevicePixelRatio(seen.devicePixelRatio())
        whole.fill(ink("window"))
        with QPainter(whole) as painter:
            painter.drawPixmap(0, 0, seen)
        return whole

    def changeEvent(self, event: QEvent) -> None:
        """Only an active window has a focus to be photographed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            QTimer.singleShot(0, self, self.take_again)

    def _lay_out_ground(self) -> None:
        left = [*main_controls(), *main_pictures(), *main_lists()]
        right = [*main_notices(), *further_notices()]
        below = [*further_controls(), *further_lists(), opened(), *further_pictures()]
        self.groups = left + right + below
        grid = QGridLayout(self.ground)
        side = measure.PAGE_PADDING
        grid.setContentsMargins(side, 24, side, side)
        grid.setHorizontalSpacing(BETWEEN)
        grid.setVerticalSpacing(24)
        for index, groups in enumerate((left, right)):
            grid.addLayout(_column(groups), 0, index)
            grid.setColumnMinimumWidth(index, COLUMNS[index])
            grid.setColumnStretch(index, 1)
        grid.addLayout(_column(below), 1, 0, 1, 2)


def _column(groups: Sequence[Group]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(20)
    for group in groups:
        column.addWidget(group.framed())
    column.addStretch(1)
    return column
