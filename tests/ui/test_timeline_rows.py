"""Deeds as lines: by day, in words, the renewals of a day in one."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.session.history import Deed
from desktop.session.list_entries import DeedKind, PastDeed
from desktop.session.past import KINDS
from desktop.ui.deed_words import DEEDS, OTHER, WHOM
from desktop.ui.timeline_rows import Filter, Line, day_of, row_of, timeline_lines
from tests.ui.device_scenes import DEEDS as PAST
from tests.ui.device_scenes import on
from tests.ui.scenes import HOST, NOW

TODAY = day_of(NOW)
ANYTHING = Filter()


def lines(*deeds: PastDeed, wanted: Filter = ANYTHING, until: str = "") -> tuple[Line, ...]:
    """The lines of these deeds."""
    return timeline_lines(deeds, TODAY, HOST, wanted, until)


def words(*deeds: PastDeed, wanted: Filter = ANYTHING, until: str = "") -> list[str]:
    """The same as a person reads them, with plain spaces."""
    made = lines(*deeds, wanted=wanted, until=until)
    return [row_of(one, TODAY, HOST).whole().replace("\u202f", " ") for one in made]


def renewal(day: int, hour: int, minute: int = 0, *, late: bool = False) -> PastDeed:
    """A renewal of November 2026."""
    name = "renewed_late" if late else "renewed"
    return PastDeed(on(day, hour, minute), name, DeedKind.RENEWAL)


def test_a_history_is_read_by_day_with_the_latest_first() -> None:
    assert words(*PAST, until="14:32") == [
        "Today",
        "13:32 Renewed. 6 times since 09:04, all on time until 14:32",
        "11:20 Approved a sign-in. build-server, 192.0.2.61 number matched",
        "10:02 Denied on another device. Chromium on Linux, 203.0.113.90 by Phone",
        f"09:04 Signed in. Code by e-mail, {HOST}",
        "Yesterday",
        "17:58 Signed out. Tokens deleted from the keystore",
        "17:20 Renewed. 3 times since 08:47, 1 after waiting",
        "14:07 Renewal failed. The service answered with an error",
        "Saturday, 21 November",
        "11:58 Renewed. on time",
        "11:40 Denied a sign-in. moc.live second line, 203.0.113.91 wrong number",
        "Tuesday, 17 November",
        "12:00 Added a device. build-server, 192.0.2.61",
        "Tuesday, 3 November",
        "12:00 Trusted this computer. studio-laptop",
    ]


def test_a_renewal_that_waited_says_so() -> None:
    assert words(renewal(24, 9, late=True)) == ["Today", "09:00 Renewed. after waiting"]


def test_only_today_tells_until_when_its_renewal_holds() -> None:
    assert words(renewal(23, 9), until="14:32") == ["Yesterday", "09:00 Renewed. on time"]


def test_days_begin_at_midnight_here() -> None:
    assert words(renewal(24, 0), renewal(23, 23, 59)) == [
        "Today",
        "00:00 Renewed. on time",
        "Yesterday",
        "23:59 Renewed. on time",
    ]


def test_the_line_begins_and_ends_with_its_day() -> None:
    for _, of_day in itertools.groupby(lines(*PAST), key=lambda one: one.day):
        heading, *deeds = of_day
        assert heading.is_heading
        ends = [(one.is_first, one.is_last) for one in deeds]
        assert ends[0][0]
        assert ends[-1][1]
        assert sum(first for first, _ in ends) == sum(last for _, last in ends) == 1


@pytest.mark.parametrize("kind", DeedKind)
def test_a_kind_shows_its_own_deeds_and_no_others(kind: DeedKind) -> None:
    shown = [one for line in lines(*PAST, wanted=Filter(kind)) for one in line.deeds]
    assert shown == [one for one in PAST if one.kind is kind]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("BUILD-server", 2),
        ("192.0.2.61", 2),
        ("by phone", 1),
        ("wrong number", 1),
        ("e-mail", 1),
        ("times since", 2),
        ("nowhere", 0),
    ],
)
def test_a_word_is_found_wherever_it_can_be_read(word: str, found: int) -> None:
    shown = [line for line in lines(*PAST, wanted=Filter(word=word)) if not line.is_heading]
    assert len(shown) == found


def test_a_day_without_anything_found_has_no_heading() -> None:
    assert words(*PAST, wanted=Filter(word="wrong number"))[0] == "Saturday, 21 November"


# --------------------------------------------------------------------------------- words of deeds


def test_every_deed_that_is_noted_has_words() -> None:
    assert set(DEEDS) == set(Deed)


@pytest.mark.parametrize("deed", Deed)
def test_a_deed_is_told_without_its_own_name_for_it(deed: Deed) -> None:
    past = PastDeed(NOW, deed, KINDS[deed], "", "Phone", "203.0.113.7")
    [_, line] = lines(past)
    row = row_of(line, TODAY, HOST)
    assert row.title
    assert row.title.endswith(".")
    assert deed not in row.whole()


def test_a_deed_of_a_later_version_is_shown_and_not_understood() -> None:
    past = PastDeed(NOW, "flown_away", DeedKind.DEVICE, "", "Phone")
    assert words(past)[1] == f"13:49 {OTHER.title} Phone"


@pytest.mark.parametrize("reason", ["", "something new", "<b>"])
def test_a_reason_that_is_not_known_is_left_out(reason: str) -> None:
    past = PastDeed(NOW, "refused", DeedKind.PROBLEM, reason)
    assert words(past)[1] == "13:49 The service ended the session."


def test_an_approval_without_a_number_does_not_claim_one() -> None:
    past = PastDeed(NOW, "request_approved", DeedKind.REQUEST, "", "Phone")
    assert words(past)[1] == "13:49 Approved a sign-in. Phone"


@pytest.mark.parametrize("deed", [one for one in Deed if KINDS[one] is not DeedKind.RENEWAL])
def test_what_others_wrote_is_harmless_in_every_deed(deed: Deed) -> None:
    nasty = "\u202eevil\n\x1b[31m" + "x" * 10_000
    past = PastDeed(NOW, deed, KINDS[deed], nasty, nasty, nasty)
    said = words(past)[1]
    assert not {"\u202e", "\n", "\x1b"} & set(said)
    assert len(said) < 300
    if deed in WHOM:
        assert "by evil" in said


def test_years_are_named_where_they_differ() -> None:
    past = replace(PAST[-1], at=PAST[-1].at - timedelta(days=365).total_seconds())
    assert words(past)[0] == "Monday, 3 November 2025"
    assert day_of(past.at) == date(2025, 11, 3)
