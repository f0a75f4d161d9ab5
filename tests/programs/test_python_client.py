"""README's client on httpx: what it asks of us, and when it asks again."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from tests.parts.child import PATIENCE
from tests.parts.service import Service
from tests.programs.backend import Backend
from tests.programs.conftest import ADDRESS
from tests.programs.readme import file_shown


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """The file that README shows."""
    file = tmp_path / "client.py"
    file.write_text(file_shown("client.py"), "utf-8")
    return file


@pytest.fixture
def client(saved: Path) -> ModuleType:
    """The same, imported."""
    found = importlib.util.spec_from_file_location("client_of_readme", saved)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def renewals(service: Service) -> int:
    database = service.outbox.parent / "service.sqlite"
    said = subprocess.run(
        ["cotter-authenticator", "service", "audit", "--json", "--database", str(database)],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return said.stdout.count('"token.renewed"')


def test_run_as_it_stands_it_calls_a_backend(saved: Path, api: Backend) -> None:
    ended = subprocess.run(
        [sys.executable, str(saved), api.url],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["identifier"] == ADDRESS


def refusing(*answers: int) -> tuple[Callable[[httpx.Request], httpx.Response], list[str]]:
    """A backend that answers with these, one after the other, and the headers that it saw."""
    left = list(answers)
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["Authorization"])
        return httpx.Response(left.pop(0))

    return answer, seen


def test_it_asks_us_once_for_many_calls(
    client: ModuleType, signed_in: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, seen = refusing(200, 200, 200)
    with httpx.Client(auth=client.CotterAuth(), transport=httpx.MockTransport(answer)) as calling:
        statuses = [calling.get("https://api.example.com/").status_code]
        monkeypatch.setattr(client, "ASK", ["/nonexistent/program"])
        statuses += [calling.get("https://api.example.com/").status_code for _ in range(2)]
    assert statuses == [200, 200, 200]
    assert len(set(seen)) == 1
    assert renewals(signed_in) == 0


def test_what_a_backend_refuses_is_exchanged_for_a_new_one_once(
    client: ModuleType, signed_in: Service
) -> None:
    answer, seen = refusing(401, 200, 401, 401)
    with httpx.Client(auth=client.CotterAuth(), transport=httpx.MockTransport(answer)) as calling:
        statuses = [calling.get("https://api.example.com/").status_code for _ in range(3)]
    assert statuses == [200, 401, 401]
    assert seen[0] != seen[1]
    assert set(seen[1:]) == {seen[1]}
    assert renewals(signed_in) == 1


def test_one_that_is_about_to_run_out_is_asked_for_anew(
    client: ModuleType, signed_in: Service
) -> None:
    answer, seen = refusing(200, 200)
    auth = client.CotterAuth()
    with httpx.Client(auth=auth, transport=httpx.MockTransport(answer)) as calling:
        calling.get("https://api.example.com/")
        held, auth.header = auth.header, "Bearer of-an-hour-ago"
        auth.until -= 3600
        calling.get("https://api.example.com/")
    assert seen == [held, held]


def test_without_a_session_nothing_is_sent(
    client: ModuleType, signed_in: Service, capfd: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["cotter-authenticator", "sign-out"], check=True, timeout=PATIENCE)
    answer, seen = refusing(200)
    with (
        httpx.Client(auth=client.CotterAuth(), transport=httpx.MockTransport(answer)) as calling,
        pytest.raises(subprocess.CalledProcessError) as refused,
    ):
        calling.get("https://api.example.com/")
    assert (refused.value.returncode, seen) == (3, [])
    assert "Nobody is signed in to “Work”. Sign in first." in capfd.readouterr().err
