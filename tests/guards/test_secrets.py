"""The guard itself: what it must find, and what it must leave alone."""

import subprocess

import pytest

from desktop.foundation.secret import Secret
from tests.guards.secrets import SecretWatch

JWT_START = "eyJhbGciOiJFUzI1NiJ9"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"sent {JWT_START}.{JWT_START}.c2lnbmF0dXJl", "a JWT"),
        (f"refused 94:{'q' * 43}", "a refresh token"),
        ("-----BEGIN EC PRIVATE KEY-----", "a private key"),
    ],
)
def test_text_in_the_form_of_a_secret_is_found(text: str, what: str) -> None:
    watch = SecretWatch()
    watch.look_at("the log", text)
    assert watch.findings() == [f"the log shows {what}"]


def test_a_planted_code_is_found_but_not_inside_a_longer_number() -> None:
    watch = SecretWatch()
    watch.plant("123456")
    watch.look_at("the log", "took 1234567 ns")
    assert watch.findings() == []
    watch.look_at("the log", "code 123456 is wrong")
    assert watch.findings() == ["the log shows a secret of this test (12…)"]


def test_what_is_put_into_a_secret_counts_as_planted(
    secret_watch: SecretWatch, capfd: pytest.CaptureFixture[str]
) -> None:
    Secret("canary of this test")
    subprocess.run(["echo", "canary", "of", "this", "test"], check=True)
    assert secret_watch.findings() == []
    secret_watch.look_at("standard output", capfd.readouterr().out)
    assert secret_watch.findings() == ["standard output shows a secret of this test (ca…)"]
    secret_watch.forget()


def test_a_command_line_is_looked_at(secret_watch: SecretWatch) -> None:
    subprocess.run(["true", secret_watch.plant("canary-of-this-test")], check=True)
    assert secret_watch.findings() == ["a command line shows a secret of this test (ca…)"]
    secret_watch.forget()


def test_a_planted_token_is_found_in_another_spelling() -> None:
    watch = SecretWatch()
    watch.plant("canary-of-this-test")
    watch.look_at("the log", "sent Y2FuYXJ5LW9mLXRoaXMtdGVzdA==")
    assert watch.findings() == ["the log shows a secret of this test (ca…)"]
