"""From deeds to the lines of a timeline: by day, the renewals of each day in one of them.

Lines are made for all deeds at once, their words only for those in sight or searched: a year of
work must not hold the window up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.session.list_entries import DeedKind, PastDeed
from desktop.ui import times
from desktop.ui.deed_words import aside_of, deed_of, detail_of, renewals_words

translate = QCoreApplication.translate

LATE: Final = "renewed_late"


@dataclass(frozen=True, slots=True)
class Line:
    """A day's heading, where there are no ``deeds``; else one deed, or the renewals of the day.

    ``until`` is when the last renewal runs out, empty where that is over.
    """

    day: date
    deeds: tuple[PastDeed, ...] = ()
    until: str = ""
    is_first: bool = False
    is_last: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it only names the day."""
        return not self.deeds


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A line in words; of a heading there is only the title."""

    title: str
    icon: str = ""
    tone: str = "muted"
    time: str = ""
    detail: str = ""
    aside: str = ""

    def whole(self) -> str:
        """All of it in a line."""
        return " ".join(part for part in (self.time, self.title, self.detail, self.aside) if part)


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown: deeds of one kind, or of all where it is None, that hold a word."""

    kind: DeedKind | None = None
    word: str = ""


def timeline_lines(
    deeds: Iterable[PastDeed], today: date, host: str, wanted: Filter, until: str = ""
) -> tuple[Line, ...]:
    """The lines of ``deeds``, which come latest first; days without any are left out."""
    of_kind = (one for one in deeds if wanted.kind is None or one.kind is wanted.kind)
    word = wanted.word.casefold()
    lines: list[Line] = []
    for day, on_day in groupby(of_kind, key=lambda one: day_of(one.at)):
        found = _of_day(day, tuple(on_day), until if day == today else "")
        if word:
            found = [one for one in found if word in _searched(one, host)]
        if found:
            found[0] = replace(found[0], is_first=True)
            found[-1] = replace(found[-1], is_last=True)
            lines += [Line(day), *found]
    return tuple(lines)


def row_of(line: Line, today: date, host: str) -> TimelineRow:
    """A line in words."""
    if line.is_heading:
        return TimelineRow(times.day_heading(line.day, today))
    latest = line.deeds[0]
    deed = deed_of(latest)
    time = times.clock_time(latest.at)
    if latest.kind is not DeedKind.RENEWAL:
        detail, aside = detail_of(latest, host), aside_of(latest)
    else:
        late = sum(each.deed == LATE for each in line.deeds)
        detail = renewals_words(len(line.deeds), late, times.clock_time(line.deeds[-1].at))
        until = translate("deeds", "until {time}").format(time=line.until)
        aside = until if line.until else ""
    return TimelineRow(deed.title, deed.icon, deed.tone, time, detail, aside)


def day_of(at: float) -> date:
    """The local day of a moment."""
    return datetime.fromtimestamp(at).date()  # noqa: DTZ006 (the person's own zone)


def _of_day(day: date, deeds: Sequence[PastDeed], until: str) -> list[Line]:
    renewals = tuple(one for one in deeds if one.kind is DeedKind.RENEWAL)
    lines: list[Line] = []
    for one in deeds:
        if one.kind is not DeedKind.RENEWAL:
            lines.append(Line(day, (one,)))
        elif one is renewals[0]:
            lines.append(Line(day, renewals, until))
    return lines


def _searched(line: Line, host: str) -> str:
    if len(line.deeds) > 1:
        return row_of(line, line.day, host).whole().casefold()
    past = line.deeds[0]
    return _words(past.deed, past.detail, past.who, past.address, host)


@lru_cache(maxsize=8192)
def _words(deed: str, detail: str, who: str, address: str, host: str) -> str:
    """What can be searched of a deed, whenever it was: most were done before."""
    past = PastDeed(0.0, deed, DeedKind.PROBLEM, detail, who, address)
    return f"{deed_of(past).title} {detail_of(past, host)} {aside_of(past)}".casefold()
