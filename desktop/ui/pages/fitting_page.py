"""A page whose parts stand beside each other where there is room, and else below each other."""

from typing import ClassVar

from PySide6.QtGui import QResizeEvent

from desktop.ui.pages.page import Page
from desktop.ui.theme.type import grown


class FittingPage(Page):
    """Fits itself again when the window, or what the sidebar leaves of it, gets another width."""

    WIDE_FROM: ClassVar[int]
    """Pixels that the page needs for parts beside each other."""

    _is_narrow = False
    _is_window_narrow = False

    def wide_from(self) -> int:
        """Pixels that it needs in the person's letters."""
        return grown(self.WIDE_FROM)

    def set_narrow(self, *, narrow: bool) -> None:
        """Fit a window that got narrower or wider than 720 pixels."""
        self._is_window_narrow = narrow
        self._fit(narrow=narrow or self.width() < self.wide_from())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what the sidebar leaves."""
        narrow = self._is_window_narrow or event.size().width() < self.wide_from()
        if narrow != self._is_narrow:
            self._fit(narrow=narrow)
        super().resizeEvent(event)

    def _fit(self, *, narrow: bool) -> None:
        """Lay the parts out, as each page does it, and keep how."""
        self._is_narrow = narrow
