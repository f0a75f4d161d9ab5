"""Times in words, in the person's own zone and language.

Moments are seconds since 1970, UTC, on the wall clock; ``now`` comes in as an argument.
"""

from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86400
HOURS_FROM: Final = 2 * HOUR
DAYS_FROM: Final = 2 * DAY

translate = QCoreApplication.translate


def clock_time(at: float) -> str:
    """``14:32``, as the locale writes it."""
    return QLocale().toString(_local(at).time(), QLocale.FormatType.ShortFormat)


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
    """``today, 13:32:07``."""
    time = _local(at).time().toString("HH:mm:ss")
    return translate("times", "{day}, {time}").format(day=_day(at, now), time=time)


def day_only(at: float, now: float) -> str:
    """``today``, ``yesterday`` or ``26 Nov``."""
    return _day(at, now)


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
    return str(left // DAY), translate("times", "days left")


def _local(at: float) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(at))


def _day(at: float, now: float) -> str:
    days = _local(now).date().daysTo(_local(at).date())
    names = {
        -1: translate("times", "yesterday"),
        0: translate("times", "today"),
        1: translate("times", "tomorrow"),
    }
    return names.get(days) or QLocale().toString(_local(at).date(), "d MMM")
