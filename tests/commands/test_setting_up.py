"""``profile``, ``doctor``, ``reset``, and what every command does with words it doesn't know."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.foundation.paths import Paths
from tests.commands.terminal import ADDRESS, WORK, Terminal
from tests.parts.child import CHECKOUT, PATIENCE, child, wait_until
from tests.parts.secret_service import SecretService
from tests.parts.service import Service, serve


class TestProfile:
    """Adding asks the service at once; nothing is added that doesn't answer as it should."""

    def test_adding_says_what_was_found(self, terminal: Terminal, service: Service) -> None:
        answer = terminal.connect(service)
        assert (answer.code, answer.output) == (0, "")
        said = answer.errors.splitlines()
        assert said[0] == "Added “Work”: Cotter Authenticator, strict."
        assert re.fullmatch(r"Its identity key is ([0-9a-f]{4} ){7}[0-9a-f]{4}\.", said[1])

    def test_a_published_service_is_added_and_used_like_any_other(
        self, tmp_path: Path, terminal: Terminal, secret_service: SecretService
    ) -> None:
        with serve(tmp_path, os.environ, "--compatibility", "published") as service:
            answer = terminal.connect(service)
            assert answer.errors.splitlines()[0] == "Added “Work”: Cotter Authenticator, published."
            assert terminal.sign_in(service).code == 0
            assert terminal.run("token", "--min-valid", "7200").code == 0
            assert terminal.run("sign-out").code == 0
        assert secret_service.labels == []

    def test_the_list_marks_the_one_in_use(self, terminal: Terminal, service: Service) -> None:
        terminal.connect(service)
        terminal.connect(service, "Play")
        listed = terminal.run("profile", "list").output
        assert listed == f"* Work  {service.url}  strict\n  Play  {service.url}  strict\n"
        assert terminal.run("profile", "use", "Play").code == 0
        rows = json.loads(terminal.run("profile", "list", "--json").output)
        assert rows == [
            {
                "name": name,
                "service": service.url,
                "api_key_id": service.api_key_id,
                "compatibility": "strict",
                "active": name == "Play",
            }
            for name in ("Work", "Play")
        ]

    def test_no_profile_is_an_empty_list(self, terminal: Terminal) -> None:
        assert terminal.run("profile", "list").output == ""
        assert json.loads(terminal.run("profile", "list", "--json").output) == []

    @pytest.mark.parametrize(
        ("url", "key", "refusal"),
        [
            ("http://login.example.com", "", (2, "without TLS others could read your code")),
            ("ftp://127.0.0.1", "", (2, "can't be used as a service")),
            ("", "1234", (2, "That is not an API key id")),
            ("", str(uuid4()), (6, "doesn't know this API key id")),
            ("http://127.0.0.1:9", "", (5, "No answer from 127.0.0.1:9")),
        ],
    )
    def test_what_can_not_be_added_is_refused_with_the_reason(
        self, terminal: Terminal, service: Service, url: str, key: str, refusal: tuple[int, str]
    ) -> None:
        where = ("--service", url or service.url, "--api-key", key or service.api_key_id)
        answer = terminal.run("profile", "add", "X", *where)
        code, sentence = refusal
        assert answer.code == code
        assert sentence in answer.errors
        assert terminal.run("profile", "list").output == ""

    def test_a_name_that_is_taken_leaves_the_first_as_it_is(
        self, terminal: Terminal, service: Service
    ) -> None:
        terminal.connect(service)
        answer = terminal.connect(service)
        assert answer.code == 2
        assert "There is a profile “Work” already. It was left as it is." in answer.errors

    @pytest.mark.parametrize("deed", ["use", "remove"])
    def test_a_name_that_nobody_has_is_said(self, terminal: Terminal, deed: str) -> None:
        answer = terminal.run("profile", deed, "Nowhere")
        assert answer.code == 2
        assert "There is no profile “Nowhere”." in answer.errors

    def test_each_profile_has_a_session_of_its_own(
        self, connected: Terminal, service: Service
    ) -> None:
        connected.connect(service, "Play")
        assert connected.sign_in(service, "--profile", "Play", address="p@example.com").code == 0
        assert connected.run("status").code == 3
        facts = json.loads(connected.run("status", "--json", "--profile", "Play").output)
        assert facts["identifier"] == "p@example.com"

    def test_removing_signs_out_first(
        self, signed_in: Terminal, secret_service: SecretService
    ) -> None:
        assert signed_in.run("profile", "remove", WORK).code == 0
        assert secret_service.labels == []
        assert signed_in.run("profile", "list").output == ""


class TestDoctor:
    """One line a check; the exit code is that of the first that failed."""

    def findings(self, terminal: Terminal, **variables: str) -> dict[str, tuple[str, str]]:
        rows = json.loads(terminal.run("doctor", "--json", **variables).output)
        return {row["check"]: (row["verdict"], row["text"]) for row in rows}

    def test_all_is_well_but_for_the_tray_that_is_not_there(
        self, signed_in: Terminal, service: Service
    ) -> None:
        found = self.findings(signed_in)
        verdicts = {check: verdict for check, (verdict, _) in found.items()}
        assert verdicts == {
            "files": "ok",
            "settings": "ok",
            "keystore": "ok",
            "session “Work”": "ok",
            "service “Work”": "ok",
            "clock": "ok",
            "tray": "warning",
        }
        assert "There is no display" in found["tray"][1]
        answer = signed_in.run("doctor")
        assert (answer.code, answer.output) == (0, answer.output)

    def test_a_locked_keystore_and_a_dead_service_are_named(
        self, signed_in: Terminal, service: Service, secret_service: SecretService
    ) -> None:
        secret_service.lock()
        service.kill()
        found = self.findings(signed_in)
        assert found["keystore"][0] == "failed"
        assert "locked" in found["keystore"][1]
        assert found["service “Work”"][0] == "failed"
        assert signed_in.run("doctor").code == 4

    def test_nothing_connected_is_a_hint_and_no_failure(
        self, terminal: Terminal, secret_service: SecretService
    ) -> None:
        verdict, text = self.findings(terminal)["service"]
        assert verdict == "warning"
        assert text.startswith("No service is connected yet.")
        assert terminal.run("doctor").code == 0

    def test_a_broken_settings_file_is_kept_aside_and_said(self, connected: Terminal) -> None:
        file = Paths.from_environment(os.environ).settings_file
        file.write_text("{", "utf-8")
        verdict, text = self.findings(connected)["settings"]
        assert verdict == "warning"
        kept = file.with_name("settings.json.broken")
        assert str(kept) in text
        assert kept.read_text("utf-8") == "{"

    def test_settings_of_a_newer_version_are_left_as_they_are(self, connected: Terminal) -> None:
        file = Paths.from_environment(os.environ).settings_file
        file.write_text('{"format": 99, "new": 1}', "utf-8")
        verdict, text = self.findings(connected)["settings"]
        assert (verdict, "newer version" in text) == ("warning", True)
        assert file.read_text("utf-8") == '{"format": 99, "new": 1}'


class TestReset:
    """Everything of this user goes, after a question."""

    def test_anything_but_the_word_removes_nothing(
        self, signed_in: Terminal, secret_service: SecretService
    ) -> None:
        answer = signed_in.run("reset", typed="yes\n")
        assert answer.code == 1
        assert "Nothing was removed." in answer.errors
        assert len(secret_service.labels) == 1

    def test_the_word_removes_records_and_files(
        self, signed_in: Terminal, secret_service: SecretService, home: Path
    ) -> None:
        answer = signed_in.run("reset", typed="reset\n")
        assert answer.code == 0, answer.errors
        assert secret_service.labels == []
        assert [file for file in home.rglob("*") if file.is_file()] == []
        assert signed_in.run("status").code == 2


class TestEveryCommand:
    """What is the same for all of them."""

    @pytest.mark.parametrize("name", ["gadgets", "frobnicate"])
    def test_a_command_that_does_not_exist_is_a_usage_error(
        self, terminal: Terminal, name: str
    ) -> None:
        answer = terminal.run(name)
        assert (answer.code, answer.output) == (2, "")
        assert f"there is no command “{name}”" in answer.errors
        assert "sign-in" in answer.errors

    @pytest.mark.parametrize(
        "name",
        [
            "sign-in",
            "token",
            "status",
            "requests",
            "devices",
            "sign-out",
            "profile",
            "doctor",
            "reset",
            "serve",
            "service",
        ],
    )
    def test_each_explains_itself(self, terminal: Terminal, name: str) -> None:
        answer = terminal.run(name, "--help")
        assert (answer.code, answer.errors) == (0, "")
        assert answer.output.startswith(f"usage: cotter-authenticator {name}")

    def test_a_reader_that_has_gone_is_no_traceback(self, connected: Terminal) -> None:
        command = f"{sys.executable} -m desktop profile list | true"
        ended = subprocess.run(
            ["bash", "-c", command],
            cwd=CHECKOUT,
            env=os.environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert ended.stderr == ""

    def test_ctrl_c_leaves_quietly_and_nothing_half_done(
        self, connected: Terminal, service: Service, tmp_path: Path
    ) -> None:
        log = tmp_path / "interrupted.log"
        command = [sys.executable, "-m", "desktop", "sign-in", ADDRESS]
        with child(command, os.environ, log=log, stdin=subprocess.PIPE) as process:
            wait_until(lambda: "was sent to" in log.read_text("utf-8"), "the code")
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 130
        assert "Traceback" not in log.read_text("utf-8")
        assert connected.run("status").code == 3

    def test_a_damaged_list_of_profiles_is_kept_and_said(self, connected: Terminal) -> None:
        file = Paths.from_environment(os.environ).profiles_file
        file.write_text("{", "utf-8")
        answer = connected.run("token")
        assert answer.code == 1
        assert "The list of profiles can't be read" in answer.errors
        assert file.read_text("utf-8") == "{"
