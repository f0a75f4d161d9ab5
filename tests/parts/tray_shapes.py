"""A tray icon that is told what to be: ``python -m tests.parts.tray_shapes``.

Each line of standard input is a shape and a colour: ``tray/active #1E2224``.
"""

import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop.ui.theme import icons


def main() -> int:
    """Live until standard input ends."""
    application = QApplication(["cotter-authenticator"])
    application.setQuitOnLastWindowClosed(False)
    shown: list[QSystemTrayIcon] = []
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def obey() -> None:
        line = sys.stdin.readline()
        if not line:
            application.quit()
            return
        if not shown:
            # Only now: Qt settles what kind of host an icon is for when it is made.
            shown.append(QSystemTrayIcon())
        shown[0].setIcon(icons.icon(*line.split()))
        shown[0].show()

    notifier.activated.connect(obey)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
