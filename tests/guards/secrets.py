"""Fails a test after which a secret can be read where none may be.

Looked at: what the test left unread on standard output and error, every log record from DEBUG up
with its traceback, the command line of every program started, the sentence of every error of ours
that was made, and whatever a test hands to :meth:`SecretWatch.look_at`. Looked for: whatever has
the form of a token or private key, every text that was put into a ``Secret``, and what the test
planted itself.
"""

import itertools
import re
import sys
from collections.abc import Generator, Iterable
from typing import Final

import pytest

from desktop.foundation.errors import AuthenticatorError, Value
from desktop.foundation.secret import Secret
from tests.guards.forms import SHORTEST_ANYWHERE, Search, Wanted

FORMS: Final = {
    "a JWT": re.compile(r"\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}"),
    "a refresh token": re.compile(r"\b\d+:[\w-]{40,}"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
}

SHORTEST_PLANTED = 6
"""Characters: a code has six. Anything shorter turns up by chance."""

MOST_SPELLED = 200
"""So many are looked for in every spelling; a test that makes more, makes them by chance."""

PROCESS_EVENTS = {"subprocess.Popen": 1, "os.exec": 1, "os.posix_spawn": 1}
"""Python's audit events of a started program, and which of their arguments is the argv."""


class SecretWatch:
    """What one test must not show, and what it has shown."""

    def __init__(self) -> None:
        """Begin with nothing planted and nothing seen."""
        self._planted: set[str] = set()
        self._seen: list[tuple[str, str]] = []

    def plant(self, secret: str) -> str:
        """Name a text that must turn up nowhere; gives it back."""
        if len(secret) >= SHORTEST_PLANTED:
            self._planted.add(secret)
        return secret

    def look_at(self, where: str, text: str) -> None:
        """Have a further text looked at when the test is over."""
        self._seen.append((where, text))

    def forget(self) -> None:
        """Begin anew; for tests that show a secret on purpose and have checked that."""
        self._planted.clear()
        self._seen.clear()

    def findings(self) -> list[str]:
        """One line for each secret that can be read somewhere; empty is good."""
        spelled = Search(
            Wanted(self._name(one), _encoded(one))
            for one in itertools.islice(sorted(self._planted), MOST_SPELLED)
            if len(one) >= SHORTEST_ANYWHERE
        )
        return [
            f"{where} shows {what}"
            for where, text in self._seen
            for what in sorted({*self._found_in(text), *spelled.kinds_in(_encoded(text))})
        ]

    @staticmethod
    def _name(secret: str) -> str:
        return f"a secret of this test ({secret[:2]}…)"

    def _found_in(self, text: str) -> Iterable[str]:
        for what, form in FORMS.items():
            if form.search(text):
                yield what
        for secret in self._planted:
            if secret in text and re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text):
                yield self._name(secret)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


_current = SecretWatch()


@pytest.fixture
def secret_watch() -> SecretWatch:
    """The watch over this test."""
    return _current


def pytest_configure() -> None:
    """Listen where secrets are made and where they could leave, for the whole run."""
    make_secret, make_error = Secret.__init__, AuthenticatorError.__init__

    def planting(self: Secret, text: str) -> None:
        _current.plant(text)
        make_secret(self, text)

    def noting(self: AuthenticatorError, **values: Value) -> None:
        make_error(self, **values)
        _current.look_at(f"the text of {type(self).__name__}", f"{self} {self.args} {values}")

    patch = pytest.MonkeyPatch()
    patch.setattr(Secret, "__init__", planting)
    patch.setattr(AuthenticatorError, "__init__", noting)
    sys.addaudithook(_note_command_line)


def _note_command_line(event: str, arguments: tuple[object, ...]) -> None:
    if event in PROCESS_EVENTS:
        _current.look_at("a command line", str(arguments[PROCESS_EVENTS[event]]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Give each test a watch of its own."""
    global _current  # noqa: PLW0603 - hooks of the interpreter have no other way to the test
    _current = SecretWatch()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """When the test is over, fail it for what was found."""
    report = yield
    if call.when == "teardown":
        for title, text in report.sections:
            _current.look_at(title, text)
        findings = _current.findings()
        if findings:
            report.outcome = "failed"
            report.longrepr = "\n".join(findings)
    return report
