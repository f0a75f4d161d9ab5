"""Tells the desktop of sign-in requests: a hint; the list in the window is the truth.

Closing a notification decides nothing. “Deny” denies, “Review” and a click open the list.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final

from desktop.foundation.clock import Clock
from desktop.session.list_entries import SignInRequest
from desktop.session.request_notices import NoticeChange, NoticeLimit, open_requests
from desktop.session.snapshot import Overview
from desktop.system.notice import Notifier
from desktop.ui import notices

DENY: Final = "deny"
REVIEW: Final = "review"
SUMMARY: Final = "summary"


class RequestNotifications:
    """Shows and withdraws notifications as requests come and go."""

    def __init__(
        self,
        notifier: Notifier,
        clock: Clock,
        *,
        review: Callable[[str, int | None], None],
        deny: Callable[[str, int], None],
    ) -> None:
        """``review`` opens the list at a profile's request, ``deny`` denies one."""
        self._notifier = notifier
        self._clock = clock
        self._review = review
        self._deny = deny
        self._limit = NoticeLimit(clock)
        self._requests: dict[str, SignInRequest] = {}
        self._changed = asyncio.Event()
        self._has_started = False

    def draw(self, overview: Overview) -> None:
        """Take note of what is open now; :meth:`run` shows it."""
        requests = open_requests(overview)
        if requests.keys() != self._requests.keys():
            self._changed.set()
        self._requests = requests

    async def run(self) -> None:
        """Show what is due, until cancelled."""
        again_in: float | None = None
        while True:
            try:
                async with asyncio.timeout(again_in):
                    await self._changed.wait()
            except TimeoutError:
                pass
            self._changed.clear()
            change = self._limit.look(self._requests)
            if change.show and not self._has_started:
                # Only now: most people are asked seldom, and the bus takes memory.
                self._has_started = True
                await self._notifier.start()
            await self._apply(change)
            again_in = change.again_in

    async def close(self) -> None:
        """Take away what is shown."""
        await self._notifier.close()

    async def _apply(self, change: NoticeChange) -> None:
        for key in change.withdraw:
            await self._notifier.withdraw(key)
        for key in change.show:
            request = self._requests.get(key)
            if request is not None:
                await self._show(key, request)
        if change.summary == 0:
            await self._notifier.withdraw(SUMMARY)
        elif change.summary is not None:
            await self._notifier.show(
                SUMMARY,
                notices.summary_title(change.summary),
                notices.summary_body(),
                actions=((REVIEW, notices.review()),),
                on_action=self._on_action,
                on_click=self._on_click,
                in_place=not change.summary_appears,
            )

    async def _show(self, key: str, request: SignInRequest) -> None:
        await self._notifier.show(
            key,
            notices.request_title(request),
            notices.request_body(request, self._clock.wall()),
            actions=((DENY, notices.deny()), (REVIEW, notices.review())),
            on_action=self._on_action,
            on_click=self._on_click,
        )

    def _on_action(self, key: str, action: str) -> None:
        request = self._requests.get(key)
        if action == DENY and request is not None:
            self._deny(_profile_of(key), request.id)
        elif action != DENY:
            self._on_click(key)

    def _on_click(self, key: str) -> None:
        request = self._requests.get(key)
        open_list = partial(self._review, _profile_of(key) if key != SUMMARY else "")
        open_list(request.id if request is not None else None)


def _profile_of(key: str) -> str:
    return key.partition("/")[0]
