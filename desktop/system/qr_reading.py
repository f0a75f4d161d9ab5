"""Reading the QR codes on a picture: what they say, nothing of what it means."""

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from desktop.foundation.device_errors import CodeUnreadableError

LARGEST_PICTURE_BYTES: Final = 32 * 2**20
MOST_PIXELS: Final = 50_000_000
LONGEST_CHARACTERS: Final = 5000
MOST_CODES: Final = 16
FORMATS: Final = (b"bmp", b"gif", b"jpeg", b"png", b"webp")
"""What cameras, screens and browsers make. Others can be programs (SVG) or have odd decoders."""

Picture = bytes | QImage
"""The content of a file, or an image."""


def read_codes(picture: Picture) -> tuple[str, ...]:
    """The texts of all QR codes on a picture; call it in a thread.

    Takes a second for the largest picture. Longer texts than 5,000 characters are left out.

    Raises:
        CodeUnreadableError: it is no picture, or larger than 32 MiB or 50 million pixels.
    """
    image = _decoded(picture) if isinstance(picture, bytes) else picture
    grey = _opaque(image).convertToFormat(QImage.Format.Format_Grayscale8)
    # Imported here: most people never add a device.
    import zxingcpp

    codes = zxingcpp.read_barcodes(
        grey,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        text_mode=zxingcpp.TextMode.Plain,
    )
    texts = (code.text for code in codes[:MOST_CODES])
    return tuple(dict.fromkeys(text for text in texts if len(text) <= LONGEST_CHARACTERS))


def _opaque(image: QImage) -> QImage:
    """The image on white: what is clear would turn black, and a code on it with it."""
    if not image.hasAlphaChannel():
        return image
    opaque = QImage(image.size(), QImage.Format.Format_RGB32)
    opaque.fill(Qt.GlobalColor.white)
    with QPainter(opaque) as painter:
        painter.drawImage(0, 0, image)
    return opaque


def _decoded(picture: bytes) -> QImage:
    if len(picture) > LARGEST_PICTURE_BYTES:
        raise CodeUnreadableError(reason="the picture is too large")
    buffer = QBuffer()
    buffer.setData(QByteArray(picture))
    reader = QImageReader(buffer)
    try:
        reader.setDecideFormatFromContent(True)
        if reader.format().data() not in FORMATS:
            raise CodeUnreadableError(reason="that is no picture")
        # Asked before anything is decoded: a small file can say that it is very large.
        size = reader.size()
        if size.width() * size.height() > MOST_PIXELS:
            raise CodeUnreadableError(reason="the picture is too large")
        image = reader.read()
    finally:
        # Some decoders use what they read from as they end, which must not have gone before.
        del reader
    if image.isNull():
        raise CodeUnreadableError(reason="that is no picture")
    return image
