"""``devices show-code`` at a terminal: what is drawn, and how it ends when nobody adds it."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import zxingcpp

from desktop.client.transport import Transport
from desktop.commands.show_code import show_code
from desktop.commands.terminal_qr import BLACK_ON_WHITE
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import load_profiles
from desktop.keystore.choice import open_vault
from desktop.session.identifier import parse_identifier
from desktop.session.opening import open_profile
from tests.commands.camera import photograph
from tests.commands.terminal import ADDRESS, Terminal
from tests.parts.child import child, wait_until

COMMAND = (sys.executable, "-m", "desktop", "devices", "show-code", ADDRESS)


DIGITS = re.compile(r"^\d{6}$", re.MULTILINE)


class Screen:
    """What a terminal shows so far."""

    def __init__(self, terminal: int) -> None:
        """Take our end of it."""
        self._terminal = terminal
        self._shown = b""

    def wait_for_digits(self) -> str:
        """Wait until the six digits are there, which come last; all that is shown then."""
        wait_until(lambda: DIGITS.search(self._look()) is not None, "the digits on the terminal")
        return self._look()

    def _look(self) -> str:
        with suppress(BlockingIOError):
            self._shown += os.read(self._terminal, 100_000)
        return self._shown.decode(errors="replace").replace("\r\n", "\n")


@contextmanager
def at_a_screen(log: Path, terminal: str) -> Iterator[tuple[Screen, "subprocess.Popen[str]"]]:
    """Show a code at a terminal of this name while the block lasts."""
    ours, theirs = os.openpty()
    os.set_blocking(ours, False)
    environment = {**os.environ, "TERM": terminal}
    try:
        with child(COMMAND, environment, log=log, stdout=theirs) as process:
            yield Screen(ours), process
    finally:
        os.close(theirs)
        os.close(ours)


def test_at_a_terminal_the_code_can_be_photographed(connected: Terminal) -> None:
    with at_a_screen(connected.folder / "log", "xterm-256color") as (screen, _):
        lines = screen.wait_for_digits().splitlines()
    drawn = [line for line in lines if line.startswith(BLACK_ON_WHITE)]
    [text] = [line for line in lines if ":ED25519:" in line]
    [code] = zxingcpp.read_barcodes(photograph("\n".join(drawn)))
    assert code.text == text


def test_a_terminal_that_can_not_draw_shows_the_text_alone(connected: Terminal) -> None:
    with at_a_screen(connected.folder / "log", "dumb") as (screen, _):
        assert "\x1b" not in screen.wait_for_digits()


def test_leaving_it_ends_it_at_once_and_without_a_word_too_many(connected: Terminal) -> None:
    log = connected.folder / "log"
    with at_a_screen(log, "dumb") as (screen, process):
        screen.wait_for_digits()
        process.send_signal(signal.SIGINT)
        wait_until(lambda: process.poll() is not None, "its end", within=5.0)
        assert process.returncode == 130
    assert "Traceback" not in log.read_text("utf-8")
    assert connected.run("status").code == 3


def test_a_code_that_nobody_follows_is_given_up_and_its_key_kept_for_the_next_time(
    connected: Terminal,
) -> None:
    paths = Paths.from_environment(os.environ)
    profile = load_profiles(paths.profiles_file).active()
    assert profile is not None

    async def show() -> tuple[bool, str]:
        transport = Transport()
        texts: list[str] = []
        opened = open_profile(
            profile,
            paths=paths,
            vault=open_vault(paths, os.environ),
            transport=transport,
            on_change=lambda shown: texts.extend(
                [shown.shown_code.text] if shown.shown_code else []
            ),
        )
        try:
            await opened.keeper.read()
            added = await show_code(opened, parse_identifier(ADDRESS), seconds=2.0)
        finally:
            await transport.aclose()
        assert opened.keeper.snapshot.shown_code is None
        return added, max(texts, key=len).partition(":")[0]

    added, key = asyncio.run(show())
    assert (added, bool(key)) == (False, True)
    assert asyncio.run(show()) == (False, key)
