"""Shows that the frozen app works before it is packed: commands, keystore, window, pictures.

It runs on a D-Bus session and a Secret Service of its own, in a folder that is thrown away.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from desktop.commands import COMMANDS
from desktop.installer.step import StepError

PATIENCE = 30.0
"""Seconds for each thing that is tried."""


def prove_commands(program: Path, version: str) -> None:
    """Every command says what it takes, and the program its version.

    Raises:
        StepError: one does not.
    """
    if version not in _said([str(program), "--version"], {}):
        raise StepError("The frozen app doesn’t say its version.")
    for name in COMMANDS:
        if "usage:" not in _said([str(program), name, "--help"], {}):
            raise StepError(f"The frozen app has no command “{name}”.")


def prove_sign_in(program: Path) -> None:
    """Somebody signs in at the frozen app's own service, and gets a token from the keystore.

    Raises:
        StepError: the frozen app can't reach a keystore, or anything else on the way fails.
    """
    if sys.platform != "linux":
        return
    with _keystore() as environment, _service(program, environment) as service:
        add = ("profile", "add", "Proof", "--service", service["url"])
        _said([str(program), *add, "--api-key", service["api_key_id"]], environment)
        _sign_in(program, environment, Path(service["outbox"]))
        kept = json.loads(_said([str(program), "keystore", "show", "--json"], environment))
        if kept["kind"] != "secret-service":
            raise StepError(f"The frozen app keeps sessions in {kept['kind']}, not the keystore.")
        token = _said([str(program), "token"], environment)
        if token.count(".") != 2:
            raise StepError("The frozen app prints no token after signing in.")


def _sign_in(program: Path, environment: dict[str, str], outbox: Path) -> None:
    process = subprocess.Popen(
        [str(program), "sign-in", "proof@example.com"],
        env=environment,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait(lambda: process.poll() is not None or any(outbox.glob("*.eml")))
        mail = next(outbox.glob("*.eml"), None)
        code = "" if mail is None else mail.read_text("utf-8").partition("Subject: ")[2].split()[0]
        said = process.communicate(f"{code}\n", timeout=PATIENCE)[1]
    finally:
        process.kill()
        process.wait()
    if process.returncode:
        raise StepError(f"The frozen app can’t sign in: {said.strip()}")


@contextmanager
def _service(program: Path, environment: dict[str, str]) -> Iterator[dict[str, str]]:
    command = [str(program), "serve", "--port", "0", "--json", "--until-stdin-closes"]
    process = _start(command, environment)
    try:
        yield json.loads(_first_line(process) or "{}")
    finally:
        process.communicate()


def prove_window(program: Path) -> None:
    """The app opens, is brought to the front by a second copy, and ends when it is asked to.

    Raises:
        StepError: it ended by itself.
    """
    if sys.platform != "linux":
        return
    with _keystore() as environment:
        environment["QT_QPA_PLATFORM"] = "offscreen"
        process = subprocess.Popen(
            [str(program)], env=environment, stderr=subprocess.PIPE, text=True
        )
        try:
            home = Path(environment["COTTER_AUTHENTICATOR_HOME"])
            _wait(lambda: process.poll() is not None or any(home.rglob("app.lock")))
            if process.poll() is None:
                # A second copy ends well only once the first has drawn, and takes its call.
                _said([str(program)], environment)
            if process.poll() is not None:
                raise StepError(f"The frozen app does not open: {process.communicate()[1]}")
        finally:
            process.terminate()
            try:
                process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
    if process.returncode != 0:
        raise StepError(f"The frozen app ended with {process.returncode} when it was asked to end.")


@contextmanager
def _keystore() -> Iterator[dict[str, str]]:
    """An environment with an unlocked Secret Service on a bus of its own."""
    with tempfile.TemporaryDirectory(prefix="cotter-") as folder, ExitStack() as running:
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        environment = kept | {
            "HOME": folder,
            "XDG_RUNTIME_DIR": folder,
            "XDG_DATA_HOME": f"{folder}/data",
            "COTTER_AUTHENTICATOR_HOME": f"{folder}/home",
        }
        bus = _start(["dbus-daemon", "--session", "--nofork", "--print-address"], environment)
        running.callback(_end, bus)
        environment["DBUS_SESSION_BUS_ADDRESS"] = _first_line(bus).strip()
        keyring = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        daemon = _start(keyring, environment)
        running.callback(_end, daemon)
        if daemon.stdin is not None:
            daemon.stdin.write("a keyring for a minute")
            daemon.stdin.close()
            daemon.stdin = None
        yield environment


def _start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _first_line(process: subprocess.Popen[str]) -> str:
    return "" if process.stdout is None else process.stdout.readline()


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.communicate()


def _wait(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise StepError("The frozen app took too long.")
        time.sleep(0.05)


def _said(command: list[str], environment: dict[str, str]) -> str:
    ended = subprocess.run(
        command,
        env=environment or None,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if ended.returncode:
        raise StepError(
            f"{' '.join(command)} ended with {ended.returncode}: {ended.stderr[-1000:]}"
        )
    return ended.stdout
