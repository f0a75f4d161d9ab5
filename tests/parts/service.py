"""Our own service as a user runs it: the command ``serve`` in a process of its own."""

import email
import email.policy
import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.parts.child import FROM_SOURCE, PATIENCE, child, wait_until

_CODE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Message:
    """What the service sent to somebody."""

    to: str
    code: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(slots=True)
class Service:
    """A running service: what it said of itself, and the messages it sends."""

    url: str
    api_key_id: str
    api_secret_key: str = field(repr=False)
    outbox: Path
    log: Path
    """What it wrote to standard error."""
    process: subprocess.Popen[str] = field(repr=False)
    _given_out: set[Path] = field(default_factory=set, repr=False)

    def next_message(self, to: str) -> Message:
        """Wait for a message to this address or number; each is given out once, oldest first."""
        found: list[Path] = []

        def arrived() -> bool:
            found[:] = [
                file
                for file in self._files()
                if file not in self._given_out and _parse(file).to == to
            ]
            return bool(found)

        wait_until(arrived, f"a message to {to}")
        self._given_out.add(found[0])
        return _parse(found[0])

    def next_code(self, to: str) -> str:
        """The code in :meth:`next_message`."""
        return self.next_message(to).code

    def pass_over_old_messages(self) -> None:
        """Give out none that an earlier run of the service left in the outbox."""
        self._given_out.update(self._files())

    def stop(self) -> None:
        """Close the service's input, at which it ends by itself.

        Raises:
            subprocess.TimeoutExpired: it did not.
        """
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End the service without notice."""
        self.process.kill()
        self.process.wait()

    def messages(self) -> list[Message]:
        """All messages, oldest first; those already given out too."""
        return [_parse(file) for file in self._files()]

    def _files(self) -> list[Path]:
        files = [file for file in self.outbox.iterdir() if file.suffix in {".eml", ".json"}]
        return sorted(files, key=lambda file: file.stat().st_mtime_ns)


@contextmanager
def serve(
    folder: Path,
    environment: Mapping[str, str],
    *arguments: str,
    secret_key: str = "",
    program: Sequence[str] = FROM_SOURCE,
) -> Iterator[Service]:
    """Run ``serve`` on a free port with its database and outbox in ``folder``.

    ``arguments`` follow those of the command line made here and outrank them. A service started
    again on the same folder doesn't show its API secret another time: ``secret_key`` is the known
    one. ``program`` is how the command line of whatever has the command begins.
    """
    log = folder / "serve.log"
    command = [
        *program, "serve", "--port", "0", "--json", "--until-stdin-closes",
        "--database", str(folder / "service.sqlite"), "--outbox", str(folder / "outbox"),
        *arguments,
    ]  # fmt: skip
    pipe = subprocess.PIPE
    with child(command, environment, log=log, stdin=pipe, stdout=pipe) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        if not said:
            raise RuntimeError(log.read_text("utf-8"))
        facts = json.loads(said)
        service = Service(
            url=facts["url"],
            api_key_id=facts["api_key_id"],
            api_secret_key=facts.get("api_secret_key", secret_key),
            outbox=Path(facts["outbox"]),
            log=log,
            process=process,
        )
        service.pass_over_old_messages()
        yield service
        if process.poll() is None:
            service.stop()


def _parse(file: Path) -> Message:
    if file.suffix == ".eml":
        mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        body = mail.get_body(preferencelist=("plain",))
        subject = str(mail["Subject"])
        return Message(
            to=str(mail["To"]),
            code=_code_in(subject),
            text=body.get_content() if body is not None else "",
        )
    sent = json.loads(file.read_text("utf-8"))
    return Message(to=sent["to"], code=_code_in(sent["text"]), text=sent["text"])


def _code_in(text: str) -> str:
    found = _CODE.search(text)
    return found.group() if found else ""
