"""Three facts make headline and next step, and nothing in between is left without words."""

import itertools
import subprocess
import sys

import pytest

from desktop.session.snapshot import (
    URGENCY,
    Activity,
    Headline,
    NextStep,
    Obstacle,
    Overview,
    SessionFact,
    Snapshot,
    headline_of,
    most_urgent,
    next_step_of,
)
from tests.doubles.computer import PROFILE

NOW = 1_600_000_000.0
ALL = list(itertools.product(SessionFact, Activity, Obstacle))
KEYSTORE = (Obstacle.KEYSTORE_LOCKED, Obstacle.KEYSTORE_UNAVAILABLE)
EVERY = pytest.mark.parametrize(("session", "activity", "obstacle"), ALL)

IDLE, RENEWING, SIGNING_IN = Activity.IDLE, Activity.RENEWING, Activity.SIGNING_IN
FREE, OFFLINE, CLOCK = Obstacle.NONE, Obstacle.OFFLINE, Obstacle.CLOCK_UNCERTAIN


def snapshot(**facts: object) -> Snapshot:
    fields: dict[str, object] = {
        "profile_id": PROFILE.id,
        "profile_name": PROFILE.name,
        "service_host": PROFILE.host,
        **facts,
    }
    return Snapshot(**fields)  # type: ignore[arg-type]  # a test names fields and values itself


@pytest.mark.parametrize(
    ("session", "activity", "obstacle", "headline", "next_step"),
    [
        (SessionFact.NONE, IDLE, FREE, Headline.NONE, NextStep.SIGN_IN),
        (SessionFact.NONE, SIGNING_IN, FREE, Headline.SIGNING_IN, NextStep.NONE),
        (SessionFact.REFUSED, IDLE, FREE, Headline.NEEDS_SIGN_IN, NextStep.SIGN_IN),
        (SessionFact.REFUSED, IDLE, OFFLINE, Headline.NEEDS_SIGN_IN, NextStep.SIGN_IN),
        (SessionFact.REFUSED, SIGNING_IN, FREE, Headline.SIGNING_IN, NextStep.NONE),
        (SessionFact.UNREAD, IDLE, FREE, Headline.UNREAD, NextStep.NONE),
        (SessionFact.EXPIRED, RENEWING, OFFLINE, Headline.RENEWING, NextStep.NONE),
        (SessionFact.EXPIRED, IDLE, OFFLINE, Headline.OFFLINE, NextStep.TRY_NOW),
        (SessionFact.EXPIRED, IDLE, FREE, Headline.EXPIRING, NextStep.TRY_NOW),
        (SessionFact.EXPIRED, IDLE, CLOCK, Headline.EXPIRING, NextStep.TRY_NOW),
        (SessionFact.ACTIVE, IDLE, FREE, Headline.ACTIVE, NextStep.NONE),
        (SessionFact.ACTIVE, RENEWING, FREE, Headline.RENEWING, NextStep.NONE),
        (SessionFact.ACTIVE, RENEWING, OFFLINE, Headline.RENEWING, NextStep.NONE),
        (SessionFact.ACTIVE, IDLE, OFFLINE, Headline.OFFLINE, NextStep.TRY_NOW),
        (SessionFact.ACTIVE, IDLE, CLOCK, Headline.EXPIRING, NextStep.CHECK_CLOCK),
    ],
)
def test_what_is_shown_and_what_can_be_done(
    session: SessionFact,
    activity: Activity,
    obstacle: Obstacle,
    headline: Headline,
    next_step: NextStep,
) -> None:
    assert headline_of(session, activity, obstacle, is_expiring=False) is headline
    assert next_step_of(session, activity, obstacle) is next_step


@EVERY
def test_a_keystore_in_the_way_is_never_shown_as_signed_out(
    session: SessionFact, activity: Activity, obstacle: Obstacle
) -> None:
    shown = headline_of(session, activity, obstacle, is_expiring=False)
    if obstacle in KEYSTORE and activity is not SIGNING_IN:
        assert shown is Headline.KEYSTORE_LOCKED
        step = next_step_of(session, activity, obstacle)
        locked = obstacle is Obstacle.KEYSTORE_LOCKED
        assert step is (NextStep.UNLOCK_KEYSTORE if locked else NextStep.CHOOSE_KEYSTORE)
    if shown is Headline.NONE:
        assert session is SessionFact.NONE


@EVERY
def test_whatever_is_not_well_has_a_next_step_or_is_being_worked_on(
    session: SessionFact, activity: Activity, obstacle: Obstacle
) -> None:
    shown = headline_of(session, activity, obstacle, is_expiring=False)
    step = next_step_of(session, activity, obstacle)
    at_ease = {Headline.ACTIVE, Headline.UNREAD, Headline.RENEWING, Headline.SIGNING_IN}
    assert (step is NextStep.NONE) == (shown in at_ease)


class TestExpiring:
    """Soon is under a minute, and under a sixth of the token's lifetime."""

    @pytest.mark.parametrize(
        ("lifetime", "left", "headline"),
        [
            (3600, 60, Headline.ACTIVE),
            (3600, 59, Headline.EXPIRING),
            (60, 11, Headline.ACTIVE),
            (60, 9, Headline.EXPIRING),
            (3600, -5, Headline.EXPIRING),
        ],
    )
    def test_it_depends_on_how_long_it_lives(
        self, lifetime: float, left: float, headline: Headline
    ) -> None:
        expires_at = NOW + left
        shown = snapshot(
            session=SessionFact.ACTIVE, issued_at=expires_at - lifetime, expires_at=expires_at
        )
        assert shown.headline(NOW) is headline
        assert shown.seconds_left(NOW) == max(0, left)

    def test_a_session_without_times_has_no_time_left(self) -> None:
        assert snapshot().seconds_left(NOW) == 0


class TestUrgency:
    """The tray has room for one."""

    def test_every_headline_has_its_place(self) -> None:
        assert sorted(URGENCY) == sorted(Headline)

    def test_whoever_needs_the_person_comes_first(self) -> None:
        well = snapshot(session=SessionFact.ACTIVE, issued_at=NOW, expires_at=NOW + 3600)
        refused = snapshot(session=SessionFact.REFUSED)
        locked = snapshot(session=SessionFact.ACTIVE, obstacle=Obstacle.KEYSTORE_LOCKED)
        signed_out = snapshot(session=SessionFact.NONE)
        everybody = (signed_out, well, locked, refused)
        assert most_urgent(everybody, NOW) is refused
        assert most_urgent(everybody[:3], NOW) is locked
        assert most_urgent(everybody[:2], NOW) is well
        assert most_urgent((), NOW) is None

    def test_the_window_shows_the_one_in_use(self) -> None:
        one, two = snapshot(profile_id="one"), snapshot(profile_id="two")
        assert Overview(snapshots=(one, two), active_id="two").active() is two
        assert Overview(snapshots=(one, two), active_id="gone").active() is None


def test_importing_it_imports_nothing_heavy() -> None:
    program = (
        "import sys, desktop.session.snapshot, desktop.session.last_seen\n"
        "heavy = {'asyncio', 'cryptography', 'httpx', 'jwt', 'keyring', 'PySide6', 'ssl'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"
