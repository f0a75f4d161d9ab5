"""Programs at the clipboard of a real display, each in a process of its own.

``copy SECONDS``  takes a text from standard input and holds it as the app does
``keep``          a clipboard history that doesn't look away: takes over whatever is copied
``read``          prints what lies there, and in which formats, as JSON
"""

import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.foundation.secret import Secret
from desktop.ui.clipboard import ConcealedClipboard

LOOK_MILLISECONDS = 20


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def copy(application: QApplication, seconds: int) -> int:
    """Hold the text for these seconds."""
    clipboard = ConcealedClipboard()
    clipboard.left.connect(lambda: _say("left"))
    text = Secret(sys.stdin.readline().rstrip("\n"))

    def begin() -> None:
        clipboard.copy(text, seconds)
        _say("copied")

    QTimer.singleShot(0, begin)
    return application.exec()


def keep(application: QApplication) -> int:
    """Become the owner of each text that somebody else copies."""
    clipboard = QGuiApplication.clipboard()

    def take_over() -> None:
        text = clipboard.text()
        if text and not clipboard.ownsClipboard():
            clipboard.setText(text)
            _say("kept")

    clipboard.dataChanged.connect(lambda: QTimer.singleShot(LOOK_MILLISECONDS, take_over))
    _say("up")
    return application.exec()


def read(application: QApplication) -> int:
    """Say what lies on the clipboard."""
    application.processEvents()
    mime = QGuiApplication.clipboard().mimeData()
    _say(json.dumps({"text": mime.text(), "formats": mime.formats()}))
    return 0


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    match sys.argv[1:]:
        case ["copy", seconds]:
            raise SystemExit(copy(app, int(seconds)))
        case ["keep"]:
            raise SystemExit(keep(app))
        case _:
            raise SystemExit(read(app))
