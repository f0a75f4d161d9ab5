"""The SVG icons, painted in a role's colour: one pixmap for each colour, size and pixel ratio."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from desktop.foundation.resources import resource

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

SIZES: Final = (16, 22, 24, 32, 48)
"""Pixels of the sizes that a tray host may ask for."""

SMALL_DRAWING_UP_TO: Final = 24
"""Pixels: at this size and below the app icon is the drawing without the bolt."""


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon ``name`` (``ui/lock``, ``tray/active``) in one colour.

    Args:
        name: path below ``resources/icons`` without its ending.
        colour: ``#RRGGBB`` in the place of ``currentColor``; an icon with colours of its own
            keeps them.
        size: edge in device-independent pixels.
        ratio: device pixels to one of those.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    # Imported here: the first window is drawn sooner where no icon is needed yet.
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode())))
    painted = QPixmap(round(size * ratio), round(size * ratio))
    painted.fill(Qt.GlobalColor.transparent)
    painter = QPainter(painted)
    renderer.render(painter, QRectF(0, 0, painted.width(), painted.height()))
    painter.end()
    painted.setDevicePixelRatio(ratio)
    return painted


def icon(name: str, colour: str) -> "QIcon":
    """The icon in every size that a menu or a tray host may ask for."""
    # Imported here: the pages draw pixmaps.
    from PySide6.QtGui import QIcon

    made = QIcon()
    for size in SIZES:
        made.addPixmap(pixmap(name, colour, size))
    return made


def app_icon(file: Path | None = None) -> "QIcon":
    """The application's own icon, or a brand's ``file``."""
    from PySide6.QtGui import QIcon

    if file is not None:
        return QIcon(str(file))
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap(app_drawing(size), "", size))
    return made


def app_drawing(size: int) -> str:
    """Which drawing of the app icon is legible at ``size`` pixels."""
    small = size <= SMALL_DRAWING_UP_TO
    return "app/cotter-authenticator-small" if small else "app/cotter-authenticator"


@lru_cache(maxsize=64)
def _source(name: str) -> bytes:
    return resource(f"icons/{name}.svg").read_bytes()
