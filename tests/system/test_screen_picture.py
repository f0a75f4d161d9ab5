"""Pictures of the screen: taken under X11, and refused where a program sees nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.foundation.device_errors import ScreenUnseenError
from desktop.system.screen_picture import can_see_screen, grab_screens
from desktop.ui.widgets.qr_view import qr_image
from tests.parts.child import CHECKOUT, PATIENCE, child, program
from tests.parts.display import Display

PAGE = "https://example.com/"
LOOK = """
import sys
from PySide6.QtWidgets import QApplication

from desktop.system.qr_reading import read_codes
from desktop.system.screen_picture import can_see_screen, grab_screens

app = QApplication(sys.argv)
assert can_see_screen()
assert not can_see_screen({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"})
print([read_codes(picture) for picture in grab_screens()])
"""


@pytest.mark.usefixtures("qapp")
def test_where_a_program_sees_nothing_it_is_refused() -> None:
    assert not can_see_screen()
    with pytest.raises(ScreenUnseenError):
        grab_screens()


def test_a_code_in_another_program_s_window_is_seen(display: Display, tmp_path: Path) -> None:
    picture = tmp_path / "code.png"
    small = qr_image(PAGE)
    assert small.scaled(6 * small.width(), 6 * small.height()).save(str(picture))
    shower = [program("display"), "-title", "shown", str(picture)]
    with child(shower, display.environment, log=tmp_path / "shower.log"):
        display.window("^shown$")
        looked = subprocess.run(
            [sys.executable, "-c", LOOK], cwd=CHECKOUT, env=dict(display.environment), check=True,
            capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip
    assert looked.stdout == f"[('{PAGE}',)]\n"
