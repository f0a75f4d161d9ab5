"""``sign-in``, ``status`` and ``sign-out``: the life of a session from a terminal."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

from desktop.foundation.paths import Paths
from desktop.foundation.profiles import change_profiles
from tests.commands.terminal import ADDRESS, WORK, Terminal
from tests.guards.secrets import SecretWatch
from tests.parts.secret_service import SecretService
from tests.parts.service import Service, serve

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def _allow(*channels: str) -> None:
    """As a brand does, or a service that has no others."""
    change_profiles(
        Paths.from_environment(os.environ).profiles_file,
        lambda book: replace(
            book, profiles=tuple(replace(one, channels=channels) for one in book.profiles)
        ),
    )


class TestSignIn:
    """The code comes on standard input; results go nowhere else than into the keystore."""

    def test_it_says_what_it_did_and_keeps_the_session(
        self, connected: Terminal, service: Service, secret_service: SecretService
    ) -> None:
        answer = connected.sign_in(service)
        assert (answer.code, answer.output) == (0, "")
        assert answer.errors.splitlines() == [
            "A code of 6 digits was sent to m···a@example.com.",
            "Signed in to “Work” as maya@example.com.",
        ]
        assert len(secret_service.labels) == 1

    def test_an_address_that_can_not_be_one_is_refused_before_anything_is_sent(
        self, connected: Terminal, service: Service
    ) -> None:
        answer = connected.run("sign-in", "maya@example")
        assert answer.code == 2
        assert "“maya@example” can't be an e-mail address or phone number" in answer.errors
        assert service.messages() == []

    def test_only_ways_that_the_profile_has_are_asked_for(
        self, connected: Terminal, service: Service
    ) -> None:
        _allow("EMAIL")
        answer = connected.run("sign-in", "+4915112345678", "--channel", "sms")
        assert answer.code == 2
        assert "“Work” has no codes by SMS, only by EMAIL. Nothing was sent." in answer.errors
        assert connected.run("sign-in", "+4915112345678").code == 2
        assert service.messages() == []

    def test_a_phone_gets_its_code_by_the_one_that_reaches_it(
        self, connected: Terminal, service: Service
    ) -> None:
        _allow("EMAIL", "WHATSAPP")
        answer = connected.run("sign-in", "+4915112345678")
        assert "A code of 6 digits was sent to" in answer.errors
        (message,) = (json.loads(one.read_text("utf-8")) for one in service.outbox.glob("*.json"))
        assert message["channel"] == "WHATSAPP"

    def test_a_wrong_code_says_how_many_tries_are_left_until_none_is(
        self, connected: Terminal, service: Service
    ) -> None:
        wrong = "\n".join(f"00000{digit}" for digit in range(9))
        answer = connected.run("sign-in", ADDRESS, typed=wrong)
        assert answer.code == 6
        left = re.findall(r"Attempts left: (\d)", answer.errors)
        assert left[:4] == ["4", "3", "2", "1"]
        assert connected.run("status").code == 3

    def test_what_is_no_code_is_asked_for_again_and_the_end_of_the_input_ends_it(
        self, connected: Terminal, service: Service
    ) -> None:
        answer = connected.run("sign-in", ADDRESS, typed="hello\n12345\n1234567\n")
        assert answer.code == 2
        assert answer.errors.count("A code has 6 digits.") == 3
        assert "No code was typed. Nothing was changed. Start again" in answer.errors

    def test_too_many_codes_say_when_the_next_may_be_asked_for(
        self, connected: Terminal, service: Service
    ) -> None:
        for _ in range(5):
            connected.run("sign-in", ADDRESS)
        answer = connected.run("sign-in", ADDRESS)
        assert answer.code == 6
        assert re.search(r"Too many tries. You can ask again in \d+ s.", answer.errors)
        assert len(service.messages()) == 5

    def test_a_locked_keystore_is_said_before_a_code_is_spent(
        self, connected: Terminal, service: Service, secret_service: SecretService
    ) -> None:
        secret_service.lock()
        answer = connected.run("sign-in", ADDRESS, typed="123456\n")
        assert answer.code == 4
        assert "The keystore is locked." in answer.errors
        assert service.messages() == []

    def test_memory_is_of_no_use_to_a_command_that_ends(
        self, terminal: Terminal, service: Service
    ) -> None:
        terminal.connect(service)
        answer = terminal.run("sign-in", ADDRESS, COTTER_AUTHENTICATOR_KEYSTORE="memory")
        assert answer.code == 4
        assert "kept in the app's memory" in answer.errors
        assert service.messages() == []

    def test_a_service_that_is_down_is_named(self, connected: Terminal, service: Service) -> None:
        service.kill()
        answer = connected.run("sign-in", ADDRESS)
        assert answer.code == 5
        assert "No answer from 127.0.0.1:" in answer.errors

    def test_signing_in_again_leaves_one_session_and_ends_the_earlier_one(
        self, signed_in: Terminal, service: Service, secret_service: SecretService
    ) -> None:
        assert signed_in.sign_in(service).code == 0
        assert len(secret_service.labels) == 1
        assert events(signed_in, service).count("signed_out") == 1


class TestStatus:
    """No network is asked; the exit code says whether somebody is signed in."""

    def test_it_says_who_until_when_and_where_that_is_kept(
        self, signed_in: Terminal, service: Service
    ) -> None:
        service.kill()
        answer = signed_in.run("status")
        assert (answer.code, answer.errors) == (0, "")
        lines = {line[:14].strip(): line[14:] for line in answer.output.splitlines()}
        until, due = lines.pop("Valid until"), lines.pop("Next renewal")
        assert TIME.fullmatch(until)
        assert TIME.fullmatch(due)
        assert due < until
        assert lines == {
            "Profile": WORK,
            "Service": service.url,
            "Session": "active",
            "Signed in as": ADDRESS,
            "Kept in": "Secret Service",
            "This computer": "not trusted",
        }

    def test_as_json_it_is_one_object_with_the_same(
        self, signed_in: Terminal, service: Service
    ) -> None:
        facts = json.loads(signed_in.run("status", "--json").output)
        assert TIME.fullmatch(facts.pop("valid_until"))
        assert TIME.fullmatch(facts.pop("next_renewal"))
        assert facts == {
            "profile": WORK,
            "service": service.url,
            "keystore": "Secret Service",
            "session": "active",
            "identifier": ADDRESS,
            "refusal": None,
            "trusted_device": False,
            "device": "not_trusted",
            "clock_certain": True,
            "problem": None,
        }

    def test_nobody_signed_in_is_exit_code_3(self, connected: Terminal) -> None:
        answer = connected.run("status", "--json")
        assert answer.code == 3
        facts = json.loads(answer.output)
        assert (facts["session"], facts["identifier"]) == ("none", None)

    def test_a_locked_keystore_is_not_called_signed_out(
        self, signed_in: Terminal, secret_service: SecretService
    ) -> None:
        secret_service.lock()
        answer = signed_in.run("status", "--json")
        assert answer.code == 4
        facts = json.loads(answer.output)
        assert facts["session"] == "unread"
        assert "You are still signed in." in facts["problem"]


class TestSignOut:
    """Here at once; at the service as soon as it can be reached."""

    def test_the_keystore_is_empty_and_the_service_knows(
        self, signed_in: Terminal, service: Service, secret_service: SecretService
    ) -> None:
        answer = signed_in.run("sign-out")
        assert (answer.code, answer.output) == (0, "")
        assert answer.errors == "Signed out of “Work”.\n"
        assert secret_service.labels == []
        assert events(signed_in, service).count("signed_out") == 1
        assert signed_in.run("status").code == 3

    def test_nobody_signed_in_is_no_failure(self, connected: Terminal) -> None:
        assert connected.run("sign-out").code == 0

    def test_a_service_that_is_down_is_told_by_the_next_command(
        self,
        tmp_path: Path,
        terminal: Terminal,
        secret_service: SecretService,
        secret_watch: SecretWatch,
    ) -> None:
        with serve(tmp_path, os.environ) as service:
            secret_watch.plant(service.api_secret_key)
            terminal.connect(service)
            assert terminal.sign_in(service).code == 0
        answer = terminal.run("sign-out")
        assert answer.code == 0
        assert "The service can't be reached now; it is told later." in answer.errors
        assert terminal.run("token").code == 3
        port = service.url.rpartition(":")[2]
        with serve(tmp_path, os.environ, "--port", port) as again:
            assert terminal.run("sign-out").code == 0
            assert events(terminal, again).count("signed_out") == 1
        assert secret_service.labels == []


def events(terminal: Terminal, service: Service) -> list[str]:
    """What the service did, from its audit."""
    database = service.outbox.parent / "service.sqlite"
    answer = terminal.run("service", "audit", "--json", "--database", str(database))
    return re.findall(r'"event": "([\w.]+)"', answer.output)
