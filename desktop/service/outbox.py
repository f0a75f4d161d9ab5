"""The outbox: a folder that takes messages where there is no mail server (loopback only).

Mails are ``.eml``, text messages ``.json`` with ``to``, ``channel`` and ``text``. Names sort by
time: ``<created, ms>-<expires, s>-<random>``. A file appears whole, by a rename, and is deleted
when its code has run out.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

from desktop.service.challenges import Channel
from desktop.service.courier import DeliveryError
from desktop.service.errors import OutboxError
from desktop.service.messages import Message, mail_of, text_of
from desktop.service.randomness import RandomBytes

SENDER = "Cotter Authenticator <no-reply@localhost>"
CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.WHATSAPP)


class Outbox:
    """Delivers into a folder (0700, files 0600)."""

    def __init__(self, folder: Path, random_bytes: RandomBytes) -> None:
        """Make the folder if needed.

        Raises:
            OutboxError: it can't be made, or others can look into it.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            others_may_look = os.name == "posix" and folder.stat().st_mode & 0o077
        except OSError as error:
            raise OutboxError(f"The outbox {folder} can't be used: {error.strerror}.") from error
        if others_may_look:
            # Not ours to close: it may be a folder that others need.
            raise OutboxError(
                f"Others can look into {folder}, and codes will lie there. "
                f"Name a folder of its own, or run: chmod 700 {folder}"
            )
        self.folder = folder
        self._random_bytes = random_bytes

    async def deliver(self, message: Message) -> None:
        """Write one message.

        Raises:
            DeliveryError: it can't be written.
        """
        try:
            self._write(message)
        except OSError as error:
            raise DeliveryError(f"the outbox took no file ({error.strerror})") from error

    def _write(self, message: Message) -> None:
        if message.channel is Channel.EMAIL:
            content, suffix = bytes(mail_of(message, SENDER)), ".eml"
        else:
            body = {"to": message.to, "channel": message.channel, "text": text_of(message)}
            content, suffix = json.dumps(body, indent=2).encode() + b"\n", ".json"
        created, expires = int(message.created_at * 1000), int(message.expires_at)
        name = f"{created:014}-{expires:011}-{self._random_bytes(6).hex()}"
        # The half-written file has a name that no watcher of *.eml and *.json takes.
        draft = self.folder / f"{name}.draft"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        draft.rename(self.folder / f"{name}{suffix}")

    def remove_expired(self, now: float) -> None:
        """Delete the messages whose codes have run out; ``now`` in Unix seconds."""
        for path in self.folder.iterdir():
            expires = _expiry_of(path)
            if expires is not None and expires <= now:
                with suppress(FileNotFoundError):
                    path.unlink()


def _expiry_of(path: Path) -> int | None:
    """The expiry in the name of a file of ours; none for a file of somebody else's."""
    if path.suffix not in (".eml", ".json", ".draft"):
        return None
    parts = path.stem.split("-")
    if len(parts) != 3 or not parts[1].isdigit():
        return None
    return int(parts[1])
