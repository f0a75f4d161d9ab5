"""Pages are taken down: all of them, or those that would be dressed anew with nobody looking."""

from typing import Final

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStackedWidget
from shiboken6 import delete

from desktop.ui.pages.page import Page
from desktop.ui.routing import PageName

ALWAYS: Final = (
    PageName.CODE,
    PageName.SESSION,
    PageName.REQUESTS,
    PageName.DEVICES,
    PageName.HISTORY,
    PageName.SETTINGS,
)
"""Those that lose nothing: what they show comes with each overview, and what is typed there is used
at once."""


def take_down_all(stack: QStackedWidget, pages: dict[PageName, Page]) -> None:
    """Have nothing of any page left, once whoever called from one has returned."""
    for page in pages.values():
        stack.removeWidget(page)
        page.hide()
        page.deleteLater()
    pages.clear()


def take_down_resting(stack: QStackedWidget, pages: dict[PageName, Page]) -> None:
    """Have only the page that is shown wear what comes next; at once, as dressing does not wait.

    Where somebody has typed and not sent it yet, the page stays.
    """
    for name, page in tuple(pages.items()):
        if page is not stack.currentWidget() and (name in ALWAYS or not _holds_words(page)):
            del pages[name]
            stack.removeWidget(page)
            delete(page)


def _holds_words(page: Page) -> bool:
    lines = any(edit.isModified() for edit in page.findChildren(QLineEdit))
    return lines or any(edit.document().isModified() for edit in page.findChildren(QPlainTextEdit))
