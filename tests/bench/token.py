"""What asking for a token costs, from source and packaged."""

import statistics
import subprocess
import sys
import time
from collections.abc import Mapping

from tests.bench.bed import Bed
from tests.bench.figure import Figure
from tests.bench.packaged import packaged_app
from tests.parts.child import CHECKOUT, PATIENCE

ROUNDS = 25
BOUND = 1.5
TOKEN = [sys.executable, "-m", "desktop", "token"]
ITEM = "cotter-authenticator bench"

BARE_READ = f"import keyring; print(keyring.get_password({ITEM!r}, 'token'))"
STORE = f"import keyring; keyring.set_password({ITEM!r}, 'token', 'x' * 1500)"


def measure_token(bed: Bed) -> list[Figure]:
    """``token`` with a valid token beside a bare keyring read, each in a fresh interpreter."""
    bare = {**bed.environment, "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring"}
    subprocess.run([sys.executable, "-c", STORE], env=bare, check=True, timeout=PATIENCE)
    packaged = [packaged_app(bed), "token"]
    source, frozen, theirs = [], [], []
    with bed.service() as service:
        bed.connect(service)
        bed.sign_in(service)
        bed.run("token")
        for _ in range(ROUNDS):
            source.append(_seconds(TOKEN, bed.environment))
            frozen.append(_seconds(packaged, bed.environment))
            theirs.append(_seconds([sys.executable, "-c", BARE_READ], bare))
    bare_read = statistics.median(theirs)
    figures = []
    for name, seconds in (("token, from source", source), ("token, packaged", frozen)):
        one = statistics.median(seconds)
        of = f"{one * 1000:.0f} ms, bare keyring read {bare_read * 1000:.0f} ms"
        figures.append(Figure(name, one / bare_read, "×", BOUND, of))
    return figures


def _seconds(command: list[str], environment: Mapping[str, str]) -> float:
    began = time.monotonic()
    # Without a timeout: with one the end is looked for in steps, and seen up to 50 ms late.
    subprocess.run(
        command, cwd=CHECKOUT, env=dict(environment), stdout=subprocess.DEVNULL, check=True
    )
    return time.monotonic() - began
