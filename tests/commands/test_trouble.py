"""What goes wrong at the service or in the keystore: what is said, what stays."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import secretstorage
from jeepney.io.blocking import open_dbus_connection

from desktop.foundation.paths import Paths
from desktop.foundation.profiles import load_profiles
from tests.commands.answer import Answer
from tests.commands.terminal import ADDRESS, WORK, Terminal
from tests.guards.secrets import SecretWatch
from tests.parts.child import PATIENCE, child, wait_until
from tests.parts.secret_service import SecretService
from tests.parts.service import Service, serve

LONG = ("token", "--min-valid", "7200")


def change_service(service: Service, statement: str) -> None:
    """Change what the service holds, as time or somebody else would."""
    with closing(sqlite3.connect(service.outbox.parent / "service.sqlite")) as database:
        database.execute(statement)
        database.commit()


def sign_in_after(service: Service, terminal: Terminal, meanwhile: Callable[[], None]) -> Answer:
    """Ask for a code, let something happen, and type the code."""
    log = terminal.folder / "meanwhile.log"
    command = [sys.executable, "-m", "desktop", "sign-in", ADDRESS]
    with child(command, os.environ, log=log, stdin=subprocess.PIPE) as process:
        wait_until(lambda: "was sent to" in log.read_text("utf-8"), "the code")
        code = service.next_code(ADDRESS)
        meanwhile()
        process.communicate(f"{code}\n", timeout=PATIENCE)
        return Answer(process.returncode, "", log.read_text("utf-8"))


class TestSigningIn:
    """Whatever ends it, nobody is half signed in."""

    def test_a_code_that_has_run_out_is_said(self, connected: Terminal, service: Service) -> None:
        def run_out() -> None:
            change_service(service, "UPDATE challenges SET expires_at = created_at - 1")

        answer = sign_in_after(service, connected, run_out)
        assert answer.code == 6
        assert "This code has run out. Send a new one." in answer.errors
        assert connected.run("status").code == 3

    def test_a_service_that_goes_down_before_the_code_is_said(
        self, connected: Terminal, service: Service, secret_service: SecretService
    ) -> None:
        answer = sign_in_after(service, connected, service.kill)
        assert answer.code == 5
        assert "No answer from 127.0.0.1:" in answer.errors
        assert secret_service.labels == []

    def test_a_keystore_that_is_locked_before_the_code_is_said(
        self, connected: Terminal, service: Service, secret_service: SecretService
    ) -> None:
        answer = sign_in_after(service, connected, secret_service.lock)
        assert answer.code == 4
        assert "The keystore is locked." in answer.errors

    def test_a_user_who_is_disabled_is_refused(self, signed_in: Terminal, service: Service) -> None:
        change_service(service, "UPDATE users SET disabled_at = 1")
        answer = signed_in.sign_in(service)
        assert answer.code == 6
        assert "127.0.0.1:" in answer.errors
        assert "Traceback" not in answer.errors


class TestRenewal:
    """What the service refuses it says why; what it doesn't know is no reason to sign out."""

    def test_a_refresh_token_that_another_has_used_ends_the_session_once_and_for_all(
        self, signed_in: Terminal, service: Service
    ) -> None:
        # As after a theft: the family has gone on without us.
        change_service(
            service,
            "UPDATE refresh_families SET previous_mac = x'00', attempt_mac = NULL,"
            " current_mac = x'01', generation = generation + 2, replaced = 1",
        )
        answer = signed_in.run(*LONG)
        assert (answer.code, answer.output) == (3, "")
        assert "The session of “Work” has ended (reused)." in answer.errors
        assert signed_in.run("token").code == 3
        answer = signed_in.run("status")
        assert answer.code == 3
        assert "Session       ended by the service" in answer.output.splitlines()
        assert "Ended because reused" in answer.output.splitlines()

    def test_another_service_at_the_same_address_gets_nothing_and_ends_nothing(
        self, tmp_path: Path, signed_in: Terminal, service: Service, secret_watch: SecretWatch
    ) -> None:
        token = signed_in.run("token").output
        service.stop()
        other = tmp_path / "other"
        other.mkdir()
        port = service.url.rpartition(":")[2]
        with serve(other, os.environ, "--port", port) as stranger:
            secret_watch.plant(stranger.api_secret_key)
            answer = signed_in.run(*LONG)
            assert (answer.code, answer.output) == (6, "")
            assert "does not know that API key id" in answer.errors
            assert signed_in.run("sign-in", ADDRESS).code == 6
            assert signed_in.run("doctor").code == 6
        assert signed_in.run("token").output == token

    def test_another_identity_key_under_the_same_api_key_is_not_believed(
        self, signed_in: Terminal, service: Service
    ) -> None:
        """The key is pinned when the profile is added."""
        file = Paths.from_environment(os.environ).profiles_file
        [profile] = load_profiles(file).profiles
        pinned = "A" * 43 + "="
        file.write_text(file.read_text("utf-8").replace(profile.identity_key, pinned), "utf-8")
        for words in (("sign-in", ADDRESS), ("doctor",)):
            answer = signed_in.run(*words)
            assert answer.code == 1, words
            said = answer.errors + answer.output
            assert "another identity key than before" in said
        assert signed_in.run("token").code == 0


class TestKeystore:
    """Locked, gone, or holding what is none of ours: nothing there is changed by that."""

    def test_locked_everything_that_needs_it_says_so_and_everything_stays(
        self, signed_in: Terminal, secret_service: SecretService
    ) -> None:
        secret_service.lock()
        for words in (("sign-out",), ("profile", "remove", WORK), ("reset", "--yes")):
            answer = signed_in.run(*words)
            assert (answer.code, answer.output) == (4, ""), words
            assert "The keystore is locked." in answer.errors
        assert signed_in.run("profile", "list").code == 0
        secret_service.unlock()
        assert signed_in.run("token").code == 0

    def test_without_an_answer_nobody_waits_for_ever(
        self, signed_in: Terminal, secret_service: SecretService
    ) -> None:
        secret_service.pause()
        try:
            answer = signed_in.run("status", "--json")
        finally:
            secret_service.resume()
        assert answer.code == 4
        assert "The keystore is still busy with an earlier request." in answer.output
        assert signed_in.run("token").code == 0

    def test_another_one_than_before_is_named_by_each_command_and_status_is_still_an_object(
        self, signed_in: Terminal
    ) -> None:
        for named, said in {
            "memory": "Your session is kept in Secret Service, but memory is here now.",
            "drawer": "COTTER_AUTHENTICATOR_KEYSTORE is 'drawer', which is none of them",
        }.items():
            variables = {"COTTER_AUTHENTICATOR_KEYSTORE": named}
            for words in (("sign-out",), ("sign-in", ADDRESS), ("reset", "--yes")):
                answer = signed_in.run(*words, **variables)
                assert (answer.code, answer.output) == (4, ""), words
                assert said in answer.errors
            answer = signed_in.run("status", "--json", **variables)
            assert answer.code == 4
            assert said in answer.output
        assert signed_in.run("token").code == 0

    def test_a_record_that_somebody_changed_is_kept_until_the_next_sign_in(
        self, signed_in: Terminal, service: Service, secret_service: SecretService
    ) -> None:
        with open_dbus_connection(secret_service.bus.address) as connection:
            [item] = secretstorage.get_default_collection(connection).get_all_items()
            item.set_secret(b'{"format":1}')
        for words in (("token",), ("status",)):
            answer = signed_in.run(*words)
            assert answer.code == 4
            assert "damaged" in answer.errors + answer.output
            assert "Sign in again to replace it." in answer.errors + answer.output
        assert signed_in.sign_in(service).code == 0
        assert signed_in.run("token").code == 0


class TestLeaving:
    """Removing a profile says what the service could not be told."""

    def test_while_the_service_is_down(
        self, signed_in: Terminal, service: Service, secret_service: SecretService
    ) -> None:
        service.kill()
        answer = signed_in.run("profile", "remove", WORK)
        assert answer.code == 0
        assert answer.errors.splitlines() == [
            "Removed “Work”.",
            "The service could not be told that the session has ended.",
        ]
        assert secret_service.labels == []
        assert signed_in.run("profile", "list").output == ""


class TestFiles:
    """Settings and folders that are not as they should be."""

    def test_broken_settings_are_kept_aside_and_that_is_said_once(
        self, signed_in: Terminal
    ) -> None:
        file = Paths.from_environment(os.environ).settings_file
        file.write_text('{"format": 1, "hand_out_tokens": "no"}', "utf-8")
        first = signed_in.run("token")
        assert first.code == 0
        kept = file.with_name("settings.json.broken")
        assert first.errors == (
            f"The settings can't be read. The file was kept as {kept}. Defaults are used.\n"
        )
        assert kept.exists()
        assert signed_in.run("token").errors == ""
        assert str(kept) in signed_in.run("doctor").output

    def test_settings_of_a_newer_version_count_as_far_as_they_are_known(
        self, signed_in: Terminal
    ) -> None:
        file = Paths.from_environment(os.environ).settings_file
        written = '{"format": 99, "hand_out_tokens": false, "theme": "sepia"}'
        file.write_text(written, "utf-8")
        answer = signed_in.run("token")
        assert (answer.code, answer.output) == (1, "")
        assert "Handing out tokens to programs is turned off." in answer.errors
        assert file.read_text("utf-8") == written

    def test_a_home_that_is_no_folder_is_said(self, terminal: Terminal, home: Path) -> None:
        home.write_text("mine", "utf-8")
        for words in (("profile", "list"), ("token",), ("reset", "--yes")):
            answer = terminal.run(*words)
            assert (answer.code, answer.output) == (1, ""), words
            assert str(home) in answer.errors
            assert len(answer.errors.splitlines()) == 1
        answer = terminal.run("doctor")
        assert f"failed   files: {home} can't be written. Make it a folder" in answer.output
        assert home.read_text("utf-8") == "mine"
