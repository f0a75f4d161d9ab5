"""The command ``service``: keys, users and audit of a database."""

import argparse
import json
from pathlib import Path

import pytest

from desktop.commands import service
from tests.guards.secrets import SecretWatch


@pytest.fixture
def database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A database with one project."""
    path = tmp_path / "service.sqlite3"
    assert run("--database", str(path), "create-key", "First", "--json") == 0
    capsys.readouterr()
    return path


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    service.configure(parser)
    return service.run(parser.parse_args(arguments))


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_new_key_is_shown_with_its_secret_once(
    database: Path, capsys: pytest.CaptureFixture[str], secret_watch: SecretWatch
) -> None:
    assert run("create-key", "Shop", "--database", str(database), "--json") == 0
    made = json.loads(capsys.readouterr().out)
    secret_watch.plant(made["api_secret_key"])
    run("--database", str(database), "list", "--json")
    listed = [json.loads(line) for line in lines(capsys)]
    assert [project["name"] for project in listed] == ["First", "Shop"]
    assert listed[1]["api_key_id"] == made["api_key_id"]
    assert listed[1]["compatibility"] == "strict"
    assert not any(made["api_secret_key"] in str(project) for project in listed)


def test_a_published_key_names_its_weaknesses(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("create-key", "Old", "--compatibility", "published", "--database", str(database))
    assert "look up and create users" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["create-key", ""],
        ["create-key", "a\nb"],
        ["create-key", "x", "--allow-url", "http://example.com"],
        ["create-key", "x", "--allow-origin", "*"],
        ["create-key", "x", "--allow-origin", "https://example.com/"],
        ["users", "--disable", "nobody"],
    ],
)
def test_what_can_not_be_is_refused_and_changes_nothing(
    database: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert run("--database", str(database), *arguments) == 2
    assert capsys.readouterr().err
    run("--database", str(database), "list")
    assert len(lines(capsys)) == 1


def test_rotation_says_what_becomes_of_tokens(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--database", str(database), "rotate-keys") == 0
    assert "stay valid" in capsys.readouterr().out
    run("--database", str(database), "create-key", "Old", "--compatibility", "published")
    capsys.readouterr()
    run("--database", str(database), "rotate-keys")
    assert "published projects have ended" in capsys.readouterr().out


def test_the_audit_is_one_event_a_line(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("--database", str(database), "rotate-keys")
    capsys.readouterr()
    run("--database", str(database), "audit")
    plain = lines(capsys)
    run("--database", str(database), "audit", "--json")
    events = [json.loads(line)["event"] for line in lines(capsys)]
    assert events == ["project.created", "keys.rotated"]
    assert [event in line for event, line in zip(events, plain, strict=True)] == [True, True]


def test_a_database_that_is_not_there_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "nothing.sqlite3"
    for action in ("rotate-keys", "list", "users", "audit"):
        assert run("--database", str(path), action) == 1
        assert "There is no database" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_a_name_it_is_the_database_of_serve(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("create-key", "Mine") == 0
    capsys.readouterr()
    assert (home / "data" / "service" / "service.sqlite3").exists()
