"""A moment as commands write it."""

from datetime import UTC, datetime

from desktop.foundation.moment import LATEST


def rfc3339(moment: float) -> str:
    """Seconds UTC as ``2026-11-25T14:32:08Z`` (RFC 3339); the last such, of a later one."""
    return datetime.fromtimestamp(int(min(max(moment, 0), LATEST)), UTC).strftime(
        "%Y-%m-%dT%H:%M:%SZ"
    )
