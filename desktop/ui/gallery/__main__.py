"""Opens the gallery, or writes a picture of it."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QCursor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop.ui.gallery.window import DRESSES, Gallery
from desktop.ui.theme.appearance import STYLE
from desktop.ui.theme.type import base_font

FAR_AWAY = 30_000
"""Pixels: the pointer must not be over what is photographed."""


def main(arguments: Sequence[str]) -> int:
    """Show the window until it is closed; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m desktop.ui.gallery", description="Every widget in every state."
    )
    parser.add_argument("--theme", choices=DRESSES, default="light", help="what to wear at first")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="write a PNG and end")
    parser.add_argument("--font", type=Path, metavar="FILE", help="in place of the system's font")
    wanted = parser.parse_args(arguments)
    application = QApplication([parser.prog, *STYLE])
    if wanted.font is not None:
        number = QFontDatabase.addApplicationFont(str(wanted.font))
        application.setFont(QFont(QFontDatabase.applicationFontFamilies(number)[0]))
    application.setFont(base_font(application.font()))
    gallery = Gallery(wanted.theme)
    if wanted.picture is not None:
        QCursor.setPos(FAR_AWAY, FAR_AWAY)
        gallery.taken.connect(partial(_save, gallery, wanted.picture))
    gallery.show()
    gallery.activateWindow()
    return application.exec()


def _save(gallery: Gallery, file: Path) -> None:
    is_saved = gallery.picture().save(str(file))
    QApplication.exit(0 if is_saved else 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
