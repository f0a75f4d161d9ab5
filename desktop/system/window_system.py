"""Opens Qt on the window system, and says in words why it can't.

Qt knows only one way to say that there is nothing to draw on: it writes what it tried and aborts,
with a core file. Nobody asks beforehand whether it will, as that would cost every start; but its
last message comes here before it aborts, and then the process says why and ends.
"""

import os
import sys
from collections.abc import Callable, Mapping

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from desktop.foundation.start_errors import NoDisplayError, NoFontsError, StartError
from desktop.system.display import display_is_named


def open_application(
    arguments: list[str],
    environment: Mapping[str, str],
    give_up: Callable[[StartError], None],
) -> QApplication:
    """Make the application object.

    Where Qt would abort, ``give_up`` is called with the reason instead: it says it, and the process
    ends there, without a core file. What Qt has to say when all goes well it says as ever.

    Raises:
        NoDisplayError: the environment names no display.
        NoFontsError: no letter could be drawn.
    """
    if not display_is_named(environment):
        raise NoDisplayError
    said: list[str] = []

    def take(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            # Imported here: a start that can be needs none of it.
            from desktop.system.qt_complaint import plugin_fault, reason_of

            error = reason_of([*said, message], environment, plugin_fault)
            give_up(error)
            os._exit(error.exit_code)
        said.append(message)

    qInstallMessageHandler(take)
    try:
        application = QApplication(arguments)
    finally:
        qInstallMessageHandler(None)
    for message in said:
        sys.stderr.write(f"{message}\n")
    # The font is needed for the first window anyway.
    if not QFontMetrics(application.font()).inFont("a"):
        raise NoFontsError
    return application
