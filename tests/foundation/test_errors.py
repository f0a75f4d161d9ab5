"""The tree of errors: exit codes and sentences."""

import importlib
import pkgutil
import string
from collections.abc import Iterator

import pytest

import desktop.foundation
import desktop.keystore.choice
import desktop.keystore.vault_file
import desktop.session.demo
import desktop.session.past
from desktop.foundation.device_errors import EnrolmentCodeError
from desktop.foundation.errors import (
    AuthenticatorError,
    InputError,
    InvalidIdentifierError,
    KeystoreError,
    RefusedError,
    ServiceUnreachableError,
    SignInNeededError,
    WrongCodeError,
)
from desktop.foundation.screened import ScreenedError

BRANCHES: dict[type[AuthenticatorError], int] = {
    InputError: 2,
    EnrolmentCodeError: 2,
    SignInNeededError: 3,
    KeystoreError: 4,
    ServiceUnreachableError: 5,
    RefusedError: 6,
    ScreenedError: 4,
}


# Each error of the tree is known, whatever other tests imported: those of the parts above too.
for module in pkgutil.iter_modules(desktop.foundation.__path__):
    importlib.import_module(f"desktop.foundation.{module.name}")


def errors(
    root: type[AuthenticatorError] = AuthenticatorError,
) -> Iterator[type[AuthenticatorError]]:
    for error in root.__subclasses__():
        yield error
        yield from errors(error)


def values_of(error: type[AuthenticatorError]) -> dict[str, str | int]:
    sentences = f"{error.happened} {error.kept} {error.next_step}"
    return {name: 7 for _, name, _, _ in string.Formatter().parse(sentences) if name}


ALL = sorted(set(errors()), key=lambda error: error.__name__)


@pytest.mark.parametrize("error", ALL, ids=lambda error: error.__name__)
def test_its_exit_code_is_that_of_its_branch(error: type[AuthenticatorError]) -> None:
    expected = [code for branch, code in BRANCHES.items() if issubclass(error, branch)]
    assert error(**values_of(error)).exit_code == (expected[0] if expected else 1)


@pytest.mark.parametrize(
    "error", [error for error in ALL if error not in BRANCHES], ids=lambda error: error.__name__
)
def test_it_says_what_happened_and_what_to_do_next(error: type[AuthenticatorError]) -> None:
    made = error(**values_of(error))
    assert error.happened != AuthenticatorError.happened
    assert error.next_step
    assert str(made) == made.sentence()
    assert str(made).endswith(".")
    assert "{" not in str(made)


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    assert "{x}" in str(WrongCodeError(attempts_left="{x}"))


def test_a_sentence_without_its_value_can_not_be_made() -> None:
    with pytest.raises(KeyError):
        WrongCodeError()


def test_a_value_commands_no_terminal_and_turns_no_words_around() -> None:
    error = InvalidIdentifierError(identifier="\x1b[31mmoc\u202e\n\ud800", reason="it is none")
    assert error.values["identifier"] == "[31mmoc"
    assert str(error).startswith("“[31mmoc” can't be")
