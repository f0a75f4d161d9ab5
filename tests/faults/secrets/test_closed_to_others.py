"""Other programs of the same user can't look into ours, and a crash leaves no memory behind.

All of it runs as a user without rights: root may look into anything.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import pytest

from tests.parts.child import CHECKOUT
from tests.parts.normal_user import as_normal_user, give_to_normal_user
from tests.parts.surroundings import short_folder

# Parsed JSON, compared with what it should be.
Day: TypeAlias = Mapping[str, Mapping[str, Any]]

pytestmark = [pytest.mark.long, pytest.mark.timeout(120)]

LONGEST_DAY = 100.0
WAYS = {"environ", "mem", "process_vm_readv", "ptrace"}


@pytest.fixture(scope="module")
def day() -> Iterator[Day]:
    """What that user's day was like."""
    with short_folder() as folder:
        give_to_normal_user(folder)
        most = "unlimited" if os.geteuid() == 0 else resource.getrlimit(resource.RLIMIT_CORE)[1]
        lived = subprocess.run(
            [
                "prlimit", f"--core={most}:{most}", "--",
                *as_normal_user(
                    [sys.executable, "-m", "tests.faults.secrets.day_without_rights", str(folder)]
                ),
            ],
            cwd=CHECKOUT, env={**os.environ, "TMPDIR": str(folder)}, capture_output=True,
            text=True, check=False, timeout=LONGEST_DAY,
        )  # fmt: skip
        assert lived.returncode == 0, lived.stderr
        yield json.loads(lived.stdout)


@pytest.mark.parametrize("program", ["app", "command", "service", "reader of pictures"])
def test_nothing_of_ours_can_be_looked_into(day: Day, program: str) -> None:
    assert {way for way, went in day["seen"][program].items() if went} == set()


def test_into_another_program_every_way_leads(day: Day) -> None:
    """So the ways are ways, and it is not the machine that closes them."""
    assert {way for way, went in day["seen"]["some other program"].items() if went} == WAYS


def test_a_crash_leaves_no_core(day: Day) -> None:
    assert day["cores"] == {"app": False, "some other program": True}


def test_keyring_window_tray_and_renewal_are_no_worse_for_it(day: Day) -> None:
    assert day["works"] == {
        "signed in": 0,
        "enrolled": 0,
        "token": 0,
        "in the keystore": 2,
        "window": True,
        "app’s words": "",
    }
