"""The locks hold what pyproject.toml asks for: each file by its hash, and no address."""

import re
import tomllib
from pathlib import Path
from typing import TypedDict

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = {
    "requirements.lock": (),
    "requirements-dev.lock": ("dev",),
    "requirements-independent.lock": ("independent",),
}


class Project(TypedDict):
    """What is read of the table ``project``."""

    dependencies: list[str]


def _pins(lock: str) -> dict[str, list[Requirement]]:
    pins: dict[str, list[Requirement]] = {}
    for line in (CHECKOUT / lock).read_text("utf-8").splitlines():
        if not line.startswith(" "):
            pin = Requirement(line.removesuffix(" \\"))
            pins.setdefault(canonicalize_name(pin.name), []).append(pin)
    return pins


def _asked_for(lock: str) -> list[Requirement]:
    document = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    project: Project = document["project"]
    asked = [] if lock == "requirements-independent.lock" else list(project["dependencies"])
    for group in LOCKS[lock]:
        asked += document["dependency-groups"][group]
    return [Requirement(text) for text in asked]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_within_the_bounds_of_pyproject(lock: str) -> None:
    pins = _pins(lock)
    for asked in _asked_for(lock):
        for pin in pins[canonicalize_name(asked.name)]:
            (specifier,) = pin.specifier
            assert specifier.operator == "=="
            assert asked.specifier.contains(specifier.version), f"{pin}, asked for {asked}"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_and_hashes_and_no_address(lock: str) -> None:
    forms = (r"[\w.-]+==[\w.!+]+( ; [\w\s.'()=!<>]+)? \\", r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    for line in (CHECKOUT / lock).read_text("utf-8").splitlines():
        assert any(re.fullmatch(form, line) for form in forms), line


def test_developing_and_running_use_the_same_versions() -> None:
    developing = _pins("requirements-dev.lock")
    for name, pins in _pins("requirements.lock").items():
        assert {str(pin.specifier) for pin in developing[name]} == {
            str(pin.specifier) for pin in pins
        }
