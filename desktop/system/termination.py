"""SIGINT and SIGTERM as a wish to quit.

Python runs a signal's handler only when it runs at all, and in an idle Qt loop it doesn't. So the
number is written into a socket, which wakes the loop.
"""

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class SignalToQuit(QObject):
    """Calls ``quit_app`` in the main thread when the process is asked to end."""

    def __init__(self, quit_app: Callable[[], None]) -> None:
        super().__init__()
        self._quit = quit_app
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, _noted) for number in SIGNALS}
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_woken)

    def release(self) -> None:
        """Back to what the signals did before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._read.close()
        self._write.close()

    def _on_woken(self) -> None:
        if any(number in SIGNALS for number in self._read.recv(64)):
            self._quit()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """The socket has the number already."""
