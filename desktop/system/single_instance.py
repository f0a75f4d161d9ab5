"""One copy of the app: a lock file decides who is first, a socket asks it to come to the front.

The socket is named by a hash of the state folder, because a home may be longer than a socket's
name can be. It carries one line, the activation token of the window system, and nothing else.
"""

import hashlib
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.foundation.file_lock import FileLock
from desktop.foundation.paths import Paths

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK_FILE = "app.lock"
LONGEST_TOKEN_BYTES = 1024
ANSWER_MILLISECONDS = 2000
LISTENING_SECONDS = 5.0
"""What the first copy gets from its claim to listening: its window is drawn in between."""

PAUSE_SECONDS = 0.05


class SingleInstance(QObject):
    """Claims to be the first copy; emits ``called`` when another one asks for the window."""

    called = Signal(str)

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        digest = hashlib.sha256(str(paths.state).encode()).hexdigest()[:24]
        self._name = f"cotter-authenticator-{digest}"
        self._lock = FileLock(paths.state / LOCK_FILE)
        self._server: QLocalServer | None = None

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

        # Whatever has this name belongs to a copy that died: the lock says that none lives.
        QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_connection)
        server.listen(self._name)
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
        if self._server is not None:
            self._server.close()
        self._lock.release()

    def _on_connection(self) -> None:
        if self._server is None:
            return
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.readyRead.connect(self._on_line)
            socket.disconnected.connect(socket.deleteLater)

    def _on_line(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = self.sender()
        if isinstance(socket, QLocalSocket) and socket.canReadLine():
            line = bytes(socket.readLine(LONGEST_TOKEN_BYTES + 1).data())
            self.called.emit(line.decode("ascii", "replace").strip())
            socket.disconnectFromServer()
