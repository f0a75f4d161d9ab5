"""Times as the Cotter API spells them (cotter-api 1.3)."""

from datetime import UTC, datetime


def rfc3339(seconds: float) -> str:
    """Unix seconds as RFC 3339 in UTC with microseconds, for records."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def unix_text(seconds: float) -> str:
    """Whole Unix seconds as decimal text, for what gets signed."""
    return str(int(seconds))


def parse_unix_text(text: str) -> int | None:
    """The seconds of a decimal text, or none if it is anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        return None
    return int(text)
