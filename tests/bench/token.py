"""What asking for a token costs: alone, and eighty at once."""

import statistics
import subprocess
import sys
import time
from collections.abc import Mapping

import jwt

from tests.bench.bed import Bed
from tests.bench.figure import Figure
from tests.parts.child import CHECKOUT, PATIENCE

ROUNDS = 25
TOKEN_BOUND = 1.5
CROWD = 80
CROWD_ROUNDS = 3
CROWD_BOUND = 1.3
CROWD_PATIENCE = 120.0
EXPIRY_SECONDS = 1.5
TOKEN = [sys.executable, "-m", "desktop", "token"]
ITEM = "cotter-authenticator bench"

BARE_READ = f"import keyring; print(keyring.get_password({ITEM!r}, 'token'))"
STORE = f"import keyring; keyring.set_password({ITEM!r}, 'token', 'x' * 1500)"


def measure_token(bed: Bed) -> list[Figure]:
    """``token`` with a valid token beside a bare keyring read, each in a fresh interpreter."""
    bare = {**bed.environment, "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring"}
    subprocess.run([sys.executable, "-c", STORE], env=bare, check=True, timeout=PATIENCE)
    ours, theirs = [], []
    with bed.service() as service:
        bed.connect(service)
        bed.sign_in(service)
        bed.run("token")
        for _ in range(ROUNDS):
            ours.append(_seconds(TOKEN, bed.environment))
            theirs.append(_seconds([sys.executable, "-c", BARE_READ], bare))
    one, other = statistics.median(ours), statistics.median(theirs)
    of = f"{one * 1000:.0f} ms, bare keyring read {other * 1000:.0f} ms"
    return [Figure("token", one / other, "×", TOKEN_BOUND, of)]


def measure_crowd(bed: Bed) -> list[Figure]:
    """Eighty processes ask at once with an expired session, and again with a valid one."""
    expired, valid, renewals = [], [], []
    with bed.service() as service:
        bed.connect(service)
    for number in range(CROWD_ROUNDS):
        with bed.service("--token-lifetime", "1", known=service) as hasty:
            bed.sign_in(hasty, f"maya{number}@example.com")
        time.sleep(EXPIRY_SECONDS)
        with bed.service(known=service):
            before = _renewals(bed)
            expired.append(_crowd_seconds(bed))
            renewals.append(_renewals(bed) - before)
            valid.append(_crowd_seconds(bed))
    one, other = statistics.median(expired), statistics.median(valid)
    of = f"{one:.1f} s with an expired session, {other:.1f} s with a valid one"
    return [
        Figure(f"{CROWD} processes", one / other, "×", CROWD_BOUND, of),
        Figure(f"{CROWD} processes: renewals", max(renewals), "", 1, "in the service’s audit"),
    ]


def _seconds(command: list[str], environment: Mapping[str, str]) -> float:
    began = time.monotonic()
    subprocess.run(
        command,
        cwd=CHECKOUT,
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=PATIENCE,
    )
    return time.monotonic() - began


def _crowd_seconds(bed: Bed) -> float:
    """Seconds until each of the crowd has a token that is valid.

    Raises:
        RuntimeError: one of them has none.
    """
    began = time.monotonic()
    pipe = subprocess.PIPE
    crowd = [
        subprocess.Popen(TOKEN, cwd=CHECKOUT, env=dict(bed.environment), stdout=pipe, stderr=pipe)
        for _ in range(CROWD)
    ]
    answers = [process.communicate(timeout=CROWD_PATIENCE) for process in crowd]
    took = time.monotonic() - began
    for process, (token, errors) in zip(crowd, answers, strict=True):
        if process.returncode:
            raise RuntimeError(errors.decode())
        claims = jwt.decode(token.strip(), options={"verify_signature": False})
        if claims["exp"] <= time.time():
            raise RuntimeError("one was handed a token that had expired")
    return took


def _renewals(bed: Bed) -> int:
    audit = bed.run("service", "audit", "--json", "--database", str(bed.database))
    return audit.count('"token.renewed"')
