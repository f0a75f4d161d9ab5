"""Whether a new device's code may be followed."""

from dataclasses import replace

import pytest

from desktop.foundation.device_errors import (
    CodeFromTheFutureError,
    CodeOfAnotherServiceError,
    CodeOfAnotherUserError,
    CodeTooOldError,
    CodeUnreadableError,
    EnrolmentCodeError,
)
from desktop.protocol.enrolment_code import EnrolmentCode
from desktop.session.enrolment_rules import check_code, read_code, readable_codes

CODE = EnrolmentCode(
    public_key="Kay64UG8yvCyLhqU000LxzYeUm0L/hLIl5S8kyKWbdc=",
    algorithm="ED25519",
    api_key_id="11111111-2222-3333-4444-555555555555",
    user_id="61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f",
    made_at=1600000000,
)
OTHER = replace(CODE, public_key="A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=")


def check(code: EnrolmentCode, now: float = 1600000000.0) -> None:
    check_code(
        code,
        api_key_id=CODE.api_key_id,
        user_id=CODE.user_id,
        own_public_key=OTHER.public_key,
        now=now,
    )


@pytest.mark.parametrize("now", [1600000000.0 - 60, 1600000000.0, 1600000179.9])
def test_a_code_of_the_last_three_minutes_may_be_followed(now: float) -> None:
    check(CODE, now)


@pytest.mark.parametrize(
    ("code", "now", "error"),
    [
        (replace(CODE, api_key_id="another"), 1600000000.0, CodeOfAnotherServiceError),
        (replace(CODE, user_id="another"), 1600000000.0, CodeOfAnotherUserError),
        (OTHER, 1600000000.0, CodeUnreadableError),
        (CODE, 1600000180.0, CodeTooOldError),
        (CODE, 1600000000.0 - 61, CodeFromTheFutureError),
    ],
)
def test_others_are_refused_with_the_reason(
    code: EnrolmentCode, now: float, error: type[EnrolmentCodeError]
) -> None:
    with pytest.raises(error):
        check(code, now)


def test_a_text_that_is_no_code_says_why() -> None:
    with pytest.raises(CodeUnreadableError, match="other parts"):
        read_code("https://example.com")


def test_of_a_picture_only_the_codes_count_and_each_once() -> None:
    texts = ("https://example.com", CODE.text(), OTHER.text(), CODE.text())
    assert readable_codes(texts) == (CODE, OTHER)
    assert readable_codes(()) == ()
