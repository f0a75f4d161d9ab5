"""Whether the desktop is told of sign-in requests: as the settings say, at once."""

import asyncio

import pytest

from desktop.device_conductor import DeviceConductor
from desktop.requests_told import RequestsTold
from desktop.session.device_facts import Requests
from desktop.session.list_entries import DeviceKind, SignInRequest
from desktop.session.snapshot import Overview, Snapshot
from desktop.ui.tray import Tray
from tests.doubles.recording_commands import RecordingCommands
from tests.doubles.recording_notifier import RecordingNotifier
from tests.doubles.turned_clock import TurnedClock

CLOCK = TurnedClock()
REQUEST = SignInRequest(
    id=1,
    event="LOGIN",
    device_name="Firefox on Windows",
    kind=DeviceKind.BROWSER,
    address="203.0.113.24",
    identifier="maya@example.com",
    asked_at=CLOCK.wall(),
    expires_at=CLOCK.wall() + 180,
    signature_ok=True,
    has_number=True,
)


def asked(*requests: SignInRequest) -> Overview:
    snapshot = Snapshot(
        profile_id="p1",
        profile_name="Work",
        service_host="login.example.com",
        requests=Requests(open=requests),
    )
    return Overview(snapshots=(snapshot,), active_id="p1")


@pytest.mark.usefixtures("qapp")
@pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface")
async def test_switched_off_nothing_is_shown_and_switched_on_what_is_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    notifier = RecordingNotifier()
    monkeypatch.setattr("desktop.system.own_notifier.make_notifier", lambda **_: notifier)
    conductor = DeviceConductor(lambda _: None)
    tray = Tray(RecordingCommands(), lambda: True)
    told = RequestsTold(
        conductor, CLOCK, is_wanted=False, start_tray=lambda: tray, review=lambda *_: None
    )

    async def settle() -> None:
        for _ in range(20):
            await asyncio.sleep(0)

    told.draw(asked(REQUEST))
    await settle()
    assert (notifier.starts, notifier.shown) == (0, {})
    told.use(is_wanted=True)
    await settle()
    assert len(notifier.shown) == 1
    told.use(is_wanted=False)
    await settle()
    assert notifier.shown == {}
    told.draw(asked(REQUEST))
    await settle()
    assert notifier.shown == {}
    await conductor.end(1.0)
    await told.close()
