"""Notifications where the desktop's tray shows them: Windows and macOS, through Qt.

They have no buttons and can't be taken away; a click says only that one was clicked.
"""

from collections.abc import Callable

from desktop.system.notice import Notice, OnAction, OnClick


class TrayNotifications:
    """A :class:`~desktop.system.notice.Notifier` over the tray's balloon."""

    def __init__(
        self, show_message: Callable[[str, str], None], is_available: Callable[[], bool]
    ) -> None:
        """``show_message(title, body)`` shows a balloon; ``is_available`` says whether it can."""
        self._show_message, self._is_available = show_message, is_available
        self._latest: tuple[str, Notice] | None = None

    @property
    def available(self) -> bool:
        """Whether there is a tray that shows balloons."""
        return self._is_available()

    @property
    def has_actions(self) -> bool:
        """Never."""
        return False

    async def start(self) -> None:
        """There is nothing to find out."""

    async def show(
        self,
        key: str,
        title: str,
        body: str,
        *,
        actions: tuple[tuple[str, str], ...],
        on_action: OnAction,
        on_click: OnClick,
        in_place: bool = False,
    ) -> None:
        """See :class:`~desktop.system.notice.Notifier`."""
        notice = Notice.of(title, body, actions=actions, on_action=on_action, on_click=on_click)
        self._latest = key, notice
        if self.available and not in_place:
            self._show_message(notice.title, notice.body)

    async def withdraw(self, key: str) -> None:
        """Leave it: a click on one that can still be seen has to open something."""

    async def close(self) -> None:
        """Hear no more clicks."""
        self._latest = None

    def on_message_clicked(self) -> None:
        """The balloon was clicked, which can only be the latest."""
        if self._latest is not None:
            key, notice = self._latest
            notice.on_click(key)
