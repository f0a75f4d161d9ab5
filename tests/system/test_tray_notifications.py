"""Balloons of the tray: no buttons, and a click that opens something."""

import pytest

from desktop.system.tray_notifications import TrayNotifications
from tests.system.notification_contract import DENY_AND_REVIEW


class Balloons:
    """What was shown and what was clicked."""

    def __init__(self, *, available: bool = True) -> None:
        self.shown: list[tuple[str, str]] = []
        self.clicked: list[str] = []
        self.notifications = TrayNotifications(
            lambda title, body: self.shown.append((title, body)), lambda: available
        )

    async def show(self, key: str, title: str, *, in_place: bool = False) -> None:
        await self.notifications.show(
            key, title, "From 203.0.113.24.", actions=DENY_AND_REVIEW, in_place=in_place,
            on_action=lambda key, action: pytest.fail(f"{action} of {key}"),
            on_click=self.clicked.append,
        )  # fmt: skip


async def test_a_balloon_is_one_line_each_and_has_no_buttons() -> None:
    balloons = Balloons()
    await balloons.notifications.start()
    await balloons.show("one", "Fire\nfox\u202e asks to sign in")
    assert balloons.shown == [("Fire fox asks to sign in", "From 203.0.113.24.")]
    assert balloons.notifications.available
    assert not balloons.notifications.has_actions


async def test_a_click_is_on_the_latest_even_if_its_request_is_over() -> None:
    balloons = Balloons()
    await balloons.show("one", "One")
    await balloons.show("two", "Two")
    await balloons.notifications.withdraw("two")
    balloons.notifications.on_message_clicked()
    assert balloons.clicked == ["two"]


async def test_a_changed_number_is_no_new_balloon() -> None:
    balloons = Balloons()
    await balloons.show("summary", "4 requests are waiting")
    await balloons.show("summary", "5 requests are waiting", in_place=True)
    assert [title for title, _ in balloons.shown] == ["4 requests are waiting"]


async def test_without_a_tray_nothing_is_shown() -> None:
    balloons = Balloons(available=False)
    await balloons.show("one", "One")
    assert balloons.shown == []
    assert not balloons.notifications.available


async def test_closed_it_hears_no_click() -> None:
    balloons = Balloons()
    await balloons.show("one", "One")
    await balloons.notifications.close()
    balloons.notifications.on_message_clicked()
    assert balloons.clicked == []
