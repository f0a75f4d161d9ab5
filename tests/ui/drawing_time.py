"""How long each page takes to draw.

What a change costs on the main thread: the new overview taken in, laid out, and the whole window
painted, warm. The least of some rounds counts, as other programs only ever add to it.
"""

import time

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage

from desktop.foundation.settings import Theme
from tests.ui.frame import SIZE
from tests.ui.gallery import ALL_SCENES, scene
from tests.ui.stage import end, settle

ROUNDS = 5


def drawing_milliseconds(name: str, theme: Theme) -> float:
    """What a scene costs to draw, in a window of its own."""
    window = scene(name, theme)
    try:
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        settle()
        canvas = QImage(*SIZE, QImage.Format.Format_RGB32)
        took = []
        for _ in range(1 + ROUNDS):
            began = time.perf_counter()
            window.draw(ALL_SCENES[name])
            window.render(canvas, QPoint())
            took.append(time.perf_counter() - began)
        return 1000 * min(took)
    finally:
        end(window)
