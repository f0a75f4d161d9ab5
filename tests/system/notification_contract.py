"""What the app may expect of a notification host, the real one and the double alike."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol

import pytest

from desktop.system.notifications import Notifications
from tests.parts.child import PATIENCE

DENY_AND_REVIEW = (("deny", "Deny"), ("review", "Review"))


class Host(Protocol):
    """A host, and the eyes and hands of whoever sits before it."""

    async def count(self) -> int:
        """How many notifications can be seen."""

    async def press(self, label: str) -> None:
        """Press a button of the one notification."""

    async def click(self) -> None:
        """Click the one notification, beside its buttons."""


class Desk:
    """Our notifications, and what was pressed on them."""

    def __init__(self) -> None:
        self.notifications = Notifications(
            app_name="Cotter Authenticator", desktop_entry="cotter-authenticator", icon=""
        )
        self.pressed: list[tuple[str, str]] = []
        self.clicked: list[str] = []

    async def show(
        self,
        key: str,
        title: str = "Firefox on Windows asks to sign in",
        body: str = "As maya@example.com, from the address 203.0.113.24. 3 minutes to decide.",
        *,
        in_place: bool = False,
    ) -> None:
        """Show one and note what is pressed on it."""
        await self.notifications.show(
            key,
            title,
            body,
            actions=DENY_AND_REVIEW,
            on_action=lambda key, action: self.pressed.append((key, action)),
            on_click=self.clicked.append,
            in_place=in_place,
        )


async def until(is_so: Callable[[], Awaitable[bool] | bool], what: str) -> None:
    """Let the loop go on until it is so; ``what`` completes “waited in vain for …”."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE
    while True:
        answer = is_so()
        if answer if isinstance(answer, bool) else await answer:
            return
        assert loop.time() < deadline, f"waited in vain for {what}"
        await asyncio.sleep(0.01)


class NotificationContract:
    """Inherited by one test class a host, which has the fixture ``host``."""

    @pytest.fixture
    async def desk(self, host: Host) -> AsyncIterator[Desk]:
        desk = Desk()
        await desk.notifications.start()
        await until(lambda: desk.notifications.has_actions, "the host")
        yield desk
        await desk.notifications.close()

    async def test_a_notification_is_seen_until_it_is_withdrawn(
        self, host: Host, desk: Desk
    ) -> None:
        await desk.show("one")
        await until(lambda: sees(host, 1), "the notification")
        await desk.notifications.withdraw("one")
        await until(lambda: sees(host, 0), "its end")

    async def test_the_same_key_replaces_and_another_adds(self, host: Host, desk: Desk) -> None:
        await desk.show("one")
        await desk.show("two")
        await desk.show("one", title="12 requests are waiting")
        await until(lambda: sees(host, 2), "two notifications")

    @pytest.mark.parametrize("action", DENY_AND_REVIEW)
    async def test_a_pressed_button_says_which_and_the_notification_goes(
        self, host: Host, desk: Desk, action: tuple[str, str]
    ) -> None:
        id_, label = action
        await desk.show("one")
        await until(lambda: sees(host, 1), "the notification")
        await host.press(label)
        await until(lambda: desk.pressed == [("one", id_)], "the button")
        await until(lambda: sees(host, 0), "its end")
        assert desk.clicked == []

    async def test_a_click_beside_the_buttons_presses_none_and_the_notification_goes(
        self, host: Host, desk: Desk
    ) -> None:
        await desk.show("one")
        await until(lambda: sees(host, 1), "the notification")
        await host.click()
        await until(lambda: sees(host, 0), "its end")
        assert desk.pressed == []

    async def test_no_name_of_a_device_breaks_the_host_or_the_connection(
        self, host: Host, desk: Desk
    ) -> None:
        for name in HOSTILE:
            await desk.show("hostile", title=f"{name} asks to sign in", body=f"From {name}.")
            await until(lambda: sees(host, 1), "the notification")
            await desk.notifications.withdraw("hostile")
            await until(lambda: sees(host, 0), "its end")

    async def test_closing_takes_all_away(self, host: Host, desk: Desk) -> None:
        await desk.show("one")
        await desk.show("two")
        await until(lambda: sees(host, 2), "two notifications")
        await desk.notifications.close()
        await until(lambda: sees(host, 0), "their end")
        await desk.show("three")
        assert await host.count() == 0


async def sees(host: Host, number: int) -> bool:
    """Whether that many notifications can be seen."""
    return await host.count() == number


HOSTILE = (
    "<b>bold</b> & <a href='https://example.com'>here</a> <img src=x",
    "&#0; &bogus; ]]>",
    "\u202eeliforp ruoy\u202c \u2066\u200f",
    "two\nlines\r\n\u2028three\ttabs\x00\x07\x1b[31m",
    "\ud800 alone",
    "\ufffe\uffff\U0010ffff",
    "e" + "\u0301" * 500,
    "x" * 10_000,
    "漢字 العربية 👩‍👩‍👧",
    "%s %n {0}",
    "",
)
