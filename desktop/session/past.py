"""The history as people see and export it: filtered to a profile, latest first, no secret."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desktop.foundation.atomic_file import write_atomically
from desktop.foundation.errors import AuthenticatorError, FileUnwritableError
from desktop.session.history import Deed, Entry
from desktop.session.list_entries import DeedKind, PastDeed

KINDS: Final = {
    Deed.SIGNED_IN: DeedKind.SIGN_IN,
    Deed.SIGNED_OUT: DeedKind.SIGN_IN,
    Deed.SIGNED_OUT_EVERYWHERE: DeedKind.SIGN_IN,
    Deed.RENEWED: DeedKind.RENEWAL,
    Deed.RENEWED_LATE: DeedKind.RENEWAL,
    Deed.RENEWAL_FAILED: DeedKind.PROBLEM,
    Deed.REFUSED: DeedKind.PROBLEM,
    Deed.DEVICE_TRUSTED: DeedKind.DEVICE,
    Deed.DEVICE_CONFIRMED: DeedKind.DEVICE,
    Deed.DEVICE_FORGOTTEN: DeedKind.DEVICE,
    Deed.DEVICE_SUSPENDED: DeedKind.PROBLEM,
    Deed.DEVICE_TAKEN_OFF: DeedKind.PROBLEM,
    Deed.DEVICE_ADDED: DeedKind.DEVICE,
    Deed.DEVICE_REMOVED: DeedKind.DEVICE,
    Deed.REQUEST_ASKED: DeedKind.REQUEST,
    Deed.REQUEST_APPROVED: DeedKind.REQUEST,
    Deed.REQUEST_DENIED: DeedKind.REQUEST,
    Deed.REQUEST_WRONG_NUMBER: DeedKind.PROBLEM,
    Deed.REQUEST_APPROVED_ELSEWHERE: DeedKind.REQUEST,
    Deed.REQUEST_DENIED_ELSEWHERE: DeedKind.REQUEST,
    Deed.REQUEST_EXPIRED: DeedKind.REQUEST,
}
COLUMNS: Final = ("time", "deed", "kind", "detail", "device", "address")
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


class HistoryUnreadableError(AuthenticatorError):
    """The file of the history can't be read."""

    happened = "The history can't be read: {reason}."
    kept = "It was left as it is."
    next_step = "See to it that you may read it, then try again."


def past_deeds(entries: Iterable[Entry], profile_id: str) -> tuple[PastDeed, ...]:
    """The deeds of one profile, latest first."""
    deeds = [
        PastDeed(
            at=entry.at,
            deed=entry.deed,
            kind=KINDS[entry.deed],
            detail=entry.detail,
            who=entry.who,
            address=entry.address,
        )
        for entry in entries
        if entry.profile_id == profile_id
    ]
    return tuple(reversed(deeds))


def export(deeds: Iterable[PastDeed], file: Path) -> None:
    """Write them to ``file``: JSON if its name ends so, else CSV; times in RFC 3339, UTC.

    Raises:
        FileUnwritableError: it can't be written.
    """
    rows = [_row_of(deed) for deed in deeds]
    text = _as_json(rows) if file.suffix.lower() == ".json" else _as_csv(rows)
    try:
        write_atomically(file, text.encode())
    except OSError as error:
        raise FileUnwritableError(file=file.name, reason=error.strerror or "it failed") from error


def _row_of(deed: PastDeed) -> tuple[str, ...]:
    moment = datetime.fromtimestamp(int(deed.at), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (moment, deed.deed, deed.kind, deed.detail, deed.who, deed.address)


def _as_json(rows: list[tuple[str, ...]]) -> str:
    documents = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return json.dumps(documents, indent=2, ensure_ascii=False) + "\n"


def _as_csv(rows: list[tuple[str, ...]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def _harmless(cell: str) -> str:
    # A device's name is whatever its owner typed; a spreadsheet would run it as a formula.
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
