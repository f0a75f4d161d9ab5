"""Pictures from a file or the clipboard; what is on them is read elsewhere, in a thread."""

from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication, QImage

from desktop.foundation.device_errors import CodeUnreadableError

PICTURE_FORMATS: Final = ("image/png", "image/jpeg", "image/bmp", "image/webp")
LARGEST_BYTES: Final = 32 * 2**20
"""Nobody photographs a code in a larger file; reading it would hold the window up."""


def picture_on_clipboard() -> bytes | QImage:
    """The picture that the clipboard holds, as it was copied.

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
    return image


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
