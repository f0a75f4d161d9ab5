"""QR codes on pictures: what they say, whatever the picture is, and what is no picture."""

import itertools
import os
import subprocess
import sys
from contextlib import suppress

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from desktop.foundation.device_errors import CodeUnreadableError
from desktop.system.qr_reading import LARGEST_PICTURE_BYTES, MOST_CODES, read_codes
from desktop.ui.widgets.qr_view import qr_image
from tests.parts.child import CHECKOUT

# Cotter-api 12.3: the text of a new device.
CODE = (
    "Kay64UG8yvCyLhqU000LxzYeUm0L/hLIl5S8kyKWbdc=:ED25519:11111111-2222-3333-4444-555555555555"
    ":61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f:1600000000"
)
PAGE = "https://example.com/"


def drawn(text: str, module: int = 5) -> QImage:
    """The code as our own page shows it, ``module`` pixels a module."""
    small = qr_image(text)
    return small.scaled(small.width() * module, small.height() * module)


def placed(image: QImage, width: int, height: int, x: int = 0, y: int = 0) -> QImage:
    """A larger, dark picture with ``image`` on it."""
    larger = QImage(width, height, QImage.Format.Format_RGB32)
    larger.fill(QColor("#202124"))
    add(larger, image, x, y)
    return larger


def add(larger: QImage, image: QImage, x: int, y: int) -> None:
    painter = QPainter(larger)
    painter.drawImage(x, y, image)
    painter.end()


def file_of(image: QImage, form: str = "PNG", quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # PySide takes the format as text, its types say bytes.
    assert image.save(buffer, form, quality)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "WEBP"])
def test_a_code_is_read_from_the_usual_formats(form: str) -> None:
    assert read_codes(file_of(drawn(CODE), form)) == (CODE,)


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(placed(drawn(CODE), 1920, 1080, 811, 402), id="on a dark screen"),
        pytest.param(placed(drawn(CODE, 2), 3840, 2160, 3400, 1900), id="small on a large screen"),
        pytest.param(placed(drawn(CODE), 800, 800), id="in the corner"),
        pytest.param(
            placed(drawn(CODE).transformed(QTransform().rotate(30)), 800, 800), id="aslant"
        ),
        pytest.param(drawn(CODE).transformed(QTransform().rotate(180)), id="upside down"),
        pytest.param(drawn(CODE, 10).scaled(300, 300), id="scaled"),
    ],
)
def test_a_code_is_read_wherever_it_is(picture: QImage) -> None:
    assert read_codes(picture) == (CODE,)


def test_a_code_is_read_from_a_bad_photograph_and_light_on_dark() -> None:
    inverted = drawn(CODE)
    inverted.invertPixels()
    assert read_codes(inverted) == (CODE,)
    assert read_codes(file_of(placed(drawn(CODE), 900, 700, 100, 90), "JPEG", 10)) == (CODE,)


def test_a_code_on_clear_ground_is_read_as_if_on_white() -> None:
    code = drawn(CODE)
    clear = QImage(code.size(), QImage.Format.Format_ARGB32)
    clear.fill(Qt.GlobalColor.transparent)
    for x, y in itertools.product(range(code.width()), range(code.height())):
        if code.pixelColor(x, y).lightness() == 0:
            clear.setPixelColor(x, y, QColor("black"))
    assert clear.pixelColor(0, 0).alpha() == 0
    assert read_codes(clear) == (CODE,)
    assert read_codes(file_of(clear)) == (CODE,)


def test_line_feeds_within_a_code_stay() -> None:
    text = CODE.replace("kyKWbdc=", "ky\nKWbdc=\n")
    assert read_codes(drawn(text)) == (text,)


def test_all_codes_of_a_picture_are_read_and_each_text_once() -> None:
    picture = placed(drawn(CODE), 1300, 500, 20, 20)
    add(picture, drawn(PAGE), 450, 20)
    add(picture, drawn(CODE), 800, 20)
    assert sorted(read_codes(picture)) == sorted((CODE, PAGE))


def test_a_wall_of_codes_is_not_read_to_its_end() -> None:
    wall = placed(drawn("0"), 1600, 800)
    for number in range(40):
        add(wall, drawn(str(number), 4), number % 10 * 160, number // 10 * 160)
    assert len(read_codes(wall)) == MOST_CODES


def test_a_page_is_read_as_what_it_is_and_a_long_text_left_out() -> None:
    assert read_codes(drawn(PAGE)) == (PAGE,)
    longest = segno.make_qr("1" * 7089, error="l")
    rows = tuple(longest.matrix_iter(border=4))
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            image.setPixelColor(x, y, QColor("black" if is_dark else "white"))
    large = image.scaled(4 * image.width(), 4 * image.height())
    assert read_codes(large) == ()
    assert read_codes(placed(QImage(), 300, 300)) == ()


BOMB = QImage(30_000, 30_000, QImage.Format.Format_Mono)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"><path d="M0 0h7v7"/></svg>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "no picture", id="nothing"),
        pytest.param(b"<html>" * 1000, "no picture", id="a page"),
        pytest.param(SVG, "no picture", id="a drawing"),
        pytest.param(CODE.encode(), "no picture", id="the text itself"),
        pytest.param(file_of(drawn(CODE), "TIFF"), "no picture", id="a rare format"),
        pytest.param(file_of(BOMB), "too large", id="a small file of a very large picture"),
        pytest.param(b"\x89PNG" + bytes(LARGEST_PICTURE_BYTES), "too large", id="a large file"),
    ],
)
def test_what_is_no_picture_for_us_is_said_so(content: bytes, reason: str) -> None:
    with pytest.raises(CodeUnreadableError) as caught:
        read_codes(content)
    assert reason in str(caught.value)


# What a broken file makes the decoders log is theirs; we say it in our own words.
@pytest.mark.no_qt_log
@given(st.data())
def test_no_broken_picture_does_more_than_not_being_read(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(FILES))
    place = data.draw(st.integers(0, len(whole) - 1))
    broken = data.draw(st.sampled_from((whole[:place], changed(whole, place, data))))
    with suppress(CodeUnreadableError):
        assert set(read_codes(broken)) <= {PAGE}


FILES = tuple(file_of(drawn(PAGE, 3), form) for form in ("PNG", "JPEG", "BMP", "WEBP", "TIFF"))


def changed(whole: bytes, place: int, data: st.DataObject) -> bytes:
    return whole[:place] + data.draw(st.binary(min_size=1, max_size=8)) + whole[place + 8 :]


def test_the_reading_process_needs_no_display() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--read-codes"],
        input=file_of(drawn(PAGE), "JPEG"), cwd=CHECKOUT, check=True, capture_output=True,
        timeout=20, env={name: text for name, text in os.environ.items() if "QT" not in name},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == (f'["{PAGE}"]'.encode(), b"")
