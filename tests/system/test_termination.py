"""Asked to end by the system: a wish to quit, and afterwards all as it was."""

import os
import signal

import pytest
from pytestqt.qtbot import QtBot

from desktop.system.termination import SIGNALS, SignalToQuit


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_wakes_an_idle_loop_and_is_a_wish_to_quit(qtbot: QtBot, number: int) -> None:
    wishes: list[None] = []
    signals = SignalToQuit(lambda: wishes.append(None))
    os.kill(os.getpid(), number)
    qtbot.waitUntil(lambda: bool(wishes))
    signals.release()
    assert len(wishes) == 1


def test_afterwards_signals_do_what_they_did_before(qtbot: QtBot) -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    signals = SignalToQuit(lambda: None)
    assert [signal.getsignal(number) for number in SIGNALS] != before
    signals.release()
    assert [signal.getsignal(number) for number in SIGNALS] == before
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
