"""Who can't see the time run out hears it: at 60, 30 and 10 seconds, once each."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from desktop.session.snapshot import Overview
from desktop.ui import time_marks
from desktop.ui.pages.request_decision import RequestDecision
from desktop.ui.routing import Where
from desktop.ui.time_marks import mark_passed
from tests.ui.request_scenes import FIREFOX, REQUEST_SCENES
from tests.ui.scenes import ACTIVE, ENTRY, NOW, overview_of, signing_in
from tests.ui.stage import Stage


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said aloud of the time, in the order in which it is said."""
    said: list[str] = []

    def hear(_widget: QWidget, words: str) -> None:
        said.append(words)

    monkeypatch.setattr(time_marks, "announce", hear)
    return said


@pytest.mark.parametrize(
    ("before", "left", "mark"),
    [
        (None, 45, None),
        (61, 60, 60),
        (60, 59, None),
        (61, 29, 30),
        (12, 9.5, 10),
        (9, 0, None),
        (11, 0, None),
        (10, 300, None),
    ],
)
def test_a_mark_is_passed_between_two_looks(
    before: float | None, left: float, mark: int | None
) -> None:
    assert mark_passed(before, left) == mark


@pytest.mark.parametrize(
    "overview",
    [
        overview_of(signing_in(replace(ENTRY, expires_at=NOW + 63))),
        overview_of(replace(ACTIVE, expires_at=NOW + 63)),
    ],
    ids=["code", "session"],
)
def test_the_time_left_is_said_at_its_marks_and_once_each(
    stage: Stage, heard: list[str], overview: Overview
) -> None:
    stage.show(overview)
    for _ in range(63):
        stage.pass_seconds(1)
    assert heard == ["60 seconds left", "30 seconds left", "10 seconds left"]


def test_the_time_to_decide_is_said_too(stage: Stage, heard: list[str]) -> None:
    stage.show(REQUEST_SCENES["requests"], Where.REQUESTS)
    (decision,) = stage.window.findChildren(RequestDecision)
    left = FIREFOX.expires_at - NOW
    for _ in range(int(left) - 5):
        stage.pass_seconds(1)
    assert decision.isVisible()
    assert heard == ["60 seconds left", "30 seconds left", "10 seconds left"]


def test_another_code_begins_anew(stage: Stage, heard: list[str]) -> None:
    stage.show(overview_of(signing_in(replace(ENTRY, expires_at=NOW + 61))))
    stage.pass_seconds(2)
    stage.show(overview_of(signing_in(replace(ENTRY, expires_at=NOW + 30))))
    stage.pass_seconds(1)
    assert heard == ["60 seconds left"]
