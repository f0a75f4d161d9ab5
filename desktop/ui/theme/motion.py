"""Whether anything may move. Qt doesn't tell what the system asks for, so the app does."""

from typing import Final

from desktop.ui.theme.measure import MOTION_MS

_state: Final = {"reduced": False}


def set_reduced(*, reduced: bool) -> None:
    """Say whether the person asked the system for less motion."""
    _state["reduced"] = reduced


def milliseconds() -> int:
    """How long a movement takes: 0 where less motion is asked for."""
    return 0 if _state["reduced"] else MOTION_MS
