"""Pictures from a file or the clipboard, as bytes; what is on them is read elsewhere."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter

from desktop.foundation.device_errors import CodeUnreadableError

PICTURE_FORMATS: Final = ("image/png", "image/jpeg", "image/bmp", "image/webp")
LARGEST_BYTES: Final = 32 * 2**20
"""Nobody photographs a code in a larger file; reading it would hold the window up."""


def picture_on_clipboard() -> bytes:
    """The picture that the clipboard holds: as it was copied, or as an uncompressed BMP.

    Raises:
        CodeUnreadableError: there is none.
    """
    held = QGuiApplication.clipboard().mimeData()
    for kind in PICTURE_FORMATS:
        if held.hasFormat(kind):
            return bytes(held.data(kind).data())
    image = QGuiApplication.clipboard().image()
    if image.isNull():
        raise CodeUnreadableError(reason="there is no picture on the clipboard")
    return _as_bmp(image)


def picture_in(file: Path) -> bytes:
    """What a file holds, a picture or not.

    Raises:
        CodeUnreadableError: it can't be read, or is larger than 32 MiB.
    """
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise CodeUnreadableError(reason="the picture is too large")
        return file.read_bytes()
    except OSError as error:
        reason = f"{file.name} can't be read"
        raise CodeUnreadableError(reason=reason) from error


def _as_bmp(image: QImage) -> bytes:
    # Compressing a large screenshot would hold the window up; a clear ground would turn black.
    opaque = QImage(image.size(), QImage.Format.Format_RGB32)
    opaque.fill(0xFFFFFFFF)
    with QPainter(opaque) as painter:
        painter.drawImage(0, 0, image)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"BMP")).write(opaque)
    return bytes(buffer.data().data())
