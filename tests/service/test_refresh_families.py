"""The table of ``refresh_families``, row by row."""

from dataclasses import replace

import pytest

from desktop.service.refresh_families import Family, Reason, Refusal, Step, judge

NOW = 1_800_000_000.0
CURRENT, PREVIOUS, OLDER = b"current", b"previous", b"older"
ATTEMPT, OTHER_ATTEMPT = b"attempt", b"other attempt"
DAY = 86400

RENEWED = Family(
    id=1,
    project_id="project",
    user_id="user",
    auth_method="OTP",
    generation=4,
    current_mac=CURRENT,
    previous_mac=PREVIOUS,
    attempt_mac=ATTEMPT,
    replaced=False,
    authenticated_at=NOW - DAY,
    renewed_at=NOW - 10,
    ending=None,
)
WITHOUT_ATTEMPT = replace(RENEWED, attempt_mac=None)
REUSED = Refusal(Reason.REUSED, ends_family=True)


@pytest.mark.parametrize(
    ("family", "token", "attempt", "judgement"),
    [
        (RENEWED, CURRENT, None, Step.ROTATE),
        (RENEWED, CURRENT, ATTEMPT, Step.ROTATE),
        (RENEWED, PREVIOUS, ATTEMPT, Step.REPEAT),
        (RENEWED, PREVIOUS, OTHER_ATTEMPT, REUSED),
        (RENEWED, PREVIOUS, None, REUSED),
        (RENEWED, OLDER, ATTEMPT, REUSED),
        (WITHOUT_ATTEMPT, PREVIOUS, None, Step.REPLACE),
        (WITHOUT_ATTEMPT, PREVIOUS, ATTEMPT, REUSED),
        (replace(WITHOUT_ATTEMPT, replaced=True), PREVIOUS, None, REUSED),
        (replace(WITHOUT_ATTEMPT, renewed_at=NOW - 59), PREVIOUS, None, Step.REPLACE),
        (replace(WITHOUT_ATTEMPT, renewed_at=NOW - 60), PREVIOUS, None, REUSED),
        (WITHOUT_ATTEMPT, OLDER, None, REUSED),
        # An answer lost for long: the attempt id has no time limit of its own.
        (replace(RENEWED, renewed_at=NOW - 7 * DAY), PREVIOUS, ATTEMPT, Step.REPEAT),
    ],
)
def test_a_token_of_a_living_family(
    family: Family, token: bytes, attempt: bytes | None, judgement: Step | Refusal
) -> None:
    assert judge(family, token, attempt, disabled=False, now=NOW) == judgement


@pytest.mark.parametrize("ending", [Reason.REUSED, Reason.REVOKED, Reason.SIGNED_OUT])
@pytest.mark.parametrize("token", [CURRENT, PREVIOUS, OLDER])
def test_an_ended_family_says_how_it_ended(ending: Reason, token: bytes) -> None:
    family = replace(RENEWED, ending=ending)
    assert judge(family, token, ATTEMPT, disabled=False, now=NOW) == Refusal(ending)


@pytest.mark.parametrize(
    ("renewed", "took_part", "refused"),
    [
        (30 * DAY - 1, 30 * DAY, False),
        (30 * DAY, 30 * DAY, True),
        (DAY, 90 * DAY - 1, False),
        (DAY, 90 * DAY, True),
    ],
)
def test_a_family_lives_30_days_from_renewal_and_90_from_the_last_sign_in(
    renewed: int, took_part: int, refused: bool
) -> None:
    family = replace(RENEWED, renewed_at=NOW - renewed, authenticated_at=NOW - took_part)
    judgement = judge(family, CURRENT, None, disabled=False, now=NOW)
    assert judgement == (Refusal(Reason.EXPIRED) if refused else Step.ROTATE)


def test_a_disabled_user_renews_nothing_and_loses_nothing() -> None:
    assert judge(RENEWED, CURRENT, None, disabled=True, now=NOW) == Refusal(Reason.DISABLED)
