"""Lays every page out at nine sizes: ``python -m tests.ui.every_size LANGUAGE SCALE FONT SHEET``.

A process of its own for each, as Qt reads the scale once. ``LANGUAGE`` is a code, or ``pseudo``, or
``mirrored`` for the same from right to left; ``FONT`` how many times larger than usual the
system's letters are. What does not fit, and in the invented languages what nobody translated, is
printed as JSON, a line each; ``SHEET`` is where all pages are put together in one picture.
"""

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QLocale, QRect, Qt, QTranslator
from PySide6.QtGui import QColor, QCursor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.foundation.settings import Theme
from desktop.ui.theme.appearance import STYLE
from desktop.ui.theme.measure import WINDOW
from desktop.ui.translation import Translation
from tests.parts.child import CHECKOUT
from tests.parts.pseudo_language import pseudo_language
from tests.ui.fitting import faults_of
from tests.ui.gallery import ALL_SCENES, scene
from tests.ui.untranslated import giving_way, untranslated_in

SIZES = {
    1: (
        (420, 560),
        (560, 720),
        (720, 560),
        (800, 600),
        (960, 640),
        (1280, 800),
        (1920, 1080),
        (2560, 1440),
        (3840, 2160),
    ),
    2: (
        (420, 560),
        (500, 800),
        (640, 560),
        (719, 600),
        (720, 560),
        (960, 640),
        (1280, 800),
        (1600, 900),
        (1920, 1080),
    ),
    3: (
        (420, 560),
        (480, 640),
        (560, 720),
        (640, 560),
        (720, 560),
        (800, 600),
        (960, 640),
        (1080, 700),
        (1280, 720),
    ),
}
"""Pixels as Qt counts them, up to a screen of 3840 × 2160 at each scale."""

FROM_THE_RIGHT = "\u200f"
"""Unicode's mark of a text that runs from right to left."""

SHEET_COLUMNS = 8
THUMBNAIL = (240, 160)


def main(language: str, scale: int, font: float, sheet: Path, folder: Path) -> None:
    """Print what does not fit; write the sheet. ``folder`` is for files of this run."""
    application = QApplication(["every-size", *STYLE])
    application.setApplicationDisplayName("Cotter Authenticator")
    system = QFont(application.font())
    system.setPointSizeF(max(system.pointSizeF(), 10.5) * font)
    application.setFont(system)
    QCursor.setPos(-9000, -9000)
    invented = language in ("pseudo", "mirrored")
    translation = Translation(QLocale("en-GB"))
    translation.use("" if invented else language)
    if invented:
        is_mirrored = language == "mirrored"
        speak_pseudo(application, folder, FROM_THE_RIGHT if is_mirrored else "")
        if is_mirrored:
            application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    pictures = [lay_out(application, name, scale, invented=invented) for name in ALL_SCENES]
    put_together(pictures).save(str(sheet))


def lay_out(application: QApplication, name: str, scale: int, *, invented: bool) -> QImage:
    """One scene at all sizes; its picture at the size of a new window."""
    overview = ALL_SCENES[name]
    window = scene(name, Theme.LIGHT)
    picture = QImage()
    for size in SIZES[scale]:
        window.resize(*size)
        window.show()
        for _ in range(3):
            application.processEvents()
        painted = window.grab().toImage()
        if size == WINDOW:
            picture = painted.scaled(*THUMBNAIL, mode=SMOOTH)
        for fault in faults_of(window):
            report(name, size, fault)
        for fault in () if invented else giving_way(window, overview):
            report(name, size, fault)
    for text in untranslated_in(window, overview) if invented else ():
        report(name, WINDOW, f"nobody translated “{text}”")
    window.end()
    window.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return picture


SMOOTH = Qt.TransformationMode.SmoothTransformation


def report(name: str, size: tuple[int, int], fault: str) -> None:
    """A line of what is wrong."""
    sys.stdout.write(json.dumps({"scene": name, "size": size, "fault": fault}) + "\n")


def speak_pseudo(application: QApplication, folder: Path, mark: str = "") -> None:
    """Have every text in the language that nobody speaks."""
    translator = QTranslator(application)
    assert translator.load(str(pseudo_language(folder, mark)))
    application.installTranslator(translator)


def put_together(pictures: list[QImage]) -> QImage:
    """All pictures in one, in rows."""
    width, height = THUMBNAIL
    rows = -(-len(pictures) // SHEET_COLUMNS)
    whole = QImage(SHEET_COLUMNS * (width + 4), rows * (height + 4), QImage.Format.Format_RGB32)
    whole.fill(QColor("#7C888B"))
    with QPainter(whole) as painter:
        for index, picture in enumerate(pictures):
            row, column = divmod(index, SHEET_COLUMNS)
            place = QRect(column * (width + 4), row * (height + 4), width, height)
            painter.drawImage(place, picture)
    return whole


if __name__ == "__main__":
    os.chdir(CHECKOUT)
    with TemporaryDirectory() as made:
        main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]), Path(made))
