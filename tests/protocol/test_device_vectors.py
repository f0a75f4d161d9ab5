"""The published vectors of trusted devices, byte for byte, and what may be signed at all."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from desktop.protocol.ed25519 import key_print, public_key_text, sign
from desktop.protocol.event_names import is_timestamp, may_be_asked_for
from desktop.protocol.shown_request import ShownRequest, device_digits, length_prefixed
from desktop.protocol.signed_text import (
    EventChallenge,
    approval_text,
    enrolment_text,
    event_answer_text,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NEW_KEY = "Kay64UG8yvCyLhqU000LxzYeUm0L/hLIl5S8kyKWbdc="
API_KEY_ID = "11111111-2222-3333-4444-555555555555"
USER_ID = "61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f"
TIMESTAMP = "1600000000"
SHOWN = ShownRequest(
    api_key_id=API_KEY_ID,
    user_id=USER_ID,
    event_id="123456789",
    event="LOGIN",
    timestamp=TIMESTAMP,
    address="203.0.113.7",
    device_name="Dell XPS Linux",
    code_challenge="E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    expiry="1600000180",
)


@pytest.mark.parametrize(
    ("approved", "signature"),
    [
        (
            True,
            "rvZiMzAjKcrs3lwQK5uH5HkhndTblDxUWWLaM8uMIvNVHkCmzr7/8UlZlRgCWC3iftA+NwRTT0NIrPajvkCpBw==",
        ),
        (
            False,
            "R+Zy6T+GYqKnaa4PAD84YKLbQ+Hck76gSsAWNu3kTybnc3RpDF2YCoJdhSZMi5y/d9OnCUUxZJuX9JbCribgDg==",
        ),
    ],
)
def test_a_decision_is_signed_without_separators(approved: bool, signature: str) -> None:
    text = approval_text(
        user_id=USER_ID,
        api_key_id=API_KEY_ID,
        event="LOGIN",
        timestamp=TIMESTAMP,
        approved=approved,
    )
    decision = "true" if approved else "false"
    expected = f"{USER_ID}{API_KEY_ID}LOGIN{TIMESTAMP}TRUSTED_DEVICE{decision}"
    assert text == expected.encode()
    assert sign(KEY, text) == signature


def test_a_new_device_is_signed_with_its_key_last() -> None:
    text = enrolment_text(
        user_id=USER_ID, api_key_id=API_KEY_ID, timestamp=TIMESTAMP, new_public_key=NEW_KEY
    )
    assert sign(KEY, text) == (
        "WPgROKlvkqC9mNqjeLiMHmlrpvpijecNmAZZwWf1/LK2KqrykVoEguL3rG/Vox4upoDSl4BiHpy6HesDi/f5Bg=="
    )


def test_a_challenge_comes_behind_the_decision() -> None:
    text = approval_text(
        user_id=USER_ID,
        api_key_id=API_KEY_ID,
        event="LOGIN",
        timestamp=TIMESTAMP,
        approved=True,
        challenge=EventChallenge(77, "abcde12345"),
    )
    assert sign(KEY, text) == (
        "lI9lvYOfV4+z0DmCd/2DinBO3jOcFGu3U7yu4xOqbn0T3RbMqXYdVE9PaKMSgYCnFMMvwVk5VyixsJXEceKlAQ=="
    )


def test_a_new_key_comes_behind_the_challenge() -> None:
    text = enrolment_text(
        user_id=USER_ID,
        api_key_id=API_KEY_ID,
        timestamp=TIMESTAMP,
        new_public_key=NEW_KEY,
        challenge=EventChallenge(77, "abcde12345"),
    )
    assert text.endswith(f"true77abcde12345{NEW_KEY}".encode())


def test_an_answered_event_is_signed_by_the_service() -> None:
    text = event_answer_text(
        client_user_id=USER_ID,
        issuer=API_KEY_ID,
        event="LOGIN",
        timestamp=TIMESTAMP,
        method="TRUSTED_DEVICE",
        new=False,
        approved=True,
    )
    assert sign(KEY, text) == (
        "CjDA2zRCjmgrzHLE1ytt71xCMcDoVp1VKet/PnEoI+ZKV9nGdxBUuz8w46T21l29QdSHc5viFy0l2M/g2MeACg=="
    )


def test_both_sides_of_a_request_work_out_the_same_number() -> None:
    assert SHOWN.number() == "08"


def test_what_is_shown_of_a_request_is_signed_by_the_service() -> None:
    assert len(SHOWN.shown_text()) == 190
    assert sign(KEY, SHOWN.shown_text()) == (
        "CuZ9B49q9gikUaLF3IJakbSJSCYipbQ4npGe+1hZnz7zQjW4y/tC5U88Nn7jOmv1Wr9SGAU9QoGahEduVh2KDw=="
    )


def test_both_sides_of_a_new_device_work_out_the_same_digits() -> None:
    digits = device_digits(api_key_id=API_KEY_ID, user_id=USER_ID, public_key=NEW_KEY)
    assert digits == "298842"


@given(st.lists(st.text(), max_size=5), st.lists(st.text(), max_size=5))
def test_no_two_lists_of_fields_read_the_same(one: list[str], other: list[str]) -> None:
    assert (length_prefixed(*one) == length_prefixed(*other)) == (one == other)


@given(st.sampled_from(["address", "device_name", "code_challenge", "expiry", "event"]), st.text())
def test_whatever_is_changed_of_what_is_shown_changes_what_is_signed(
    field: str, value: str
) -> None:
    changed = replace(SHOWN, **{field: value})
    assert (changed.shown_text() == SHOWN.shown_text()) == (changed == SHOWN)


@given(st.text(max_size=80), st.booleans())
def test_no_name_that_may_be_asked_for_signs_as_an_enrolment(event: str, approved: bool) -> None:
    if not may_be_asked_for(event):
        return
    signed = approval_text(
        user_id=USER_ID,
        api_key_id=API_KEY_ID,
        event=event,
        timestamp=TIMESTAMP,
        approved=approved,
    )
    enrolment = f"{USER_ID}{API_KEY_ID}ENROLL_NEW_TRUSTED_DEVICE".encode()
    assert not signed.startswith(enrolment)


@pytest.mark.parametrize("event", ["LOGIN", "LOGIN_WITH_DEVICE", "TRANSACTION", "A", "_" * 32])
def test_names_that_may_be_asked_for(event: str) -> None:
    assert may_be_asked_for(event)


@pytest.mark.parametrize(
    "event",
    [
        "",
        "login",
        "A" * 33,
        "LOGIN1",
        "LOGIN\n",
        "LOGIN ",
        "UPDATE",
        "REQUEST_AUTH_MANUAL",
        "ENROLL_NEW_TRUSTED_DEVICE",
        "ENROLL_ME",
        f"ENROLL_NEW_TRUSTED_DEVICE1600000000TRUSTED_DEVICEtrue{NEW_KEY}",
        "ÀB",
    ],
)
def test_names_that_are_never_signed(event: str) -> None:
    assert not may_be_asked_for(event)


@pytest.mark.parametrize(
    "text", ["", "0", "01", "-1", "+1", "1.0", "1e9", " 1", "1\n", "1" * 13, "١"]
)
def test_what_is_no_time(text: str) -> None:
    assert not is_timestamp(text)


def test_what_is_a_time() -> None:
    assert is_timestamp(TIMESTAMP)


def test_a_key_has_a_print_that_people_can_compare() -> None:
    assert key_print(public_key_text(KEY)) == "5647 5AA7 5463"
