"""A moment as commands write it."""

from datetime import UTC, datetime


def rfc3339(moment: float) -> str:
    """Seconds UTC as ``2026-11-25T14:32:08Z`` (RFC 3339)."""
    return datetime.fromtimestamp(int(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
