"""Every notification host keeps the contract."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.doubles.recording_host import RecordingHost, recording_host
from tests.parts.display import Display
from tests.parts.private_bus import PrivateBus
from tests.parts.xfce_notifications import XfceNotifications, xfce_notifications
from tests.system.notification_contract import Desk, NotificationContract, sees, until


class TestRecording(NotificationContract):
    """The double."""

    @pytest.fixture
    async def host(self, bus: PrivateBus) -> AsyncIterator[RecordingHost]:
        async with recording_host(bus.address) as host:
            yield host


class TestXfce(NotificationContract):
    """A real desktop's."""

    @pytest.fixture
    def host(self, display: Display, tmp_path: Path) -> Iterator[XfceNotifications]:
        with xfce_notifications(display, tmp_path) as host:
            yield host

    async def test_it_may_die_and_come_again_and_shows_what_is_still_open(
        self, host: XfceNotifications, desk: Desk
    ) -> None:
        await desk.show("one")
        await until(lambda: sees(host, 1), "the notification")
        host.end()
        await until(lambda: not desk.notifications.available, "the host's end")
        host.start()
        await until(lambda: sees(host, 1), "the notification at the new host")
        await host.press("Deny")
        await until(lambda: desk.pressed == [("one", "deny")], "the button")
