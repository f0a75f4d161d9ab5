"""What is understood on the command line, and what is said to everything else."""

import contextlib
import importlib
import json
import os
import subprocess
import sys
import tomllib

import pytest

from desktop import __version__
from desktop.commands import COMMANDS, run_command
from tests.commands.terminal import ADDRESS, Terminal
from tests.parts.child import CHECKOUT, PATIENCE
from tests.parts.service import Service

RED = "\x1b[31mWork"
LEFT = "Work\u202e"


def test_the_version_is_that_of_the_package(terminal: Terminal) -> None:
    answer = terminal.run("--version")
    assert (answer.code, answer.errors) == (0, "")
    assert answer.output == f"Cotter Authenticator {__version__}\n"


def test_help_names_every_command(terminal: Terminal) -> None:
    answer = terminal.run("--help")
    assert (answer.code, answer.errors) == (0, "")
    listed = answer.output.partition("Commands:\n")[2]
    assert [line.split()[0] for line in listed.splitlines()] == list(COMMANDS)


def test_the_installed_program_is_the_same() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    assert list(project["scripts"]) == ["cotter-authenticator"]
    module, _, function = project["scripts"]["cotter-authenticator"].partition(":")
    assert callable(getattr(importlib.import_module(module), function))
    assert project["version"] == __version__


def test_without_a_display_the_app_says_so(terminal: Terminal) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    ended = subprocess.run(
        [sys.executable, "-m", "desktop"],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("cotter-authenticator: There is no display")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--frobnicate", "unrecognized arguments: --frobnicate"),
        ("--hidden token", "unrecognized arguments: token"),
        ("gadgets list", "there is no command “gadgets”"),
        ("devices", "the following arguments are required: list|enrol|show-code|add|remove"),
        ("devices add", "the following arguments are required: CODE-OR-IMAGE"),
        ("devices remove", "the following arguments are required: ID"),
        ("requests", "the following arguments are required: list|approve|deny"),
        ("requests approve", "the following arguments are required: ID"),
        ("requests approve seven", "invalid int value: 'seven'"),
        ("requests approve 7 08", "unrecognized arguments: 08"),
        ("profile", "the following arguments are required: list|add|remove|use"),
        ("profile rename Work Play", "invalid choice: 'rename'"),
        ("profile add Work", "NAME, --service and --api-key are needed"),
        ("sign-in", "the following arguments are required: IDENTIFIER"),
        ("sign-in +4915112345678 --channel PIGEON", "invalid choice: 'PIGEON'"),
        ("status --profile", "expected one argument"),
        ("status Work", "unrecognized arguments: Work"),
        ("status --js", "unrecognized arguments: --js"),
        ("token --min 5", "unrecognized arguments: --min 5"),
        ("token --format xml", "invalid choice: 'xml'"),
        ("token --min-valid soon", "argument --min-valid: a number from 0 to 86400"),
        ("token --min-valid 1_0", "argument --min-valid: a number from 0 to 86400"),
        ("profile list --js", "unrecognized arguments: --js"),
        ("sign-out --forg", "unrecognized arguments: --forg"),
        ("sign-out --everybody", "unrecognized arguments: --everybody"),
        ("reset --y", "unrecognized arguments: --y"),
    ],
)
def test_what_is_not_understood_is_said_before_anything_is_done(
    terminal: Terminal, words: str, said: str
) -> None:
    answer = terminal.run(*words.split())
    assert (answer.code, answer.output) == (2, "")
    assert said in answer.errors
    assert "_seconds" not in answer.errors


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "it is empty"),
        (" \t", "it is empty"),
        ("x" * 201, "it has more than 200 characters"),
        ("Work\nPlay", "it has a character that can't be seen"),
        (RED, "it has a character that can't be seen"),
        (LEFT, "it has a character that can't be seen"),
    ],
)
def test_a_profile_has_a_name_that_can_be_read(terminal: Terminal, name: str, reason: str) -> None:
    where = ("--service", "http://127.0.0.1:9", "--api-key", "nothing is asked")
    answer = terminal.run("profile", "add", name, *where)
    assert (answer.code, answer.output) == (2, "")
    assert f"A profile can't be called that: {reason}. Nothing was added." in answer.errors


def test_blanks_around_a_name_are_no_part_of_it(terminal: Terminal, service: Service) -> None:
    assert terminal.connect(service, "  Büro 日本 ").code == 0
    assert terminal.connect(service, "Büro 日本").code == 2
    [row] = json.loads(terminal.run("profile", "list", "--json").output)
    assert row["name"] == "Büro 日本"


@pytest.mark.parametrize("words", [("\x1b[31mdance",), ("status", "\x1b[31m\u202eloud")])
def test_a_terminal_obeys_nothing_that_was_typed(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.suppress(SystemExit):
        assert run_command(list(words)) == 2
    said = capsys.readouterr().err
    assert "[31m" in said
    assert all(line.isprintable() for line in said.split("\n"))


class TestIdentifier:
    """A phone number as people write it; the service says where a code can go."""

    def test_a_number_with_its_country_gets_a_text_message(
        self, connected: Terminal, service: Service
    ) -> None:
        for options in (("0151 123 456 78", "--region", "de"), ("+49 151 12345678",)):
            answer = connected.run("sign-in", *options)
            assert "A code of 6 digits was sent to +49···78." in answer.errors
        assert [message.to for message in service.messages()] == ["+4915112345678"] * 2

    def test_one_that_no_code_can_reach_is_refused(
        self, connected: Terminal, service: Service
    ) -> None:
        refused: list[tuple[tuple[str, ...], int, str]] = [
            (("0151 12345678",), 2, "choose a country, or begin with +"),
            (("0151 12345678", "--region", "XX"), 2, "can't be an e-mail address or phone number"),
            ((ADDRESS, "--channel", "SMS"), 6, "This channel can't reach this kind of identifier"),
            ((b"\xff@example.com".decode(errors="surrogateescape"),), 2, "unsafe characters"),
        ]
        for words, code, said in refused:
            answer = connected.run("sign-in", *words)
            assert (answer.code, answer.output) == (code, ""), words
            assert said in answer.errors
        assert service.messages() == []
