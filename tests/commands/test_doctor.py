"""``doctor``: each kind of trouble by its name, and no secret."""

import json
import os
import time
from dataclasses import dataclass

import pytest

from desktop.commands import run_command
from desktop.foundation.paths import Paths
from tests.commands.terminal import WORK, Terminal
from tests.doubles.turned_clock import TurnedClock
from tests.guards.secrets import SecretWatch
from tests.parts.service import Service

A_DAY = 86_400.0
NO_BUS = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/session-bus"}


@dataclass(frozen=True, slots=True)
class Row:
    """One check, as ``--json`` gives it."""

    check: str
    verdict: str
    outcome: str
    text: str
    exit_code: int


def rows(output: str) -> dict[str, Row]:
    """Every row by the name of its check; each has exactly those fields."""
    found = [Row(**one) for one in json.loads(output)]
    for one in found:
        assert one.verdict in ("ok", "warning", "failed")
        assert (one.exit_code != 0) == (one.verdict == "failed")
    return {one.check: one for one in found}


def test_lines_and_rows_say_the_same_and_no_secret(
    signed_in: Terminal, secret_watch: SecretWatch
) -> None:
    lines, found = signed_in.run("doctor"), signed_in.run("doctor", "--json")
    assert (lines.code, lines.errors, found.code, found.errors) == (0, "", 0, "")
    assert lines.output.splitlines() == [
        f"{row.verdict:<8} {row.check}: {row.text}" for row in rows(found.output).values()
    ]
    secret_watch.look_at("the doctor's findings", lines.output + found.output)


def test_without_a_keystore_all_else_is_checked_still(signed_in: Terminal) -> None:
    answer = signed_in.run("doctor", "--json", **NO_BUS)
    found = rows(answer.output)
    assert answer.code == 4
    assert found["keystore"].verdict == "failed"
    assert found["keystore"].text.startswith("The keystore can't be reached")
    assert found["service “Work”"].verdict == "ok"


def test_memory_is_a_keystore_that_no_command_can_use(terminal: Terminal, service: Service) -> None:
    terminal.connect(service)
    answer = terminal.run("doctor", "--json", COTTER_AUTHENTICATOR_KEYSTORE="memory")
    assert answer.code == 0
    assert rows(answer.output)["keystore"].verdict == "warning"
    assert "other programs get no token" in rows(answer.output)["keystore"].text


def test_one_profile_can_be_checked_alone(terminal: Terminal, service: Service) -> None:
    terminal.connect(service)
    terminal.connect(service, "Play")
    only = rows(terminal.run("doctor", "--json", "--profile", "Play").output)
    assert [name for name in only if name.startswith("service")] == ["service “Play”"]
    both = rows(terminal.run("doctor", "--json").output)
    assert {"service “Work”", "service “Play”"} <= set(both)
    unknown = rows(terminal.run("doctor", "--json", "--profile", "Nowhere").output)
    assert unknown["profiles"].text.startswith("There is no profile “Nowhere”.")
    assert unknown["profiles"].exit_code == 2


def test_a_folder_that_others_can_look_into_is_named(signed_in: Terminal) -> None:
    state = Paths.from_environment(os.environ).state
    state.chmod(0o755)
    answer = signed_in.run("doctor", "--json")
    assert answer.code == 0
    assert rows(answer.output)["files"].verdict == "warning"
    assert str(state) in rows(answer.output)["files"].text


def test_a_damaged_list_of_profiles_does_not_end_the_other_checks(connected: Terminal) -> None:
    Paths.from_environment(os.environ).profiles_file.write_text("{", "utf-8")
    answer = connected.run("doctor", "--json")
    assert answer.code == 1
    assert rows(answer.output)["profiles"].verdict == "failed"
    assert rows(answer.output)["keystore"].verdict == "ok"


@pytest.mark.parametrize(("seconds", "side"), [(-A_DAY, "behind"), (A_DAY, "ahead")])
def test_a_clock_that_is_off_by_a_day_is_said_with_the_side(
    connected: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    seconds: float,
    side: str,
) -> None:
    wrong = TurnedClock(wall=time.time() + seconds)
    monkeypatch.setattr("desktop.commands.doctor.SystemClock", lambda: wrong)
    assert run_command(["doctor", "--json", "--profile", WORK]) == 0
    clock = rows(capsys.readouterr().out)["clock"]
    assert clock.verdict == "warning"
    assert clock.text.startswith("This computer's clock is 86")
    assert f" s {side} of 127.0.0.1:" in clock.text
