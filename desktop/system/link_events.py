"""Links that macOS opens: they come as an event of the running app, not as a word of its start.

The bundle's Info.plist names the scheme (``CFBundleURLTypes``); LaunchServices starts the app when
it must and hands the URL over, which Qt makes a ``QFileOpenEvent`` of. Played with such an event
in tests; never run on macOS.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QFileOpenEvent

LONGEST = 2049
"""Characters: one more than a link may have, so that a longer one is seen to be too long."""


class LinkEvents(QObject):
    """Calls ``open_link`` with every link that the application is asked to open."""

    def __init__(self, owner: QObject, open_link: Callable[[str], None]) -> None:
        """Listen from now on, as long as ``owner`` lives; files are not opened."""
        super().__init__(owner)
        self._open = open_link
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the links out of what the application is told."""
        if isinstance(event, QFileOpenEvent) and not event.url().isLocalFile():
            # As it was written: what Qt would make readable is not ours to trust.
            self._open(bytes(event.url().toEncoded().data()).decode("ascii", "replace")[:LONGEST])
            return True
        return super().eventFilter(watched, event)
