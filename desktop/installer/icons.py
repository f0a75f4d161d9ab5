"""The app's icon in the sizes that a desktop asks for, drawn from its file."""

import os
from pathlib import Path

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Of the hicolor theme; pixels."""

NAME = "cotter-authenticator"


def draw_icons(source: Path, small: Path, symbolic: Path, theme: Path) -> None:
    """Write ``source`` in all :data:`SIZES` below the folder ``theme``, and as it is if an SVG.

    Up to 24 pixels ``small`` is drawn, which has fewer details. ``symbolic`` is the one that a
    panel may colour.
    """
    for size in SIZES:
        target = theme / f"{size}x{size}" / "apps" / f"{NAME}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        draw(small if size <= 24 else source, size, target)
    if source.suffix == ".svg":
        _copy(source, theme / "scalable" / "apps" / f"{NAME}.svg")
    _copy(symbolic, theme / "symbolic" / "apps" / f"{NAME}-symbolic.svg")


def draw(source: Path, size: int, target: Path) -> None:
    """Write the picture ``source`` as a PNG of ``size`` × ``size`` pixels.

    Raises:
        OSError: it is no picture, or the file can't be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSize, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QImageReader, QPainter

    _ = QGuiApplication.instance() or QGuiApplication([])
    reader = QImageReader(str(source))
    if source.suffix == ".svg":
        reader.setScaledSize(reader.size().scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio))
    read = reader.read()
    if read.isNull():
        raise OSError(f"{source}: {reader.errorString()}")
    fitting = read.scaled(
        QSize(size, size),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.drawImage((size - fitting.width()) // 2, (size - fitting.height()) // 2, fitting)
    painter.end()
    if not picture.save(str(target)):
        raise OSError(f"{target} can’t be written")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())
