"""What is shown of sign-in requests: pure rules, row by row."""

from dataclasses import replace

import pytest

from desktop.foundation.errors import ServiceUnreachableError, TooManyTriesError
from desktop.session.device_facts import DeviceTrust, Requests
from desktop.session.list_entries import DecidedRequest, Outcome
from desktop.session.snapshot import Obstacle, SessionFact, Snapshot
from desktop.ui.request_needs import Step, need_of
from desktop.ui.request_rows import rows_of
from desktop.ui.request_view import Stand, view_of
from desktop.ui.request_words import approval_without_number, asks_to_sign_in, outcome_words
from desktop.ui.wait_words import ending_of
from tests.ui.request_scenes import (
    CHROMIUM,
    DECIDED,
    FIREFOX,
    FORGED,
    PHONE,
    SERVER,
    THIS,
    TRUSTED,
    WAIT,
    asked,
)
from tests.ui.scenes import BLANK, HOST, NOW

# ----------------------------------------------------------------------------------------- the list


def lines(known: Requests, now: float = NOW) -> list[tuple[str, str, str]]:
    """The list as it is read."""
    return [(one.title, one.detail, one.side) for one in rows_of(known, now)]


def test_those_that_wait_come_first_with_their_time_left() -> None:
    assert lines(Requests(open=(FIREFOX, PHONE), decided=DECIDED)) == [
        ("Waiting", "", ""),
        ("Firefox on Windows", "203.0.113.24", "2:14"),
        ("Spare phone", "198.51.100.7", "0:48"),
        ("Decided today", "", ""),
        ("build-server", "Approved here", "11:20"),
        ("Chromium on Linux", "Denied on Phone", "10:02"),
        ("Kitchen tablet", "Expired", "09:41"),
    ]


def test_a_request_whose_time_is_up_is_among_the_decided_ones_at_once() -> None:
    known = Requests(open=(FIREFOX, PHONE), decided=(SERVER,))
    assert lines(known, FIREFOX.expires_at) == [
        ("Decided today", "", ""),
        ("Firefox on Windows", "Expired", "13:51"),
        ("Spare phone", "Expired", "13:50"),
        ("build-server", "Approved here", "11:20"),
    ]


def test_what_was_decided_yesterday_has_a_heading_of_its_own() -> None:
    known = Requests(decided=(SERVER, replace(CHROMIUM, decided_at=NOW - 86400)))
    assert [one.title for one in rows_of(known, NOW)] == [
        "Decided today",
        "build-server",
        "Decided before",
        "Chromium on Linux",
    ]


def test_nothing_known_is_no_line() -> None:
    assert rows_of(Requests(), NOW) == ()


@pytest.mark.parametrize(
    ("decided", "words"),
    [
        (SERVER, "Approved here"),
        (replace(SERVER, is_ours=False, by="Phone"), "Approved on Phone"),
        (replace(SERVER, is_ours=False, by=""), "Approved elsewhere"),
        (replace(SERVER, outcome=Outcome.DENIED), "Denied here"),
        (CHROMIUM, "Denied on Phone"),
        (replace(CHROMIUM, by=""), "Denied elsewhere"),
        (replace(SERVER, outcome=Outcome.WRONG_NUMBER), "Denied: wrong number"),
        (replace(SERVER, outcome=Outcome.CANCELLED), "Taken back"),
        (replace(SERVER, outcome=Outcome.EXPIRED), "Expired"),
    ],
)
def test_a_decided_request_says_how_and_where(decided: DecidedRequest, words: str) -> None:
    assert outcome_words(decided) == words


# ------------------------------------------------------------------------------------- the decision


@pytest.mark.parametrize(
    ("known", "stand", "ending"),
    [
        (Requests(open=(FIREFOX,)), Stand.OPEN, None),
        (Requests(open=(replace(FIREFOX, busy=True),)), Stand.SENDING, None),
        (Requests(open=(FORGED,)), Stand.FORGED, None),
        (
            Requests(open=(replace(FIREFOX, expires_at=NOW),)),
            Stand.OVER,
            "This request has run out.",
        ),
        (
            Requests(decided=(replace(CHROMIUM, id=7),)),
            Stand.OVER,
            "Already denied on Phone.",
        ),
        (
            Requests(decided=(replace(SERVER, id=7, is_ours=False, by=""),)),
            Stand.OVER,
            "Already approved on another device.",
        ),
        (Requests(decided=(replace(SERVER, id=7),)), Stand.OVER, "You approved this request."),
        (
            Requests(decided=(replace(SERVER, id=7, outcome=Outcome.DENIED),)),
            Stand.OVER,
            "You denied this request.",
        ),
        (
            Requests(decided=(replace(SERVER, id=7, outcome=Outcome.WRONG_NUMBER),)),
            Stand.OVER,
            "That number doesn’t match. The request was denied.",
        ),
        (
            Requests(decided=(replace(SERVER, id=7, outcome=Outcome.CANCELLED),)),
            Stand.OVER,
            "The other device took this request back.",
        ),
        (Requests(), Stand.OVER, "This request is over."),
    ],
)
def test_the_chosen_request_is_seen_as_far_as_it_has_come(
    known: Requests, stand: Stand, ending: str | None
) -> None:
    view = view_of(known, 7, FIREFOX, NOW)
    assert view is not None
    assert view.stand is stand
    assert (view.ending.happened if view.ending is not None else None) == ending
    assert view.is_good is (
        ending in ("You approved this request.",) or "approved on" in str(ending)
    )


def test_a_request_that_vanished_after_its_time_has_run_out() -> None:
    view = view_of(Requests(), 7, FIREFOX, FIREFOX.expires_at)
    assert view is not None
    assert view.ending is not None
    assert view.ending.happened == "This request has run out."


def test_nothing_is_shown_of_what_was_never_seen() -> None:
    assert view_of(Requests(open=(FIREFOX,)), None, None, NOW) is None
    assert view_of(Requests(open=(FIREFOX,)), 99, FIREFOX, NOW) is None


def test_names_are_one_line_and_short_in_sentences() -> None:
    name = "Evil\n\u202edevice " * 1000
    assert asks_to_sign_in(name).startswith("Evil device Evil")
    assert len(asks_to_sign_in(name)) < 70
    assert "\n" not in approval_without_number(replace(FIREFOX, device_name=name)).detail
    assert asks_to_sign_in("") == "A device without a name asks to sign in…"


# ----------------------------------------------------------------------------------- what is needed


@pytest.mark.parametrize(
    ("snapshot", "title", "step"),
    [
        (
            replace(TRUSTED, obstacle=Obstacle.KEYSTORE_LOCKED),
            "The keystore is locked",
            Step.UNLOCK,
        ),
        (
            replace(TRUSTED, obstacle=Obstacle.KEYSTORE_LOCKED, unlocking=True),
            "Waiting for the keystore’s password",
            Step.CANCEL_UNLOCK,
        ),
        (
            replace(TRUSTED, obstacle=Obstacle.KEYSTORE_UNAVAILABLE),
            "There is no keystore here",
            Step.CHOOSE,
        ),
        (replace(TRUSTED, session=SessionFact.UNREAD), "Reading the keystore", Step.NONE),
        (BLANK, "Nobody is signed in", Step.SIGN_IN),
        (replace(TRUSTED, session=SessionFact.REFUSED), "Nobody is signed in", Step.SIGN_IN),
    ],
)
def test_what_is_needed_first_is_said_with_the_step_that_leads_there(
    snapshot: Snapshot, title: str, step: Step
) -> None:
    need = need_of(snapshot)
    assert need is not None
    assert (need.title, need.step) == (title, step)
    assert bool(need.action) is (step is not Step.NONE)


def test_each_state_of_trust_has_a_sentence_of_its_own() -> None:
    said = set()
    for trust in DeviceTrust:
        need = need_of(replace(TRUSTED, this_device=replace(THIS, trust=trust)))
        if trust is DeviceTrust.TRUSTED:
            assert need is None
            continue
        assert need is not None
        assert need.step is (Step.NONE if trust is DeviceTrust.UNKNOWN else Step.DEVICES)
        said.add(need.title)
    assert len(said) == len(DeviceTrust) - 1


def test_an_expired_or_offline_session_still_hears_requests() -> None:
    assert need_of(replace(asked(FIREFOX), session=SessionFact.EXPIRED)) is None
    assert need_of(replace(asked(FIREFOX), obstacle=Obstacle.OFFLINE)) is None


# ----------------------------------------------------------------------------- waiting for approval


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (None, None),
        (Outcome.APPROVED, None),
        (Outcome.DENIED, "The request was denied."),
        (Outcome.WRONG_NUMBER, "Another number was typed there, so the request was denied."),
        (Outcome.EXPIRED, "Nobody answered in time."),
        (Outcome.CANCELLED, "The request was taken back."),
    ],
)
def test_the_wait_ends_with_a_sentence(outcome: Outcome | None, words: str | None) -> None:
    ending = ending_of(replace(WAIT, outcome=outcome), None)
    assert (ending.happened if ending is not None else None) == words


def test_what_went_wrong_when_it_was_asked_again_weighs_more() -> None:
    denied = replace(WAIT, outcome=Outcome.DENIED)
    trouble = ServiceUnreachableError(host=HOST, reason="no route to host")
    for ending in (ending_of(denied, trouble), ending_of(replace(WAIT, problem=trouble), None)):
        assert ending is not None
        assert ending.happened == "No answer from login.example.com: no route to host."


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.DENIED, "The request was denied, so the next one has to wait."),
        (Outcome.WRONG_NUMBER, "The request was denied, so the next one has to wait."),
        (Outcome.EXPIRED, "Too many tries."),
    ],
)
def test_a_limit_says_what_it_comes_from(outcome: Outcome, words: str) -> None:
    limited = ending_of(replace(WAIT, outcome=outcome), TooManyTriesError(seconds=90))
    assert limited is not None
    assert limited.happened == words
