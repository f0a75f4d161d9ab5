"""Opening a page in the user's browser."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_in_browser(url: str) -> bool:
    """Open ``url`` in the system's browser; whether one took it."""
    return QDesktopServices.openUrl(QUrl(url))
