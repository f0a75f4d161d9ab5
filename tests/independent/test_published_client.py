"""PyPI's cotter 0.0.7, in an environment of its own, against a published service of ours."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.parts.child import CHECKOUT, PATIENCE, child
from tests.parts.service import serve

CLIENT = Path(__file__).with_name("client.py")
PYTHON = CHECKOUT / "build" / "independent" / "bin" / "python"
IDENTIFIER = "anna@example.org"
LIFETIME = 4
"""Seconds an access token lives: long enough to validate it, short enough to wait for its end."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the client saw; claims are whatever the service puts into a token."""

    api_key_id: str
    identifier: str
    user: str
    access: dict[str, Any]
    id: dict[str, Any]
    renewed: dict[str, Any]
    rotated: bool
    kept: bool
    refused: list[bool]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """One life of a session, played by the client."""
    assert PYTHON.exists(), "run: .ci/venv build/independent requirements-independent.lock"
    folder = tmp_path_factory.mktemp("independent")
    log = folder / "client.log"
    service_arguments = ("--compatibility", "published", "--token-lifetime", str(LIFETIME))
    pipe = subprocess.PIPE
    with serve(folder, os.environ, *service_arguments) as service:
        arguments = [service.url, service.api_key_id, IDENTIFIER, str(folder / "tokens.json")]
        command = [str(PYTHON), str(CLIENT), *arguments]
        with child(command, os.environ, log=log, stdin=pipe, stdout=pipe) as client:
            code = service.next_code(IDENTIFIER)
            said, _ = client.communicate(f"{code}\n", timeout=LIFETIME + PATIENCE)
        assert client.returncode == 0, log.read_text("utf-8")
        return Seen(api_key_id=service.api_key_id, **json.loads(said.splitlines()[-1]))


def test_it_signs_in_through_the_hosted_page(seen: Seen) -> None:
    assert seen.identifier == IDENTIFIER
    assert seen.user == IDENTIFIER


def test_it_accepts_the_access_token_with_the_first_key_of_the_jwks(seen: Seen) -> None:
    assert seen.access["aud"] == seen.api_key_id
    assert seen.access["identifier"] == IDENTIFIER
    assert seen.access["type"] == "access_token"
    assert seen.access["exp"] - seen.access["iat"] == LIFETIME


def test_it_accepts_the_id_token(seen: Seen) -> None:
    assert seen.id["sub"] == seen.access["sub"]
    assert isinstance(seen.id["auth_time"], str)


def test_it_renews_when_the_access_token_has_expired(seen: Seen) -> None:
    assert seen.renewed["sub"] == seen.access["sub"]
    assert seen.renewed["jti"] != seen.access["jti"]
    assert seen.rotated
    assert seen.kept


def test_a_used_refresh_token_is_refused_and_ends_the_family(seen: Seen) -> None:
    assert seen.refused == [True, True]
