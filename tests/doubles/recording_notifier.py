"""A notifier whose notifications a test reads and presses."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.system.notice import OnAction, OnClick


@dataclass
class RecordingNotifier:
    """A notifier of which every notification can be looked at and pressed."""

    available: bool = True
    has_actions: bool = True
    starts: int = 0
    shown: dict[str, tuple[str, str]] = field(default_factory=dict)
    times: int = 0
    press: Callable[[str, str], None] = lambda _key, _action: None
    click: Callable[[str], None] = lambda _key: None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self) -> None:
        """Count it."""
        self.starts += 1

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
        """Keep what is shown."""
        assert actions
        if not in_place:
            self.times += 1
        self.shown[key] = (title, body)
        self.press, self.click = on_action, on_click
        self.changed.set()

    async def withdraw(self, key: str) -> None:
        """Show it no more."""
        self.shown.pop(key, None)
        self.changed.set()

    async def close(self) -> None:
        """Show nothing more."""
        self.shown.clear()
