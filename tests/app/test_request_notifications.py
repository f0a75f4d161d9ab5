"""What the desktop is told of sign-in requests, and what its buttons do."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from desktop.request_notifications import SUMMARY, RequestNotifications
from desktop.session.device_facts import Requests
from desktop.session.list_entries import DeviceKind, SignInRequest
from desktop.session.snapshot import Overview, Snapshot
from tests.doubles.recording_notifier import RecordingNotifier
from tests.doubles.turned_clock import TurnedClock


class Desk:
    """The notifications of an app, whose overview a test draws."""

    def __init__(self) -> None:
        self.clock = TurnedClock()
        self.notifier = RecordingNotifier()
        self.reviewed: list[tuple[str, int | None]] = []
        self.denied: list[tuple[str, int]] = []
        self.notifications = RequestNotifications(
            self.notifier,
            self.clock,
            review=lambda profile, request: self.reviewed.append((profile, request)),
            deny=lambda profile, request: self.denied.append((profile, request)),
        )

    async def draw(self, *requests: SignInRequest) -> None:
        """Draw these as open, and let what follows happen."""
        snapshot = Snapshot(
            profile_id="p1",
            profile_name="Work",
            service_host="login.example.com",
            requests=Requests(open=requests),
        )
        self.notifications.draw(Overview(snapshots=(snapshot,), active_id="p1"))
        for _ in range(20):
            await asyncio.sleep(0)

    def request(self, number: int, name: str = "Firefox on Windows") -> SignInRequest:
        now = self.clock.wall()
        return SignInRequest(
            id=number,
            event="LOGIN",
            device_name=name,
            kind=DeviceKind.BROWSER,
            address="203.0.113.24",
            identifier="maya@example.com",
            asked_at=now,
            expires_at=now + 180,
            signature_ok=True,
            has_number=True,
        )


@asynccontextmanager
async def running() -> AsyncIterator[Desk]:
    desk = Desk()
    task = asyncio.create_task(desk.notifications.run())
    try:
        yield desk
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await desk.notifications.close()


async def test_nothing_is_opened_before_somebody_asks() -> None:
    async with running() as desk:
        await desk.draw()
        assert desk.notifier.starts == 0


async def test_it_says_who_asks_as_whom_and_from_where() -> None:
    async with running() as desk:
        await desk.draw(desk.request(7))
        title, body = desk.notifier.shown["p1/7"]
        assert title == "Firefox on Windows asks to sign in"
        assert body == "As maya@example.com, from the address 203.0.113.24. 3 min to decide."


async def test_deny_denies_and_review_and_a_click_open_the_list() -> None:
    async with running() as desk:
        await desk.draw(desk.request(7))
        desk.notifier.press("p1/7", "review")
        desk.notifier.click("p1/7")
        assert desk.denied == []
        assert desk.reviewed == [("p1", 7), ("p1", 7)]
        desk.notifier.press("p1/7", "deny")
        assert desk.denied == [("p1", 7)]


async def test_a_button_of_a_request_that_is_over_denies_nothing() -> None:
    async with running() as desk:
        await desk.draw(desk.request(7))
        press = desk.notifier.press
        await desk.draw()
        assert desk.notifier.shown == {}
        press("p1/7", "deny")
        assert desk.denied == []


async def test_five_hundred_requests_are_three_notices_and_one_summary() -> None:
    async with running() as desk:
        await desk.draw(*(desk.request(number) for number in range(500)))
        assert len(desk.notifier.shown) == 4
        assert desk.notifier.times == 4
        title, _ = desk.notifier.shown[SUMMARY]
        assert title == "500 requests to sign in are waiting"
        desk.notifier.click(SUMMARY)
        assert desk.reviewed == [("", None)]
        await desk.draw()
        assert desk.notifier.shown == {}


async def test_a_hostile_name_is_one_harmless_line() -> None:
    async with running() as desk:
        await desk.draw(desk.request(7, "Ph\u202eone\n<b>" + "A" * 10_000))
        title, _ = desk.notifier.shown["p1/7"]
        assert "\n" not in title
        assert "\u202e" not in title
        assert len(title) < 90
