"""``devices show-code``: let this computer be added by a device that is trusted already."""

import asyncio
import json
import os
import sys

from desktop.commands.moment import rfc3339
from desktop.commands.terminal_qr import can_be_drawn, draw_qr
from desktop.protocol.enrolment_code import LIFETIME_SECONDS
from desktop.session.identifier import Identifier
from desktop.session.opening import OpenProfile
from desktop.session.snapshot import Snapshot
from desktop.session.under_way import ShownCode


class CodePrinter:
    """Prints the code that a snapshot shows, once."""

    def __init__(self, *, as_json: bool) -> None:
        """``as_json`` prints one object instead of lines and a picture."""
        self._as_json = as_json
        self._printed = False

    def __call__(self, snapshot: Snapshot) -> None:
        """Print what ``snapshot`` shows, if that is a code."""
        shown = snapshot.shown_code
        if shown is None or not shown.text or self._printed:
            return
        self._printed = True
        print(_as_object(shown) if self._as_json else _as_text(shown), flush=True)
        if not self._as_json:
            print(
                "Show, paste or scan this on a device that you trust, and type the six digits "
                "there. Waiting for three minutes.",
                file=sys.stderr,
            )


async def show_code(
    opened: OpenProfile, identifier: Identifier, *, seconds: float = LIFETIME_SECONDS
) -> bool:
    """Show this computer's code until it is added, then sign in; False after ``seconds``.

    Raises:
        AuthenticatorError: it could not be shown, or signing in failed.
    """
    try:
        async with asyncio.timeout(seconds):
            await opened.showing.show(identifier)
    except TimeoutError:
        return False
    return True


def _as_object(shown: ShownCode) -> str:
    return json.dumps(
        {"text": shown.text, "digits": shown.digits, "expires_at": rfc3339(shown.expires_at)}
    )


def _as_text(shown: ShownCode) -> str:
    drawn = (draw_qr(shown.text),) if _at_a_terminal() else ()
    return "\n".join((*drawn, shown.text, shown.digits))


def _at_a_terminal() -> bool:
    encoding, terminal = sys.stdout.encoding, os.environ.get("TERM", "")
    return sys.stdout.isatty() and can_be_drawn(encoding, terminal)
