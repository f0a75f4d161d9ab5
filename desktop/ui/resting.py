"""Pages that nobody sees are taken down rather than dressed anew: they are built when shown again."""

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


def take_down_resting(stack: QStackedWidget, pages: dict[PageName, Page]) -> None:
    """Have only the page that is shown wear what comes next; at once, as dressing does not wait."""
    for name in SHOWN_AGAIN:
        page = pages.get(name)
        if page is not None and page is not stack.currentWidget():
            del pages[name]
            stack.removeWidget(page)
            delete(page)
