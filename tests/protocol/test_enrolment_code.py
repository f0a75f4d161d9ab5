"""The text behind a new device's QR code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.protocol.encoding import encode_base64
from desktop.protocol.enrolment_code import (
    EnrolmentCode,
    EnrolmentCodeError,
    parse_enrolment_code,
)

KEY = "Kay64UG8yvCyLhqU000LxzYeUm0L/hLIl5S8kyKWbdc="
API_KEY_ID = "11111111-2222-3333-4444-555555555555"
USER_ID = "61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f"
TEXT = f"{KEY}:ED25519:{API_KEY_ID}:{USER_ID}:1600000000"
ENCODED = encode_base64(bytes(range(91)))
LINES = f"{ENCODED[:64]}\n{ENCODED[64:]}\n"


def test_the_text_of_the_published_vector() -> None:
    code = EnrolmentCode(
        public_key=KEY,
        algorithm="ED25519",
        api_key_id=API_KEY_ID,
        user_id=USER_ID,
        made_at=1600000000,
    )
    assert code.text() == TEXT
    assert parse_enrolment_code(TEXT) == code


def test_a_key_keeps_the_line_feeds_that_belong_to_it() -> None:
    read = parse_enrolment_code(f"{LINES}:ECDSA:{API_KEY_ID}:{USER_ID}:1600000000")
    assert (read.public_key, read.algorithm) == (LINES, "EC")


def test_what_a_paste_brings_along_is_no_part_of_it() -> None:
    assert parse_enrolment_code(f"  {TEXT}\r\n").text() == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "https://login.example.com/app?x=1",
        "A" * 5000,
        f"{KEY}:ED25519:{API_KEY_ID}:{USER_ID}",
        f"{TEXT}:more",
        f":ED25519:{API_KEY_ID}:{USER_ID}:1600000000",
        f"{KEY[:-2]}d=:ED25519:{API_KEY_ID}:{USER_ID}:1600000000",
        f"{KEY}AAAA:ED25519:{API_KEY_ID}:{USER_ID}:1600000000",
        f"{KEY}:ED448:{API_KEY_ID}:{USER_ID}:1600000000",
        f"{KEY}:ED25519::{USER_ID}:1600000000",
        f"{KEY}:ED25519:{API_KEY_ID}:a b:1600000000",
        f"{KEY}:ED25519:{API_KEY_ID}:{USER_ID}:now",
        f"{KEY}:ED25519:{API_KEY_ID}:{USER_ID}:-1",
        f"{KEY}:ED25519:{API_KEY_ID}:{USER_ID}:16000000000000",
    ],
)
def test_anything_else_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(EnrolmentCodeError) as refused:
        parse_enrolment_code(text)
    assert str(refused.value)
    assert KEY not in str(refused.value)


@given(st.text(max_size=300) | st.text(":ABC=/+0189\n", max_size=300))
def test_no_text_does_anything_worse_than_be_refused(text: str) -> None:
    try:
        read = parse_enrolment_code(text)
    except EnrolmentCodeError:
        return
    assert parse_enrolment_code(read.text()) == read
