"""The sign-in requests in the tray's menu: first of all, a line each, whoever's profile it is."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.session.snapshot import Overview
from desktop.ui.names import in_menu
from desktop.ui.request_words import asks_to_sign_in, more_requests

MOST: Final = 5
"""So many have a line of their own; the list in the window has them all."""


class RequestEntries(QObject):
    """``chosen`` carries the id of a profile and of its request, None for all of them."""

    chosen = Signal(str, object)

    def __init__(self, menu: QMenu, before: QAction) -> None:
        """Put the lines into ``menu`` before ``before``."""
        super().__init__(menu)
        self._menu, self._before = menu, before
        self._listed: list[tuple[str, str, int | None]] = []
        self._actions: list[QAction] = []

    def list_requests(self, overview: Overview, now: float) -> None:
        """Have a line for each request that can be decided, newest first."""
        waiting = [
            (request.asked_at, snapshot.profile_id, request)
            for snapshot in overview.snapshots
            for request in snapshot.requests.open
            if request.is_open(now)
        ]
        waiting.sort(key=lambda one: one[0], reverse=True)
        listed: list[tuple[str, str, int | None]] = [
            (asks_to_sign_in(request.device_name), profile_id, request.id)
            for _, profile_id, request in waiting[:MOST]
        ]
        if len(waiting) > MOST:
            listed.append((more_requests(len(waiting) - MOST), waiting[MOST][1], None))
        if listed != self._listed:
            self._listed = listed
            self._rebuild()

    def _rebuild(self) -> None:
        for action in self._actions:
            self._menu.removeAction(action)
            action.deleteLater()
        self._actions = []
        for words, profile_id, request_id in self._listed:
            action = QAction(in_menu(words), self)
            action.triggered.connect(partial(self.chosen.emit, profile_id, request_id))
            self._actions.append(action)
        if self._actions:
            line = QAction(self)
            line.setSeparator(True)
            self._actions.insert(0, line)
        self._menu.insertActions(self._before, self._actions)
