"""A secret on the clipboard: marked as concealed, and gone again after a while."""

import sys
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop.foundation.secret import Secret

CONCEALED: Final = {
    # Klipper and what follows it: not to be kept in a history.
    "x-kde-passwordManagerHint": b"secret",
    # Windows: neither in the history nor on other computers.
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x00",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
    # macOS: nspasteboard.org.
    "application/x-nspasteboard-concealed-type": b"",
}
"""MIME types by which clipboard histories know that they should look away."""


def is_cleared_in_time() -> bool:
    """Whether a window that nobody looks at may clear the clipboard: Wayland doesn't promise it."""
    return not QGuiApplication.platformName().startswith("wayland")


class ConcealedClipboard(QObject):
    """Holds at most one secret of ours. Somebody else's text is never touched."""

    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nothing of ours on the clipboard."""
        super().__init__(parent)
        self._ours: Secret | None = None
        self._is_held_back = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.take_back)

    def hold_back(self, *, held: bool) -> None:
        """Take back whatever this app has copied, and copy nothing more, or again."""
        self._is_held_back = held
        clipboard = QGuiApplication.clipboard()
        if held and clipboard.ownsClipboard():
            # A claim or an entry of the history says who somebody is, too.
            clipboard.clear()
        if held:
            self.take_back()

    def copy(self, secret: Secret, seconds: int) -> bool:
        """Put ``secret`` on the clipboard for ``seconds``; false while that is held back."""
        if self._is_held_back:
            return False
        mime = QMimeData()
        mime.setText(secret.reveal())
        for name, value in CONCEALED.items():
            if sys.platform == "win32" or "windows" not in name:
                mime.setData(name, value)
        QGuiApplication.clipboard().setMimeData(mime)
        self._ours = secret
        self._timer.start(seconds * 1000)
        return True

    def take_back(self) -> None:
        """Clear the clipboard if it is still ours: after the time, on quit and on lock."""
        self._timer.stop()
        ours, self._ours = self._ours, None
        if ours is None:
            return
        clipboard = QGuiApplication.clipboard()
        if Secret(clipboard.text()) == ours:
            clipboard.clear()
        self.left.emit()
