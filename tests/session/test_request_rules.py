"""What may be decided about a sign-in request, and what is never signed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.client.event_answers import PendingEvent
from desktop.foundation.device_errors import (
    NumberNeededError,
    RequestForgedError,
    RequestNotSignableError,
    RequestOverError,
)
from desktop.session.request_rules import Judged, Verdict, judge

API_KEY_ID = "11111111-2222-3333-4444-555555555555"
USER_ID = "61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f"
NOW = 1600000010.0
KEY = "Kay64UG8yvCyLhqU000LxzYeUm0L/hLIl5S8kyKWbdc="


def pending(**changes: object) -> PendingEvent:
    document: dict[str, object] = {
        "ID": 123456789,
        "user_id": USER_ID,
        "client_user_id": USER_ID,
        "issuer": API_KEY_ID,
        "event": "LOGIN",
        "timestamp": "1600000000",
        "method": "TRUSTED_DEVICE",
        "new": True,
        "approved": False,
        "signature": "",
        "observed_address": "203.0.113.7",
        "device_name": "Dell XPS Linux",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "expiry": "1600000180",
        "shown_signature": "signed",
        **changes,
    }
    return PendingEvent.parse(document, host="login.example.com", api_key_id=API_KEY_ID)


def judged(request: PendingEvent | None = None, **changes: object) -> Judged:
    fields: dict[str, object] = {
        "request": request or pending(),
        "user_id": USER_ID,
        "api_key_id": API_KEY_ID,
        "is_signed": True,
        "is_strict": True,
        "now": NOW,
        **changes,
    }
    return Judged(**fields)  # type: ignore[arg-type]  # field names


def test_the_right_number_approves() -> None:
    assert judge(judged(), approved=True, number="08") == Verdict(approved=True)


def test_a_wrong_number_denies() -> None:
    verdict = judge(judged(), approved=True, number="09")
    assert verdict == Verdict(approved=False, is_wrong_number=True)


@pytest.mark.parametrize("number", ["", "8", "008", "0x", " 8", "٠٨"])
def test_what_is_no_number_decides_nothing(number: str) -> None:
    with pytest.raises(NumberNeededError):
        judge(judged(), approved=True, number=number)


def test_denying_takes_no_number() -> None:
    assert judge(judged(), approved=False, number="") == Verdict(approved=False)


def test_a_request_whose_signature_is_wrong_is_denied_but_never_approved() -> None:
    forged = judged(is_signed=False)
    with pytest.raises(RequestForgedError):
        judge(forged, approved=True, number="08")
    assert judge(forged, approved=False, number="") == Verdict(approved=False)


def test_a_published_service_that_signs_nothing_is_believed() -> None:
    unsigned = judged(pending(shown_signature=""), is_signed=False, is_strict=False)
    assert judge(unsigned, approved=True, number="08") == Verdict(approved=True)


def test_a_published_service_that_signs_wrongly_is_not() -> None:
    with pytest.raises(RequestForgedError):
        judge(judged(is_signed=False, is_strict=False), approved=True, number="08")


def test_a_request_without_a_number_needs_none() -> None:
    without = judged(pending(code_challenge=""))
    assert judge(without, approved=True, number="") == Verdict(approved=True)


@pytest.mark.parametrize("approved", [True, False])
@pytest.mark.parametrize(
    "changes",
    [
        {"event": f"ENROLL_NEW_TRUSTED_DEVICE1600000000TRUSTED_DEVICEtrue{KEY}"},
        {"event": "ENROLL_NEW_TRUSTED_DEVICE"},
        {"event": "UPDATE"},
        {"event": "login"},
        {"user_id": "somebody-else", "client_user_id": "somebody-else"},
        {"issuer": "somebody-else"},
        {"method": "PIN"},
    ],
)
def test_what_is_never_signed_for_others_is_neither_approved_nor_denied(
    changes: dict[str, object], approved: bool
) -> None:
    with pytest.raises(RequestNotSignableError):
        judge(judged(pending(**changes)), approved=approved, number="08")


@pytest.mark.parametrize("approved", [True, False])
@pytest.mark.parametrize("now", [1600000180.0, 1600000999.0, 1600000000.0 - 61])
def test_what_has_run_out_is_neither(now: float, approved: bool) -> None:
    with pytest.raises(RequestOverError):
        judge(judged(now=now), approved=approved, number="08")


def test_a_service_can_not_make_a_request_live_longer_than_three_minutes() -> None:
    lasting = pending(expiry="1700000000")
    with pytest.raises(RequestOverError):
        judge(judged(lasting, now=1600000180.0), approved=True, number=lasting.shown.number())


@given(st.text(max_size=40))
def test_no_name_that_is_signed_reads_as_an_enrolment(event: str) -> None:
    try:
        asked = pending(event=event)
        judge(judged(asked), approved=True, number=asked.shown.number())
    except RequestNotSignableError:
        return
    assert event.isascii()
    assert not event.startswith("ENROLL")


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_name_or_address_that_was_changed_changes_the_number_that_both_sides_compare(
    name: str, address: str
) -> None:
    asked = pending(device_name=name, observed_address=address)
    same = (name, address) == ("Dell XPS Linux", "203.0.113.7")
    assert (asked.shown == pending().shown) == same
    assert replace(asked.shown, device_name="x").shown_text() != asked.shown.shown_text() or (
        name == "x"
    )


def test_what_is_shown_of_a_hostile_name_is_one_harmless_line() -> None:
    asked = pending(device_name="Phone\r\n\x1b[31m\u202egnp.exe" + "A" * 10_000)
    assert asked.device_name.startswith("Phone[31mgnp.exe")
    assert len(asked.device_name) == 64
    assert asked.shown.device_name.startswith("Phone\r\n")
