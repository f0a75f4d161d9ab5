"""What reaches the socket that brings the first copy of the app to the front."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.foundation.paths import Paths
from desktop.system.call import (
    LONGEST_ACTIVATION,
    LONGEST_LINE_BYTES,
    LONGEST_LINK,
    Call,
    read_call,
)
from desktop.system.single_instance import SingleInstance, socket_file
from tests.faults.fuzz.cases import fuzzed
from tests.faults.fuzz.shapes import PIECES, changed_bytes
from tests.parts.surroundings import short_folder

TURNS = 1000
CALL = Call("token", "cotter-authenticator://add")


@dataclass
class First:
    """The first copy, and what it heard."""

    socket_file: Path
    heard: list[Call] = field(default_factory=list)

    def send(self, content: bytes) -> bool:
        """Send these bytes; whether the first copy heard something within many turns."""
        self.heard.clear()
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self.socket_file))
            connection.setblocking(False)
            left = memoryview(content)
            for turn in range(TURNS):
                QCoreApplication.processEvents()
                if left:
                    try:
                        left = left[connection.send(left) :]
                    except BlockingIOError:
                        continue
                    except OSError:
                        left = left[:0]
                elif self.heard or turn > 20:
                    break
        for _ in range(5):
            QCoreApplication.processEvents()
        return bool(self.heard)


@pytest.fixture
def first(qapp: QCoreApplication) -> Iterator[First]:
    with short_folder() as folder:
        paths = Paths(folder, folder, folder, folder)
        instance = SingleInstance(paths)
        assert instance.claim()
        instance.listen()
        listening = First(socket_file(paths))
        instance.called.connect(listening.heard.append)
        yield listening
        instance.release()


@given(content=changed_bytes(CALL.line()) | PIECES)
@fuzzed()
def test_a_message_of_any_bytes_is_one_short_call_or_none(first: First, content: bytes) -> None:
    first.send(content)
    assert len(first.heard) <= 1
    for call in first.heard:
        assert call.activation.isascii()
        assert call.activation.isprintable()
        assert len(call.activation) <= LONGEST_ACTIVATION
        assert len(call.link) <= LONGEST_LINK


@given(activation=st.text(), link=st.text(max_size=LONGEST_LINK))
@fuzzed()
def test_what_one_copy_says_the_other_hears(activation: str, link: str) -> None:
    call = Call(activation, link)
    assert len(call.line()) <= LONGEST_LINE_BYTES
    assert call.line().count(b"\n") == 1
    assert read_call(call.line()).link == link.encode("utf-8", "replace").decode("utf-8")


def test_a_message_without_an_end_is_not_kept(first: First, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX) as endless:
        endless.connect(str(first.socket_file))
        endless.setblocking(False)

        def is_refused() -> bool:
            try:
                endless.send(b"x" * 65536)
            except BlockingIOError:
                return False
            except OSError:
                return True
            return False

        qtbot.waitUntil(is_refused, timeout=5000)
    assert first.send(CALL.line())
    assert first.heard == [CALL]


def test_callers_that_say_nothing_make_room(first: First) -> None:
    silent = [socket.socket(socket.AF_UNIX) for _ in range(100)]
    for one in silent:
        one.connect(str(first.socket_file))
        QCoreApplication.processEvents()
    assert first.send(CALL.line())
    assert first.heard == [CALL]
    silent[0].settimeout(1)
    assert silent[0].recv(1) == b""
    for one in silent:
        one.close()
