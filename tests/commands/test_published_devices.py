"""The same commands at a service that follows the published SDKs, with what that loosens."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.terminal import ADDRESS, Terminal
from tests.commands.test_devices import add, device_state, remove, rows, user_of
from tests.parts.another_computer import another_computer
from tests.parts.secret_service import SecretService
from tests.parts.service import Service, serve
from tests.parts.stranger import Stranger


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Service]:
    """Our service, accepting what the published SDKs send."""
    folder = tmp_path / "published"
    folder.mkdir()
    with serve(folder, os.environ, "--compatibility", "published") as running:
        yield running


@pytest.fixture
def enrolled(terminal: Terminal, published: Service, secret_service: SecretService) -> Terminal:
    """A computer that is signed in and trusted there."""
    assert terminal.connect(published).code == 0
    assert terminal.sign_in(published).code == 0
    answer = terminal.enrol(published)
    assert answer.code == 0, answer.errors
    return terminal


def test_the_first_computer_is_trusted_with_a_code(enrolled: Terminal) -> None:
    assert device_state(enrolled) == (True, "trusted")
    assert len(rows(enrolled)) == 1


def test_a_request_without_a_number_is_approved_after_a_second_question(
    enrolled: Terminal, published: Service
) -> None:
    request = Stranger(published).ask_without_number(user_of(enrolled))
    [row] = json.loads(enrolled.run("requests", "list", "--json").output)
    assert (row["id"], row["has_number"], row["signature_ok"]) == (request, False, True)
    for typed, code in (("", 2), ("no\n", 1)):
        answer = enrolled.run("requests", "approve", str(request), typed=typed)
        assert answer.code == code
        assert "This request has no number to compare" in answer.errors
        assert "The request is still open." in answer.errors
    answer = enrolled.run("requests", "approve", str(request), typed="yes\n")
    assert answer.code == 0, answer.errors
    assert json.loads(enrolled.run("requests", "list", "--json").output) == []


def test_a_request_with_a_number_takes_it_here_too(enrolled: Terminal, published: Service) -> None:
    asked = Stranger(published).ask(ADDRESS)
    answer = enrolled.run("requests", "approve", str(asked.id), typed="yes\n")
    assert answer.code == 2
    answer = enrolled.run("requests", "approve", str(asked.id), typed=f"{asked.number}\n")
    assert answer.code == 0, answer.errors


def test_a_second_computer_is_added_and_removed(
    enrolled: Terminal, published: Service, tmp_path: Path
) -> None:
    folder = tmp_path / "second"
    folder.mkdir()
    with another_computer(os.environ) as computer:
        second = Terminal(folder, computer.environment)
        assert second.connect(published).code == 0
        with second.begin("devices", "show-code", ADDRESS) as showing:
            text, digits = showing.wait_for_output(2)
            added = add(enrolled, published, text, digits)
            assert added.code == 0, added.errors
            shown = showing.end()
        assert shown.code == 0, shown.errors
        assert device_state(second) == (True, "trusted")
        [other] = [row for row in rows(enrolled) if not row["this_computer"]]
        removed = remove(enrolled, published, str(other["id"]))
        assert removed.code == 0, removed.errors
        assert second.run("devices", "list").code == 6
