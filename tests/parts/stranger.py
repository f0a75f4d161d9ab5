"""A device that is not ours: speaks to the service by itself, and may say what it likes."""

import json
import secrets
import time
from dataclasses import dataclass, field

import httpx

from desktop.client.device_key import ALGORITHM, DeviceKey
from desktop.protocol.enrolment_code import EnrolmentCode
from desktop.protocol.pkce import code_challenge_of
from desktop.protocol.shown_request import ShownRequest, device_digits
from tests.parts.service import Service

API = "/api/v0"
NASTY_NAME = "\x1b[2Jmaple\n\u202eelpam \u2066x\u2069"
"""Clears a terminal, breaks the line, and turns what follows around."""
NASTY_NAME_SHOWN = "[2Jmaple elpam x"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to sign in, and the number that its asker shows."""

    id: int
    number: str


@dataclass(frozen=True, slots=True)
class Stranger:
    """One device at one service, with a key of its own; ``name`` is what it claims to be called."""

    service: Service
    name: str = "Pixel 9"
    key: DeviceKey = field(default_factory=lambda: DeviceKey.make(secrets.token_bytes))

    def ask(self, identifier: str, *, event: str = "LOGIN") -> Asked:
        """Ask the user's devices for a sign-in here."""
        challenge, timestamp = code_challenge_of(secrets.token_urlsafe(32)), str(int(time.time()))
        answer = self._call(
            "POST",
            f"/event/create_pending?code_challenge={challenge}",
            {
                "identifier": identifier,
                "issuer": self.service.api_key_id,
                "event": event,
                "timestamp": timestamp,
                "method": "TRUSTED_DEVICE",
                "device_name": self.name,
            },
        )
        shown = ShownRequest(
            api_key_id=self.service.api_key_id,
            user_id=str(answer["user_id"]),
            event_id=str(answer["ID"]),
            event=event,
            timestamp=timestamp,
            address=str(answer["observed_address"]),
            device_name=str(answer["device_name"]),
            code_challenge=challenge,
        )
        return Asked(id=int(str(answer["ID"])), number=shown.number())

    def ask_without_number(self, user_id: str) -> int:
        """Ask as the published SDKs do, by the user's id and without a challenge; its id."""
        body = {
            "user_id": user_id,
            "issuer": self.service.api_key_id,
            "event": "LOGIN",
            "ip": "198.51.100.7",
            "location": "Lima",
            "timestamp": str(int(time.time())),
            "method": "TRUSTED_DEVICE",
        }
        return int(str(self._call("POST", "/event/create_pending", body)["ID"]))

    def offer(self, user_id: str) -> str:
        """Tell the service that it wants to be added; the text of its code."""
        body = {
            "public_key": self.key.public_key,
            "algorithm": ALGORITHM,
            "device_name": self.name,
        }
        self._call("POST", "/device/offer", body)
        return self.code(user_id)

    def code(self, user_id: str, *, age: int = 0, api_key_id: str = "") -> str:
        """The text of a code that was made ``age`` seconds ago."""
        return EnrolmentCode(
            public_key=self.key.public_key,
            algorithm=ALGORITHM,
            api_key_id=api_key_id or self.service.api_key_id,
            user_id=user_id,
            made_at=int(time.time()) - age,
        ).text()

    def digits(self, user_id: str) -> str:
        """The six digits that it shows."""
        return device_digits(
            api_key_id=self.service.api_key_id, user_id=user_id, public_key=self.key.public_key
        )

    def _call(self, method: str, path: str, body: dict[str, str]) -> dict[str, object]:
        content, url = json.dumps(body).encode(), f"{self.service.url}{API}{path}"
        proof = self.key.prove(
            method=method, url=url, body=content, random_bytes=secrets.token_bytes, at=time.time()
        )
        headers = {
            "API_KEY_ID": self.service.api_key_id,
            "Content-Type": "application/json",
            "DPoP": proof,
        }
        answer = httpx.request(method, url, content=content, headers=headers, trust_env=False)
        assert answer.status_code == 200, answer.text
        document: dict[str, object] = answer.json()
        return document
