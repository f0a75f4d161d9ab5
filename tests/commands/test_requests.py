"""``requests``: another device asks to sign in, and a person at a terminal decides."""

import json
import re

from tests.commands.terminal import ADDRESS, Terminal
from tests.parts.secret_service import SecretService
from tests.parts.service import Service
from tests.parts.stranger import NASTY_NAME, NASTY_NAME_SHOWN, Stranger

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
LINE = re.compile(r"(\d+)  127\.0\.0\.1  1\d\d s left  “(.*)”")


class TestList:
    """What can be decided now, newest first."""

    def test_each_request_is_a_line_with_what_the_service_saw(
        self, trusted: Terminal, service: Service
    ) -> None:
        asked = Stranger(service).ask(ADDRESS)
        answer = trusted.run("requests", "list")
        assert (answer.code, answer.errors) == (0, "")
        line = LINE.fullmatch(answer.output.strip())
        assert line is not None, answer.output
        assert line.groups() == (str(asked.id), "Pixel 9")
        assert asked.number not in line.group(2)

    def test_as_json_it_is_an_array_with_the_same_names_always(
        self, trusted: Terminal, service: Service
    ) -> None:
        asked = Stranger(service).ask(ADDRESS)
        [row] = json.loads(trusted.run("requests", "list", "--json").output)
        assert TIME.fullmatch(row.pop("asked_at"))
        assert TIME.fullmatch(row.pop("expires_at"))
        assert row == {
            "id": asked.id,
            "event": "LOGIN",
            "device_name": "Pixel 9",
            "address": "127.0.0.1",
            "identifier": ADDRESS,
            "signature_ok": True,
            "has_number": True,
        }

    def test_nobody_asking_is_said_beside_an_empty_result(self, trusted: Terminal) -> None:
        answer = trusted.run("requests", "list")
        assert (answer.code, answer.output) == (0, "")
        assert answer.errors == "Nobody asks to sign in.\n"
        assert json.loads(trusted.run("requests", "list", "--json").output) == []

    def test_a_name_can_do_nothing_to_the_terminal(
        self, trusted: Terminal, service: Service
    ) -> None:
        Stranger(service, NASTY_NAME).ask(ADDRESS)
        answer = trusted.run("requests", "list")
        assert answer.output.count("\n") == 1
        assert answer.output.rstrip("\n").isprintable()
        assert f"“{NASTY_NAME_SHOWN}”" in answer.output

    def test_only_a_trusted_computer_of_somebody_signed_in_may_look(
        self, signed_in: Terminal
    ) -> None:
        answer = signed_in.run("requests", "list")
        assert (answer.code, answer.output) == (3, "")
        assert "This computer is not trusted by “Work”." in answer.errors
        signed_in.run("sign-out")
        answer = signed_in.run("requests", "list")
        assert answer.code == 3
        assert "Nobody is signed in to “Work”." in answer.errors

    def test_a_locked_keystore_and_a_silent_service_are_two_different_things(
        self, trusted: Terminal, service: Service, secret_service: SecretService
    ) -> None:
        service.stop()
        answer = trusted.run("requests", "list")
        assert answer.code == 5
        assert "Nothing was lost." in answer.errors
        secret_service.lock()
        answer = trusted.run("requests", "list")
        assert answer.code == 4
        assert "The keystore is locked." in answer.errors


class TestApprove:
    """The number is typed, never an argument."""

    def test_the_right_number_approves_it(self, trusted: Terminal, service: Service) -> None:
        asked = Stranger(service).ask(ADDRESS)
        answer = trusted.run("requests", "approve", str(asked.id), typed=f"{asked.number}\n")
        assert (answer.code, answer.output) == (0, "")
        shown, approved = answer.errors.splitlines()
        assert LINE.fullmatch(shown)
        assert approved == "Approved. “Pixel 9” may sign in now."
        assert json.loads(trusted.run("requests", "list", "--json").output) == []

    def test_a_wrong_number_denies_it_and_says_so(
        self, trusted: Terminal, service: Service
    ) -> None:
        asked = Stranger(service).ask(ADDRESS)
        wrong = f"{(int(asked.number) + 1) % 100:02}"
        answer = trusted.run("requests", "approve", str(asked.id), typed=f"{wrong}\n")
        assert answer.code == 6
        assert "That number doesn't match. The request was denied." in answer.errors
        answer = trusted.run("requests", "approve", str(asked.id), typed=f"{asked.number}\n")
        assert answer.code == 6
        assert "Already denied on" in answer.errors

    def test_what_is_no_number_is_asked_for_again_and_the_end_of_the_input_decides_nothing(
        self, trusted: Terminal, service: Service
    ) -> None:
        asked = Stranger(service).ask(ADDRESS)
        answer = trusted.run("requests", "approve", str(asked.id), typed="\n7\nyes\n")
        assert answer.code == 2
        assert answer.errors.count("It has 2 digits.") == 3
        assert "Nothing was typed. The request is still open." in answer.errors
        [row] = json.loads(trusted.run("requests", "list", "--json").output)
        assert row["id"] == asked.id

    def test_one_that_nobody_knows_has_run_out(self, trusted: Terminal) -> None:
        for deed in ("approve", "deny"):
            answer = trusted.run("requests", deed, "123456789", typed="08\n")
            assert answer.code == 6
            assert "This request has run out." in answer.errors

    def test_somebody_elses_request_is_not_to_be_found(
        self, trusted: Terminal, service: Service
    ) -> None:
        asked = Stranger(service).ask("somebody.else@example.com")
        answer = trusted.run("requests", "approve", str(asked.id), typed=f"{asked.number}\n")
        assert answer.code == 6
        assert "This request has run out." in answer.errors


class TestDeny:
    """One word is enough."""

    def test_it_is_over_at_once(self, trusted: Terminal, service: Service) -> None:
        asked = Stranger(service).ask(ADDRESS)
        answer = trusted.run("requests", "deny", str(asked.id))
        assert (answer.code, answer.output) == (0, "")
        assert answer.errors == "Denied. “Pixel 9” was not signed in.\n"
        answer = trusted.run("requests", "deny", str(asked.id))
        assert answer.code == 6
        assert "Already denied on" in answer.errors
