"""A window whose time runs out when it is told to: ``python -m tests.walk.running_out``.

It asks for a code that holds for 63 seconds. Each line of standard input is how many pass.
"""

import sys
from dataclasses import replace

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from desktop.ui.theme.appearance import STYLE
from desktop.ui.translation import Translation
from tests.ui.scenes import ENTRY, NOW, overview_of, signing_in
from tests.ui.stage import Stage

HOLDS_SECONDS = 63


def main() -> int:
    """Show it until the input ends."""
    application = QApplication(["running-out", *STYLE])
    Translation().use("en")
    stage = Stage()
    stage.show(overview_of(signing_in(replace(ENTRY, expires_at=NOW + HOLDS_SECONDS))))

    def read() -> None:
        line = sys.stdin.readline()
        if line:
            stage.pass_seconds(float(line))
        else:
            stage.end()
            application.quit()

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, application)
    notifier.activated.connect(read)
    return application.exec()


if __name__ == "__main__":
    raise SystemExit(main())
