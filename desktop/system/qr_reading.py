"""Reading the QR codes on a picture: what they say, nothing of what it means."""

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageReader

from desktop.foundation.device_errors import CodeUnreadableError

LARGEST_PICTURE_BYTES: Final = 32 * 2**20
MOST_PIXELS: Final = 50_000_000
LONGEST_CHARACTERS: Final = 5000
MOST_CODES: Final = 16


def read_codes(picture: bytes) -> tuple[str, ...]:
    """The texts of all QR codes on a picture (PNG, JPEG, BMP and so on); call it in a thread.

    Raises:
        CodeUnreadableError: it is no picture, or larger than 32 MiB or 50 million pixels.
    """
    if len(picture) > LARGEST_PICTURE_BYTES:
        raise CodeUnreadableError(reason="the picture is too large")
    image = _decoded(picture).convertToFormat(QImage.Format.Format_RGB32)
    # Imported here: most people never add a device.
    import zxingcpp

    codes = zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        text_mode=zxingcpp.TextMode.Plain,
    )
    texts = (code.text for code in codes[:MOST_CODES])
    return tuple(dict.fromkeys(text for text in texts if len(text) <= LONGEST_CHARACTERS))


def _decoded(picture: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(picture))
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    # Asked before anything is decoded: a small file can say that it is very large.
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS:
        raise CodeUnreadableError(reason="the picture is too large")
    image = reader.read()
    if image.isNull():
        raise CodeUnreadableError(reason="that is no picture")
    return image
