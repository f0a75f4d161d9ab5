"""A computer with a device key of its own, which proves its requests as an app does, or wrongly."""

import json
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.protocol import ed25519
from desktop.protocol.device_proof import make_device_proof
from desktop.protocol.encoding import encode_base64
from tests.service.api import Answered, Api, Attempt, answered

DAY = 86400


@dataclass(slots=True)
class OwnDevice:
    """One device of one user; every call carries its proof."""

    api: Api
    user_id: str
    name: str = "Dell XPS Linux"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def public_key(self) -> str:
        """The public half, base64."""
        return ed25519.public_key_text(self.key)

    @property
    def question(self) -> str:
        """The query that asks about this key: base64 of the text of its base64 (4.2)."""
        return urlencode(
            {
                "cotter_user_id": self.user_id,
                "method": "TRUSTED_DEVICE",
                "public_key": encode_base64(self.public_key.encode()),
            }
        )

    def proof(self, method: str, path: str, body: bytes = b"", *, at: float | None = None) -> str:
        """The header of one request."""
        return make_device_proof(
            self.key,
            method=method,
            url=f"{self.api.url}/api/v0{path}",
            body=body,
            token_id=secrets.token_urlsafe(16),
            at=int(self.api.clock() if at is None else at),
        )

    async def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        fresh_proof: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """One call with this device's proof; ``headers`` outrank it."""
        raw = b"" if body is None else json.dumps(body).encode()
        sent = {"DPoP": self.proof(method, path, raw)}
        if fresh_proof is not None:
            sent["Fresh-Proof"] = fresh_proof
        return await self.api.call(method, path, body, headers={**sent, **(headers or {})})

    def enrolment(self, *, enrolled: bool = True) -> dict[str, object]:
        """The body that trusts this device, or trusts it no more."""
        return {
            "method": "TRUSTED_DEVICE",
            "enrolled": enrolled,
            "code": self.public_key,
            "algorithm": "ED25519",
            "device_type": "DESKTOP",
            "device_name": self.name,
        }

    @property
    def methods(self) -> str:
        """The path of enrolling and removing."""
        return f"/user/methods?cotter_user_id={self.user_id}"

    async def enrol(self, fresh_proof: str | None, **changed: object) -> httpx.Response:
        """Ask to be trusted."""
        return await self.call(
            "PUT", self.methods, {**self.enrolment(), **changed}, fresh_proof=fresh_proof
        )

    async def remove(
        self, other: "OwnDevice | None" = None, *, fresh_proof: str | None = None
    ) -> httpx.Response:
        """Take another device, or this one, off the user's."""
        body = (other or self).enrolment(enrolled=False)
        return await self.call("PUT", self.methods, body, fresh_proof=fresh_proof)

    async def listed(self) -> list[Answered]:
        """The user's devices."""
        response = await self.call("GET", f"/user/devices?cotter_user_id={self.user_id}")
        assert response.status_code == 200, response.text
        devices: list[Answered] = answered(response)["devices"]
        return devices

    async def names(self) -> list[str]:
        """The names of the user's devices, the oldest first."""
        return [str(device["device_name"]) for device in await self.listed()]

    async def offer(self, **more: object) -> httpx.Response:
        """Ask to be added."""
        body = {
            "public_key": self.public_key,
            "algorithm": "ED25519",
            "device_name": self.name,
            **more,
        }
        return await self.call("POST", "/device/offer", body)


async def trusted(
    api: Api, name: str = "Dell XPS Linux", identifier: str = "maya@example.com"
) -> OwnDevice:
    """A device that its user has just trusted."""
    identity = await api.sign_in(Attempt(identifier=identifier))
    device = OwnDevice(api, identity["user"]["ID"], name)
    response = await device.enrol(identity["fresh_proof"])
    assert response.status_code == 200, response.text
    return device


async def proof_of_now(api: Api, identifier: str = "maya@example.com") -> str:
    """A fresh proof of the user, by another sign-in with a code."""
    api.clock.advance(301)
    return str((await api.sign_in(Attempt(identifier=identifier)))["fresh_proof"])


def reason(response: httpx.Response) -> tuple[int, str]:
    """Status and reason of a refusal about a device."""
    said = answered(response)
    assert said["type"] == "device", said
    return response.status_code, str(said["reason"])
