"""The display that the tests start has a window manager, a tray, eyes and hands."""

import subprocess
import sys
from pathlib import Path

from tests.parts.child import child
from tests.parts.display import Display

ECHO = """
from PySide6.QtWidgets import QApplication, QLineEdit, QSystemTrayIcon
application = QApplication([])
field = QLineEdit()
field.setWindowTitle("A field")
field.resize(300, 40)
field.returnPressed.connect(application.quit)
field.show()
application.exec()
print(field.text(), QSystemTrayIcon.isSystemTrayAvailable())
"""


def test_a_program_on_it_is_seen_typed_into_and_has_a_tray(
    display: Display, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", ECHO]
    log = tmp_path / "program.log"
    with child(command, display.environment, log=log, stdout=subprocess.PIPE) as program:
        window = display.window("A field")
        display.activate(window)
        display.resize(window, 400, 60)
        assert display.geometry(window).width == 400
        display.type("He@lo 1")
        display.screenshot(tmp_path / "shown.png")
        display.key("Return")
        assert program.communicate()[0] == "He@lo 1 True\n"
    assert (tmp_path / "shown.png").read_bytes().startswith(b"\x89PNG")
