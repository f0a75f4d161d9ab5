"""``devices``: trust this computer, list, add and remove devices, from a terminal."""

import io
import json
import re
from pathlib import Path

import jwt
import pytest
import segno
from PySide6.QtGui import QColor, QImage, QPainter

from tests.commands.answer import Answer
from tests.commands.terminal import ADDRESS, Terminal
from tests.parts.secret_service import SecretService
from tests.parts.service import Service
from tests.parts.stranger import NASTY_NAME, NASTY_NAME_SHOWN, Stranger

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
ID = re.compile(r"[0-9a-f]{12}")
ANOTHER_ID = "61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f"
YOUNG = "That needs a code first: a device trusted less than a day ago can’t do that alone."


def device_state(terminal: Terminal) -> tuple[bool, str]:
    facts = json.loads(terminal.run("status", "--json").output)
    return facts["trusted_device"], facts["device"]


def rows(terminal: Terminal) -> list[dict[str, object]]:
    answer = terminal.run("devices", "list", "--json")
    assert answer.code == 0, answer.errors
    listed: list[dict[str, object]] = json.loads(answer.output)
    return listed


def user_of(terminal: Terminal) -> str:
    token = terminal.run("token").output.strip()
    return str(jwt.decode(token, options={"verify_signature": False})["sub"])


def add(terminal: Terminal, service: Service, code: str, digits: str) -> Answer:
    """Add a device that shows ``code``, with a code from a mail, as this computer is young."""
    with terminal.begin("devices", "add", code) as adding:
        adding.wait_for("New device")
        adding.type(digits)
        adding.wait_for(YOUNG)
        adding.wait_for("was sent to")
        adding.type(service.next_code(ADDRESS))
        return adding.end()


def remove(terminal: Terminal, service: Service, device_id: str) -> Answer:
    """Remove another device, with a code from a mail."""
    with terminal.begin("devices", "remove", device_id) as removing:
        removing.wait_for(YOUNG)
        removing.wait_for("was sent to")
        removing.type(service.next_code(ADDRESS))
        return removing.end()


def beside(folder: Path, *texts: str) -> Path:
    """A picture of several codes."""
    pictures = []
    for text in texts:
        drawn = io.BytesIO()
        segno.make(text).save(drawn, kind="png", scale=4)
        pictures.append(QImage.fromData(drawn.getvalue()))
    width, height = sum(one.width() for one in pictures), pictures[0].height()
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    for number, one in enumerate(pictures):
        painter.drawImage(number * width // len(pictures), 0, one)
    painter.end()
    file = folder / "several.png"
    assert picture.save(str(file))
    return file


class TestEnrol:
    """A computer is trusted within ten minutes after a code, so one is asked for."""

    def test_with_the_code_that_it_asks_for_this_computer_is_trusted(
        self, signed_in: Terminal, service: Service, secret_service: SecretService
    ) -> None:
        assert device_state(signed_in) == (False, "not_trusted")
        answer = signed_in.enrol(service)
        assert (answer.code, answer.output) == (0, "")
        assert answer.errors.splitlines() == [
            "That needs a code first: a computer is trusted within ten minutes after a code.",
            "A code of 6 digits was sent to m···a@example.com.",
            "This computer is trusted by “Work” now.",
        ]
        assert device_state(signed_in) == (True, "trusted")
        assert len(secret_service.labels) == 2
        [row] = rows(signed_in)
        assert row["this_computer"] is True

    def test_a_second_time_it_is_trusted_already_and_no_code_is_sent(
        self, trusted: Terminal, service: Service
    ) -> None:
        sent = len(service.messages())
        answer = trusted.run("devices", "enrol")
        assert (answer.code, answer.output) == (0, "")
        assert answer.errors == "This computer is trusted by “Work” already.\n"
        assert len(service.messages()) == sent

    def test_without_a_code_it_stays_as_it_was(self, signed_in: Terminal) -> None:
        answer = signed_in.run("devices", "enrol")
        assert answer.code == 2
        assert "No code was typed." in answer.errors
        assert device_state(signed_in) == (False, "not_trusted")

    def test_nobody_signed_in_is_exit_code_3(self, connected: Terminal) -> None:
        answer = connected.run("devices", "enrol")
        assert (answer.code, answer.output) == (3, "")
        assert "Nobody is signed in to “Work”." in answer.errors

    def test_a_locked_keystore_is_said_before_a_code_is_spent(
        self, signed_in: Terminal, service: Service, secret_service: SecretService
    ) -> None:
        sent = len(service.messages())
        secret_service.lock()
        answer = signed_in.run("devices", "enrol")
        assert answer.code == 4
        assert "The keystore is locked." in answer.errors
        assert len(service.messages()) == sent
        assert device_state(signed_in) == (False, "unknown")

    def test_the_memory_of_the_app_is_out_of_reach(self, signed_in: Terminal) -> None:
        answer = signed_in.run("devices", "list", COTTER_AUTHENTICATOR_KEYSTORE="memory")
        assert answer.code == 4

    def test_a_lost_key_is_said_and_only_replaced_when_that_is_asked_for(
        self, trusted: Terminal, service: Service, secret_service: SecretService
    ) -> None:
        secret_service.empty()
        assert device_state(trusted) == (False, "key_lost")
        trusted.sign_in(service)
        assert device_state(trusted) == (False, "key_lost")
        answer = trusted.run("devices", "list")
        assert answer.code == 4
        assert "is gone from the keystore." in answer.errors
        assert trusted.enrol(service).code == 0
        assert device_state(trusted) == (True, "trusted")


class TestList:
    """All devices of the user, oldest first."""

    def test_this_computer_is_marked(self, trusted: Terminal) -> None:
        answer = trusted.run("devices", "list")
        assert (answer.code, answer.errors) == (0, "")
        line = rf"\* [0-9a-f]{{12}}  added {TIME}  (used {TIME}|never used)  “.+”\n"
        assert re.fullmatch(line, answer.output)

    def test_as_json_it_is_an_array_with_the_same_names_always(self, trusted: Terminal) -> None:
        [row] = rows(trusted)
        assert ID.fullmatch(str(row.pop("id")))
        assert re.fullmatch(TIME, str(row.pop("added_at")))
        row.pop("used_at")
        assert isinstance(row.pop("name"), str)
        assert row == {
            "kind": "computer",
            "added_by": None,
            "suspended": False,
            "this_computer": True,
        }

    def test_a_name_can_do_nothing_to_the_terminal(
        self, trusted: Terminal, service: Service
    ) -> None:
        stranger, user = Stranger(service, NASTY_NAME), user_of(trusted)
        answer = add(trusted, service, stranger.offer(user), stranger.digits(user))
        assert answer.code == 0, answer.errors
        assert f"“{NASTY_NAME_SHOWN}”" in answer.errors
        listed = trusted.run("devices", "list").output
        assert f"“{NASTY_NAME_SHOWN}”" in listed
        for text in (answer.errors, listed):
            assert all(line.isprintable() for line in text.splitlines())


class TestShowCodeAndAdd:
    """Two computers: the new one shows its code, the trusted one reads it."""

    def test_the_text_goes_from_one_terminal_to_the_other_and_the_new_one_signs_in(
        self, trusted: Terminal, other: Terminal, service: Service
    ) -> None:
        with other.begin("devices", "show-code", ADDRESS) as showing:
            text, digits = showing.wait_for_output(2)
            showing.wait_for("Waiting for three minutes.")
            answer = add(trusted, service, text, digits)
            assert answer.code == 0, answer.errors
            assert answer.errors.splitlines()[-1].startswith("Added. “")
            assert re.search(r"Address +127\.0\.0\.1\n", answer.errors)
            shown = showing.end()
        assert shown.code == 0, shown.errors
        assert shown.errors.endswith("Added: this computer is trusted by “Work” now.\n")
        assert device_state(other) == (True, "trusted")
        assert other.run("token").code == 0
        assert len(rows(other)) == 2

    def test_the_code_may_come_from_standard_input_and_wrong_digits_are_asked_for_again(
        self, trusted: Terminal, service: Service
    ) -> None:
        stranger, user = Stranger(service), user_of(trusted)
        digits = stranger.digits(user)
        wrong = f"{(int(digits) + 1) % 10**6:06}"
        with trusted.begin("devices", "add", "-") as adding:
            adding.type(stranger.offer(user))
            adding.wait_for("“Pixel 9”")
            adding.type("12345")
            adding.wait_for("It shows 6 digits.")
            adding.type(wrong)
            adding.wait_for("Those are not the digits of that device.")
            adding.type(f"{digits[:3]} {digits[3:]}")
            adding.wait_for("was sent to")
            adding.type(service.next_code(ADDRESS))
            assert adding.end().code == 0
        assert [row["name"] for row in rows(trusted) if not row["this_computer"]] == ["Pixel 9"]

    def test_a_picture_of_the_code_will_do(
        self, trusted: Terminal, service: Service, tmp_path: Path
    ) -> None:
        stranger, user = Stranger(service), user_of(trusted)
        picture = tmp_path / "code.png"
        segno.make(stranger.offer(user)).save(str(picture), scale=4)
        answer = add(trusted, service, str(picture), stranger.digits(user))
        assert answer.code == 0, answer.errors
        assert len(rows(trusted)) == 2

    def test_as_json_the_code_is_one_object(self, other: Terminal) -> None:
        with other.begin("devices", "show-code", ADDRESS, "--json") as showing:
            shown = json.loads(showing.wait_for_output(1)[0])
        assert shown.keys() == {"text", "digits", "expires_at"}
        assert shown["text"].count(":") == 4
        assert re.fullmatch(r"\d{6}", shown["digits"])
        assert re.fullmatch(TIME, shown["expires_at"])

    def test_without_digits_nobody_is_added(self, trusted: Terminal, service: Service) -> None:
        code = Stranger(service).offer(user_of(trusted))
        answer = trusted.run("devices", "add", code)
        assert answer.code == 2
        assert len(rows(trusted)) == 1

    @pytest.mark.parametrize(
        ("made", "said"),
        [
            ((181, "", ""), "That code has run out: it is 18"),
            ((-90, "", ""), "one of the clocks is wrong"),
            ((0, ANOTHER_ID, ""), "belongs to another service"),
            ((0, "", ANOTHER_ID), "belongs to another user"),
        ],
    )
    def test_a_code_that_can_not_be_followed_says_why(
        self, trusted: Terminal, service: Service, made: tuple[int, str, str], said: str
    ) -> None:
        age, api_key_id, user_id = made
        stranger, user = Stranger(service), user_of(trusted)
        stranger.offer(user)
        code = stranger.code(user_id or user, age=age, api_key_id=api_key_id)
        answer = trusted.run("devices", "add", code)
        assert (answer.code, answer.output) == (2, "")
        assert said in answer.errors
        assert len(rows(trusted)) == 1

    def test_what_is_no_code_is_not_followed(
        self, trusted: Terminal, service: Service, tmp_path: Path
    ) -> None:
        blank, page, text = (tmp_path / name for name in ("blank.png", "page.png", "notes.png"))
        segno.make("https://example.com/").save(str(page), scale=4)
        segno.make("x").save(str(blank), scale=4, dark="white")
        text.write_text("not a picture", "utf-8")
        said = {
            "https://example.com/": "No code found",
            str(tmp_path / "absent.png"): "No code found",
            str(blank): "no code is in the picture",
            str(page): "what is there is something else",
            str(text): "that is no picture",
        }
        for named, words in said.items():
            answer = trusted.run("devices", "add", named)
            assert answer.code == 2, answer
            assert words in answer.errors

    def test_of_several_codes_on_a_picture_one_is_chosen(
        self, trusted: Terminal, service: Service, tmp_path: Path
    ) -> None:
        user = user_of(trusted)
        two_codes = beside(tmp_path, *(Stranger(service).offer(user) for _ in range(2)))
        answer = trusted.run("devices", "add", str(two_codes), typed="3\n")
        assert answer.code == 2
        assert "There are several codes in this picture." in answer.errors
        answer = trusted.run("devices", "add", str(two_codes), typed="2\n")
        assert "New device" in answer.errors

    def test_a_code_that_the_service_was_not_told_of_is_not_added(
        self, trusted: Terminal, service: Service
    ) -> None:
        answer = trusted.run("devices", "add", Stranger(service).code(user_of(trusted)))
        assert answer.code == 6
        assert "The service does not know that device any more." in answer.errors

    def test_showing_a_code_needs_somebody_to_be_shown_for(self, other: Terminal) -> None:
        answer = other.run("devices", "show-code")
        assert answer.code == 2


class TestRemove:
    """By the id that the list shows."""

    def test_the_removed_one_is_told_and_can_not_sign_in(
        self, trusted: Terminal, other: Terminal, service: Service
    ) -> None:
        other.sign_in(service)
        assert other.enrol(service).code == 0
        [removed] = [row for row in rows(trusted) if not row["this_computer"]]
        answer = remove(trusted, service, str(removed["id"]))
        assert answer.code == 0, answer.errors
        assert answer.errors.endswith(f"Removed. “{removed['name']}” is not trusted any more.\n")
        answer = other.run("devices", "list")
        assert answer.code == 6
        assert "it was taken off your devices" in answer.errors
        assert device_state(other) == (False, "removed")
        assert len(rows(trusted)) == 1

    def test_an_id_that_is_not_on_the_list_is_refused(self, trusted: Terminal) -> None:
        answer = trusted.run("devices", "remove", "4f2a91c077e3")
        assert answer.code == 6
        assert "That device is not on the list any more." in answer.errors

    def test_the_last_one_says_so_and_takes_a_code(
        self, trusted: Terminal, service: Service
    ) -> None:
        [row] = rows(trusted)
        with trusted.begin("devices", "remove", str(row["id"]).upper()) as removing:
            removing.wait_for("That needs a code first: it is your last trusted device.")
            removing.wait_for("was sent to")
            removing.type(service.next_code(ADDRESS))
            assert removing.end().code == 0
        assert device_state(trusted) == (False, "not_trusted")
        assert trusted.run("token").code == 0
