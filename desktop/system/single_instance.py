"""One copy of the app: a lock file decides who is first, a socket asks it to come to the front.

The socket is in the runtime folder. Where that is longer than a socket's name can be it is in the
system's folder for temporary files, under a hash. It carries one line, the activation token of the
window system, and nothing else: a longer one is cut off, and of many callers that say nothing the
oldest makes room.
"""

import logging
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.foundation.atomic_file import make_private_folder
from desktop.foundation.file_lock import FileLock
from desktop.foundation.paths import Paths

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOG = logging.getLogger(__name__)

LOCK_FILE = "app.lock"
SOCKET_FILE = "app.socket"
LONGEST_NAME_BYTES = 90
"""Of 108 on Linux and 104 on macOS; Qt needs some for a temporary name."""

LONGEST_TOKEN_BYTES = 1024
MOST_CALLERS = 16
ANSWER_MILLISECONDS = 2000
LISTENING_SECONDS = 5.0
"""What the first copy gets from its claim to listening: its window is drawn in between."""

PAUSE_SECONDS = 0.05


class SingleInstance(QObject):
    """Claims to be the first copy; emits ``called`` when another one asks for the window."""

    called = Signal(str)

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        self._name = _socket_name(paths)
        self._runtime = paths.runtime
        self._lock = FileLock(paths.state / LOCK_FILE)
        self._server: QLocalServer | None = None
        # In the order they came.
        self._callers: list[QLocalSocket] = []

    def claim(self) -> bool:
        """Whether this is the first copy; it should :meth:`listen` soon.

        Raises:
            OSError: the state folder can't be written.
        """
        return self._lock.try_acquire()

    def listen(self) -> None:
        """Take calls of other copies from now on."""
        # Imported here: the window is drawn first.
        from PySide6.QtNetwork import QLocalServer

        try:
            make_private_folder(self._runtime)
        except OSError as error:
            LOG.warning("Other copies can't call this one: %s", error)
            return
        # Whatever has this name belongs to a copy that died: the lock says that none lives.
        QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_connection)
        if not server.listen(self._name):
            LOG.warning("Other copies can't call this one: %s", server.errorString())
        self._server = server

    def call_first(self, activation_token: str) -> bool:
        """Ask the first copy to come to the front; whether it took the call."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        deadline = time.monotonic() + LISTENING_SECONDS
        while not self._is_connected(socket):
            if time.monotonic() > deadline:
                return False
            time.sleep(PAUSE_SECONDS)
        socket.write(activation_token.encode()[:LONGEST_TOKEN_BYTES] + b"\n")
        taken = socket.waitForBytesWritten(ANSWER_MILLISECONDS)
        socket.disconnectFromServer()
        return taken

    def _is_connected(self, socket: "QLocalSocket") -> bool:
        socket.connectToServer(self._name)
        return socket.waitForConnected(ANSWER_MILLISECONDS)

    def release(self) -> None:
        """Stop listening and let another copy be first."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        for caller in tuple(self._callers):
            caller.abort()
        self._lock.release()

    def _on_connection(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.setReadBufferSize(LONGEST_TOKEN_BYTES + 1)
            socket.readyRead.connect(self._on_line)
            socket.disconnected.connect(self._on_end)
            self._callers.append(socket)
            if len(self._callers) > MOST_CALLERS:
                self._callers[0].abort()

    def _on_line(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = self.sender()
        if not isinstance(socket, QLocalSocket):
            return
        if socket.canReadLine():
            line = bytes(socket.readLine(LONGEST_TOKEN_BYTES + 1).data()).decode("ascii", "ignore")
            self.called.emit("".join(filter(str.isprintable, line)).strip())
            socket.disconnectFromServer()
        elif socket.bytesAvailable() > LONGEST_TOKEN_BYTES:
            socket.abort()

    def _on_end(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = self.sender()
        if isinstance(socket, QLocalSocket) and socket in self._callers:
            self._callers.remove(socket)
            socket.deleteLater()


def _socket_name(paths: Paths) -> str:
    path = str(paths.runtime / SOCKET_FILE)
    if sys.platform != "win32" and len(path.encode()) <= LONGEST_NAME_BYTES:
        return path
    # Imported here: elsewhere the path will do.
    import hashlib

    digest = hashlib.sha256(str(paths.state).encode()).hexdigest()[:24]
    return f"cotter-authenticator-{digest}"
