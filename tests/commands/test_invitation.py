"""Inviting people to a service, and following a link from a terminal."""

import json

import pytest

from desktop.foundation.invitation import make_invitation, parse_invitation
from tests.commands.answer import Answer
from tests.commands.terminal import Terminal
from tests.commands.typist import at_a_terminal
from tests.parts.service import Service

ANOTHER_KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="


def link_to(service: Service, *, name: str = "Works", identity_key: str = "") -> str:
    """A link to a service on this computer."""
    made = make_invitation(service.url, service.api_key_id, name=name, identity_key=identity_key)
    return made.link()


def invited(terminal: Terminal, service: Service, *words: str) -> Answer:
    """What ``service invitation`` says of the database of a running service."""
    database = str(service.outbox.parent / "service.sqlite")
    return terminal.run("service", "--database", database, "invitation", *words)


def names(terminal: Terminal) -> list[str]:
    """All profiles, the one in use marked."""
    rows = json.loads(terminal.run("profile", "list", "--json").output)
    return [f"{'*' if row['active'] else ' '} {row['name']}" for row in rows]


class TestMaking:
    """Whoever runs a service makes the link."""

    def test_it_names_the_service_and_pins_its_key(
        self, terminal: Terminal, service: Service
    ) -> None:
        answer = invited(terminal, service, service.url)
        assert (answer.code, answer.errors) == (0, "")
        made = parse_invitation(answer.output.strip())
        assert (made.service_url, made.api_key_id) == (service.url, service.api_key_id)
        assert made.name
        assert made.identity_key
        followed = terminal.run("profile", "add", "--yes", "--invitation", "-", typed=answer.output)
        assert followed.code == 0, followed.errors
        assert f"Added “{made.name}”" in followed.errors

    def test_none_is_made_to_an_address_that_others_could_listen_at(
        self, terminal: Terminal, service: Service
    ) -> None:
        answer = invited(terminal, service, "http://login.example.com")
        assert answer.code == 2
        assert "without TLS others could read your code" in answer.errors
        assert answer.output == ""

    def test_of_several_projects_one_has_to_be_named(
        self, terminal: Terminal, service: Service
    ) -> None:
        database = str(service.outbox.parent / "service.sqlite")
        made = terminal.run("service", "--database", database, "create-key", "Shop", "--json")
        shop = json.loads(made.output)["api_key_id"]
        answer = invited(terminal, service, "https://login.example.com")
        assert answer.code == 2
        assert "name one with --api-key" in answer.errors
        named = invited(terminal, service, "https://login.example.com", "--api-key", shop)
        invitation = parse_invitation(named.output.strip())
        assert (invitation.api_key_id, invitation.name) == (shop, "Shop")
        other = invited(terminal, service, "https://login.example.com", "--api-key", "nobody")
        assert "There is no project nobody" in other.errors

    def test_it_is_drawn_where_a_terminal_can(self, terminal: Terminal, service: Service) -> None:
        answer = invited(terminal, service, service.url, "--qr")
        assert answer.output.startswith("cotter-authenticator://add?")
        assert answer.errors


class TestFollowing:
    """Asked first, added under its own name, and put in use only where there is nothing yet."""

    def test_a_person_at_a_terminal_is_asked_and_nothing_is_sent_before(
        self, terminal: Terminal, service: Service
    ) -> None:
        with at_a_terminal(
            terminal.folder, "profile", "add", "--invitation", link_to(service)
        ) as typist:
            typist.wait_for_log("Ask 127.0.0.1")
            typist.type("")
            answer = typist.end()
        assert answer.code == 1
        assert "That is a program on this computer" in answer.errors
        assert "It calls itself “Works”; anybody can write that." in answer.errors
        assert "Nothing was sent or added." in answer.errors
        assert names(terminal) == []
        with at_a_terminal(
            terminal.folder, "profile", "add", "Mine", "--invitation", link_to(service)
        ) as typist:
            typist.wait_for_log("Ask 127.0.0.1")
            typist.type("y")
            answer = typist.end()
        assert answer.code == 0, answer.errors
        assert names(terminal) == ["* Mine"]

    def test_nobody_to_ask_adds_nothing(self, terminal: Terminal, service: Service) -> None:
        answer = terminal.run("profile", "add", "--invitation", link_to(service))
        assert answer.code == 2
        assert "Nobody is there to say" in answer.errors
        assert names(terminal) == []

    def test_the_profile_in_use_stays_in_use_and_none_is_added_twice(
        self, terminal: Terminal, service: Service
    ) -> None:
        terminal.connect(service)
        answer = terminal.run("profile", "add", "--yes", "--invitation", link_to(service))
        assert answer.code == 2
        assert "is connected already, as “Work”. It was left as it is." in answer.errors
        database = str(service.outbox.parent / "service.sqlite")
        terminal.run("service", "--database", database, "create-key", "Shop")
        listed = terminal.run("service", "--database", database, "list", "--json").output
        shop = json.loads(listed.splitlines()[1])["api_key_id"]
        link = make_invitation(service.url, shop, name="Work").link()
        taken = terminal.run("profile", "add", "--yes", "--invitation", link)
        assert "There is a profile “Work” already." in taken.errors
        assert terminal.run("profile", "add", "Shop", "--yes", "--invitation", link).code == 0
        assert names(terminal) == ["* Work", "  Shop"]

    def test_a_service_with_another_key_is_refused(
        self, terminal: Terminal, service: Service
    ) -> None:
        link = link_to(service, identity_key=ANOTHER_KEY)
        answer = terminal.run("profile", "add", "--yes", "--invitation", link)
        assert answer.code == 1
        assert "shows another key than this invitation names" in answer.errors
        assert names(terminal) == []

    @pytest.mark.parametrize(
        ("link", "said"),
        [
            ("https://login.example.com", "That is no invitation to a service."),
            ("cotter-authenticator://add?service=x&replace=1", "doesn't know: “replace”"),
        ],
    )
    def test_what_is_no_invitation_is_said(self, terminal: Terminal, link: str, said: str) -> None:
        answer = terminal.run("profile", "add", "--yes", "--invitation", "-", typed=link)
        assert answer.code == 2
        assert said in answer.errors

    def test_a_link_and_an_address_do_not_go_together(self, terminal: Terminal) -> None:
        for words in (("--invitation", "x", "--service", "https://a.example"), ("Name",), ()):
            answer = terminal.run("profile", "add", *words)
            assert answer.code == 2
            assert "--invitation" in answer.errors
