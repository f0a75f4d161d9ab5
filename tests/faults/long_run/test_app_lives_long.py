"""A thousand renewals and two hundred sign-ins in one app: nothing of them stays."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.secrets import SecretWatch
from tests.parts.child import CHECKOUT
from tests.parts.private_bus import private_bus
from tests.parts.secret_service import secret_service
from tests.parts.service import serve
from tests.parts.surroundings import short_folder, surroundings

RENEWALS, CYCLES = 1000, 200
MEMORY_BOUND = 5 << 20
GENEROUS = (sys.executable, "-m", "tests.bench.generous_service")
PATIENCE = 600


def live(folder: Path, renewals: int, cycles: int) -> dict[str, dict[str, int]]:
    """Let an app live; what it held more at the end."""
    environment = surroundings(folder, os.environ) | {
        "QT_QPA_PLATFORM": "offscreen",
        "COTTER_AUTHENTICATOR_KEYSTORE": "secret-service",
    }
    with (
        private_bus(folder, environment) as bus,
        secret_service(bus, folder),
        serve(folder, environment, program=GENEROUS) as service,
    ):
        told = (service.url, service.api_key_id, str(service.outbox))
        ended = subprocess.run(
            [sys.executable, "-m", "tests.bench.lived_app", str(renewals), str(cycles), *told],
            cwd=CHECKOUT,
            env=environment | {"DBUS_SESSION_BUS_ADDRESS": bus.address},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert ended.returncode == 0, ended.stderr
        assert service.log.read_text("utf-8") == ""
    grown: dict[str, dict[str, int]] = json.loads(ended.stdout)
    return grown


def check(grown: dict[str, int]) -> None:
    """Nothing has stayed but some memory that the allocator keeps."""
    assert grown.pop("memory") < MEMORY_BOUND
    assert {name: count for name, count in grown.items() if count > 0} == {}


def test_fifty_renewals_and_twenty_sign_ins_leave_nothing(secret_watch: SecretWatch) -> None:
    with short_folder() as folder:
        grown = live(folder, 50, 20)
    for kind in ("renewals", "cycles"):
        check(grown[kind])


@pytest.mark.long
@pytest.mark.timeout(PATIENCE)
def test_a_thousand_renewals_and_two_hundred_sign_ins_leave_nothing() -> None:
    with short_folder() as folder:
        grown = live(folder, RENEWALS, CYCLES)
    for kind in ("renewals", "cycles"):
        check(grown[kind])
