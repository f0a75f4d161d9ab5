"""When the window is hidden from onlookers: the rules alone."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.session.demo import DemoError
from desktop.session.list_entries import Message
from desktop.session.screening import Screening, screened
from desktop.session.snapshot import Overview, Snapshot

STEPS = {
    "lock": lambda one: one.locked("desktop"),
    "open": lambda one: one.unlocked("desktop"),
    "gone": lambda one: one.lost("desktop"),
    "login locks": lambda one: one.locked("login"),
    "login opens": lambda one: one.unlocked("login"),
    "asked": lambda one: one.asked(),
    "sleep": lambda one: one.slept(),
    "wake": lambda one: one.woke(),
    "show": lambda one: one.shown(),
}


def after(*steps: str) -> Screening:
    """What is known after these, from the beginning."""
    return reduce(lambda one, step: STEPS[step](one), steps, Screening())


@pytest.mark.parametrize(
    "steps",
    [
        (),
        ("open",),
        ("lock", "open"),
        ("lock", "lock", "open"),
        ("lock", "login locks", "open", "login opens"),
        ("lock", "sleep", "wake", "open"),
        ("sleep", "lock", "wake", "open"),
        ("sleep", "wake", "lock", "open"),
        ("asked", "lock", "open"),
        ("sleep", "wake", "show"),
        ("lock", "gone", "show"),
        ("lock", "show"),
        ("lock", "show", "open"),
        ("gone",),
    ],
)
def test_it_is_shown_after(steps: tuple[str, ...]) -> None:
    assert not after(*steps).is_hidden


@pytest.mark.parametrize(
    "steps",
    [
        ("lock",),
        ("lock", "login locks", "open"),
        ("lock", "login locks", "login opens"),
        ("lock", "login opens"),
        ("lock", "gone"),
        ("lock", "gone", "open"),
        ("lock", "sleep"),
        ("lock", "sleep", "open"),
        ("lock", "sleep", "open", "wake"),
        ("sleep",),
        ("sleep", "wake"),
        ("sleep", "wake", "open"),
        ("asked",),
        ("asked", "open"),
        ("lock", "show", "sleep"),
        ("lock", "show", "lock"),
        ("lock", "open", "lock"),
    ],
)
def test_it_is_hidden_after(steps: tuple[str, ...]) -> None:
    assert after(*steps).is_hidden


@given(st.lists(st.sampled_from(sorted(STEPS))))
def test_whatever_came_a_lock_hides_and_the_person_can_show_it(steps: list[str]) -> None:
    assert after(*steps, "lock").is_hidden
    assert not after(*steps, "show").is_hidden


@given(st.lists(st.sampled_from(sorted(set(STEPS) - {"show"}))))
def test_while_a_lock_holds_only_the_person_can_show_it(steps: list[str]) -> None:
    now = after("lock", *steps)
    assert now.is_hidden or not now.held_by


def test_what_may_be_drawn_says_nothing_of_anybody() -> None:
    overview = Overview(
        snapshots=(Snapshot(profile_id="p", profile_name="Work", service_host="a.example"),),
        active_id="p",
        inbox=(Message("maya@example.com", "482913 is your code", "", 0.0),),
        history=(),
        can_screen=True,
        problem=DemoError(reason="maya"),
    )
    assert screened(overview) == Overview(can_screen=True, is_screened=True)
    assert screened(overview).problem is None
