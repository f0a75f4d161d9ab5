"""Pages are taken down: all of them, or those that would be dressed anew with nobody looking."""

from typing import Final

from PySide6.QtWidgets import QStackedWidget
from shiboken6 import delete

from desktop.ui.pages.page import Page
from desktop.ui.routing import PageName

SHOWN_AGAIN: Final = (
    PageName.SESSION,
    PageName.REQUESTS,
    PageName.DEVICES,
    PageName.HISTORY,
    PageName.SETTINGS,
)
"""Those that lose nothing: what they show comes with each overview, and nothing is typed there."""


def take_down_all(stack: QStackedWidget, pages: dict[PageName, Page]) -> None:
    """Have nothing of any page left, once whoever called from one has returned."""
    for page in pages.values():
        stack.removeWidget(page)
        page.hide()
        page.deleteLater()
    pages.clear()


def take_down_resting(stack: QStackedWidget, pages: dict[PageName, Page]) -> None:
    """Have only the page that is shown wear what comes next; at once, as dressing does not wait."""
    for name in SHOWN_AGAIN:
        page = pages.get(name)
        if page is not None and page is not stack.currentWidget():
            del pages[name]
            stack.removeWidget(page)
            delete(page)
