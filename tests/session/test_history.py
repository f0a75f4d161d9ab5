"""What this computer did: lines that outlive it, for ninety days, with no secret in them."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop.session.history import Deed, Entry, History, renewal_days
from desktop.session.list_entries import RenewalDay

DAY = 86400.0
NOW = 1_600_000_000.0
TODAY = date(2020, 9, 13)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the entries are; not there yet."""
    return tmp_path / "data" / "history.jsonl"


def entry(at: float = NOW, deed: Deed = Deed.RENEWED, profile_id: str = "one") -> Entry:
    return Entry(at, profile_id, deed)


def lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


def test_before_the_first_deed_there_is_nothing(file: Path) -> None:
    assert History(file).entries(NOW) == ()
    assert not file.exists()


def test_each_deed_is_a_line_of_json_for_its_user_alone(file: Path) -> None:
    history = History(file)
    history.add(Entry(NOW, "one", Deed.REFUSED, "line\nbreak"))
    history.add(entry(NOW + 1))
    assert [json.loads(line) for line in lines(file)] == [
        [NOW, "one", "refused", "line\nbreak"],
        [NOW + 1, "one", "renewed", ""],
    ]
    assert file.stat().st_mode & 0o077 == 0
    assert History(file).entries(NOW) == (
        Entry(NOW, "one", Deed.REFUSED, "line\nbreak"),
        entry(NOW + 1),
    )


def test_many_at_once_write_whole_lines(file: Path) -> None:
    def add(number: int) -> None:
        History(file).add(entry(NOW + number))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(100)))
    assert {one.at - NOW for one in History(file).entries(NOW)} == set(range(100))


@pytest.mark.parametrize(
    "broken",
    [
        b"{",
        b"\xff\xfe\xff",
        b"[]",
        b"[" * 100_000,
        b'[1, "one", "danced", ""]',
        b'["x", "one", "renewed", ""]',
        b'[1e30, "one", "renewed", ""]',
        b'[Infinity, "one", "renewed", ""]',
        b"[1" + b"0" * 400 + b', "one", "renewed", ""]',
        b'[1600000000, "one", "request_asked", "", "\\ud800", ""]',
    ],
)
def test_a_broken_line_costs_itself_alone(file: Path, broken: bytes) -> None:
    history = History(file)
    history.add(entry())
    with file.open("ab") as appended:
        appended.write(broken + b"\n")
    history.add(entry(NOW + 1))
    assert history.entries(NOW) == (entry(), entry(NOW + 1))


def test_half_a_line_that_a_crash_left_costs_itself_alone(file: Path) -> None:
    history = History(file)
    history.add(entry())
    file.write_bytes(file.read_bytes() + b'[1600000000.0, "one", "ren')
    history.add(entry(NOW + 1))
    assert history.entries(NOW) == (entry(), entry(NOW + 1))


class TestNinetyDays:
    """Older entries are left out at once, and leave the file a week later."""

    def test_an_older_one_is_left_out(self, file: Path) -> None:
        history = History(file)
        history.add(entry(NOW - 90 * DAY - 1))
        history.add(entry(NOW - 90 * DAY))
        assert history.entries(NOW) == (entry(NOW - 90 * DAY),)

    def test_the_file_is_written_anew_without_them_once_a_week(self, file: Path) -> None:
        history = History(file)
        for days in range(6):
            history.add(entry(NOW + days * DAY))
        history.add(entry(NOW + 97 * DAY))
        assert len(lines(file)) == 7
        history.add(entry(NOW + 97 * DAY + 1))
        assert [one.at for one in History(file).entries(0)] == [NOW + 97 * DAY, NOW + 97 * DAY + 1]
        assert len(lines(file)) == 2
        assert file.stat().st_mode & 0o077 == 0

    def test_a_broken_first_line_does_not_keep_the_rest_for_ever(self, file: Path) -> None:
        file.parent.mkdir()
        file.write_bytes(b"{\n")
        History(file).add(entry())
        assert len(lines(file)) == 1


def test_a_folder_that_cant_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(OSError, match="data"):
        History(tmp_path / "data" / "history.jsonl").add(entry())


class TestDays:
    """The renewals of the last seven days, for a chart."""

    def test_every_day_is_there_and_counts_what_happened_on_it(self) -> None:
        noon = datetime(2020, 9, 13, 12, tzinfo=UTC).timestamp()
        entries = [
            entry(noon),
            entry(noon, Deed.RENEWED_LATE),
            entry(noon, Deed.RENEWED_LATE),
            entry(noon - DAY, Deed.RENEWAL_FAILED),
            entry(noon - DAY, Deed.REFUSED),
            entry(noon - 6 * DAY),
            entry(noon - 7 * DAY),
            entry(noon + DAY),
            entry(noon, profile_id="another"),
            entry(noon, Deed.SIGNED_IN),
        ]
        days = renewal_days(entries, "one", TODAY)
        assert [day.day for day in days] == [f"2020-09-{number:02}" for number in range(7, 14)]
        assert days[-1] == RenewalDay("2020-09-13", on_time=1, waited=2)
        assert days[-2] == RenewalDay("2020-09-12", failed=2)
        assert days[0] == RenewalDay("2020-09-07", on_time=1)
        assert all(day == RenewalDay(day.day) for day in days[1:-2])
