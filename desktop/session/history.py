"""What this computer did, one JSON object a line: a record for its user, not evidence.

No token, code or key is ever an entry's value. Lines older than ninety days are left out when the
file is read, and dropped from it a week later, with the next one that is added.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from desktop.foundation.atomic_file import write_atomically
from desktop.foundation.file_lock import FileLock
from desktop.foundation.moment import moment_of
from desktop.session.list_entries import RenewalDay

KEPT_SECONDS = 90 * 24 * 3600
SLACK_SECONDS = 7 * 24 * 3600
CHART_DAYS = 7


class Deed(StrEnum):
    """What was done."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    RENEWED = "renewed"
    RENEWED_LATE = "renewed_late"
    RENEWAL_FAILED = "renewal_failed"
    REFUSED = "refused"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    DEVICE_TRUSTED = "device_trusted"
    DEVICE_CONFIRMED = "device_confirmed"
    DEVICE_FORGOTTEN = "device_forgotten"
    DEVICE_SUSPENDED = "device_suspended"
    DEVICE_TAKEN_OFF = "device_taken_off"
    DEVICE_ADDED = "device_added"
    DEVICE_REMOVED = "device_removed"
    REQUEST_ASKED = "request_asked"
    REQUEST_APPROVED = "request_approved"
    REQUEST_DENIED = "request_denied"
    REQUEST_WRONG_NUMBER = "request_wrong_number"
    REQUEST_APPROVED_ELSEWHERE = "request_approved_elsewhere"
    REQUEST_DENIED_ELSEWHERE = "request_denied_elsewhere"
    REQUEST_EXPIRED = "request_expired"


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed; ``at`` is wall time in seconds UTC, ``detail`` a word such as the reason.

    ``who`` is a device's name as claimed, ``address`` what the service saw of it.
    """

    at: float
    profile_id: str
    deed: Deed
    detail: str = ""
    who: str = ""
    address: str = ""


class History:
    """The file of entries, shared by the app and the commands."""

    def __init__(self, file: Path) -> None:
        """Keep entries in ``file``; it is made with the first one."""
        self._file = file
        self._lock = FileLock(file.with_suffix(".lock"))

    def add(self, entry: Entry) -> None:
        """Append one line under the lock.

        Raises:
            OSError: the folder can't be written, or the lock stays taken for five seconds.
        """
        with self._lock.acquire():
            self._drop_old(entry.at)
            handle = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(handle, "a", encoding="utf-8") as file:
                # A crash may have left half a line: it must not take this one along.
                file.write(("\n" if self._is_torn() else "") + _line_of(entry))

    def entries(self, now: float) -> tuple[Entry, ...]:
        """All entries of the last ninety days, oldest first; broken lines are left out.

        Raises:
            OSError: the file is there and can't be read.
        """
        try:
            lines = self._file.read_text("utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return ()
        parsed = (_parse(line) for line in lines)
        return tuple(entry for entry in parsed if entry and entry.at >= now - KEPT_SECONDS)

    def _is_torn(self) -> bool:
        with self._file.open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - 1))
            return file.read(1) not in (b"", b"\n")

    def _drop_old(self, now: float) -> None:
        # Not with each line that grows too old, which would write the whole file each time.
        if not self._file.exists():
            return
        with self._file.open("rb") as file:
            oldest = _parse(file.readline().decode("utf-8", errors="replace"))
        if oldest is None or oldest.at < now - KEPT_SECONDS - SLACK_SECONDS:
            kept = "".join(_line_of(entry) for entry in self.entries(now))
            write_atomically(self._file, kept.encode())


def broken_lines(file: Path) -> int:
    """How many lines of the history can't be read; they are left out wherever it is shown.

    Raises:
        OSError: the file is there and can't be read.
    """
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return 0
    return sum(_parse(line) is None for line in lines)


def renewal_days(entries: Iterable[Entry], profile_id: str, today: date) -> tuple[RenewalDay, ...]:
    """The renewals of one profile in the last seven local days, oldest first, empty ones too."""
    days = [today - timedelta(days=back) for back in reversed(range(CHART_DAYS))]
    counts = {day: [0, 0, 0] for day in days}
    columns = {Deed.RENEWED: 0, Deed.RENEWED_LATE: 1, Deed.RENEWAL_FAILED: 2, Deed.REFUSED: 2}
    for entry in entries:
        column = columns.get(entry.deed)
        day = datetime.fromtimestamp(entry.at).astimezone().date()
        if entry.profile_id == profile_id and column is not None and day in counts:
            counts[day][column] += 1
    return tuple(RenewalDay(day.isoformat(), *counts[day]) for day in days)


def _line_of(entry: Entry) -> str:
    fields: list[float | str] = [entry.at, entry.profile_id, entry.deed, entry.detail]
    if entry.who or entry.address:
        fields += [entry.who, entry.address]
    return json.dumps(fields) + "\n"


def _parse(line: str) -> Entry | None:
    try:
        at, profile_id, deed, *words = json.loads(line)
        # Half a surrogate pair, which JSON can spell, could not be exported.
        texts = [str(word).encode().decode() for word in (profile_id, *words)]
        return Entry(moment_of(at), texts[0], Deed(deed), *texts[1:])
    except (ValueError, TypeError, RecursionError):
        return None
