"""The icon files of Windows and macOS: the app's picture in several sizes, each a PNG, in one file.

Both systems take PNGs there: Windows since Vista, macOS since 10.7.
"""

import struct
import tempfile
from pathlib import Path

from desktop.installer.icons import draw

ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Of 100 to 250 % scaling; pixels."""

ICNS_KINDS = {
    b"ic11": 32,
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}
"""Apple's names of its sizes, and the pixels of each (iconutil(1): half of them are “@2x”)."""


def write_ico(source: Path, small: Path, target: Path) -> None:
    """Draw ``source``, up to 24 pixels ``small``, into the ``.ico`` file ``target``.

    Raises:
        OSError: a picture can't be read, or the file can't be written.
    """
    pictures = _drawn(source, small, ICO_SIZES)
    begin = 6 + 16 * len(pictures)
    table, content = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, picture in pictures.items():
        # A side of 256 is written as 0.
        side = size % 256
        place = begin + len(content)
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), place)
        content += picture
    target.write_bytes(table + content)


def write_icns(source: Path, small: Path, target: Path) -> None:
    """The same for an ``.icns`` file.

    Raises:
        OSError: a picture can't be read, or the file can't be written.
    """
    pictures = _drawn(source, small, tuple(ICNS_KINDS.values()))
    content = b"".join(
        kind + struct.pack(">I", 8 + len(pictures[size])) + pictures[size]
        for kind, size in ICNS_KINDS.items()
    )
    target.write_bytes(b"icns" + struct.pack(">I", 8 + len(content)) + content)


def _drawn(source: Path, small: Path, sizes: tuple[int, ...]) -> dict[int, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "picture.png"
        pictures = {}
        for size in sizes:
            draw(small if size <= 24 else source, size, file)
            pictures[size] = file.read_bytes()
    return pictures
