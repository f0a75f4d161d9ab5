"""Standard input, output and error: read to the end, closed, full, or of a poor encoding."""

import json
import os
import signal
import subprocess
import sys

import pytest

from tests.commands.answer import Answer
from tests.commands.connection import talks_over_tcp
from tests.commands.terminal import ADDRESS, Terminal
from tests.commands.typist import at_a_terminal
from tests.parts.child import CHECKOUT, PATIENCE, child, wait_until
from tests.parts.service import Service

PROGRAM = f"{sys.executable} -m desktop"


def shell(line: str, **variables: str) -> Answer:
    """Run a line of bash in which ``$PROGRAM`` is ours."""
    ended = subprocess.run(
        ["bash", "-c", line],
        cwd=CHECKOUT,
        env={**os.environ, "PROGRAM": PROGRAM, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        start_new_session=True,
    )
    return Answer(ended.returncode, ended.stdout, ended.stderr)


class TestOutput:
    """Whatever becomes of it, there is no traceback and the exit code is true."""

    @pytest.mark.parametrize(
        ("words", "code"), [("profile list --json", 1), ("token --help", 0), ("--help", 0)]
    )
    def test_a_reader_that_has_gone_gets_no_complaint(
        self, terminal: Terminal, words: str, code: int
    ) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        try:
            command = [sys.executable, "-m", "desktop", *words.split()]
            ended = subprocess.run(
                command,
                cwd=CHECKOUT,
                env=os.environ,
                stdout=writing,
                stderr=subprocess.PIPE,
                check=False,
                timeout=PATIENCE,
            )
        finally:
            os.close(writing)
        assert (ended.returncode, ended.stderr) == (code, b"")

    def test_a_full_disk_is_said(self, terminal: Terminal) -> None:
        answer = shell("$PROGRAM profile list --json > /dev/full")
        assert answer.code == 1
        assert len(answer.errors.splitlines()) == 1
        assert "No space left on device" in answer.errors

    def test_closed_streams_end_in_no_traceback(self, connected: Terminal) -> None:
        assert shell("$PROGRAM profile list >&-") == Answer(0, "", "")
        assert shell("$PROGRAM status 2>&-").code == 3
        answer = shell(f"$PROGRAM sign-in {ADDRESS} <&-")
        assert answer.code == 2
        assert "No code was typed." in answer.errors
        assert "Traceback" not in answer.errors

    def test_a_character_that_the_encoding_has_not_is_written_as_its_number(
        self, terminal: Terminal, service: Service
    ) -> None:
        assert terminal.connect(service, "Büro 日本").code == 0
        answer = terminal.run("profile", "list", PYTHONIOENCODING="ascii")
        assert answer.code == 0, answer.errors
        assert answer.output.startswith("* B\\xfcro \\u65e5\\u672c  http://127.0.0.1:")
        answer = terminal.run("status", "--profile", "X", PYTHONIOENCODING="ascii")
        assert answer.code == 2
        assert "There is no profile" in answer.errors
        [row] = json.loads(terminal.run("profile", "list", "--json").output)
        assert row["name"] == "Büro 日本"


def test_input_that_is_no_text_is_read_as_something_else(connected: Terminal) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "desktop", "reset"],
        cwd=CHECKOUT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8:strict"},
        input=b"\xff\xfe\n",
        capture_output=True,
        check=False,
        timeout=PATIENCE,
        start_new_session=True,
    )
    assert b"Traceback" not in ended.stderr
    assert ended.returncode == 1


class TestInput:
    """The code is typed or piped; it is never an argument."""

    def test_at_a_terminal_the_code_is_asked_for(
        self, connected: Terminal, service: Service
    ) -> None:
        with at_a_terminal(connected.folder, "sign-in", ADDRESS) as typist:
            typist.wait_for_log("Code: ")
            typist.type("12 34")
            typist.wait_for_log("A code has 6 digits.")
            code = service.next_code(ADDRESS)
            # As people copy it from the mail.
            typist.type(f"Your code is {code[:3]} {code[3:]}.")
            answer = typist.end()
        assert (answer.code, answer.output) == (0, "")
        assert connected.run("status").code == 0

    def test_a_code_is_no_argument(self, connected: Terminal, service: Service) -> None:
        for words in (("123456",), ("--code", "123456")):
            answer = connected.run("sign-in", ADDRESS, *words)
            assert answer.code == 2
            assert "unrecognized arguments" in answer.errors
        assert service.messages() == []

    def test_a_wrong_code_then_the_right_one_signs_in(
        self, connected: Terminal, service: Service
    ) -> None:
        log = connected.folder / "sign-in.log"
        command = [sys.executable, "-m", "desktop", "sign-in", ADDRESS]
        with child(command, os.environ, log=log, stdin=subprocess.PIPE) as process:
            wait_until(lambda: "was sent to" in log.read_text("utf-8"), "the code")
            code = service.next_code(ADDRESS)
            wrong = f"{(int(code) + 1) % 1_000_000:06}"
            process.communicate(f"{wrong}\n{code}\n", timeout=PATIENCE)
            assert process.returncode == 0
        assert log.read_text("utf-8").splitlines()[1:] == [
            "That code doesn't match. Attempts left: 4. Use the newest message,"
            " or send a new code.",
            f"Signed in to “Work” as {ADDRESS}.",
        ]


class TestInterruption:
    """Ctrl+C: exit code 130, nothing said, nothing half done."""

    def test_at_the_question_of_a_reset_nothing_is_removed(self, signed_in: Terminal) -> None:
        log = signed_in.folder / "reset.log"
        command = [sys.executable, "-m", "desktop", "reset"]
        with child(command, os.environ, log=log, stdin=subprocess.PIPE) as process:
            wait_until(lambda: log.exists() and "Type" in log.read_text("utf-8"), "the question")
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 130
        assert "Traceback" not in log.read_text("utf-8")
        assert signed_in.run("status").code == 0

    def test_in_the_middle_of_a_renewal_that_is_seen_through(
        self, signed_in: Terminal, service: Service
    ) -> None:
        """The refresh token may be spent: its successor has to reach the keystore."""
        before = signed_in.run("token").output
        log = signed_in.folder / "token.log"
        command = [sys.executable, "-m", "desktop", "token", "--min-valid", "7200"]
        service.process.send_signal(signal.SIGSTOP)
        with child(command, os.environ, log=log) as process:
            try:
                wait_until(lambda: talks_over_tcp(process.pid), "the call to the service")
                process.send_signal(signal.SIGINT)
            finally:
                service.process.send_signal(signal.SIGCONT)
            assert process.wait(PATIENCE) == 130
        assert log.read_text("utf-8") == ""
        answer = signed_in.run("token")
        assert answer.code == 0, answer.errors
        assert answer.output != before
