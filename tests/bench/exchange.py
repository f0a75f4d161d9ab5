"""From the typed code to the session, beside the same requests with bare httpx."""

import asyncio
import email
import os
import secrets
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from desktop.client.attempt import SignInAttempt
from desktop.client.transport import Transport
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import load_profiles
from desktop.foundation.secret import Secret
from desktop.keystore.choice import open_vault
from desktop.protocol.published import API_PATH
from desktop.session.identifier import parse_identifier
from desktop.session.opening import open_profile
from desktop.session.snapshot import SessionFact
from tests.bench.bed import Bed
from tests.bench.figure import Figure
from tests.parts.service import Service

ROUNDS, STORED_ROUNDS = 7, 3
"""Together as many messages as the service sends for one address of the network."""

BOUND = 1.5
OTHER_ADDRESS = "127.0.0.2"
LOOK_SECONDS = 0.005


def measure_exchange(bed: Bed) -> list[Figure]:
    """Code typed to session verified, stored and drawn, in turns with the bare requests.

    The bound is for what is ours: the session is kept in memory, as in the demo. What the real
    keystore adds is a figure of its own.
    """
    with bed.service() as service:
        bed.connect(service)
        with surrounded_by(bed.environment):
            ours, theirs, stored = asyncio.run(_measure(bed, service))
    one, other = statistics.median(ours), statistics.median(theirs)
    of = f"{one * 1000:.1f} ms with all of it verified, the requests alone {other * 1000:.1f} ms"
    adds = (statistics.median(stored) - one) * 1000
    return [
        Figure("code to session", one / other, "×", BOUND, of),
        Figure("… kept in the keystore", adds, "ms", None, "more: written and read back"),
    ]


async def _measure(bed: Bed, service: Service) -> tuple[list[float], list[float], list[float]]:
    mailbox = Mailbox(service)
    ours, theirs, stored = [], [], []
    bare = httpx.AsyncHTTPTransport(local_address=OTHER_ADDRESS)
    async with httpx.AsyncClient(base_url=service.url + API_PATH, transport=bare) as client:
        for number in range(ROUNDS):
            ours.append(await _seconds_of_ours(bed, mailbox, f"o{number}@example.com", "memory"))
            person = await Person.at(client, mailbox, f"b{number}@example.com")
            began = time.perf_counter()
            await person.finish()
            theirs.append(time.perf_counter() - began)
            if number < STORED_ROUNDS:
                address = f"s{number}@example.com"
                stored.append(await _seconds_of_ours(bed, mailbox, address, "secret-service"))
    return ours, theirs, stored


async def _seconds_of_ours(bed: Bed, mailbox: "Mailbox", address: str, keystore: str) -> float:
    folder = bed.folder / f"{address}-home"
    chosen = {
        "COTTER_AUTHENTICATOR_HOME": str(folder),
        "COTTER_AUTHENTICATOR_KEYSTORE": keystore,
    }
    environment = {**bed.environment, **chosen}
    (known,) = load_profiles(Paths.from_environment(bed.environment).profiles_file).profiles
    profile = replace(known, id=secrets.token_hex(8))
    paths, transport = Paths.from_environment(environment), Transport()
    vault = open_vault(paths, environment)
    opened = open_profile(profile, paths=paths, vault=vault, transport=transport)
    await opened.sign_in.request_code(parse_identifier(address), "EMAIL")
    code = Secret(await mailbox.code_for(address))
    began = time.perf_counter()
    await opened.sign_in.submit(code)
    took = time.perf_counter() - began
    assert opened.keeper.snapshot.session is SessionFact.ACTIVE
    await transport.aclose()
    return took


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
        """Answer, exchange, and fetch the keys that the tokens are verified with."""
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
