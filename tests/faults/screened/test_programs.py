"""The screen is locked: other programs get no token, decide nothing and change no device."""

import asyncio
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.foundation.paths import Paths
from desktop.foundation.screened import is_screened, screened_sign
from desktop.foundation.settings import Settings, load_settings, save_settings
from tests.commands.terminal import Terminal
from tests.doubles.screen_locker import screen_locker
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.child import child, wait_until
from tests.parts.private_bus import PrivateBus
from tests.parts.service import Service
from tests.parts.stranger import Stranger

SENTENCE = (
    "cotter-authenticator: The app is hidden because the screen was locked or this computer slept."
    " Nothing was handed out or changed."
    " Unlock the screen and show the window, then try again.\n"
)
LOOKERS, LOOKS = 16, 200


@pytest.fixture
def paths(home: Path) -> Paths:
    return Paths.from_environment(os.environ)


@pytest.fixture
def trusted_here(home: Path, service: Service, in_keystore: None) -> Service:
    """Somebody has signed in and trusts this computer."""

    async def trust() -> None:
        async with AtHome(home, "secret-service") as person:
            await person.connect(service)
            await person.sign_in(service, ADDRESS)
            await person.house.devices.trust()

    asyncio.run(trust())
    return service


@contextmanager
def screened_app(paths: Paths) -> Iterator[None]:
    """What an app does to other programs while it is screened."""
    with screened_sign(paths).acquire():
        yield


def test_each_program_says_so_ends_with_four_and_changes_nothing(
    trusted_here: Service, terminal: Terminal, paths: Paths
) -> None:
    asked = Stranger(trusted_here).ask(ADDRESS)
    refused = (
        ("token",),
        ("token", "--id-token", "--format", "json"),
        ("requests", "approve", str(asked.id)),
        ("requests", "deny", str(asked.id)),
        ("devices", "enrol"),
        ("devices", "show-code"),
        ("devices", "add", "x"),
        ("devices", "remove", "x"),
    )
    with screened_app(paths):
        for words in refused:
            answer = terminal.run(*words, typed=f"{asked.number}\n")
            assert (answer.code, answer.output, answer.errors) == (4, "", SENTENCE), words
        # What only tells the person at the terminal goes on.
        assert terminal.run("status").code == 0
        assert str(asked.id) in terminal.run("requests", "list").output
    answer = terminal.run("token")
    assert (answer.code, answer.output.count(".")) == (0, 2)


def test_whoever_allowed_it_gets_a_token_and_nothing_else(
    trusted_here: Service, terminal: Terminal, paths: Paths
) -> None:
    save_settings(paths.settings_file, Settings(hand_out_while_hidden=True))
    assert load_settings(paths.settings_file).settings.hand_out_while_hidden
    with screened_app(paths):
        assert terminal.run("token").code == 0
        assert terminal.run("devices", "remove", "x").code == 4
    save_settings(paths.settings_file, Settings(hand_out_while_hidden=True, hand_out_tokens=False))
    with screened_app(paths):
        assert terminal.run("token").code == 1


def test_a_screen_that_locks_while_somebody_types_the_number_decides_nothing(
    trusted_here: Service, terminal: Terminal, paths: Paths
) -> None:
    asked = Stranger(trusted_here).ask(ADDRESS)
    with terminal.begin("requests", "approve", str(asked.id)) as approving:
        approving.wait_for("Pixel 9")
        with screened_app(paths):
            approving.type(asked.number)
            answer = approving.end()
    assert answer.code == 4
    assert str(asked.id) in terminal.run("requests", "list").output


def test_an_app_that_is_killed_while_it_is_screened_locks_nobody_out(
    trusted_here: Service, terminal: Terminal, paths: Paths, bus: PrivateBus, tmp_path: Path
) -> None:
    async def live_and_die() -> None:
        async with screen_locker(bus.address, active=True):
            command = [sys.executable, "-m", "desktop", "--hidden"]
            with child(command, os.environ, log=tmp_path / "app.log") as process:
                await asyncio.to_thread(wait_until, lambda: is_screened(paths), "the screened app")
                answer = await asyncio.to_thread(terminal.run, "token")
                assert (answer.code, answer.errors) == (4, SENTENCE)
                process.kill()
                process.wait()
                assert (await asyncio.to_thread(terminal.run, "token")).code == 0

    asyncio.run(live_and_die())


def test_many_who_look_don_t_take_each_other_for_the_app_nor_keep_it_from_telling(
    paths: Paths,
) -> None:
    seen: list[bool] = []
    is_over = threading.Event()

    def look_often() -> None:
        seen.extend(is_screened(paths) for _ in range(LOOKS))
        while not is_over.is_set():
            is_screened(paths)

    with screened_app(paths):
        assert is_screened(paths)
    lookers = [threading.Thread(target=look_often) for _ in range(LOOKERS)]
    for one in lookers:
        one.start()
    try:
        wait_until(lambda: len(seen) == LOOKERS * LOOKS, "everybody's look")
        assert not any(seen)
        sign = screened_sign(paths)
        assert sign.try_acquire()
        assert is_screened(paths)
        sign.release()
    finally:
        is_over.set()
        for one in lookers:
            one.join()


def test_a_look_makes_no_file_and_one_that_can_t_be_read_screens_nobody(paths: Paths) -> None:
    assert not is_screened(paths)
    assert not paths.state.exists()
    paths.state.mkdir(parents=True)
    (paths.state / "screened.lock").symlink_to("screened.lock")
    assert not is_screened(paths)
