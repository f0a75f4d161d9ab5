"""A frozen app is proved before it is packed: what does not work ends the build."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import __version__
from desktop.installer.proof import prove_commands, prove_sign_in, prove_window
from desktop.installer.step import StepError
from tests.parts.child import CHECKOUT

Maker = Callable[[str], Path]


@pytest.fixture
def make_program(tmp_path: Path) -> Maker:
    """A stand-in for the frozen app; ``{}`` in its lines stands for the app in this checkout."""

    def make(lines: str) -> Path:
        file = tmp_path / "cotter-authenticator"
        ours = f'exec env PYTHONPATH={CHECKOUT} {sys.executable} -m desktop "$@"'
        file.write_text(f"#!/bin/sh\n{lines.replace('{}', ours)}\n", "utf-8")
        file.chmod(0o755)
        return file

    return make


@pytest.mark.timeout(120)
def test_the_app_of_this_checkout_is_proved(make_program: Maker) -> None:
    program = make_program("{}")
    prove_sign_in(program)
    prove_window(program)


def test_an_app_that_does_not_reach_the_keystore_is_not_packed(make_program: Maker) -> None:
    program = make_program("export COTTER_AUTHENTICATOR_KEYSTORE=memory\n{}")
    with pytest.raises(StepError):
        prove_sign_in(program)


def test_an_app_whose_sessions_go_into_a_file_is_not_packed(make_program: Maker) -> None:
    # Somebody has signed in, and a token comes out: only the keystore is another one.
    program = make_program(
        'if [ "$1" = keystore ]; then echo \'{"kind": "vault-file"}\'; exit; fi\n{}'
    )
    with pytest.raises(StepError, match="keeps sessions in vault-file, not the keystore"):
        prove_sign_in(program)


def test_an_app_without_a_command_is_not_packed(make_program: Maker) -> None:
    program = make_program('if [ "$1" = token ]; then echo "no such module" >&2; exit 1; fi\n{}')
    with pytest.raises(StepError, match=r"token --help ended with 1: no such module"):
        prove_commands(program, __version__)


def test_an_app_of_another_version_is_not_packed(make_program: Maker) -> None:
    with pytest.raises(StepError, match="doesn’t say its version"):
        prove_commands(make_program("{}"), "99.1")


def test_an_app_whose_window_does_not_open_is_not_packed(make_program: Maker) -> None:
    program = make_program("echo no plugin >&2; exit 1")
    with pytest.raises(StepError, match="does not open: no plugin"):
        prove_window(program)
