"""``token``: what it prints, when it renews, and what it says when it can't."""

import json
import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import jwt
import pytest

from desktop.foundation.paths import Paths
from tests.commands.answer import Answer
from tests.commands.terminal import ADDRESS, WORK, Terminal
from tests.guards.secrets import SecretWatch
from tests.parts.child import CHECKOUT, PATIENCE, wait_until
from tests.parts.secret_service import SecretService
from tests.parts.service import Service, serve

HEAVY = {"asyncio", "httpx", "jwt", "PySide6", "ssl", "argon2"}


def claims(token: str) -> dict[str, object]:
    found: dict[str, object] = jwt.decode(token, options={"verify_signature": False})
    return found


def exec_info(version: str) -> str:
    """What kubectl says of itself."""
    return json.dumps(
        {
            "kind": "ExecCredential",
            "apiVersion": f"client.authentication.k8s.io/{version}",
            "spec": {"interactive": False},
        }
    )


def renewals(terminal: Terminal, service: Service) -> int:
    database = service.outbox.parent / "service.sqlite"
    audit = terminal.run("service", "audit", "--json", "--database", str(database))
    return audit.output.count('"token.renewed"')


def test_it_prints_the_token_and_nothing_else(signed_in: Terminal, service: Service) -> None:
    answer = signed_in.run("token")
    assert (answer.code, answer.errors) == (0, "")
    assert answer.output.endswith("\n")
    said = claims(answer.output.strip())
    assert said["type"] == "access_token"
    assert said["identifier"] == ADDRESS
    assert signed_in.run("token").output == answer.output
    assert renewals(signed_in, service) == 0


def test_it_renews_first_when_too_little_time_is_left(
    signed_in: Terminal, service: Service
) -> None:
    before = claims(signed_in.run("token").output.strip())
    answer = signed_in.run("token", "--min-valid", "7200")
    assert answer.code == 0, answer.errors
    after = claims(answer.output.strip())
    assert after["jti"] != before["jti"]
    assert after["sub"] == before["sub"]
    assert renewals(signed_in, service) == 1


@pytest.mark.parametrize("seconds", ["-1", "86401", "soon"])
def test_a_time_that_can_not_be_asked_for_is_a_usage_error(
    terminal: Terminal, seconds: str
) -> None:
    answer = terminal.run("token", "--min-valid", seconds)
    assert (answer.code, answer.output) == (2, "")
    assert "--min-valid" in answer.errors


def test_each_format_holds_the_same_token(signed_in: Terminal) -> None:
    token = signed_in.run("token").output.strip()
    assert signed_in.run("token", "--format", "header").output == f"Authorization: Bearer {token}\n"
    assert (
        signed_in.run("token", "--format", "env").output == f"export COTTER_ACCESS_TOKEN={token}\n"
    )

    document = json.loads(signed_in.run("token", "--format", "json").output)
    left = document.pop("expires_in")
    until = document.pop("expires_at")
    assert 3500 < left <= 3600
    assert document == {
        "access_token": token,
        "token_type": "Bearer",
        "profile": WORK,
        "identifier": ADDRESS,
    }
    expires = datetime.fromisoformat(until).timestamp()
    assert abs(expires - float(str(claims(token)["exp"]))) <= 1

    for asked, version in (("", "v1"), (exec_info("v1"), "v1"), (exec_info("v1beta1"), "v1beta1")):
        answer = signed_in.run("token", "--format", "exec-credential", KUBERNETES_EXEC_INFO=asked)
        assert json.loads(answer.output) == {
            "apiVersion": f"client.authentication.k8s.io/{version}",
            "kind": "ExecCredential",
            "status": {"token": token, "expirationTimestamp": until},
        }


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("{", "it is no JSON"),
        ("[" * 100_000, "it is no JSON"),
        ("[]", "it is no ExecCredential"),
        ('{"kind": "Config"}', "it is no ExecCredential"),
        ('{"kind": "ExecCredential"}', "no version"),
        ('{"kind": "ExecCredential", "apiVersion": ["v1"]}', "no version"),
        ("v1alpha1", "its version client.authentication.k8s.io/v1alpha1 is not known"),
        ("v2", "its version client.authentication.k8s.io/v2 is not known"),
    ],
)
def test_an_answer_that_kubectl_would_not_read_is_not_made(
    connected: Terminal, asked: str, reason: str
) -> None:
    info = exec_info(asked) if asked.startswith("v") else asked
    answer = connected.run("token", "--format", "exec-credential", KUBERNETES_EXEC_INFO=info)
    assert (answer.code, answer.output) == (2, "")
    assert f"can't be given: {reason}. Nothing was handed out." in answer.errors


def test_the_id_token_is_another_one(signed_in: Terminal) -> None:
    said = claims(signed_in.run("token", "--id-token").output.strip())
    assert said["type"] == "id_token"


def test_a_valid_token_needs_neither_network_nor_loop_nor_qt(signed_in: Terminal) -> None:
    listing = (
        "import sys; from desktop.__main__ import main; "
        "code = main(['token']); print(*sys.modules, file=sys.stderr); raise SystemExit(code)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", listing],
        cwd=CHECKOUT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    assert HEAVY & {name.partition(".")[0] for name in ended.stderr.split()} == set()


class TestWhenItCanNot:
    """Each reason is a sentence with a next step, an exit code, and no token."""

    def refused(self, answer: Answer, code: int, *sentences: str) -> None:
        assert answer.code == code, answer.errors
        assert answer.output == ""
        for sentence in sentences:
            assert sentence in answer.errors

    def test_nobody_is_signed_in(self, connected: Terminal) -> None:
        self.refused(connected.run("token"), 3, "Nobody is signed in to “Work”. Sign in first.")

    def test_no_service_is_connected(self, terminal: Terminal) -> None:
        self.refused(terminal.run("token"), 2, "No service is connected yet.", "profile add")

    def test_there_is_no_such_profile(self, connected: Terminal) -> None:
        answer = connected.run("token", "--profile", "Play")
        self.refused(answer, 2, "There is no profile “Play”.", "profile list")

    def test_the_keystore_is_locked(
        self, signed_in: Terminal, secret_service: SecretService
    ) -> None:
        secret_service.lock()
        answer = signed_in.run("token")
        self.refused(answer, 4, "The keystore is locked. You are still signed in.", "Unlock it")
        secret_service.unlock()
        assert signed_in.run("token").code == 0

    def test_the_keystore_is_gone(self, signed_in: Terminal) -> None:
        nowhere = "unix:path=/nonexistent/session-bus"
        answer = signed_in.run("token", DBUS_SESSION_BUS_ADDRESS=nowhere)
        self.refused(answer, 4, "The keystore can't be reached", "Nothing in it was changed.")

    def test_another_keystore_than_last_time(self, signed_in: Terminal) -> None:
        answer = signed_in.run("token", COTTER_AUTHENTICATOR_KEYSTORE="vault-file")
        self.refused(answer, 4, "Your session is kept in Secret Service, but", "Nothing was moved.")
        assert signed_in.run("token").code == 0

    def test_a_keystore_that_does_not_exist(self, signed_in: Terminal) -> None:
        answer = signed_in.run("token", COTTER_AUTHENTICATOR_KEYSTORE="drawer")
        self.refused(answer, 4, "drawer")

    def test_the_service_is_down_and_the_token_still_good(
        self, signed_in: Terminal, service: Service
    ) -> None:
        service.kill()
        assert signed_in.run("token").code == 0
        answer = signed_in.run("token", "--min-valid", "7200")
        self.refused(answer, 5, "No answer from", "Nothing was lost.")
        assert signed_in.run("token").code == 0

    def test_the_service_ended_the_session(self, signed_in: Terminal, service: Service) -> None:
        user = str(claims(signed_in.run("token").output.strip())["sub"])
        disable(signed_in, service, user)
        answer = signed_in.run("token", "--min-valid", "7200")
        self.refused(answer, 3, "The session of “Work” has ended (disabled).", "Sign in again.")
        self.refused(signed_in.run("token"), 3, "Sign in")

    def test_handing_out_is_turned_off(self, signed_in: Terminal) -> None:
        file = Paths.from_environment(os.environ).settings_file
        file.write_text('{"format": 1, "hand_out_tokens": false}', "utf-8")
        answer = signed_in.run("token")
        self.refused(answer, 1, "Handing out tokens to programs is turned off.", "in Settings")


def test_an_expired_session_is_renewed_without_being_told(
    tmp_path: Path, terminal: Terminal, secret_service: SecretService, secret_watch: SecretWatch
) -> None:
    with serve(tmp_path, os.environ, "--token-lifetime", "1") as service:
        secret_watch.plant(service.api_secret_key)
        assert terminal.connect(service).code == 0
        assert terminal.sign_in(service).code == 0
        first = claims(signed(terminal.run("token", "--min-valid", "0")))
        # The service's clock decides, which is known to half a second.
        wait_until(lambda: '"expired"' in terminal.run("status", "--json").output, "the expiry")
        assert claims(signed(terminal.run("token", "--min-valid", "0")))["jti"] != first["jti"]


def signed(answer: Answer) -> str:
    assert answer.code == 0, answer.errors
    assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+\n", answer.output)
    return answer.output.strip()


def disable(terminal: Terminal, service: Service, user_id: str) -> None:
    database = str(service.outbox.parent / "service.sqlite")
    answer = terminal.run("service", "users", "--database", database, "--disable", user_id)
    assert answer.code == 0, answer.errors
