"""Diagnostics hold what is on their list, and nothing that is not."""

import json
import types
import typing
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from desktop.commands import run_command
from desktop.diagnosis.collecting import collect
from desktop.diagnosis.diagnostics import Choices, Diagnostics, Version, encode
from desktop.diagnosis.finding import Check, Finding, Outcome, Verdict
from desktop.foundation.paths import Paths
from desktop.foundation.settings import Settings, save_settings
from desktop.session.history import Deed, Entry, History
from tests.doubles.token_issuer import NOW, TokenIssuer
from tests.faults.doctor.examined import paths_of, with_profiles

CANARY = "canary"
ALLOWED = (bool, int, Version)
SETTINGS_LEFT_OUT = {
    "proxy": "has_proxy",
    "certificate_file": "has_certificate_file",
    "language": "has_language",
}


def planted(home: Path) -> Paths:
    """An installation where every text that a person or a service chose is a canary."""
    paths = paths_of(home / CANARY)
    profile = TokenIssuer().profile(
        f"https://{CANARY}.example.com",
        name=f"{CANARY} bank",
        issuer=f"https://{CANARY}.example.com",
        service_name=f"{CANARY} service",
        ways=(f"{CANARY}",),
        channels=(f"{CANARY}",),
        last_identifier=f"{CANARY}@example.com",
    )
    with_profiles(paths, profile)
    save_settings(
        paths.settings_file,
        Settings(proxy=f"http://{CANARY}:pass@proxy", certificate_file=f"/home/{CANARY}/ca.pem"),
    )
    entry = Entry(float(NOW), CANARY, Deed.REFUSED, CANARY, CANARY, CANARY)
    History(paths.history_file).add(entry)
    return paths


def surroundings() -> dict[str, str]:
    """An environment that names somebody wherever it can."""
    return {
        "XDG_CURRENT_DESKTOP": f"{CANARY}:GNOME",
        "XDG_SESSION_TYPE": CANARY,
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path=/run/{CANARY}",
        "COTTER_AUTHENTICATOR_HOME": f"/home/{CANARY}",
        "COTTER_AUTHENTICATOR_KEYSTORE": CANARY,
        "USER": CANARY,
    }


def found() -> list[Finding]:
    return [
        Finding(
            Check.SERVICE,
            Verdict.FAILED,
            Outcome.WEB_PAGE,
            f"{CANARY} sent a page. Ask {CANARY}.",
            5,
            CANARY,
            1,
        )
    ]


def test_no_text_of_anybody_is_in_them(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = home.parent / "os-release"
    release.write_text(f"ID={CANARY}\nVERSION_ID={CANARY}\n", "utf-8")
    monkeypatch.setattr("desktop.diagnosis.collecting.OS_RELEASE", release)
    monkeypatch.setattr("platform.release", lambda: f"6.1.0-{CANARY}")
    monkeypatch.setattr("platform.machine", lambda: CANARY)
    written = encode(collect(planted(home), surroundings(), found(), float(NOW)))
    assert CANARY not in written.decode("ascii").lower()
    told = json.loads(written)
    assert told["checks"] == [
        {
            "check": "service",
            "profile": 1,
            "verdict": "failed",
            "outcome": "web_page",
            "exit_code": 5,
        }
    ]
    assert told["history"] == [{"deed": "refused", "last_day": 1, "last_week": 1}]
    assert told["settings"]["has_proxy"] is True
    assert told["system"]["kernel"] == "6.1.0"
    assert told["profiles"][0]["local"] is False


def types_in(kind: object) -> set[object]:
    """Every type that a value of ``kind`` is made of, with those of its fields."""
    if typing.get_origin(kind) is tuple:
        return {found for one in typing.get_args(kind) if one is not ... for found in types_in(one)}
    if isinstance(kind, types.UnionType):
        return {found for one in typing.get_args(kind) for found in types_in(one)}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return {found for one in fields(kind) for found in types_in(hints[one.name])}
    return {kind}


def test_every_field_is_a_number_a_switch_a_version_or_a_word_of_ours() -> None:
    for kind in types_in(Diagnostics):
        assert isinstance(kind, type)
        assert kind in ALLOWED or issubclass(kind, StrEnum), f"{kind} can hold any text"


def test_every_setting_is_in_them_or_left_out_on_purpose() -> None:
    shown = {one.name for one in fields(Choices)}
    for setting in fields(Settings):
        assert SETTINGS_LEFT_OUT.get(setting.name, setting.name) in shown


@dataclass(frozen=True)
class Chatty:
    """What somebody might add without looking."""

    note: str = CANARY


def test_a_field_that_holds_a_text_is_refused() -> None:
    with pytest.raises(TypeError, match="str may not go into diagnostics"):
        encode(Chatty())  # type: ignore[arg-type]  # that is the point


@pytest.mark.parametrize(
    ("said", "kept"),
    [("6.11.3", "6.11.3"), ("6.1.0-maya-laptop", "6.1.0"), ("maya", "0"), ("", "0")],
)
def test_a_version_is_its_digits(said: str, kept: str) -> None:
    assert Version(said).text == kept


def test_the_command_writes_them_for_the_owner_alone_and_replaces_nothing(
    home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COTTER_AUTHENTICATOR_KEYSTORE", "memory")
    file = tmp_path / "diagnostics.json"
    run_command(["doctor", "--bundle", str(file)])
    assert "Read them before you send them." in capsys.readouterr().err
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    assert json.loads(before)["format"] == 1
    assert run_command(["doctor", "--bundle", str(file)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert run_command(["doctor", "--bundle", str(tmp_path / "no folder" / "file")]) == 2
    assert not (tmp_path / "no folder").exists()
