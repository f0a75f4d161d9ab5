"""Why something failed is said in the person's language, whatever room the reason comes from."""

import ast
import re
from collections.abc import Iterator

import pytest

from desktop.foundation.errors import InvalidProfileNameError
from desktop.ui.reason_words import REASONS, reason_in_words
from desktop.ui.translation import Translation
from desktop.ui.words import sentence_of
from tests.parts.child import CHECKOUT

ROOMS = ("client", "foundation", "keystore", "protocol", "session", "system", "ui")
SAY_WHY = ("_Refused", "EnrolmentCodeError", "ManifestError", "refuse")
"""What is called with a reason as its one argument."""

FOR_ADMINISTRATORS = (
    "brand.py",  # a brand file; the person is told whom to ask
    "choice.py",  # a variable or a file of the keystore’s choice, which nobody meets by clicking
    "windows.py",  # what a system said, in its own words
    "fields.py",  # a field of an answer, for whoever runs the service
    "event_answers.py",
)
ONLY_VALUES = re.compile(r"\W*\{\}.*|.*: \{\}|unknown")
"""Reasons that are others’ words, or begin with a file’s name."""


def reasons() -> Iterator[tuple[str, str]]:
    """Each reason that stands in the code, with {} for its values, and its module."""
    for room in ROOMS:
        for module in sorted((CHECKOUT / "desktop" / room).rglob("*.py")):
            for node in ast.walk(ast.parse(module.read_text("utf-8"))):
                for said in map(_text, _said_by(node)):
                    if said:
                        yield said, module.name


def _said_by(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        yield from (one.value for one in node.keywords if one.arg == "reason")
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in SAY_WHY:
            yield from node.args[:1]
    elif isinstance(node, ast.Assign):
        names = [one.id for one in node.targets if isinstance(one, ast.Name)]
        if "reason" in names:
            yield from _either(node.value)


def _either(said: ast.expr) -> Iterator[ast.expr]:
    if isinstance(said, ast.IfExp):
        yield from (said.body, said.orelse)
    else:
        yield said


def _text(said: ast.expr) -> str:
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        return said.value
    if isinstance(said, ast.JoinedStr):
        parts = (one.value if isinstance(one, ast.Constant) else "{}" for one in said.values)
        return "".join(str(one) for one in parts)
    return ""


def test_every_reason_that_a_person_can_meet_is_among_them() -> None:
    known = {re.sub(r"\{\w+\}", "{}", one) for one in REASONS}
    found = set(reasons())
    assert len(found) > 100
    missing = {
        said
        for said, module in found
        if said not in known
        and module not in FOR_ADMINISTRATORS
        and not ONLY_VALUES.fullmatch(said)
    }
    assert not missing


def test_a_reason_has_one_value_at_most() -> None:
    assert all(one.count("{") <= 1 for one in REASONS)


@pytest.mark.parametrize(
    ("reason", "german"),
    [
        ("it is empty", "nichts steht da"),
        ("its status is 503", "ihr Status ist 503"),
        ("it says “name” twice", "sie sagt „name“ zweimal"),
        ("No space left on device", "No space left on device"),
    ],
)
def test_a_reason_is_translated_with_its_value(
    english: Translation, reason: str, german: str
) -> None:
    english.use("de")
    try:
        assert reason_in_words(reason) == german
    finally:
        english.use("")
    assert reason_in_words(reason) == reason


def test_an_error_says_why_in_the_language_of_the_app(english: Translation) -> None:
    english.use("de")
    try:
        said = sentence_of(InvalidProfileNameError(reason="it is empty")).happened
    finally:
        english.use("")
    assert said == "So kann ein Profil nicht heißen: nichts steht da."
