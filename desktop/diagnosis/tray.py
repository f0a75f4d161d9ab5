"""Whether there is a tray to live in."""

import sys
from collections.abc import Mapping

from desktop.diagnosis.finding import Check, Finding, Outcome, fine, warning
from desktop.system.tray_host import tray_host_is_there


def examine_tray(environment: Mapping[str, str]) -> list[Finding]:
    """A host that shows icons, or what its absence means."""
    if tray_host_is_there():
        return [fine(Check.TRAY, "A tray is there.")]
    shown = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    if sys.platform == "linux" and not shown:
        text = "There is no display, so no window either. Commands work without; log in for both."
        return [warning(Check.TRAY, Outcome.NO_DISPLAY, text)]
    text = (
        "There is no tray. Closing the window quits the app and keeps the session; a tray that"
        " is started later is used at once."
    )
    return [warning(Check.TRAY, Outcome.NO_TRAY, text)]
