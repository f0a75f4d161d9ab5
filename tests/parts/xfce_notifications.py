"""A real notification host: Xfce's, on a display and a bus of our own."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.parts.child import child
from tests.parts.display import Display, Geometry

# Neither is on the PATH: desktops start them by their whole names.
SETTINGS = "xfconf/xfconfd"
HOST = "notifyd/xfce4-notifyd"
WINDOWS = "[Xx]fce4-notifyd"

LOOK_SECONDS, MOST_LOOKS = 0.15, 20

BUTTONS = {"Deny": -149, "Review": -57}
"""Where the middle of a button is, in pixels from the right edge, when the app shows these two."""


class XfceNotifications:
    """The host, which can be ended and started again."""

    def __init__(self, shown: Display, folder: Path) -> None:
        """Take the display to be on and the folder for the log."""
        self._display = shown
        self._log = folder / "notifications.log"
        self._running = ExitStack()

    def start(self) -> None:
        """Start the host; it takes its name on the bus a moment later."""
        environment = {**self._display.environment, "NO_AT_BRIDGE": "1"}
        for name in (SETTINGS, HOST):
            command = [str(xfce_program(name))]
            self._running.enter_context(child(command, environment, log=self._log))

    def end(self) -> None:
        """End it; what it showed is gone."""
        self._running.close()

    async def count(self) -> int:
        """How many notifications can be seen."""
        return len(self._windows())

    async def press(self, label: str) -> None:
        """Press a button of the one notification; see :data:`BUTTONS`."""
        where = await self._settled()
        self._display.click(where.x + where.width + BUTTONS[label], where.y + where.height - 30)

    async def click(self) -> None:
        """Click the one notification, beside its buttons."""
        where = await self._settled()
        self._display.click(where.x + 100, where.y + 30)

    def screenshot(self, file: Path) -> None:
        """Write the whole display as PNG."""
        self._display.screenshot(file)

    def _windows(self) -> set[int]:
        return self._display.windows_of(WINDOWS)

    async def _settled(self) -> Geometry:
        """Where the one notification is once it stands still: it is laid out after it appears."""
        before = self._only()
        for _ in range(MOST_LOOKS):
            await asyncio.sleep(LOOK_SECONDS)
            now = self._only()
            if now == before:
                return now
            before = now
        return before

    def _only(self) -> Geometry:
        (window,) = self._windows()
        return self._display.geometry(window)


@contextmanager
def xfce_notifications(shown: Display, folder: Path) -> Iterator[XfceNotifications]:
    """Run the host on ``shown``'s bus while the block lasts."""
    host = XfceNotifications(shown, folder)
    host.start()
    try:
        yield host
    finally:
        host.end()


def xfce_program(name: str) -> Path:
    """The path of one of Xfce’s programs that are not on the PATH.

    Raises:
        FileNotFoundError: it is not installed; says how to.
    """
    found = next(iter(Path("/usr/lib").glob(f"*/xfce4/{name}")), None)
    if found is None:
        raise FileNotFoundError(f"{name} is not installed; as root: .ci/system-packages test")
    return found
