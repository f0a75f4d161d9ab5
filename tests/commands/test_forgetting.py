"""Going further than this session: forgetting this computer, leaving everywhere, removing all."""

import json

from tests.commands.terminal import ADDRESS, WORK, Terminal
from tests.commands.test_devices import device_state, rows
from tests.parts.secret_service import SecretService
from tests.parts.service import Service


def audited(terminal: Terminal, service: Service) -> list[str]:
    """What the service did, in order."""
    database = str(service.outbox.parent / "service.sqlite")
    audit = terminal.run("service", "audit", "--json", "--database", database)
    return [json.loads(line)["event"] for line in audit.output.splitlines()]


def test_forgetting_takes_the_last_device_off_after_a_code_and_leaves_nothing(
    trusted: Terminal, service: Service, secret_service: SecretService
) -> None:
    with trusted.begin("sign-out", "--forget") as forgetting:
        forgetting.wait_for("it is your last trusted device")
        forgetting.wait_for("was sent to")
        forgetting.type(service.next_code(ADDRESS))
        answer = forgetting.end()
    assert (answer.code, answer.output) == (0, "")
    assert answer.errors.endswith("“Work” has forgotten this computer.\n")
    assert secret_service.labels == []
    assert device_state(trusted) == (False, "not_trusted")


def test_forgetting_a_computer_that_was_never_trusted_signs_out(
    signed_in: Terminal, secret_service: SecretService
) -> None:
    answer = signed_in.run("sign-out", "--forget")
    assert (answer.code, answer.output) == (0, "")
    assert secret_service.labels == []


def test_everywhere_ends_the_sessions_of_other_computers_by_this_ones_key(
    trusted: Terminal, other: Terminal, service: Service
) -> None:
    other.sign_in(service)
    answer = trusted.run("sign-out", "--everywhere")
    assert (answer.code, answer.output) == (0, "")
    assert answer.errors == "Signed out of “Work” everywhere.\n"
    assert trusted.run("status").code == 3
    answer = other.run("token", "--min-valid", "86400")
    assert answer.code == 3
    assert "The session of “Work” has ended (revoked)." in answer.errors
    assert device_state(trusted) == (True, "trusted")


def test_everywhere_without_a_key_takes_a_code(signed_in: Terminal, service: Service) -> None:
    with signed_in.begin("sign-out", "--everywhere") as leaving:
        leaving.wait_for("That needs a code first")
        leaving.wait_for("was sent to")
        leaving.type(service.next_code(ADDRESS))
        assert leaving.end().code == 0
    assert signed_in.run("status").code == 3


def test_everywhere_needs_somebody_signed_in(connected: Terminal) -> None:
    answer = connected.run("sign-out", "--everywhere")
    assert answer.code == 3


def test_removing_the_profile_takes_the_computer_off_the_devices_that_another_one_sees(
    trusted: Terminal, other: Terminal, service: Service, secret_service: SecretService
) -> None:
    other.sign_in(service)
    assert other.enrol(service).code == 0
    answer = trusted.run("profile", "remove", WORK)
    assert (answer.code, answer.errors) == (0, "Removed “Work”.\n")
    assert secret_service.labels == []
    [row] = rows(other)
    assert row["this_computer"] is True
    assert audited(other, service).count("device.removed") == 1


def test_reset_leaves_no_key_behind(trusted: Terminal, secret_service: SecretService) -> None:
    assert trusted.run("reset", "--yes").code == 0
    assert secret_service.labels == []


def test_while_the_service_is_down_the_computer_is_not_forgotten_by_halves(
    trusted: Terminal, service: Service, secret_service: SecretService
) -> None:
    service.stop()
    kept = secret_service.labels
    for option in ("--forget", "--everywhere"):
        answer = trusted.run("sign-out", option)
        assert answer.code == 5
        assert secret_service.labels == kept
    assert device_state(trusted) == (True, "trusted")
    assert trusted.run("status").code == 0
