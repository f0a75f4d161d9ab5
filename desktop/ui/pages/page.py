"""What every page is: a header, and a body that scrolls."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.foundation.settings import LoadedSettings
from desktop.session.snapshot import Overview
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight, grown
from desktop.ui.widgets.button import SIDE, Button, Kind
from desktop.ui.widgets.sides import set_sides
from desktop.ui.widgets.text import Elided, Text
from desktop.ui.widgets.viewport import give_viewport


class Page(QWidget):
    """Draws its part of the overview; the window calls these when there is something new."""

    def lay_out(self) -> None:
        """Put what was made in its place, where that is too much for the turn that made it."""

    def draw(self, overview: Overview, now: float) -> None:
        """Show the overview at wall time ``now``, seconds."""

    def draw_settings(self, loaded: LoadedSettings) -> None:
        """Show the settings as they are kept."""

    def step(self, now: float) -> None:
        """A second has passed and the page is visible."""

    def set_narrow(self, *, narrow: bool) -> None:
        """The window got narrower or wider than 720 pixels."""

    def select(self, item: int | None) -> None:
        """Show what somebody was led here for, as soon as it is known; None for nothing certain."""

    def step_back(self) -> bool:
        """Go a step back within the page; false where there is none."""
        return False

    def enter(self) -> None:
        """The page has come to the front: put the focus where the person goes on."""

    def come(self, *, is_first: bool) -> None:
        """Be entered; but for the first page, say which one it is if the focus doesn't."""
        self.enter()
        if is_first or not self.isActiveWindow():
            return
        said, focused = self.said_at_entry(), cast("QWidget | None", self.window().focusWidget())
        if said and (focused is None or focused.accessibleName() != said):
            # Imported here: the first page is read by whoever reads the window.
            from desktop.ui.widgets.banner import announce

            announce(self, said)

    def said_at_entry(self) -> str:
        """What a person hears who can't see which page has come: its heading."""
        headings = (one for one in self.findChildren(Text) if one.is_heading)
        return next((one.text() for one in headings if one.isVisibleTo(self)), "")

    def resume(self, name: str, scrolled: int) -> None:
        """Go on at the control of this object name: the page was built anew while it was used.

        ``scrolled`` is how many pixels of it had gone up.
        """
        control = self.findChild(QWidget, name) if name else None
        if control is not None:
            control.setFocus(Qt.FocusReason.OtherFocusReason)
        body = self.findChild(Scroll)
        if body is not None:
            body.show_all_of(control or body, scrolled)

    def shows_problem(self) -> bool:
        """Whether the page itself shows ``Overview.problem``."""
        return False


@contextmanager
def keeping_focus(page: QWidget, fallback: QWidget) -> Iterator[None]:
    """While a page is drawn: give ``fallback`` the focus if what had it can't have it any more.

    Qt would give it to the next stop of the tabulator key, which may be beyond the page.
    """
    had = _has_focus_inside(page)
    yield
    if had and not _has_focus_inside(page):
        fallback.setFocus(Qt.FocusReason.OtherFocusReason)


def _has_focus_inside(page: QWidget) -> bool:
    focused: QWidget | None = page.window().focusWidget()
    return focused is not None and page.isAncestorOf(focused)


class Header(QWidget):
    """The title, or the way back, and the page's actions."""

    def __init__(self, title: str = "", back: str = "") -> None:
        """Show ``title``; ``back`` names the page that the way back leads to."""
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setSpacing(measure.GAP)
        self.back: Final = Button(back, Kind.QUIET, icon="ui/back")
        self.title: Final = Elided(title, size=Size.HEADING, weight=Weight.STRONG)
        self._line.addWidget(self.back)
        self.back.setVisible(bool(back))
        self._line.addWidget(self.title)
        self.title.setVisible(bool(title))
        self._line.addStretch(1)
        self._is_narrow = False
        self.set_narrow(narrow=False)

    def lead_back(self, *, back: bool) -> None:
        """Show the way back, or the title in its place."""
        self.back.setVisible(back)
        self.title.setVisible(not back)
        self.set_narrow(narrow=self._is_narrow)

    def lead_back_from(self, title: str, back: str) -> None:
        """Show ``title`` after a way back that is an icon alone; ``back`` is what it is called."""
        self.title.setText(title)
        self.title.show()
        self.back.setText("")
        self.back.set_kind(Kind.BARE)
        self.back.setAccessibleName(back)
        self.back.setToolTip(back)
        self.back.show()
        self.set_narrow(narrow=self._is_narrow)

    def add(self, widget: QWidget) -> None:
        """Put an action at the end."""
        self._line.addWidget(widget)

    def set_narrow(self, *, narrow: bool) -> None:
        """Take the page's padding."""
        self._is_narrow = narrow
        side = measure.PAGE_PADDING_NARROW if narrow else measure.PAGE_PADDING
        # The way back is a button with sides of its own: its icon stands where a title begins.
        before = SIDE if self.back.text() else (measure.CONTROL - measure.ICON) // 2
        left = side if self.back.isHidden() else side - before
        set_sides(self._line, left, 0, side, 0)
        self.setFixedHeight(measure.HEADER_NARROW if narrow else measure.HEADER)


class Scroll(QScrollArea):
    """A body that scrolls up and down, never sideways."""

    def __init__(self) -> None:
        """Hold an empty column."""
        super().__init__()
        give_viewport(self)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._padding = (0, 0, 0, 0)
        inside = QWidget()
        inside.setProperty("ground", "page")
        self.column: Final = QVBoxLayout(inside)
        self.column.setSpacing(0)
        self.setWidget(inside)
        self.verticalScrollBar().installEventFilter(self)

    def set_padding(self, left: int, top: int, right: int, bottom: int) -> None:
        """Keep so many pixels clear; the scroll bar lies in them, so that nothing jumps."""
        self._padding = (left, top, right, bottom)
        self._pad()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the scroll bar came or went."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._pad()
        return super().eventFilter(watched, event)

    def _pad(self) -> None:
        left, top, right, bottom = self._padding
        bar = self.verticalScrollBar()
        width = bar.sizeHint().width() if bar.isVisible() else 0
        set_sides(self.column, left, top, max(0, right - width), bottom)

    def show_all_of(self, widget: QWidget, scrolled: int | None = None) -> None:
        """Scroll so that ``widget`` is seen, once what was shown just now has its place.

        Where it is seen, and that far, with ``scrolled`` pixels gone up.
        """
        self._settle_on(widget, scrolled, -1)

    def _settle_on(self, widget: QWidget, scrolled: int | None, before: int) -> None:
        # Wrapped words find their height in more than one turn: go on until nothing moves.
        if scrolled is not None:
            self.verticalScrollBar().setValue(scrolled)
        if widget is not self:
            self.ensureWidgetVisible(widget, 0, measure.GAP)
        now = self.verticalScrollBar().maximum()
        if now != before:
            QTimer.singleShot(0, self, partial(self._settle_on, widget, scrolled, now))


class ColumnPage(Page):
    """A page with one centred column whose top is fixed, so that pages don't jump."""

    def __init__(self, *, back: str = "", width: int = measure.SIGN_IN_COLUMN) -> None:
        """Begin with an empty column of at most ``width`` pixels."""
        super().__init__()
        self.header: Final = Header(back=back)
        self.body: Final = Scroll()
        inside = QWidget()
        inside.setMaximumWidth(grown(width))
        self.column: Final = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        centred = QHBoxLayout()
        centred.setContentsMargins(0, 0, 0, 0)
        centred.addStretch(1)
        centred.addWidget(inside, 1000)
        centred.addStretch(1)
        self.body.column.addLayout(centred)
        self.body.column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        page.addWidget(self.body, 1)
        ColumnPage.set_narrow(self, narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Take the page's padding."""
        self._is_narrow = narrow
        side = measure.PAGE_PADDING_NARROW if narrow else measure.PAGE_PADDING
        top = measure.GAP if narrow else measure.CARD_PADDING_WIDE
        self.body.set_padding(side, top, side, measure.CARD_PADDING_WIDE)
        self.header.set_narrow(narrow=narrow)
