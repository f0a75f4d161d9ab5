"""The QR code on a terminal says what it should to whoever photographs it."""

import re

import pytest
import zxingcpp

from desktop.commands.terminal_qr import can_be_drawn, draw_qr
from tests.commands.camera import photograph

CODE = (
    "Kay64UG8yvCyLhqU000LxzYeUm0L/hLIl5S8kyKWbdc=:ED25519:11111111-2222-3333-4444-555555555555"
    ":61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f:1600000000"
)


@pytest.mark.parametrize("text", [CODE, "a"])
def test_a_camera_reads_it_off_a_dark_terminal(text: str) -> None:
    read = zxingcpp.read_barcodes(photograph(draw_qr(text)), try_invert=False)
    assert [code.text for code in read] == [text]


def test_it_fits_a_terminal_of_the_usual_size() -> None:
    lines = draw_qr(CODE).splitlines()
    assert {len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines} == {57}
    assert len(lines) == 29


@pytest.mark.parametrize(
    ("encoding", "terminal", "can"),
    [
        ("utf-8", "xterm-256color", True),
        ("utf-8", "dumb", False),
        ("utf-8", "", False),
        ("latin-1", "xterm", False),
        ("no such encoding", "xterm", False),
    ],
)
def test_where_blocks_can_not_be_shown_none_are_drawn(
    encoding: str, terminal: str, can: bool
) -> None:
    assert can_be_drawn(encoding, terminal) is can
