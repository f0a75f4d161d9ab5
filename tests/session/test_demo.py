"""The demo: a service of its own, nothing kept, nothing left behind whatever happens."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.foundation.file_lock import FileLock
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import load_profiles
from desktop.foundation.secret import Secret
from desktop.foundation.settings import Settings
from desktop.session.demo import LOCK_FILE, Demo, DemoError, read_inbox
from desktop.session.snapshot import SessionFact
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.child import CHECKOUT, wait_until

APP = """
import asyncio, sys
from pathlib import Path
from desktop.foundation.paths import Paths
from desktop.session.demo import Demo

async def live():
    home = Path(sys.argv[1])
    demo = await Demo.start(Paths(home, home, home, home))
    print(demo.outbox, flush=True)
    await asyncio.Event().wait()

asyncio.run(live())
"""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """All folders are one."""
    return Paths(tmp_path, tmp_path, tmp_path, tmp_path)


def services_in(folder: Path) -> list[int]:
    """The processes whose command line names this folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            try:
                line = (entry / "cmdline").read_bytes()
            except OSError:
                # It has ended meanwhile.
                continue
            if b"serve" in line and str(folder).encode() in line:
                found.append(int(entry.name))
    return found


def left_in(folder: Path) -> list[Path]:
    return list((folder / "demo").iterdir())


async def code_in(at: AtHome) -> Secret:
    async with asyncio.timeout(10):
        while not at.overview.inbox:
            at.house.notice_mail()
            await asyncio.sleep(0.01)
    return Secret(at.overview.inbox[0].subject.split()[0])


class TestTrying:
    """From the click to a session, and back."""

    async def test_it_signs_in_with_the_mail_that_its_service_sends(self, home: Path) -> None:
        async with AtHome(home) as at:
            await at.house.start_demo()
            assert (at.shown.demo, at.shown.session) == (True, SessionFact.NONE)
            await at.house.shown.send_code(ADDRESS, "", "EMAIL")
            code = await code_in(at)
            assert at.overview.inbox[0].to == ADDRESS
            await at.house.shown.submit_code(code)
            assert at.shown.session is SessionFact.ACTIVE
            assert at.shown.kept_in == "memory"
            await at.house.shown.renew()
            assert at.shown.renewals[-1].on_time == 1

    async def test_nothing_of_it_is_kept(self, home: Path) -> None:
        async with AtHome(home) as at:
            await at.house.start_demo()
            await at.house.shown.send_code(ADDRESS, "", "EMAIL")
            await at.house.shown.submit_code(await code_in(at))
            assert load_profiles(at.paths.profiles_file).profiles == ()
            demo = at.paths.runtime / "demo"
        assert files_outside(home, demo) == []
        assert left_in(at.paths.runtime) == []

    async def test_leaving_ends_the_service_and_leads_back_to_where_one_was(
        self, home: Path
    ) -> None:
        async with AtHome(home) as at:
            await at.house.start_demo()
            assert len(services_in(home)) == 1
            await at.house.leave_demo()
            assert at.overview.snapshots == ()
            assert at.overview.inbox == ()
            assert services_in(home) == []
            assert left_in(at.paths.runtime) == []
            await at.house.start_demo()
            assert at.shown.demo

    async def test_the_profile_of_before_stays_the_one_in_use(self, home: Path) -> None:
        async with AtHome(home) as at:
            await at.house.start_demo()
            assert at.shown.demo
            at.house.show_profile(at.shown.profile_id)
            assert load_profiles(at.paths.profiles_file).active_id == ""

    async def test_another_proxy_in_the_settings_does_not_end_it(self, home: Path) -> None:
        async with AtHome(home) as at:
            await at.house.start_demo()
            await at.house.shown.send_code(ADDRESS, "", "EMAIL")
            await at.house.shown.submit_code(await code_in(at))
            await at.house.use_settings(Settings(proxy="http://127.0.0.1:9"))
            assert (at.shown.demo, at.shown.session) == (True, SessionFact.ACTIVE)
            await at.house.shown.renew()
            assert at.shown.renewals[-1].on_time == 1


def files_outside(home: Path, folder: Path) -> list[Path]:
    return [file for file in home.rglob("*") if file.is_file() and folder not in file.parents]


class TestAtTheWrongMoment:
    """Clicked twice, left or quit while its service comes up."""

    async def test_two_clicks_start_one(self, home: Path) -> None:
        async with AtHome(home) as at:
            await asyncio.gather(at.house.start_demo(), at.house.start_demo())
            assert len(at.overview.snapshots) == 1
            assert len(services_in(home)) == 1

    async def test_left_while_it_starts_it_does_not_appear_later(self, home: Path) -> None:
        async with AtHome(home) as at:
            starting = asyncio.get_running_loop().create_task(at.house.start_demo())
            await asyncio.sleep(0)
            assert at.overview.demo_starting
            await at.house.leave_demo()
            assert not at.overview.demo_starting
            await starting
            assert at.overview.snapshots == ()
            assert services_in(home) == []
            assert left_in(at.paths.runtime) == []

    async def test_cancelled_while_it_starts_its_service_ends_too(self, paths: Paths) -> None:
        starting = asyncio.get_running_loop().create_task(Demo.start(paths))
        await asyncio.to_thread(
            wait_until, lambda: bool(services_in(paths.runtime)), "the demo’s service"
        )
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await starting
        assert services_in(paths.runtime) == []
        assert left_in(paths.runtime) == []


class TestThatDoesNotStart:
    """Said with the reason; nothing is left."""

    @pytest.mark.parametrize(
        ("command", "reason"),
        [
            (("/nonexistent/program",), "No such file"),
            ((sys.executable, "-c", "pass"), "it ended at once"),
            ((sys.executable, "-c", "print('{}')"), "it ended at once"),
            ((sys.executable, "-c", "print('[[')"), "it ended at once"),
        ],
    )
    async def test_it_says_why(self, paths: Paths, command: tuple[str, ...], reason: str) -> None:
        with pytest.raises(DemoError, match=reason):
            await Demo.start(paths, command)
        assert left_in(paths.runtime) == []

    async def test_in_the_household_it_is_drawn_and_can_be_tried_again(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with AtHome(home) as at:
            monkeypatch.setattr(sys, "executable", "/nonexistent/program")
            await at.house.start_demo()
            assert isinstance(at.overview.problem, DemoError)
            assert not at.overview.demo_starting
            monkeypatch.undo()
            await at.house.start_demo()
            assert at.shown.demo
            assert at.overview.problem is None


@pytest.fixture
def killed_app(tmp_path: Path) -> Path:
    """An app with a demo that was ended by kill -9; gives its home."""
    command = [sys.executable, "-c", APP, str(tmp_path)]
    app = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert app.stdout is not None
    assert app.stdout.readline()
    assert len(services_in(tmp_path / "demo")) == 1
    app.send_signal(signal.SIGKILL)
    app.wait()
    app.stdout.close()
    return tmp_path


class TestAfterAKill:
    """Nobody was there to tidy up."""

    def test_its_service_ends_by_itself(self, killed_app: Path) -> None:
        wait_until(lambda: services_in(killed_app / "demo") == [], "the demo’s service to end")

    async def test_the_next_demo_removes_what_it_left_and_nothing_of_one_that_runs(
        self, killed_app: Path
    ) -> None:
        paths = Paths(killed_app, killed_app, killed_app, killed_app)
        [left] = left_in(killed_app)
        running = killed_app / "demo" / "of-another-app"
        lock = FileLock(running / LOCK_FILE).acquire()
        demo = await Demo.start(paths)
        assert left not in left_in(killed_app)
        assert running in left_in(killed_app)
        await demo.stop()
        assert left_in(killed_app) == [running]
        lock.release()


class TestInbox:
    """What the service has sent, newest first."""

    def test_mail_and_text_messages_are_read_and_anything_else_left_out(
        self, tmp_path: Path
    ) -> None:
        mail = "To: me@example.com\nSubject: 123456 is your code\n\nYour code is 123456.\n"
        text = '{"to": "+4915112345678", "channel": "SMS", "text": "Your code is 654321."}'
        files = {
            "1.eml": mail,
            "2.json": text,
            "3.json": "{",
            "4.json": '{"to": "x"}',
            "5.txt": "hello",
        }
        for number, (name, content) in enumerate(files.items()):
            file = tmp_path / name
            file.write_text(content, "utf-8")
            os.utime(file, (number, number))
        newest, oldest = read_inbox(tmp_path)
        assert (newest.to, newest.text) == ("+4915112345678", "Your code is 654321.")
        assert (oldest.to, oldest.subject) == ("me@example.com", "123456 is your code")
        assert oldest.text.strip() == "Your code is 123456."
        assert read_inbox(tmp_path / "gone") == ()
