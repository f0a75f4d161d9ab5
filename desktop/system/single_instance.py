"""One copy of the app: a lock file decides who is first, a socket carries what others ask of it.

The lock is in the state folder, so there is one copy for each home and user. The socket is in the
runtime folder under a name made of the state folder's, for homes can share a runtime folder. Which
folder that was is written beside the lock: who was started elsewhere (cron, ssh, sudo) has another
runtime folder or none.

A socket's name has at most 108 bytes, a path may have 4,096. So on Linux the socket is named
through its opened folder (``/proc/self/fd``); elsewhere a long path is replaced by a name in the
system's folder for temporary files, which is the user's own there.
"""

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.foundation.atomic_file import make_private_folder, write_atomically
from desktop.foundation.errors import FileUnwritableError
from desktop.foundation.file_lock import FileLock
from desktop.foundation.paths import Paths
from desktop.foundation.start_errors import CopySilentError

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

    from desktop.system.call import Call

LOG = logging.getLogger(__name__)

LOCK_FILE = "app.lock"
ADDRESS_FILE = "app.address"
LONGEST_NAME_BYTES = 90
"""Of 108 on Linux and 104 on macOS; Qt needs some for a temporary name."""

MOST_CALLERS = 16
ANSWER_MILLISECONDS = 2000
LISTENING_SECONDS = 5.0
"""What the first copy gets from its claim to listening: its window is drawn in between."""

PAUSE_SECONDS = 0.05


class SingleInstance(QObject):
    """Claims to be the first copy; emits ``called`` with the :class:`Call` of another one."""

    called = Signal(object)

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        self._paths = paths
        self._address = paths.state / ADDRESS_FILE
        self._lock = FileLock(paths.state / LOCK_FILE)
        self._server: QLocalServer | None = None
        self._folder: int | None = None
        # In the order they came.
        self._callers: list[QLocalSocket] = []

    def claim(self) -> bool:
        """Whether this is the first copy; it should :meth:`listen` soon.

        Raises:
            FileUnwritableError: the state folder can't be written.
        """
        try:
            return self._lock.try_acquire()
        except OSError as error:
            file = error.filename or self._paths.state
            reason = error.strerror or str(error)
            raise FileUnwritableError(file=str(file), reason=reason) from error

    def listen(self) -> None:
        """Take calls of other copies from now on."""
        problem = ""
        # A runtime folder can be full, on a file system without sockets, or somebody else's.
        for folder in (self._paths.runtime, self._paths.state):
            try:
                make_private_folder(folder)
                problem = self._listen_in(folder)
            except OSError as error:
                problem = str(error)
            if not problem:
                self._write_address(folder)
                return
        LOG.warning("Other copies can't call this one: %s", problem)

    def _write_address(self, folder: Path) -> None:
        try:
            write_atomically(self._address, os.fsencode(folder), durable=False)
        except OSError as error:
            # Copies with the same runtime folder find this one without it.
            LOG.info("Copies that were started elsewhere can't call this one: %s", error)

    def _listen_in(self, folder: Path) -> str:
        # Imported here: the window is drawn first.
        from PySide6.QtNetwork import QLocalServer

        name, opened = self._name_in(folder)
        # Whatever has this name belongs to a copy that died: the lock says that none lives.
        QLocalServer.removeServer(name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_connection)
        if not server.listen(name):
            _close(opened)
            return server.errorString()
        self._server, self._folder = server, opened
        return ""

    def call_first(self, call: "Call") -> None:
        """Tell the first copy.

        Raises:
            CopySilentError: it does not take the call.
        """
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        deadline = time.monotonic() + LISTENING_SECONDS
        while not self._is_connected(socket):
            if time.monotonic() > deadline:
                raise CopySilentError
            time.sleep(PAUSE_SECONDS)
        socket.write(call.line())
        if not socket.waitForBytesWritten(ANSWER_MILLISECONDS):
            raise CopySilentError
        socket.disconnectFromServer()

    def _is_connected(self, socket: "QLocalSocket") -> bool:
        for folder in self._folders_to_call():
            with self._named(folder) as name:
                socket.connectToServer(name)
                if socket.waitForConnected(ANSWER_MILLISECONDS):
                    return True
        return False

    def _folders_to_call(self) -> Iterator[Path]:
        with suppress(OSError):
            yield Path(os.fsdecode(self._address.read_bytes()))
        yield self._paths.runtime

    def release(self) -> None:
        """Stop listening and let another copy be first."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
            with suppress(OSError):
                self._address.unlink(missing_ok=True)
        folder, self._folder = self._folder, None
        _close(folder)
        for caller in tuple(self._callers):
            caller.abort()
        self._lock.release()

    def _on_connection(self) -> None:
        from desktop.system.call import LONGEST_LINE_BYTES

        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.setReadBufferSize(LONGEST_LINE_BYTES + 1)
            socket.readyRead.connect(self._on_line)
            socket.disconnected.connect(self._on_end)
            self._callers.append(socket)
            if len(self._callers) > MOST_CALLERS:
                self._callers[0].abort()

    def _on_line(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        from desktop.system.call import LONGEST_LINE_BYTES, read_call

        socket = self.sender()
        if not isinstance(socket, QLocalSocket):
            return
        if socket.canReadLine():
            self.called.emit(read_call(bytes(socket.readLine(LONGEST_LINE_BYTES + 1).data())))
            socket.disconnectFromServer()
        elif socket.bytesAvailable() > LONGEST_LINE_BYTES:
            socket.abort()

    def _on_end(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = self.sender()
        if isinstance(socket, QLocalSocket) and socket in self._callers:
            self._callers.remove(socket)
            socket.deleteLater()

    @contextmanager
    def _named(self, folder: Path) -> Iterator[str]:
        try:
            name, opened = self._name_in(folder)
        except OSError:
            # The folder isn't there yet, or no more: nobody is reached by its path either.
            name, opened = str(folder), None
        try:
            yield name
        finally:
            _close(opened)

    def _name_in(self, folder: Path) -> tuple[str, int | None]:
        file = socket_file(self._paths)
        path = str(folder / file.name)
        is_short = len(os.fsencode(path)) <= LONGEST_NAME_BYTES
        if sys.platform == "linux" and not is_short:
            opened = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
            return f"/proc/self/fd/{opened}/{file.name}", opened
        if sys.platform != "win32" and is_short:
            return path, None
        return f"cotter-authenticator-{file.stem}", None


def socket_file(paths: Paths) -> Path:
    """Where the first copy of this home listens, if the runtime folder can hold a socket."""
    # Imported here: it is not needed before the window is drawn.
    import hashlib

    digest = hashlib.sha256(os.fsencode(paths.state)).hexdigest()[:16]
    return paths.runtime / f"app-{digest}.socket"


def _close(folder: int | None) -> None:
    if folder is not None:
        os.close(folder)
