"""Real commands, a real keystore and a real service, under a wall clock that is wrong or jumps.

libfaketime stands between the commands and the system's wall clock; the time since boot is left
alone, as it is when somebody sets the clock.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.commands.conftest import connected, signed_in, terminal
from tests.commands.terminal import ADDRESS, Terminal
from tests.parts.service import Service

__all__ = ["connected", "signed_in", "terminal"]

WRONG = {
    "a day ahead": "+1d",
    "a day behind": "-1d",
    "before 1970": "@1960-01-01 00:00:00",
    "after 2038": "@2040-01-01 00:00:00",
    "after 2106": "@2110-01-01 00:00:00",
}


def library() -> str:
    """libfaketime, where Debian puts it."""
    assert shutil.which("faketime"), "libfaketime is not there: see .ci/packages.txt"
    [found] = Path("/usr/lib").glob("*/faketime/libfaketime.so.1")
    return str(found)


def under(clock: str) -> dict[str, str]:
    """The environment of a program whose wall clock shows this."""
    return {"LD_PRELOAD": library(), "FAKETIME": clock, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


def renewals(service: Service, terminal: Terminal) -> int:
    database = str(service.outbox.parent / "service.sqlite")
    answer = terminal.run("service", "audit", "--json", "--database", database)
    return answer.output.count('"token.renewed"')


def test_a_signed_in_person_stays_so_whatever_year_the_clock_shows(
    signed_in: Terminal, service: Service
) -> None:
    before = signed_in.run("token").output
    for clock in WRONG.values():
        first, second = (signed_in.run("token", **under(clock)) for _ in range(2))
        assert (first.code, first.errors) == (0, "")
        assert second == first
        if clock == "-1d":
            assert first.output == before
        before = first.output
    status = json.loads(signed_in.run("status", "--json").output)
    assert status["session"] == "active"
    # Ahead it may be a computer that was halted, for which the service is asked once.
    assert renewals(service, signed_in) <= len(WRONG)


def test_with_the_clock_ahead_and_no_service_it_says_why_it_hands_out_nothing(
    signed_in: Terminal, service: Service
) -> None:
    service.kill()
    answer = signed_in.run("token", **under("+1d"))
    assert (answer.code, answer.output) == (5, "")
    assert "No answer from" in answer.errors
    assert "Nothing was lost." in answer.errors
    status = json.loads(signed_in.run("status", "--json", **under("+1d")).output)
    assert (status["session"], status["clock_certain"]) == ("active", False)
    assert signed_in.run("token").code == 0


@pytest.fixture
def turned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A file that says what the wall clock of the next commands shows, also while they run."""
    file = tmp_path / "clock"
    file.write_text("-1d", "utf-8")
    variables: Mapping[str, str] = under("") | {
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_NO_CACHE": "1",
    }
    for name, value in variables.items():
        if name != "FAKETIME":
            monkeypatch.setenv(name, value)
    yield file
    monkeypatch.undo()


def test_a_clock_that_jumps_by_two_days_during_a_sign_in_changes_nothing(
    connected: Terminal, service: Service, turned: Path
) -> None:
    with connected.begin("sign-in", ADDRESS) as signing_in:
        signing_in.wait_for("was sent to")
        turned.write_text("+1d", "utf-8")
        signing_in.type(service.next_code(ADDRESS))
        answer = signing_in.end()
    assert answer.code == 0, answer.errors
    asked = renewals(service, connected)
    token = connected.run("token")
    assert (token.code, token.errors) == (0, "")
    assert renewals(service, connected) == asked
    assert os.environ["LD_PRELOAD"]
    turned.write_text("-1d", "utf-8")
    assert connected.run("token").output == token.output
