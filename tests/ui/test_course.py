"""Where the person is: where they went, and where what they waited for leads them."""

from dataclasses import replace

import pytest

from desktop.session.device_facts import DeviceTrust, ThisDevice
from desktop.session.snapshot import Obstacle, SessionFact, Snapshot
from desktop.ui.course import Course
from desktop.ui.routing import Where
from tests.ui.scenes import ACTIVE, BLANK, ENTRY, overview_of

CONFIRMING = replace(ACTIVE, sign_in=ENTRY)
TRUSTED = replace(ACTIVE, this_device=ThisDevice(trust=DeviceTrust.TRUSTED))
AWAY = replace(ACTIVE, obstacle=Obstacle.KEYSTORE_UNAVAILABLE)
REFUSED = replace(BLANK, session=SessionFact.REFUSED)


def led(course: Course, before: Snapshot, now: Snapshot) -> Where:
    """Where the person is once ``now`` has followed ``before``."""
    course.follow(overview_of(before), overview_of(now))
    return course.where


def gone(where: Where) -> Course:
    """The person went there."""
    course = Course()
    course.go(where)
    return course


@pytest.mark.parametrize(
    ("where", "before", "now", "then"),
    [
        (Where.CONNECT, ACTIVE, replace(BLANK, profile_id="home"), Where.SESSION),
        (Where.CONNECT, ACTIVE, TRUSTED, Where.CONNECT),
        (Where.SIGN_IN, REFUSED, ACTIVE, Where.SESSION),
        (Where.SIGN_IN, REFUSED, REFUSED, Where.SIGN_IN),
        (Where.KEYSTORE_CHOICE, AWAY, ACTIVE, Where.SESSION),
        (Where.KEYSTORE_CHOICE, AWAY, AWAY, Where.KEYSTORE_CHOICE),
        (Where.SHOW_CODE, BLANK, ACTIVE, Where.SESSION),
        (Where.SHOW_CODE, BLANK, TRUSTED, Where.SESSION),
        (Where.SHOW_CODE, ACTIVE, TRUSTED, Where.DEVICES),
        (Where.SHOW_CODE, TRUSTED, TRUSTED, Where.SHOW_CODE),
        (Where.REQUESTS, BLANK, TRUSTED, Where.REQUESTS),
        (Where.SETTINGS, ACTIVE, CONFIRMING, Where.SETTINGS),
    ],
)
def test_what_came_leads_on(where: Where, before: Snapshot, now: Snapshot, then: Where) -> None:
    assert led(gone(where), before, now) is then


def test_this_computer_is_trusted_before_it_is_signed_in_and_the_code_stays_until_then() -> None:
    trusted_only = replace(BLANK, this_device=TRUSTED.this_device)
    course = gone(Where.SHOW_CODE)
    assert led(course, BLANK, trusted_only) is Where.SHOW_CODE
    assert led(course, trusted_only, TRUSTED) is Where.SESSION


@pytest.mark.parametrize("where", [Where.DEVICES, Where.ADD_DEVICE])
def test_a_code_that_confirms_is_typed_in_between(where: Where) -> None:
    course = gone(where)
    assert led(course, ACTIVE, CONFIRMING) is Where.SESSION
    assert led(course, CONFIRMING, CONFIRMING) is Where.SESSION
    assert led(course, CONFIRMING, ACTIVE) is where


def test_whoever_goes_elsewhere_while_a_code_is_asked_for_is_left_there() -> None:
    course = gone(Where.DEVICES)
    assert led(course, ACTIVE, CONFIRMING) is Where.SESSION
    course.go(Where.HISTORY)
    assert led(course, CONFIRMING, ACTIVE) is Where.HISTORY


@pytest.mark.parametrize(
    ("where", "back"),
    [
        (Where.SESSION, None),
        (Where.REQUESTS, Where.SESSION),
        (Where.ADD_DEVICE, Where.DEVICES),
        (Where.SHOW_CODE, Where.DEVICES),
        (Where.SETTINGS, Where.SESSION),
    ],
)
def test_the_way_back_leads_a_step_up(where: Where, back: Where | None) -> None:
    assert gone(where).back() is back
