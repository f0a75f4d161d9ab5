"""A window on a stage: shown, with its commands written down and a clock that the test turns."""

from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.foundation.settings import LoadedSettings, Settings, Theme
from desktop.session.snapshot import Overview
from desktop.ui.pages.page import Page
from desktop.ui.routing import PageName, Where
from desktop.ui.window import MainWindow
from tests.doubles.recording_commands import RecordingCommands
from tests.doubles.turned_clock import TurnedClock
from tests.ui.scenes import NOW

SomePage = TypeVar("SomePage", bound=Page)


@dataclass
class Stage:
    """One window and everything around it."""

    theme: Theme = Theme.LIGHT
    size: tuple[int, int] = (960, 640)
    clock: TurnedClock = field(default_factory=lambda: TurnedClock(NOW))
    commands: RecordingCommands = field(default_factory=RecordingCommands)

    def __post_init__(self) -> None:
        """Open the window with nothing in it yet."""
        settings = Settings(theme=self.theme)
        self.window = MainWindow(self.commands, LoadedSettings(settings), self.clock.wall)
        self.window.resize(*self.size)

    def show(self, overview: Overview, where: Where | None = None) -> None:
        """Draw an overview in the window, in front of everything."""
        if where is not None:
            self.window.go(where)
        self.window.draw(overview)
        self.window.show()
        self.window.activateWindow()
        settle()

    def page(self, kind: type[SomePage]) -> SomePage:
        """The page that is shown, which must be of this kind."""
        assert self.window.page is not None
        page = self.window.page_widget(self.window.page)
        assert isinstance(page, kind), page
        assert page.isVisible()
        return page

    def shown(self) -> PageName | None:
        """Which page is shown."""
        return self.window.page

    def pass_seconds(self, seconds: float) -> None:
        """Let time pass, as the window's own tick does."""
        self.clock.pass_seconds(seconds)
        assert self.window.page is not None
        self.window.page_widget(self.window.page).step(self.clock.wall())
        settle()

    def end(self) -> None:
        """Close the window for good."""
        end(self.window)


def end(window: MainWindow) -> None:
    """Close a window and have it gone: the next style sheet would dress all that are left."""
    window.end()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def settle() -> None:
    """Let layouts, focus and paint events arrive."""
    for _ in range(8):
        QApplication.processEvents()


def words_of(widget: QWidget) -> str:
    """Every word that a person reads on a widget, a line each."""
    labels = [one for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]
    return "\n".join(one.text() for one in labels)


def press(widget: QWidget, key: Qt.Key) -> None:
    """Press a key while the widget has the focus."""
    assert widget.isEnabled(), widget
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(widget, key)
    settle()


def type_text(widget: QWidget, text: str) -> None:
    """Type into what has the focus."""
    QTest.keyClicks(widget, text)
    settle()


def click(widget: QWidget) -> None:
    """Click into the middle of a widget with the left button."""
    QTest.mouseClick(
        widget,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(widget.width() // 2, widget.height() // 2),
    )
    settle()


def put_on_clipboard(text: str) -> None:
    """Copy a text in another program."""
    QGuiApplication.clipboard().setText(text)
