"""What every scene costs to draw: ``python -m tests.bench.drawn_pages``, as JSON."""

import json

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop.foundation.settings import Theme
from desktop.ui.theme.appearance import STYLE
from desktop.ui.translation import Translation
from tests.ui.drawing_time import drawing_milliseconds
from tests.ui.gallery import ALL_SCENES

if __name__ == "__main__":
    application = QApplication(["drawn-pages", *STYLE])
    Translation(QLocale.c()).use("")
    costs = {
        f"{name}, {theme}": drawing_milliseconds(name, theme)
        for theme in (Theme.LIGHT, Theme.DARK)
        for name in ALL_SCENES
    }
    print(json.dumps(costs))
