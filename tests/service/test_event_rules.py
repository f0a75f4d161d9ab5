"""The tables of ``events``, row by row."""

from dataclasses import replace

import pytest

from desktop.service.events import (
    LISTED_DECISIONS,
    LISTED_SECONDS,
    Event,
    Outcome,
    Verdict,
    gives_tokens,
    judge,
    list_recent,
)

NOW = 1_800_000_000.0
ASKED = Event(
    id=123456789,
    project_id="11111111-2222-3333-4444-555555555555",
    user_id="61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f",
    shown_user_id="61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f",
    shown_client_user_id="61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f",
    event="LOGIN",
    ip="unknown",
    location="unknown",
    timestamp="1600000000",
    method="TRUSTED_DEVICE",
    device_name="Dell XPS Linux",
    observed_address="203.0.113.7",
    code_challenge="E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    number_needed=True,
    created_at=NOW - 10,
    updated_at=NOW - 10,
    expires_at=NOW + 170,
    outcome=Outcome.PENDING,
    decided_at=None,
    decided_by="",
    tokens_given=False,
)
WITHOUT_NUMBER = replace(ASKED, code_challenge="")
RUN_OUT = replace(ASKED, expires_at=NOW)
LOOSE = replace(ASKED, number_needed=False)


def ended(outcome: Outcome, ago: float = 5, event_id: int = 1) -> Event:
    return replace(ASKED, id=event_id, outcome=outcome, decided_at=NOW - ago, decided_by="Phone")


@pytest.mark.parametrize(
    ("event", "approved", "number", "verdict"),
    [
        (ASKED, True, "08", Verdict.APPROVED),
        (ASKED, True, "09", Verdict.WRONG_NUMBER),
        (ASKED, True, "8", Verdict.WRONG_NUMBER),
        (ASKED, True, "", Verdict.WRONG_NUMBER),
        (ASKED, True, None, Verdict.NUMBER_NEEDED),
        (ASKED, False, None, Verdict.DENIED),
        (ASKED, False, "08", Verdict.DENIED),
        # The device has compared it, and says so.
        (ASKED, False, "09", Verdict.WRONG_NUMBER),
        # Without a challenge anybody could work out the number.
        (WITHOUT_NUMBER, True, WITHOUT_NUMBER.shown().number(), Verdict.NUMBER_NEEDED),
        (WITHOUT_NUMBER, True, None, Verdict.NUMBER_NEEDED),
        (WITHOUT_NUMBER, False, None, Verdict.DENIED),
        (LOOSE, True, None, Verdict.APPROVED),
        (LOOSE, True, "08", Verdict.APPROVED),
        (LOOSE, True, "09", Verdict.WRONG_NUMBER),
        (RUN_OUT, True, "08", Verdict.OVER),
        (RUN_OUT, False, None, Verdict.OVER),
        (replace(ASKED, expires_at=NOW + 0.01), True, "08", Verdict.APPROVED),
        (ended(Outcome.CANCELLED), True, "08", Verdict.OVER),
        (ended(Outcome.APPROVED), False, None, Verdict.ANSWERED),
        (ended(Outcome.DENIED), True, "08", Verdict.ANSWERED),
        (ended(Outcome.WRONG_NUMBER), True, "08", Verdict.ANSWERED),
        # Decided in time: that it would have run out by now changes nothing.
        (replace(ended(Outcome.APPROVED), expires_at=NOW), True, "08", Verdict.ANSWERED),
    ],
)
def test_the_first_row_that_applies_is_the_verdict(
    event: Event, approved: bool, number: str | None, verdict: Verdict
) -> None:
    assert judge(event, approved=approved, number=number, now=NOW) is verdict


def test_a_request_that_ended_is_listed_for_ten_minutes() -> None:
    just, before = ended(Outcome.DENIED, LISTED_SECONDS - 1), ended(Outcome.DENIED, LISTED_SECONDS)
    assert list_recent([just], NOW).ended == (just,)
    assert list_recent([before], NOW).ended == ()


def test_a_request_that_ran_out_has_ended_when_it_did() -> None:
    listing = list_recent([RUN_OUT, ended(Outcome.DENIED, 5)], NOW)
    assert listing.open == ()
    assert [event.at(NOW) for event in listing.ended] == [Outcome.DENIED, Outcome.EXPIRED]


def test_of_many_that_ended_the_last_are_listed() -> None:
    many = [ended(Outcome.CANCELLED, 500 - at, at) for at in range(400)]
    listing = list_recent(many, NOW)
    assert [event.id for event in listing.ended] == list(range(400 - LISTED_DECISIONS, 400))


def test_the_version_is_of_what_is_listed_and_of_nothing_else() -> None:
    first = list_recent([ASKED], NOW).version
    assert list_recent([replace(ASKED, updated_at=NOW, tokens_given=True)], NOW).version == first
    others = [
        list_recent([], NOW),
        list_recent([ASKED, replace(ASKED, id=2)], NOW),
        list_recent([ended(Outcome.APPROVED, event_id=ASKED.id)], NOW),
        list_recent([ended(Outcome.DENIED, event_id=ASKED.id)], NOW),
        list_recent([RUN_OUT], NOW),
    ]
    assert len({first, *(listing.version for listing in others)}) == len(others) + 1


def test_a_list_changes_by_itself_when_a_request_runs_out_or_is_listed_no_more() -> None:
    assert list_recent([], NOW).changes_at is None
    assert list_recent([ASKED], NOW).changes_at == ASKED.expires_at
    old = ended(Outcome.DENIED, LISTED_SECONDS - 20)
    assert list_recent([ASKED, old], NOW).changes_at == NOW + 20


@pytest.mark.parametrize(
    ("event", "strict", "published"),
    [("LOGIN", True, True), ("LOGIN_WITH_DEVICE", True, True), ("TRANSACTION", False, True)],
)
def test_what_an_approval_signs_in_with(event: str, strict: bool, published: bool) -> None:
    assert gives_tokens(event, is_strict=True) is strict
    assert gives_tokens(event, is_strict=False) is published
