"""Nothing moves where the desktop asks for less motion."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.system.motion_wish import ANIMATIONS
from desktop.ui.theme import motion
from desktop.ui.theme.measure import MOTION_MS
from tests.doubles.desktop_portal import desktop_portal
from tests.parts.open_app import OpenApp
from tests.parts.private_bus import PrivateBus


async def test_the_app_stands_still_while_the_desktop_asks_for_it(
    bus: PrivateBus, home: Path, qapp: QApplication
) -> None:
    assert motion.milliseconds() == MOTION_MS
    async with desktop_portal(bus.address, {ANIMATIONS: ("b", False)}) as portal, OpenApp() as app:
        await app.until(lambda: motion.milliseconds() == 0, "stillness")
        await portal.change(*ANIMATIONS, ("b", True))
        await app.until(lambda: motion.milliseconds() == MOTION_MS, "motion")
