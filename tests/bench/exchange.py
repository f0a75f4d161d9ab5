"""From the typed code to the session, beside the same requests with bare httpx."""

import asyncio
import email
import os
import secrets
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from desktop.client.attempt import SignInAttempt
from desktop.client.transport import Transport
from desktop.foundation.clock import SystemClock
from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.keystore.choice import open_vault
from desktop.protocol.published import API_PATH
from desktop.session.connecting import ask_service, profile_of
from desktop.session.identifier import parse_identifier
from desktop.session.opening import open_profile
from desktop.session.snapshot import SessionFact, Snapshot
from tests.bench.bed import Bed
from tests.bench.figure import Figure
from tests.parts.service import Service

SERVICES, ROUNDS = 6, 5
"""As many rounds as one service sends messages for an address of the network; so, several."""

BOUND = 1.5
OTHER_ADDRESS = "127.0.0.2"
LOOK_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of each round: in memory, in the keystore, and the requests alone."""

    ours: list[float] = field(default_factory=list)
    stored: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)


def measure_exchange(bed: Bed) -> list[Figure]:
    """From the typed code to the snapshot that shows the session, in turns with the bare requests.

    All is verified, stored and announced by then; what is timed is the session layer, without the
    window. The bound is for a session that is kept in memory, as in the demo; what the real
    keystore adds is a figure of its own. The bare requests are the same two that ours
    sends after the code, the answer to it and the exchange, over a connection that is there.
    """
    took = Took()
    for number in range(SERVICES):
        with (
            bed.service(name=f"service{number}") as service,
            surrounded_by(bed.environment),
        ):
            asyncio.run(_measure(bed, service, took, warm=number == 0))
    one, other = statistics.median(took.ours), statistics.median(took.bare)
    of = f"{one * 1000:.1f} ms with all of it verified, the requests alone {other * 1000:.1f} ms"
    adds = (statistics.median(took.stored) - one) * 1000
    return [
        Figure("code to session", one / other, "×", BOUND, of),
        Figure("… kept in the keystore", adds, "ms", None, "more: written and read back"),
    ]


async def _measure(bed: Bed, service: Service, took: Took, *, warm: bool) -> None:
    mailbox = Mailbox(service)
    client = httpx.AsyncClient(
        base_url=service.url + API_PATH,
        transport=httpx.AsyncHTTPTransport(local_address=OTHER_ADDRESS),
    )
    async with client:
        for number in range(ROUNDS):
            ours = await _seconds_of_ours(bed, mailbox, f"o{number}@example.com", "memory")
            person = await Person.at(client, mailbox, f"b{number}@example.com")
            began = time.perf_counter()
            await person.finish()
            bare = time.perf_counter() - began
            address = f"s{number}@example.com"
            stored = await _seconds_of_ours(bed, mailbox, address, "secret-service")
            if number or not warm:  # the first of all imports what is imported late
                took.ours.append(ours)
                took.bare.append(bare)
                took.stored.append(stored)


async def _seconds_of_ours(bed: Bed, mailbox: "Mailbox", address: str, keystore: str) -> float:
    folder = bed.folder / f"{mailbox.service.outbox.parent.name}-{address}"
    environment = {
        **bed.environment,
        "COTTER_AUTHENTICATOR_HOME": str(folder),
        "COTTER_AUTHENTICATOR_KEYSTORE": keystore,
    }
    paths, transport, shown = Paths.from_environment(environment), Transport(), asyncio.Event()
    url, key = mailbox.service.url, mailbox.service.api_key_id
    description = await ask_service(url, key, transport=transport, clock=SystemClock())
    profile = profile_of(description, name="Bench", service_url=url, api_key_id=key)
    seconds = list[float]()

    def draw(snapshot: Snapshot) -> None:
        if snapshot.session is SessionFact.ACTIVE and not shown.is_set():
            seconds.append(time.perf_counter() - began)
            shown.set()

    opened = open_profile(
        profile,
        paths=paths,
        vault=open_vault(paths, environment),
        transport=transport,
        on_change=draw,
    )
    # The app has read the keystore long before somebody signs in.
    await opened.keeper.read()
    await opened.sign_in.request_code(parse_identifier(address), "EMAIL")
    code = Secret(await mailbox.code_for(address))
    began = time.perf_counter()
    await opened.sign_in.submit(code)
    await shown.wait()
    await transport.aclose()
    return seconds[0]


class Mailbox:
    """The codes that the service has put into its outbox, each file read once."""

    def __init__(self, service: Service) -> None:
        """Nothing has been read yet."""
        self.service = service
        self._read: set[str] = set()
        self._codes: dict[str, str] = {}

    async def code_for(self, address: str) -> str:
        """Wait for the code that is sent to an address."""
        while address not in self._codes:
            self._read_new()
            if address not in self._codes:
                await asyncio.sleep(LOOK_SECONDS)
        return self._codes.pop(address)

    def _read_new(self) -> None:
        for file in os.scandir(self.service.outbox):
            if file.name.endswith(".eml") and file.name not in self._read:
                self._read.add(file.name)
                mail = email.message_from_bytes(Path(file.path).read_bytes())
                self._codes[mail["To"]] = mail["Subject"].split()[0]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has a code and a bare HTTP client."""

    client: httpx.AsyncClient
    headers: Mapping[str, str]
    attempt: SignInAttempt
    answer: Mapping[str, object]

    @classmethod
    async def at(cls, client: httpx.AsyncClient, mailbox: "Mailbox", address: str) -> "Person":
        """Ask for a code, wait for it, and sign the answer."""
        attempt = SignInAttempt.begin(
            secrets.token_bytes,
            identifier=address,
            identifier_type="EMAIL",
            device_name="bench",
        )
        headers = {"API_KEY_ID": mailbox.service.api_key_id}
        identification = {
            "identifier": address,
            "identifier_type": "EMAIL",
            "device_type": attempt.device_type,
            "device_name": attempt.device_name,
            "public_key": attempt.public_key,
            "redirect_url": attempt.redirect_url,
        }
        body = {
            **identification,
            "auth_method": "OTP",
            "channel": "EMAIL",
            "code_challenge": attempt.code_challenge,
            "state": attempt.state,
        }
        asked = await client.post(
            f"/verify/request/{attempt.session_id}", json=body, headers=headers
        )
        challenge = asked.raise_for_status().json()
        code = await mailbox.code_for(address)
        timestamp = str(int(time.time()))
        signature = attempt.sign_code(
            challenge_id=challenge["challenge_id"],
            challenge=challenge["challenge"],
            code=Secret(code),
            timestamp=timestamp,
        )
        answer = {
            **identification,
            "challenge_id": challenge["challenge_id"],
            "challenge": challenge["challenge"],
            "code": code,
            "timestamp": timestamp,
            "signature": signature,
        }
        return cls(client, headers, attempt, answer)

    async def finish(self) -> None:
        """Answer and exchange."""
        responded = await self.client.post(
            f"/verify/respond/{self.attempt.state}", json=self.answer, headers=self.headers
        )
        authorization = responded.raise_for_status().json()
        exchange = {
            "code_verifier": self.attempt.code_verifier.reveal(),
            "authorization_code": authorization["authorization_code"],
            "challenge_id": authorization["challenge_id"],
            "redirect_url": self.attempt.redirect_url,
        }
        identity = await self.client.post(
            "/verify/get_identity?oauth_token=true", json=exchange, headers=self.headers
        )
        identity.raise_for_status().json()


@contextmanager
def surrounded_by(variables: Mapping[str, str]) -> Iterator[None]:
    """Let this process be on the bed's bus: its keystore is found by the environment."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
