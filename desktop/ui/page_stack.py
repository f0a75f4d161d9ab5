"""One page at a time: built when it is first shown, taken down when it may not or need not stay."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Final, NamedTuple, cast

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStackedWidget, QWidget
from shiboken6 import delete

from desktop.ui.pages.page import Page, Scroll
from desktop.ui.routing import PageName

ALWAYS: Final = (
    PageName.CODE,
    PageName.SESSION,
    PageName.REQUESTS,
    PageName.DEVICES,
    PageName.HISTORY,
    PageName.SETTINGS,
)
"""Those that lose nothing while they rest: what they show comes with each overview, and what is
typed there is used at once."""


class Spot(NamedTuple):
    """Where somebody is: the page, the name of a control, and how many pixels have gone up."""

    page: PageName | None
    control: str
    scrolled: int


class PageStack(QStackedWidget):
    """The pages, and which of them is shown."""

    def __init__(self, build: Callable[[PageName], Page]) -> None:
        """Nothing is shown yet; ``build`` makes a page, not drawn."""
        super().__init__()
        self._build = build
        self._pages: dict[PageName, Page] = {}
        self._building: dict[PageName, Iterator[None]] = {}
        self._is_narrow = False
        self._spot: Spot | None = None
        self.shown: PageName | None = None
        """Which one it is."""

    def page(self, name: PageName) -> Page:
        """The page of this name, built if it was not there."""
        while not self.build_on(name):
            pass
        return self._pages[name]

    def built(self, name: PageName) -> Page | None:
        """The page of this name, if it was begun."""
        return self.page(name) if name in self._pages or name in self._building else None

    def build_on(self, name: PageName) -> bool:
        """Take the next step of building a page; whether it is whole."""
        if name in self._pages:
            return True
        steps = self._building.pop(name, None) or self._steps(name)
        for _ in steps:
            self._building[name] = steps
            return False
        return True

    def _steps(self, name: PageName) -> Iterator[None]:
        """Build a page. Each step is enough for one turn."""
        # Its module is called as it is; mostly a thread has imported it by now.
        import_module(f"desktop.ui.pages.{name}")
        yield
        page = self._build(name)
        yield
        page.lay_out()
        yield
        page.set_narrow(narrow=self._is_narrow)
        self.addWidget(page)
        self._pages[name] = page

    def page_shown(self) -> Page | None:
        """The page that is shown."""
        return None if self.shown is None else self._pages[self.shown]

    def set_narrow(self, *, narrow: bool) -> None:
        """The window got narrower or wider."""
        self._is_narrow = narrow
        for page in self._pages.values():
            page.set_narrow(narrow=narrow)

    def can_wait_for(self, name: PageName) -> bool:
        """Whether this page can be built in turns of its own, and be drawn after them.

        All in one are long, and meanwhile there is something to look at: another page, or the
        ground out of which the one comes that is built anew. What hides a page never waits.
        """
        is_seen = self.shown is not None or self._spot is not None
        return is_seen and self.isVisible() and name is not PageName.SCREENED

    def bring(self, name: PageName) -> None:
        """Show a page, and put the focus where the person goes on."""
        if name is self.shown:
            return
        page = self.page(name)
        is_first, self.shown = self.shown is None, name
        self.setCurrentWidget(page)
        page.come(is_first=is_first)
        spot, self._spot = self._spot, None
        if spot is not None and spot.page is name:
            page.resume(spot.control, spot.scrolled)

    # -------------------------------------------------------------------------------- taking down

    def take_down_all(self) -> None:
        """Have nothing of any page left, once whoever called from one has returned."""
        for page in self._pages.values():
            self.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages.clear()
        self._building.clear()
        self.shown = self._spot = None

    def spot(self) -> Spot:
        """Where somebody is."""
        page = self.page_shown()
        body = page.findChild(Scroll) if page is not None else None
        scrolled = body.verticalScrollBar().value() if body is not None else 0
        return Spot(self.shown, _focused(self).objectName(), scrolled)

    def go_on_at(self, spot: Spot) -> None:
        """All was taken down to be built anew: the next page comes where somebody was."""
        self._spot = spot

    def make_room(self) -> bool:
        """Have only what is seen wear what comes next, at once: every widget costs its part of it.

        Where somebody has typed and not sent it yet, the page stays. Settings, with more widgets
        than all that is around them, are to be built anew where somebody is in them: true then.
        """
        spot = self.spot()
        self._building.clear()
        for name, page in self._resting():
            self._drop(name, page)
        settings = self._pages.get(PageName.SETTINGS)
        if settings is None or _holds_words(settings):
            return False
        if not self.isVisible() or not settings.isAncestorOf(_focused(self)):
            return False
        self._drop(PageName.SETTINGS, settings)
        self.shown = None
        self.go_on_at(spot)
        return True

    def _resting(self) -> Iterator[tuple[PageName, Page]]:
        for name, page in tuple(self._pages.items()):
            if page is not self.currentWidget() and (name in ALWAYS or not _holds_words(page)):
                yield name, page

    def _drop(self, name: PageName, page: Page) -> None:
        del self._pages[name]
        self.removeWidget(page)
        delete(page)


def _focused(stack: QWidget) -> QWidget:
    """What has the focus in the window; the window itself where nothing has it."""
    return cast("QWidget | None", stack.window().focusWidget()) or stack.window()


def _holds_words(page: Page) -> bool:
    lines = any(edit.isModified() for edit in page.findChildren(QLineEdit))
    return lines or any(edit.document().isModified() for edit in page.findChildren(QPlainTextEdit))
