"""Whether a new device's code may be followed. Pure rules (cotter-api 5.6, 13.7).

First row that applies; age is service time now less the time in the code:

=================================== ===========================
the code                            error
=================================== ===========================
is not one                          CodeUnreadableError
was made for another API key        CodeOfAnotherServiceError
was made for another user           CodeOfAnotherUserError
is this computer's own              CodeUnreadableError
is over 60 s from the future        CodeFromTheFutureError
is 180 s old                        CodeTooOldError
=================================== ===========================
"""

from collections.abc import Iterable

from desktop.foundation.device_errors import (
    CodeFromTheFutureError,
    CodeOfAnotherServiceError,
    CodeOfAnotherUserError,
    CodeTooOldError,
    CodeUnreadableError,
)
from desktop.protocol.enrolment_code import (
    LIFETIME_SECONDS,
    EnrolmentCode,
    EnrolmentCodeError,
    parse_enrolment_code,
)

AHEAD_SECONDS = 60


def read_code(text: str) -> EnrolmentCode:
    """The code that a text is.

    Raises:
        CodeUnreadableError: it is none.
    """
    try:
        return parse_enrolment_code(text)
    except EnrolmentCodeError as error:
        raise CodeUnreadableError(reason=str(error)) from None


def readable_codes(texts: Iterable[str]) -> tuple[EnrolmentCode, ...]:
    """Those of a picture's texts that are codes, each once."""
    found: dict[str, EnrolmentCode] = {}
    for text in texts:
        try:
            found.setdefault(text.strip(), parse_enrolment_code(text))
        except EnrolmentCodeError:
            continue
    return tuple(found.values())


def check_code(
    code: EnrolmentCode, *, api_key_id: str, user_id: str, own_public_key: str, now: float
) -> None:
    """Let a code pass that may be followed at service time ``now``, seconds UTC.

    Raises:
        EnrolmentCodeError: by the table above.
    """
    if code.api_key_id != api_key_id:
        raise CodeOfAnotherServiceError
    if code.user_id != user_id:
        raise CodeOfAnotherUserError
    if code.public_key == own_public_key:
        raise CodeUnreadableError(reason="it is this computer’s own")
    age = int(now) - code.made_at
    if age < -AHEAD_SECONDS:
        raise CodeFromTheFutureError(seconds=-age)
    if age >= LIFETIME_SECONDS:
        raise CodeTooOldError(seconds=age)
