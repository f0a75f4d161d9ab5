"""Somebody is signed in, and our program is found by its name."""

import asyncio
import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.secrets import SecretWatch
from tests.parts.at_home import AtHome
from tests.parts.child import CHECKOUT
from tests.parts.secret_service import SecretService
from tests.parts.service import Service
from tests.programs.backend import Backend, backend

KEYSTORE = "secret-service"
ADDRESS = "maya@example.com"


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``cotter-authenticator`` on the PATH, as an installation puts it there; its folder."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "cotter-authenticator"
    words = shlex.join([sys.executable, "-m", "desktop"])
    program.write_text(f'#!/bin/sh\nexec {words} "$@"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    return folder


@pytest.fixture
def signed_in(home: Path, service: Service, secret_service: SecretService) -> Service:
    """A real keystore with a session of a real service."""

    async def sign_in() -> None:
        async with AtHome(home, KEYSTORE) as person:
            await person.connect(service, "Work")
            await person.sign_in(service, ADDRESS)

    asyncio.run(sign_in())
    return service


@pytest.fixture
def api(signed_in: Service, tmp_path: Path, secret_watch: SecretWatch) -> Iterator[Backend]:
    """README's backend for that service, over plain HTTP on loopback."""
    folder = tmp_path / "backend"
    folder.mkdir()
    with backend(folder, service_url=signed_in.url, api_key_id=signed_in.api_key_id) as running:
        yield running
        secret_watch.look_at("the backend's log", running.log.read_text("utf-8"))
