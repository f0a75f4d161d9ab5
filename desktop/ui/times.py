"""Times in words, in the person's own zone and language.

Moments are seconds since 1970, UTC, on the wall clock; ``now`` comes in as an argument.
"""

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from desktop.ui.counted import counted

if TYPE_CHECKING:
    from datetime import date

MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86400
HOURS_FROM: Final = 2 * HOUR
DAYS_FROM: Final = 2 * DAY
DAYS_NAMED: Final = 7

translate = QCoreApplication.translate


def clock_time(at: float) -> str:
    """``14:32``, as the locale writes it."""
    return QLocale().toString(_local(at).time(), QLocale.FormatType.ShortFormat)


def longest_clock_time() -> str:
    """``22:58`` or ``10:58 PM``: no time of day is written longer."""
    return QLocale().toString(QTime(22, 58), QLocale.FormatType.ShortFormat)


def until(at: float, now: float) -> str:
    """``14:32`` today, ``tomorrow, 02:10``, ``26 Nov, 14:32``."""
    day = _day(at, now)
    if day == translate("times", "today"):
        return clock_time(at)
    return translate("times", "{day}, {time}").format(day=day, time=clock_time(at))


def moment(at: float, now: float) -> str:
    """``today at 09:04``."""
    pattern = translate("times", "{day} at {time}")
    return pattern.format(day=_day(at, now), time=clock_time(at))


def precise(at: float, now: float) -> str:
    """``today, 13:32:07``, as the locale writes it."""
    pattern = with_seconds(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
    time = QLocale().toString(_local(at).time(), pattern)
    return translate("times", "{day}, {time}").format(day=_day(at, now), time=time)


def with_seconds(pattern: str) -> str:
    """A time format with seconds after its minutes: ``H.mm`` is ``H.mm.ss``."""
    if "s" in pattern:
        return pattern
    return re.sub(r"(\W)mm", r"\1mm\1ss", pattern)


def day_only(at: float, now: float) -> str:
    """``today``, ``yesterday`` or ``26 Nov``."""
    return _day(at, now)


def long_day(at: float) -> str:
    """``3 November 2026``."""
    return QLocale().toString(_local(at).date(), translate("times", "d MMMM yyyy"))


def lately(at: float, now: float) -> str:
    """``today, 08:51``, ``yesterday, 17:20``, within a week ``Sunday``, then ``26 Nov``."""
    days = _local(at).date().daysTo(_local(now).date())
    if 0 <= days < 2:
        return translate("times", "{day}, {time}").format(day=_day(at, now), time=clock_time(at))
    if 0 <= days < DAYS_NAMED:
        return QLocale().dayName(_local(at).date().dayOfWeek(), QLocale.FormatType.LongFormat)
    return _day(at, now)


def day_heading(day: "date", today: "date") -> str:
    """``Today``, ``Yesterday``, ``Saturday, 21 November``; with its year where that is another."""
    back = (today - day).days
    if back in (0, 1):
        return translate("times", "Yesterday") if back else translate("times", "Today")
    if day.year == today.year:
        pattern = translate("times", "dddd, d MMMM")
    else:
        pattern = translate("times", "dddd, d MMMM yyyy")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def weekday(day: str) -> str:
    """``Wed`` for an ISO date; the text itself where it is none."""
    date = QDate.fromString(day, "yyyy-MM-dd")
    if not date.isValid():
        return day
    return QLocale().dayName(date.dayOfWeek(), QLocale.FormatType.ShortFormat)


def countdown(seconds: float) -> str:
    """``4:12``, from an hour on ``1:04:12``."""
    left = max(0, round(seconds))
    hours, rest = divmod(left, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def in_words(seconds: float) -> str:
    """``40 s``, ``12 min``, ``3 h``."""
    left = max(0, round(seconds))
    if left < 2 * MINUTE:
        return translate("times", "{seconds} s").format(seconds=left)
    if left < HOURS_FROM:
        return translate("times", "{minutes} min").format(minutes=left // MINUTE)
    return translate("times", "{hours} h").format(hours=left // HOUR)


def time_left(seconds: float) -> tuple[str, str]:
    """Figure and unit of the ring: ``42`` and ``min left``, rounded down to what is certain."""
    left = max(0, int(seconds))
    if left < MINUTE:
        return str(left), translate("times", "s left")
    if left < HOURS_FROM:
        return str(left // MINUTE), translate("times", "min left")
    if left < DAYS_FROM:
        return str(left // HOUR), translate("times", "h left")
    return str(left // DAY), counted.days_left(left // DAY)


def _local(at: float) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(at))


def _day(at: float, now: float) -> str:
    days = _local(now).date().daysTo(_local(at).date())
    names = {
        -1: translate("times", "yesterday"),
        0: translate("times", "today"),
        1: translate("times", "tomorrow"),
    }
    return names.get(days) or QLocale().toString(_local(at).date(), translate("times", "d MMM"))
