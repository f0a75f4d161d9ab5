"""The tray without its host: tooltip, menu and heartbeat."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop.session.snapshot import Activity, Obstacle, Overview, SessionFact, Snapshot
from desktop.ui.names import tray_shape
from desktop.ui.tray import LONGEST_BEAT, Tray
from tests.doubles.recording_commands import RecordingCommands
from tests.ui.request_scenes import FIREFOX, PHONE, asked
from tests.ui.scenes import ACTIVE, BLANK, ENTRY, NOW, demo, overview_of, signing_in

HOME = replace(BLANK, profile_id="home", profile_name="Home")


@pytest.fixture
def commands() -> RecordingCommands:
    return RecordingCommands()


@pytest.fixture
def tray(qapp: QApplication, commands: RecordingCommands) -> Iterator[Tray]:
    # As the app does at its start: what this file says is not left to who has run before.
    qapp.setApplicationDisplayName("Cotter Authenticator")
    tray = Tray(commands, lambda: False)
    yield tray
    tray.stop()
    tray.deleteLater()


def tooltip(tray: Tray) -> str:
    [icon] = tray.findChildren(QSystemTrayIcon)
    return icon.toolTip().replace("\u202f", " ")


def lines(tray: Tray) -> list[str]:
    """The menu as it is read from top to bottom."""
    return [
        "—" if one.isSeparator() else one.text().replace("\u202f", " ")
        for one in tray.menu.actions()
    ]


@pytest.mark.parametrize(
    ("snapshot", "words"),
    [
        (ACTIVE, "maya@example.com · until 14:32"),
        (replace(ACTIVE, activity=Activity.RENEWING), "maya@example.com · until 14:32"),
        (
            replace(ACTIVE, obstacle=Obstacle.OFFLINE),
            "maya@example.com · offline, until 14:32",
        ),
        (replace(ACTIVE, obstacle=Obstacle.KEYSTORE_LOCKED), "maya@example.com · Keystore locked"),
        (
            replace(ACTIVE, session=SessionFact.EXPIRED, expires_at=NOW - 1),
            "maya@example.com · Waiting for renewal",
        ),
        (
            replace(BLANK, session=SessionFact.REFUSED, identifier="maya@example.com"),
            "maya@example.com · Sign-in needed",
        ),
        (signing_in(ENTRY), "Work · Signing in"),
        (BLANK, "Work · Not signed in"),
        (
            replace(ACTIVE, expires_at=NOW + 86400),
            "maya@example.com · until tomorrow, 13:49",
        ),
    ],
)
def test_the_tooltip_says_who_and_until_when(tray: Tray, snapshot: Snapshot, words: str) -> None:
    tray.draw(overview_of(snapshot), NOW)
    assert tooltip(tray) == words


def test_without_a_profile_the_tooltip_is_the_apps_name(tray: Tray) -> None:
    tray.draw(Overview(), NOW)
    assert tooltip(tray) == "Cotter Authenticator"


def test_the_most_urgent_profile_shows_while_the_menu_acts_on_the_shown_one(tray: Tray) -> None:
    refused = replace(HOME, session=SessionFact.REFUSED, identifier="m@home.example")
    tray.draw(Overview(snapshots=(ACTIVE, refused), active_id="work"), NOW)
    assert tooltip(tray) == "m@home.example · Sign-in needed"
    assert lines(tray)[0] == "maya@example.com · until 14:32"
    assert tray.copy.isEnabled()


def test_the_menu_has_the_order_of_what_is_needed_most(tray: Tray) -> None:
    tray.draw(overview_of(ACTIVE), NOW)
    assert lines(tray) == [
        "maya@example.com · until 14:32",
        "—",
        "Copy access token",
        "Renew now",
        "—",
        "Open Cotter Authenticator",
        "Profiles",
        "—",
        "Sign out",
        "Quit",
    ]
    assert not tray.menu.actions()[0].isEnabled()


def test_each_entry_does_what_it_says(tray: Tray, commands: RecordingCommands) -> None:
    tray.draw(overview_of(ACTIVE), NOW)
    for action in (tray.copy, tray.renew, tray.open, tray.sign_out, tray.quit):
        action.trigger()
    assert commands.calls == [
        ("copy_access_token",),
        ("renew",),
        ("show_window",),
        ("sign_out",),
        ("quit",),
    ]


@pytest.mark.parametrize(
    ("snapshot", "usable"),
    [
        (ACTIVE, {"copy", "renew", "sign_out"}),
        (replace(ACTIVE, activity=Activity.RENEWING), {"copy", "sign_out"}),
        (replace(ACTIVE, obstacle=Obstacle.OFFLINE), {"copy", "renew", "sign_out"}),
        (replace(ACTIVE, session=SessionFact.EXPIRED), {"renew", "sign_out"}),
        (replace(ACTIVE, obstacle=Obstacle.KEYSTORE_LOCKED), {"sign_out"}),
        (replace(ACTIVE, session=SessionFact.UNREAD), set()),
        (replace(BLANK, session=SessionFact.REFUSED), set()),
        (BLANK, set()),
    ],
)
def test_only_what_can_be_done_can_be_chosen(
    tray: Tray, snapshot: Snapshot, usable: set[str]
) -> None:
    tray.draw(overview_of(snapshot), NOW)
    entries: dict[str, QAction] = {
        "copy": tray.copy,
        "renew": tray.renew,
        "sign_out": tray.sign_out,
    }
    assert {name for name, action in entries.items() if action.isEnabled()} == usable
    assert tray.open.isEnabled()
    assert tray.quit.isEnabled()


def test_profiles_are_listed_and_the_shown_one_is_marked(
    tray: Tray, commands: RecordingCommands
) -> None:
    tray.draw(
        Overview(
            snapshots=(ACTIVE, HOME, replace(demo(BLANK), profile_id="demo")), active_id="work"
        ),
        NOW,
    )
    entries = tray.profiles.actions()
    assert [one.text() for one in entries] == ["Work", "Home", "Demo"]
    assert [one.isChecked() for one in entries] == [True, False, False]
    entries[1].trigger()
    assert commands.calls == [("show_profile", "home")]


def test_the_shown_profile_stays_marked_when_it_is_chosen_again(tray: Tray) -> None:
    both = Overview(snapshots=(ACTIVE, HOME), active_id="work")
    tray.draw(both, NOW)
    tray.profiles.actions()[0].trigger()
    tray.draw(both, NOW)
    assert [one.isChecked() for one in tray.profiles.actions()] == [True, False]


def test_a_single_profile_needs_no_list(tray: Tray) -> None:
    tray.draw(overview_of(ACTIVE), NOW)
    assert not tray.profiles.isEnabled()


def test_a_click_on_the_icon_opens_the_window(tray: Tray, commands: RecordingCommands) -> None:
    [icon] = tray.findChildren(QSystemTrayIcon)
    for reason in (
        QSystemTrayIcon.ActivationReason.Trigger,
        QSystemTrayIcon.ActivationReason.Context,
        QSystemTrayIcon.ActivationReason.MiddleClick,
    ):
        icon.activated.emit(reason)
    assert commands.calls == [("show_window",)]


def timer(tray: Tray) -> QTimer:
    """What the heartbeat runs on."""
    [timer] = tray.findChildren(QTimer)
    return timer


@pytest.mark.parametrize(
    ("wanted", "waited"), [(0.0, 50), (-5.0, 50), (1.5, 1500), (3600.0, LONGEST_BEAT * 1000)]
)
def test_the_next_beat_is_never_far_away_and_never_at_once(
    tray: Tray, wanted: float, waited: float
) -> None:
    tray.schedule(wanted)
    assert timer(tray).isActive()
    assert timer(tray).interval() == waited


def test_it_beats_without_a_host(tray: Tray) -> None:
    beats: list[str] = []
    tray.beat.connect(lambda: beats.append("beat"))
    tray.schedule(0)
    while not beats:  # 50 ms; pytest's time limit watches
        QApplication.processEvents()
    assert not timer(tray).isActive()
    assert not tray.host_available()


def test_a_stopped_tray_beats_no_more(tray: Tray) -> None:
    tray.schedule(0)
    tray.stop()
    assert not timer(tray).isActive()


@pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface")  # offscreen has no tray
@pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface")  # offscreen has no tray
def test_a_host_that_appears_is_taken_up_and_not_asked_for_again(
    tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    answers = iter((False, True))

    def host_available() -> bool:
        asked.append(next(answers))
        return asked[-1]

    monkeypatch.setattr(tray, "host_available", host_available)
    for _ in range(4):
        tray.draw(overview_of(ACTIVE), NOW)
    assert asked == [False, True]
    [icon] = tray.findChildren(QSystemTrayIcon)
    assert icon.isVisible()


def test_the_order_of_the_menu_survives_a_change_of_colours(tray: Tray, qapp: QApplication) -> None:
    tray.draw(overview_of(ACTIVE), NOW)
    before = lines(tray)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert lines(tray) == before


# --------------------------------------------------------------------------------- sign-in requests


def reviewed(tray: Tray) -> list[tuple[str, int | None]]:
    """Which requests were asked for."""
    wanted: list[tuple[str, int | None]] = []
    tray.review_wanted.connect(lambda profile, request: wanted.append((profile, request)))
    return wanted


def test_requests_come_first_in_the_menu_and_lead_to_the_list(
    tray: Tray, commands: RecordingCommands
) -> None:
    wanted = reviewed(tray)
    tray.draw(overview_of(asked(FIREFOX, PHONE)), NOW)
    assert lines(tray)[:5] == [
        "maya@example.com · 2 requests waiting",
        "—",
        "Firefox on Windows asks to sign in…",
        "Spare phone asks to sign in…",
        "—",
    ]
    tray.menu.actions()[3].trigger()
    assert wanted == [("work", PHONE.id)]
    assert commands.calls == []
    assert tooltip(tray) == "maya@example.com · 2 requests waiting"


def test_they_go_when_they_are_over(tray: Tray) -> None:
    tray.draw(overview_of(ACTIVE), NOW)
    before = lines(tray)
    tray.draw(overview_of(asked(FIREFOX)), NOW)
    assert tooltip(tray) == "maya@example.com · 1 request waiting"
    tray.draw(overview_of(asked(FIREFOX)), FIREFOX.expires_at)
    assert lines(tray)[1:] == before[1:]


def test_requests_of_every_profile_are_listed_newest_first(tray: Tray) -> None:
    home = replace(asked(FIREFOX), profile_id="home")
    wanted = reviewed(tray)
    tray.draw(Overview(snapshots=(asked(PHONE), home), active_id="work"), NOW)
    tray.menu.actions()[2].trigger()
    tray.menu.actions()[3].trigger()
    assert wanted == [("home", FIREFOX.id), ("work", PHONE.id)]


def test_hundreds_of_requests_take_six_lines(tray: Tray) -> None:
    many = tuple(replace(PHONE, id=number) for number in range(500))
    wanted = reviewed(tray)
    tray.draw(overview_of(asked(*many)), NOW)
    assert lines(tray)[7] == "495 more requests…"
    assert lines(tray)[8] == "—"
    tray.menu.actions()[7].trigger()
    assert wanted == [("work", None)]


def test_a_name_in_the_menu_is_short_and_no_key_of_it(tray: Tray) -> None:
    tray.draw(overview_of(asked(replace(FIREFOX, device_name="R&D\n" * 2500))), NOW)
    [line] = [one for one in lines(tray) if "asks to sign in" in one]
    assert line.startswith("R&&D R&&D")
    assert len(line) < 90


@pytest.mark.parametrize(
    ("snapshot", "shape"),
    [
        (asked(FIREFOX), "tray/request_waiting"),
        (replace(asked(FIREFOX), obstacle=Obstacle.OFFLINE), "tray/request_waiting"),
        (replace(asked(FIREFOX), obstacle=Obstacle.KEYSTORE_LOCKED), "tray/keystore_locked"),
    ],
)
def test_the_icon_says_that_somebody_asks(snapshot: Snapshot, shape: str) -> None:
    assert tray_shape(snapshot, NOW) == shape


def test_a_click_on_a_message_is_told(tray: Tray) -> None:
    clicks: list[str] = []
    tray.message_clicked.connect(lambda: clicks.append("click"))
    [icon] = tray.findChildren(QSystemTrayIcon)
    icon.messageClicked.emit()
    assert clicks == ["click"]
