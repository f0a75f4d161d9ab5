"""The demo: a service of its own on this computer, as a child process, with nothing kept.

The child ends when its standard input closes, so it is gone whatever happens to the app. Its
folder is in the runtime folder; one that a killed app left is removed by the next demo.
"""

import asyncio
import email
import email.policy
import json
import shutil
import uuid
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.client.transport import Transport
from desktop.foundation.atomic_file import make_private_folder
from desktop.foundation.clock import Clock
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.file_lock import FileLock
from desktop.foundation.packaged import own_command
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile, parse_service_url
from desktop.session.connecting import ask_service, profile_of
from desktop.session.list_entries import Message

START_SECONDS = 20.0
STOP_SECONDS = 5.0
LOCK_FILE = "lock"
NAME = "Demo"


class DemoError(AuthenticatorError):
    """The demo's own service did not start."""

    happened = "The service of the demo did not start: {reason}."
    next_step = "Try again, or connect to another service."


@dataclass(frozen=True, slots=True)
class _Announced:
    url: str
    api_key_id: str
    outbox: Path


class Demo:
    """The running service of a demo."""

    def __init__(self, child: Process, lock: FileLock, folder: Path, announced: _Announced) -> None:
        self._child = child
        self._lock = lock
        self._folder = folder
        self._announced = announced

    @classmethod
    async def start(cls, paths: Paths, command: tuple[str, ...] | None = None) -> "Demo":
        """Start the service and wait until it listens.

        Raises:
            DemoError: it didn't within twenty seconds, and why.
        """
        folder, lock = _claim_folder(paths.runtime / "demo")
        try:
            child = await asyncio.create_subprocess_exec(
                *(command or own_command()),
                "serve",
                "--port=0",
                "--json",
                "--until-stdin-closes",
                f"--database={folder / 'service.db'}",
                f"--outbox={folder / 'outbox'}",
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
            )
        except OSError as error:
            _give_up(folder, lock)
            raise DemoError(reason=str(error)) from error
        except asyncio.CancelledError:
            # asyncio has ended the child itself.
            _give_up(folder, lock)
            raise
        try:
            announced = await asyncio.wait_for(_read_announcement(child), START_SECONDS)
        except asyncio.CancelledError:
            await _end(child, folder, lock)
            raise
        except (TimeoutError, ValueError, KeyError, TypeError, OSError) as error:
            await _end(child, folder, lock)
            reason = "it took too long" if isinstance(error, TimeoutError) else "it ended at once"
            raise DemoError(reason=reason) from error
        return cls(child, lock, folder, announced)

    @property
    def outbox(self) -> Path:
        """The folder into which it writes its mail."""
        return self._announced.outbox

    @property
    def paths(self) -> Paths:
        """Where the demo's own profile keeps its lock and generation: all in this folder."""
        return Paths(self._folder, self._folder, self._folder, self._folder)

    async def make_profile(self, transport: Transport, clock: Clock) -> Profile:
        """The demo's profile; it is never written to the list.

        Raises:
            ServiceUnreachableError: the service does not answer.
        """
        url, key = self._announced.url, self._announced.api_key_id
        found = await ask_service(url, key, transport=transport, clock=clock)
        profile = profile_of(found, name=NAME, service_url=url, api_key_id=key)
        return replace(profile, id=f"demo-{uuid.uuid4().hex}", demo=True)

    async def stop(self) -> None:
        """End the service and remove everything of it."""
        await _end(self._child, self._folder, self._lock)


def read_inbox(outbox: Path) -> tuple[Message, ...]:
    """The messages that the service has sent, newest first; what can't be read is left out."""
    messages = [_read_message(file) for file in sorted(outbox.glob("*")) if file.is_file()]
    found = [message for message in messages if message is not None]
    return tuple(sorted(found, key=lambda message: message.received_at, reverse=True))


def _read_message(file: Path) -> Message | None:
    try:
        raw, received_at = file.read_bytes(), file.stat().st_mtime
        if file.suffix == ".eml":
            mail = email.message_from_bytes(raw, policy=email.policy.default)
            body = mail.get_body(("plain",))
            text = body.get_content() if body is not None else ""
            return Message(str(mail["To"]), str(mail["Subject"]), text, received_at)
        if file.suffix == ".json":
            entry = json.loads(raw)
            text = str(entry["text"])
            return Message(str(entry["to"]), f"{entry['channel']}: {text}", text, received_at)
    except (OSError, ValueError, KeyError, TypeError):
        # Deleted at its expiry while it was read, or not a message of the service.
        return None
    return None


def _claim_folder(parent: Path) -> tuple[Path, FileLock]:
    make_private_folder(parent)
    for left in parent.iterdir():
        stale = FileLock(left / LOCK_FILE)
        if left.is_dir() and stale.try_acquire():
            _give_up(left, stale)
    folder = parent / uuid.uuid4().hex
    make_private_folder(folder)
    lock = FileLock(folder / LOCK_FILE)
    if not lock.try_acquire():
        raise DemoError(reason="its folder can't be locked")
    return folder, lock


async def _end(child: Process, folder: Path, lock: FileLock) -> None:
    # Not killed at once: it may just have ended, and asyncio would complain of a child it lost.
    if child.stdin is not None:
        child.stdin.close()
    try:
        await asyncio.wait_for(child.wait(), STOP_SECONDS)
    except TimeoutError:
        child.kill()
        await child.wait()
    finally:
        _give_up(folder, lock)


def _give_up(folder: Path, lock: FileLock) -> None:
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)


async def _read_announcement(child: Process) -> _Announced:
    if child.stdout is None:
        raise ValueError("no standard output")
    document = json.loads(await child.stdout.readline())
    return _Announced(
        url=parse_service_url(str(document["url"])),
        api_key_id=str(document["api_key_id"]),
        outbox=Path(str(document["outbox"])),
    )
