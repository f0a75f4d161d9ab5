"""When a trusted device signs in again by itself after a renewal was refused (design section 4).

================= ============================= =======================
the service said  an open intent of ours        then
================= ============================= =======================
expired           or not                        the device signs in
reused, unknown   explains it                   the device signs in
reused            does not                      only by the user's click
unknown           does not                      a code, or a click
revoked,          or not                        a code
signed_out,
disabled
================= ============================= =======================

An open intent explains it: an earlier process of ours asked for a renewal and died before it could
store the answer, so the token was spent by us. Nobody who signed out is signed in by this: then
there is no session that could be refused.
"""

from collections.abc import Awaitable, Callable

from desktop.session.authority import VerifiedSession
from desktop.session.record import SessionRecord

ComeBack = Callable[[SessionRecord], Awaitable[VerifiedSession | None]]
"""Signs the record's user in with this computer's key; None where it is not trusted."""

DEVICE = "DEVICE"
"""How the proof came, where others say ``EMAIL``, ``SMS`` or ``BROWSER``."""


def may_come_back(reason: str, *, explained: bool) -> bool:
    """Whether the device may sign in without being asked, by the table above."""
    return reason == "expired" or (explained and reason in ("reused", "unknown"))


def may_be_clicked(reason: str) -> bool:
    """Whether the device may sign in when the user asks for it, after ``reason`` or nothing.

    A session whose record is damaged here was not ended by the service.
    """
    return reason in ("", "expired", "reused", "unknown", "damaged")
