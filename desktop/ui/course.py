"""The way of the person through the window: where they went, and where that leads by itself.

============================================================ =================================
what came                                                    where the person is then
============================================================ =================================
another profile, while one was being added                   its session
a session, while they were signing in or showing this
computer's code                                              the session
this computer is trusted now, while its code was shown       devices
a keystore, while one was being chosen                       the session
a code to type, on the pages of devices and requests         the code
it was typed, or left                                        back where they were
an invitation, where nothing is under way                    the invitation
the last invitation is closed                                back where they were
anything else                                                where they were
============================================================ =================================
"""

from typing import Final

from desktop.session.device_facts import DeviceTrust
from desktop.session.snapshot import Obstacle, Overview, SessionFact, Snapshot
from desktop.ui.routing import PageName, Where, page_for

CONFIRMS: Final = (Where.REQUESTS, Where.DEVICES, Where.ADD_DEVICE, Where.SHOW_CODE)
"""What is asked for there may take a code first (cotter-api 13.3)."""

UNDISTURBED: Final = (
    PageName.WELCOME,
    PageName.SESSION,
    PageName.SIGN_IN,
    PageName.DEVICES,
    PageName.HISTORY,
)
"""Where nothing is lost and nothing half typed: elsewhere an invitation waits over the page."""

BACK: Final = {
    Where.CONNECT: Where.SESSION,
    Where.INVITATION: Where.SESSION,
    Where.SETTINGS: Where.SESSION,
    Where.SIGN_IN: Where.SESSION,
    Where.KEYSTORE_CHOICE: Where.SESSION,
    Where.REQUESTS: Where.SESSION,
    Where.DEVICES: Where.SESSION,
    Where.HISTORY: Where.SESSION,
    Where.SHOW_CODE: Where.DEVICES,
    Where.ADD_DEVICE: Where.DEVICES,
}


class Course:
    """Where the person is; :meth:`follow` leads on once something they waited for has come."""

    def __init__(self) -> None:
        """Begin at the session."""
        self.where = Where.SESSION
        self._after_code: Where | None = None
        self._after_invitation = Where.SESSION

    def go(self, where: Where) -> None:
        """The person chose to go there."""
        self.where, self._after_code = where, None
        self._after_invitation = Where.SESSION

    def back(self) -> Where | None:
        """Where the way back leads; a sign-in is only left by its buttons."""
        return BACK.get(self.where)

    def follow(self, before: Overview, now: Overview, *, is_free: bool = True) -> None:
        """Lead on by the table above; ``is_free`` unless a question is open."""
        snapshot = now.active()
        moved = before.active_id != now.active_id
        is_added = self.where is Where.INVITATION and before.invitation is not None
        if moved and (is_added or self.where is Where.CONNECT):
            self.go(Where.SESSION)
        else:
            self._follow_invitation(before, now, is_free=is_free)
        if snapshot is None:
            return
        if self.where is Where.SIGN_IN and snapshot.session is not SessionFact.REFUSED:
            self.go(Where.SESSION)
        away = snapshot.obstacle is Obstacle.KEYSTORE_UNAVAILABLE
        may_choose = away or snapshot.ends_with_the_app
        if self.where is Where.KEYSTORE_CHOICE and not may_choose:
            self.go(Where.SESSION)
        earlier = before.active()
        if earlier is not None and not moved:
            self._follow_code(earlier, snapshot)
            self._follow_trust(earlier, snapshot)

    def _follow_invitation(self, before: Overview, now: Overview, *, is_free: bool) -> None:
        if self.where is Where.INVITATION:
            if before.invitation is not None and now.invitation is None:
                self.go(self._after_invitation)
            return
        came = before.invitation is None and now.invitation is not None
        if came and is_free and page_for(now, self.where) in UNDISTURBED:
            after, self._after_code = self.where, None
            self.where, self._after_invitation = Where.INVITATION, after

    def _follow_code(self, earlier: Snapshot, snapshot: Snapshot) -> None:
        had, has = (one.code_entry() is not None for one in (earlier, snapshot))
        if has and not had and self.where in CONFIRMS:
            self._after_code, self.where = self.where, Where.SESSION
        elif had and not has and self._after_code is not None:
            self.go(self._after_code)

    def _follow_trust(self, earlier: Snapshot, snapshot: Snapshot) -> None:
        if self.where is not Where.SHOW_CODE:
            return
        if snapshot.session is not SessionFact.ACTIVE:
            return
        if earlier.session is not SessionFact.ACTIVE:
            self.go(Where.SESSION)
            return
        was, trust = earlier.this_device.trust, snapshot.this_device.trust
        if trust is DeviceTrust.TRUSTED and was is not trust:
            self.go(Where.DEVICES)
