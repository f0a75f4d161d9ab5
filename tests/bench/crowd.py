"""What it costs when eighty programs ask for a token at the same moment."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import jwt

from tests.bench.bed import Bed
from tests.bench.figure import Figure
from tests.bench.late_answers import answers_after
from tests.parts.child import CHECKOUT, wait_until
from tests.parts.service import Service

CROWD = 80
ROUNDS = 3
BOUND = 1.3
ANSWER_SECONDS = 0.2
PATIENCE = 120.0
TOKEN = [sys.executable, "-m", "desktop", "token"]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a crowd fared: seconds until all of them had a token, and how many there were."""

    seconds: float
    different: int


def measure_crowd(bed: Bed) -> list[Figure]:
    """Eighty processes ask at once with an expired session, and again with a valid one."""
    expired, valid, renewals = [], [], []
    with answered_late(bed) as late:
        for number in range(ROUNDS):
            with expired_session(late, f"maya{number}@example.com"):
                before = renewals_of(bed)
                expired.append(ask_at_once(bed).seconds)
                renewals.append(renewals_of(bed) - before)
                valid.append(ask_at_once(bed).seconds)
    one, other = statistics.median(expired), statistics.median(valid)
    of = (
        f"{one:.1f} s with an expired session, {other:.1f} s with a valid one; "
        f"each answer takes {ANSWER_SECONDS * 1000:.0f} ms"
    )
    return [
        Figure(f"{CROWD} processes", one / other, "×", BOUND, of),
        Figure(f"{CROWD} processes: renewals", max(renewals), "", 1, "in the service’s audit"),
    ]


@dataclass(frozen=True, slots=True)
class LateService:
    """A service whose answers take their time: itself, and as people reach it."""

    bed: Bed
    itself: Service
    reached: Service

    @contextmanager
    def run(self, *options: str) -> Iterator[Service]:
        """Let it run."""
        with self.bed.service("--public-url", self.reached.url, *options, known=self.itself) as it:
            yield it


@contextmanager
def answered_late(bed: Bed) -> Iterator[LateService]:
    """Make a profile of a service whose answers come late; it does not run yet."""
    with bed.service() as service:
        pass
    with answers_after(ANSWER_SECONDS, service) as reached:
        late = LateService(bed, service, reached)
        with late.run():
            bed.connect(reached)
        yield late


@contextmanager
def expired_session(late: LateService, address: str) -> Iterator[None]:
    """Sign in for a second and let it pass; then the service runs and its tokens last."""
    with late.run("--token-lifetime", "1") as hasty:
        late.bed.sign_in(hasty, address)
    wait_until(lambda: '"expired"' in late.bed.run("status", "--json"), "the expiry")
    with late.run():
        yield


def ask_at_once(bed: Bed) -> Asked:
    """Let each of the crowd ask for a token.

    Raises:
        RuntimeError: one of them has none that is valid.
    """
    began = time.monotonic()
    pipe = subprocess.PIPE
    crowd = [
        subprocess.Popen(TOKEN, cwd=CHECKOUT, env=dict(bed.environment), stdout=pipe, stderr=pipe)
        for _ in range(CROWD)
    ]
    answers = [process.communicate(timeout=PATIENCE) for process in crowd]
    took = time.monotonic() - began
    for process, (token, errors) in zip(crowd, answers, strict=True):
        if process.returncode:
            raise RuntimeError(errors.decode())
        claims = jwt.decode(token.strip(), options={"verify_signature": False})
        if claims["exp"] <= time.time():
            raise RuntimeError("one was handed a token that had expired")
    return Asked(took, len({token for token, _ in answers}))


def renewals_of(bed: Bed) -> int:
    """How often the service has renewed a session."""
    audit = bed.run("service", "audit", "--json", "--database", str(bed.database))
    return audit.count('"token.renewed"')
