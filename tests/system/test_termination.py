"""Asked to end by the system: a wish to quit, and afterwards all as it was."""

import os
import signal
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.system.termination import SIGNALS, SignalToQuit


@pytest.fixture
def wishes(qtbot: QtBot) -> Iterator[list[str]]:
    """The wishes to quit that came while signals are listened to."""
    wishes: list[str] = []
    signals = SignalToQuit(lambda: wishes.append("quit"))
    yield wishes
    signals.release()


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_wakes_an_idle_loop_and_is_a_wish_to_quit(
    qtbot: QtBot, wishes: list[str], number: int
) -> None:
    os.kill(os.getpid(), number)
    qtbot.waitUntil(lambda: bool(wishes))
    assert wishes == ["quit"]


def test_afterwards_signals_do_what_they_did_before(qtbot: QtBot) -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    signals = SignalToQuit(lambda: None)
    while_it_listens = [signal.getsignal(number) for number in SIGNALS]
    signals.release()
    assert [signal.getsignal(number) for number in SIGNALS] == before
    assert not set(before) & set(while_it_listens)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
