"""Nothing but the window is ever a window: what is shown before it has a place would flash by."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop.foundation.settings import Theme
from desktop.ui.window import MainWindow
from tests.ui.gallery import ALL_SCENES, scene
from tests.ui.stage import end, settle


class Witness(QObject):
    """Sees every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        super().__init__()
        self.seen: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note it; let it pass."""
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, MainWindow)
        ):
            self.seen.add(f"{type(watched).__name__} “{watched.property('text')}”")
        return False


def test_building_a_page_shows_no_other_window(qapp: QApplication) -> None:
    witness = Witness()
    qapp.installEventFilter(witness)
    try:
        for name in ALL_SCENES:
            window = scene(name, Theme.LIGHT)
            window.show()
            settle()
            end(window)
    finally:
        qapp.removeEventFilter(witness)
    assert not witness.seen
