"""Five hundred requests at once, on a real desktop: three notices, one summary, and a live loop."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

import pytest

from desktop.request_notifications import RequestNotifications
from desktop.session.device_facts import Requests
from desktop.session.list_entries import DeviceKind, SignInRequest
from desktop.session.snapshot import Overview, Snapshot
from desktop.system.notifications import Notifications
from tests.doubles.turned_clock import TurnedClock
from tests.parts.display import Display
from tests.parts.xfce_notifications import XfceNotifications, xfce_notifications
from tests.system.notification_contract import sees, until

MANY: Final = 500
NOTICES_AND_SUMMARY: Final = 4


class Desk:
    """The notifications of an app at a desktop, and what was decided on them."""

    def __init__(self) -> None:
        self.clock = TurnedClock()
        self.denied: list[int] = []
        self.notifications = RequestNotifications(
            Notifications(app_name="Cotter Authenticator", desktop_entry="x", icon=""),
            self.clock,
            review=lambda _profile, _request: None,
            deny=lambda _profile, request: self.denied.append(request),
        )

    def draw(self, numbers: range) -> None:
        """Draw requests with these numbers as open."""
        snapshot = Snapshot(
            profile_id="p1", profile_name="Work", service_host="login.example.com",
            requests=Requests(open=tuple(self._request(number) for number in numbers)),
        )  # fmt: skip
        self.notifications.draw(Overview(snapshots=(snapshot,), active_id="p1"))

    def _request(self, number: int) -> SignInRequest:
        return SignInRequest(
            id=number, event="LOGIN", device_name=f"Firefox {number}", kind=DeviceKind.BROWSER,
            address="203.0.113.24", identifier="maya@example.com", signature_ok=True,
            asked_at=self.clock.wall(), expires_at=self.clock.wall() + 180, has_number=True,
        )  # fmt: skip


@pytest.fixture
def host(display: Display, tmp_path: Path) -> Iterator[XfceNotifications]:
    """The desktop's notifications."""
    with xfce_notifications(display, tmp_path) as host:
        yield host


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """Ours, running."""
    desk = Desk()
    task = asyncio.get_running_loop().create_task(desk.notifications.run())
    yield desk
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await desk.notifications.close()


async def test_five_hundred_requests_are_four_notifications(
    host: XfceNotifications, desk: Desk
) -> None:
    for last in range(1, MANY + 1):
        desk.draw(range(last))
        await asyncio.sleep(0)
    await until(lambda: sees(host, NOTICES_AND_SUMMARY), "three notices and one summary")
    for _ in range(20):  # a fifth would have come by then
        await asyncio.sleep(0.01)
        assert await sees(host, NOTICES_AND_SUMMARY)
    desk.draw(range(MANY - 1))
    desk.draw(range(1))
    await until(lambda: sees(host, 1), "the one that is still open")
    await host.press("Deny")
    await until(lambda: desk.denied == [0], "the button")
    desk.draw(range(0))
    await until(lambda: sees(host, 0), "its end")
