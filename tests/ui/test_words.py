"""Every error has a sentence that can be translated, and says what to do next."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

import desktop
from desktop.foundation.errors import (
    AuthenticatorError,
    InvalidIdentifierError,
    ServiceBusyError,
    Value,
    WrongCodeError,
)
from desktop.ui.words import SENTENCES, sentence_of

FAMILIES = {
    "AuthenticatorError",
    "InputError",
    "SignInNeededError",
    "KeystoreError",
    "RefusedError",
    "EnrolmentCodeError",
    "StartError",
    "InvitationError",
}
"""Classes that only gather others: nobody raises them."""

FILLED_IN: dict[str, Value] = {
    "identifier": "maya@example",
    "reason": "the reason",
    "url": "ftp://example.com",
    "name": "Work",
    "profile": "Work",
    "before": "Secret Service",
    "now": "a vault file",
    "host": "login.example.com",
    "status": 503,
    "attempts_left": 3,
    "seconds": 30,
    "message": "Not today.",
    "file": "settings.json",
    "decision": "denied",
    "by": "Phone",
    "field": "service.url",
    "path": "/etc/xdg",
}


def every_error() -> list[type[AuthenticatorError]]:
    """Each class of the tree, wherever in the app it is defined."""
    for module in pkgutil.walk_packages(desktop.__path__, "desktop."):
        if not module.name.startswith("desktop.service") and "__main__" not in module.name:
            importlib.import_module(module.name)
    return sorted(set(subclasses(AuthenticatorError)), key=lambda one: one.__name__)


def subclasses(error: type[AuthenticatorError]) -> Iterator[type[AuthenticatorError]]:
    yield error
    for child in error.__subclasses__():
        if child.__module__.startswith("desktop."):
            yield from subclasses(child)


ERRORS = every_error()
RAISED = [one for one in ERRORS if one.__name__ not in FAMILIES]


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_has_a_sentence_of_its_own(error: type[AuthenticatorError]) -> None:
    assert error.__name__ in SENTENCES


def test_no_sentence_is_left_of_an_error_that_is_gone() -> None:
    assert set(SENTENCES) == {one.__name__ for one in ERRORS}


@pytest.mark.parametrize("error", RAISED)
def test_the_window_says_what_the_terminal_says(error: type[AuthenticatorError]) -> None:
    said = sentence_of(error(**FILLED_IN))
    assert said.whole().replace("’", "'") == str(error(**FILLED_IN))


@pytest.mark.parametrize("error", RAISED)
def test_the_window_sets_its_apostrophes_as_print_does(error: type[AuthenticatorError]) -> None:
    assert "'" not in sentence_of(error(**FILLED_IN)).whole()


def test_what_a_sentence_quotes_is_left_as_it_is() -> None:
    error = InvalidIdentifierError(identifier="o'neill@example", reason="its domain has no dot")
    assert "“o'neill@example” can’t be" in sentence_of(error).happened


@pytest.mark.parametrize("error", RAISED)
def test_every_error_names_a_next_step(error: type[AuthenticatorError]) -> None:
    said = sentence_of(error(**FILLED_IN))
    assert said.happened not in ("", AuthenticatorError.happened)
    assert said.next_step.endswith((".", "!", "?"))
    assert "{" not in said.whole()


@pytest.mark.parametrize("error", RAISED)
def test_no_error_blames_or_begs(error: type[AuthenticatorError]) -> None:
    whole = sentence_of(error(**FILLED_IN)).whole().lower()
    assert not {"please", "oops", "sorry", "invalid", "!"} & set(whole.replace("!", " ! ").split())


def test_an_error_of_an_unknown_kind_is_said_as_its_family_is() -> None:
    class BusyAsNeverBeforeError(ServiceBusyError):
        """A class that the words don't know."""

    error = BusyAsNeverBeforeError(host="login.example.com", status=503)
    assert sentence_of(error).happened == "login.example.com can’t answer now (503)."


def test_a_sentence_is_said_in_the_language_of_the_app(qapp: QApplication) -> None:
    class German(QTranslator):
        """Knows one sentence."""

        def translate(
            self, context: str, text: str, disambiguation: str | None = None, n: int = -1
        ) -> str:
            known = "That code doesn’t match. Attempts left: {attempts_left}."
            return "Noch {attempts_left} Versuche." if (context, text) == ("errors", known) else ""

    german = German()
    qapp.installTranslator(german)
    try:
        assert sentence_of(WrongCodeError(attempts_left=2)).happened == "Noch 2 Versuche."
    finally:
        qapp.removeTranslator(german)
