"""What our notifications say to a host, and what they make of hosts that are odd, late or gone."""

import asyncio
import html
import logging
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jeepney import HeaderFields, message_bus, new_method_call, new_signal
from jeepney.io.blocking import open_dbus_connection
from pytestqt.qtbot import QtBot

from desktop.system import message_bus as our_bus
from desktop.system.notice import LONGEST_BODY, LONGEST_TITLE, one_line
from tests.doubles.recording_host import OBJECT, RecordingHost, recording_host
from tests.parts import private_bus
from tests.parts.display import Display
from tests.parts.private_bus import PrivateBus
from tests.parts.surroundings import short_folder
from tests.parts.xfce_notifications import WINDOWS
from tests.system.notification_contract import DENY_AND_REVIEW, Desk, sees, until

HOST_SERVICES = ("org.xfce.xfce4-notifyd.Notifications", "org.xfce.Xfconf")
SOON = 0.05


@pytest.fixture
async def host(bus: PrivateBus) -> AsyncIterator[RecordingHost]:
    """A host that is there before us."""
    async with recording_host(bus.address) as host:
        yield host


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """Our notifications, not started."""
    desk = Desk()
    yield desk
    await desk.notifications.close()


class TestSaid:
    """What goes over the bus."""

    async def test_a_notification_says_who_shows_it_and_how_urgent_it_is(
        self, host: RecordingHost, desk: Desk
    ) -> None:
        await desk.show("one")
        (shown,) = host.shown.values()
        assert shown.app_name == "Cotter Authenticator"
        assert shown.title == "Firefox on Windows asks to sign in"
        assert shown.actions == (("default", ""), *DENY_AND_REVIEW)
        assert shown.hints == {
            "urgency": ("y", 1),
            "desktop-entry": ("s", "cotter-authenticator"),
            "resident": ("b", False),
        }
        assert shown.milliseconds == 180_000

    async def test_a_body_that_is_read_as_markup_is_escaped_and_a_title_never(
        self, host: RecordingHost, desk: Desk
    ) -> None:
        await desk.show("one", title="<i>A</i> & B", body="<i>A</i> & B")
        (shown,) = host.shown.values()
        assert shown.title == "<i>A</i> & B"
        assert shown.body == "&lt;i&gt;A&lt;/i&gt; &amp; B"

    async def test_a_host_without_markup_and_buttons_gets_plain_text_and_no_actions(
        self, bus: PrivateBus, desk: Desk
    ) -> None:
        async with recording_host(bus.address, ("body",)) as host:
            await desk.notifications.start()
            assert desk.notifications.available
            assert not desk.notifications.has_actions
            await desk.show("one", body="<i>A</i> & B")
            (shown,) = host.shown.values()
            assert (shown.body, shown.actions) == ("<i>A</i> & B", ())

    async def test_a_long_name_is_cut(self, host: RecordingHost, desk: Desk) -> None:
        await desk.show("one", title="x" * 10_000, body="&" * 10_000)
        (shown,) = host.shown.values()
        assert shown.title == "x" * (LONGEST_TITLE - 1) + "…"
        assert len(html.unescape(shown.body)) == LONGEST_BODY

    @given(st.text(st.characters(exclude_categories=())), st.integers(1, 50))
    def test_any_text_becomes_one_line_of_what_can_be_seen(self, text: str, most: int) -> None:
        line = one_line(text, most)
        assert len(line) <= most
        assert line == " ".join(line.split())
        assert not {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} & set(map(unicodedata.category, line))
        assert one_line(line, most) == line
        line.encode("utf-8")

    def test_letters_of_all_scripts_stay(self) -> None:
        assert one_line("  漢字\n العربية  Ünïcödé  ", 50) == "漢字 العربية Ünïcödé"


class TestPressed:
    """What comes back."""

    async def test_a_click_beside_the_buttons_is_a_click(
        self, host: RecordingHost, desk: Desk
    ) -> None:
        await desk.show("one")
        await host.click()
        await until(lambda: desk.clicked == ["one"], "the click")
        assert desk.pressed == []

    async def test_a_button_pressed_in_the_moment_it_comes_up_is_heard(
        self, host: RecordingHost, desk: Desk
    ) -> None:
        host.pressed_at_once = "deny"
        await desk.show("one")
        await until(lambda: desk.pressed == [("one", "deny")], "the button")

    async def test_actions_of_others_notifications_and_unknown_ones_are_nobodys(
        self, host: RecordingHost, desk: Desk
    ) -> None:
        await desk.show("one")
        (shown,) = host.shown
        await host.say("ActionInvoked", "us", (shown + 1, "deny"))
        await host.say("ActionInvoked", "us", (shown, "approve"))
        await host.say("ActionInvoked", "ss", ("one", "deny"))
        await host.act(shown, "review")
        await until(lambda: bool(desk.pressed), "the button")
        assert desk.pressed == [("one", "review")]

    async def test_a_program_that_is_not_the_host_presses_nothing(
        self, bus: PrivateBus, host: RecordingHost, desk: Desk
    ) -> None:
        await desk.show("one")
        (shown,) = host.shown
        with open_dbus_connection(bus.address) as stranger:
            for name in stranger.send_and_get_reply(message_bus.ListNames()).body[0]:
                signal = new_signal(OBJECT, "ActionInvoked", "us", (shown, "deny"))
                signal.header.fields[HeaderFields.destination] = name
                stranger.send(signal)
        await host.act(shown, "review")
        await until(lambda: bool(desk.pressed), "the button")
        assert desk.pressed == [("one", "review")]

    async def test_what_goes_wrong_behind_a_button_leaves_the_connection_alone(
        self, host: RecordingHost, desk: Desk
    ) -> None:
        said: list[str] = []
        asyncio.get_running_loop().set_exception_handler(
            lambda _, context: said.append(type(context["exception"]).__name__)
        )
        await desk.notifications.show(
            "one", "title", "body", actions=DENY_AND_REVIEW, on_action=_fail, on_click=print
        )
        await host.press("Review")
        await until(lambda: said == ["ZeroDivisionError"], "the fault")
        await desk.show("two")
        await host.press("Deny")
        await until(lambda: desk.pressed == [("two", "deny")], "the button")


class TestInPlace:
    """One key, one notification."""

    async def test_a_number_is_changed_in_place(self, host: RecordingHost, desk: Desk) -> None:
        await desk.show("summary", title="4 requests are waiting")
        await desk.show("summary", title="12 requests are waiting", in_place=True)
        (shown,) = host.shown.values()
        assert (shown.id, shown.title) == (1, "12 requests are waiting")

    async def test_what_was_put_away_does_not_come_back_in_place(
        self, host: RecordingHost, desk: Desk
    ) -> None:
        await desk.show("summary", title="4 requests are waiting")
        await host.close(1)
        await desk.show("other")
        await desk.show("summary", title="5 requests are waiting", in_place=True)
        assert [one.title for one in host.shown.values()] == ["Firefox on Windows asks to sign in"]

    async def test_two_at_the_same_time_are_one(self, host: RecordingHost, desk: Desk) -> None:
        host.answering.clear()
        first = asyncio.ensure_future(desk.show("summary", title="4 requests are waiting"))
        second = asyncio.ensure_future(desk.show("summary", title="5 requests are waiting"))
        await asyncio.sleep(0)
        host.answering.set()
        await asyncio.gather(first, second)
        (shown,) = host.shown.values()
        assert shown.title == "5 requests are waiting"

    async def test_one_withdrawn_on_its_way_goes_as_soon_as_it_is_there(
        self, host: RecordingHost, desk: Desk
    ) -> None:
        await desk.notifications.start()
        host.answering.clear()
        showing = asyncio.ensure_future(desk.show("one"))
        await until(lambda: "Notify" in host.calls, "the call")
        await desk.notifications.withdraw("one")
        host.answering.set()
        await showing
        await until(lambda: sees(host, 0), "its end")


class TestHosts:
    """Hosts that are late, silent or gone."""

    async def test_without_a_bus_there_are_none_and_nobody_is_troubled(
        self, desk: Desk, caplog: pytest.LogCaptureFixture
    ) -> None:
        await desk.notifications.start()
        assert not desk.notifications.available
        await desk.show("one", title="Firefox on Windows asks to sign in")
        await desk.notifications.withdraw("one")
        assert all(record.levelno <= logging.INFO for record in caplog.records)
        assert "Firefox" not in caplog.text

    @pytest.mark.parametrize("address", ["", "nonsense", "tcp:host=localhost,port=1", None])
    async def test_a_bus_address_that_can_t_be_used_is_no_bus(
        self, desk: Desk, address: str | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if address is None:
            monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
        else:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        await desk.notifications.start()
        assert not desk.notifications.available

    async def test_somebody_who_is_no_bus_is_given_up(
        self, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(our_bus, "ANSWER_SECONDS", SOON)
        with short_folder() as folder:
            server = await asyncio.start_unix_server(_say_nothing, folder / "bus")
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={folder / 'bus'}")
            await desk.show("one")
            assert not desk.notifications.available
            server.close()

    @pytest.mark.usefixtures("bus")
    async def test_a_bus_without_a_host_shows_nothing(self, desk: Desk) -> None:
        await desk.notifications.start()
        assert not desk.notifications.available
        await desk.show("one")

    @pytest.mark.usefixtures("bus")
    async def test_whoever_quits_while_the_bus_is_being_asked_leaves_nothing_behind(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = asyncio.all_tasks()
        asked = asyncio.Event()

        async def never_answered(*_: object) -> str:
            asked.set()
            await asyncio.Event().wait()
            return ""

        monkeypatch.setattr(our_bus.MessageBus, "watch", never_answered)
        task = asyncio.create_task(desk.notifications.start())
        await asked.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()
        assert asyncio.all_tasks() == before

    async def test_a_host_that_comes_late_shows_what_is_still_open(
        self, bus: PrivateBus, desk: Desk
    ) -> None:
        await desk.notifications.start()
        await desk.show("open")
        await desk.show("over")
        await desk.notifications.withdraw("over")
        async with recording_host(bus.address) as host:
            await until(lambda: sees(host, 1), "the notification")
            assert desk.notifications.available
            assert desk.notifications.has_actions

    async def test_a_new_host_is_asked_anew_and_does_not_get_what_was_put_away(
        self, bus: PrivateBus, desk: Desk
    ) -> None:
        async with recording_host(bus.address) as host:
            await desk.show("put away")
            await desk.show("open")
            await host.close(1)
            await desk.show("open", title="Still open", in_place=True)
        await until(lambda: not desk.notifications.available, "the end of the host")
        async with recording_host(bus.address, ("body",)) as host:
            await until(lambda: sees(host, 1), "the notification")
            (shown,) = host.shown.values()
            assert (shown.title, shown.actions) == ("Still open", ())
            assert not desk.notifications.has_actions

    async def test_a_host_that_does_not_answer_holds_nobody_up_and_is_heard_later(
        self, host: RecordingHost, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await desk.notifications.start()
        monkeypatch.setattr(our_bus, "ANSWER_SECONDS", SOON)
        host.answering.clear()
        await desk.show("one")
        host.answering.set()
        monkeypatch.undo()
        await desk.show("two")
        assert await host.count() == 2
        await desk.notifications.withdraw("one")
        await until(lambda: sees(host, 1), "its end")

    async def test_one_shown_again_before_the_late_answer_is_not_shown_twice(
        self, host: RecordingHost, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await desk.notifications.start()
        with monkeypatch.context() as hasty:
            hasty.setattr(our_bus, "ANSWER_SECONDS", SOON)
            host.answering.clear()
            await desk.show("one")
        again = asyncio.ensure_future(desk.show("one", title="Again"))
        await until(lambda: host.calls.count("Notify") == 1, "the first call")
        host.answering.set()
        await again
        await until(lambda: sees(host, 1), "the end of the first")
        (shown,) = host.shown.values()
        assert shown.title == "Again"

    async def test_a_bus_that_dies_and_another_one_later(
        self, bus: PrivateBus, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with recording_host(bus.address):
            await desk.show("one")
            bus.kill()
            await until(lambda: not desk.notifications.available, "the end of the bus")
        await desk.show("two")
        with short_folder() as folder, private_bus.private_bus(folder, bus.environment) as other:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", other.address)
            async with recording_host(other.address) as host:
                await desk.show("three")
                assert await host.count() == 1
                await desk.notifications.close()

    async def test_whoever_waits_when_the_bus_dies_waits_no_longer(
        self, bus: PrivateBus, host: RecordingHost, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await desk.notifications.start()
        monkeypatch.setattr(our_bus, "ANSWER_SECONDS", 1000.0)
        host.answering.clear()
        showing = asyncio.ensure_future(desk.show("one"))
        await until(lambda: "Notify" in host.calls, "the call")
        bus.kill()
        await showing
        assert not desk.notifications.available

    async def test_a_host_that_starts_when_asked_is_started_by_the_first_notification(
        self, bus: PrivateBus, display: Display, desk: Desk
    ) -> None:
        services = Path(bus.address.removeprefix("unix:path=")).parent / "services"
        for name in HOST_SERVICES:
            (services / f"{name}.service").symlink_to(
                private_bus.SYSTEM_SERVICES / f"{name}.service"
            )
        with open_dbus_connection(bus.address) as desktop:
            desktop.send_and_get_reply(new_method_call(message_bus, "ReloadConfig"))
        await desk.notifications.start()
        assert desk.notifications.available
        assert not display.windows_of(WINDOWS)
        await desk.show("one")
        await until(lambda: len(display.windows_of(WINDOWS)) == 1, "the notification")

    async def test_the_same_inside_qt_s_loop(
        self, qtbot: QtBot, host: RecordingHost, desk: Desk
    ) -> None:
        assert type(asyncio.get_running_loop()).__module__.startswith("qasync")
        await desk.show("one")
        await host.press("Review")
        await until(lambda: desk.pressed == [("one", "review")], "the button")
        await desk.notifications.close()


def _fail(_key: str, _action: str) -> None:
    raise ZeroDivisionError


async def _say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()
