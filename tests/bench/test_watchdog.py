"""The watchdog on the main thread sees what keeps it, and nothing else."""

import tempfile
import time

import pytest
from PySide6.QtWidgets import QApplication

from tests.bench.stall import Stall
from tests.bench.watched_app import Watchdog

LONG_SECONDS = 0.09


def seen_while_kept(qapp: QApplication, seconds: float) -> list[Stall]:
    with tempfile.TemporaryFile() as looks:
        watchdog = Watchdog(looks)
        watchdog.start()
        try:
            _turn(qapp, watchdog)
            _compute(seconds)
            _turn(qapp, watchdog)
        finally:
            watchdog.stop()
    return watchdog.stalls


def test_a_turn_that_computes_for_long_is_a_stall_and_what_it_did_is_told(
    qapp: QApplication,
) -> None:
    longest = max(seen_while_kept(qapp, LONG_SECONDS), key=lambda one: one.seconds)
    assert longest.seconds == pytest.approx(LONG_SECONDS, rel=0.4)
    assert "_compute" in longest.doing


def test_a_short_turn_is_none(qapp: QApplication) -> None:
    assert max(one.seconds for one in seen_while_kept(qapp, 0.0)) < LONG_SECONDS / 2


def _turn(qapp: QApplication, watchdog: Watchdog) -> None:
    before = watchdog.beats
    while watchdog.beats == before:
        qapp.processEvents()


def _compute(seconds: float) -> None:
    ends = time.thread_time() + seconds
    while time.thread_time() < ends:
        pass
