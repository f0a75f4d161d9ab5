"""A computer that nobody trusts yet: it asks, shows its number and waits."""

import secrets
from dataclasses import dataclass, field

import httpx

from desktop.protocol import ed25519
from desktop.protocol.pkce import code_challenge_of, make_code_verifier
from desktop.protocol.shown_request import ShownRequest
from desktop.protocol.signed_text import EventChallenge, approval_text, enrolment_text
from tests.service.api import Answered, Api, answered
from tests.service.own_device import OwnDevice


@dataclass(slots=True)
class Asker:
    """One computer that wants to sign in as somebody."""

    api: Api
    identifier: str = "maya@example.com"
    name: str = "Pixel 9"
    verifier: str = field(default_factory=lambda: make_code_verifier(secrets.token_bytes))

    @property
    def path(self) -> str:
        """Where a request is made."""
        return f"/event/create_pending?code_challenge={code_challenge_of(self.verifier)}"

    def body(self, **changed: object) -> dict[str, object]:
        """A request as the app makes it; none leaves a field out."""
        body = {
            "identifier": self.identifier,
            "issuer": self.api.project.id,
            "event": "LOGIN",
            "timestamp": str(int(self.api.clock())),
            "method": "TRUSTED_DEVICE",
            "device_name": self.name,
            **changed,
        }
        return {name: value for name, value in body.items() if value is not None}

    async def try_ask(self, **changed: object) -> httpx.Response:
        """Ask."""
        return await self.api.call("POST", self.path, self.body(**changed))

    async def ask(self, **changed: object) -> Answered:
        """Ask what must be taken."""
        response = await self.try_ask(**changed)
        assert response.status_code == 200, response.text
        return answered(response)

    def number(self, asked: Answered) -> str:
        """The number that this computer shows."""
        return ShownRequest(
            api_key_id=self.api.project.id,
            user_id=asked["user_id"],
            event_id=str(asked["ID"]),
            event=asked["event"],
            timestamp=asked["timestamp"],
            address=asked["observed_address"],
            device_name=asked["device_name"],
            code_challenge=code_challenge_of(self.verifier),
        ).number()

    async def stand(
        self, asked: Answered, *, query: str = "oauth_token=true", verifier: str | None = None
    ) -> httpx.Response:
        """Ask how the request stands."""
        return await self.api.call(
            "GET",
            f"/event/get/{asked['ID']}?{query}",
            headers={"Code-Verifier": self.verifier if verifier is None else verifier},
        )

    async def outcome(self, asked: Answered) -> str:
        """How the request stands, in a word, without taking the tokens."""
        return str(answered(await self.stand(asked, query=""))["outcome"])

    async def cancel(self, asked: Answered, *, verifier: str | None = None) -> httpx.Response:
        """Take the request back."""
        return await self.api.call(
            "POST",
            f"/event/cancel/{asked['ID']}",
            {},
            headers={"Code-Verifier": self.verifier if verifier is None else verifier},
        )


def watch_path(device: OwnDevice, query: str = "") -> str:
    """Where a device is told of requests."""
    return f"/event/pending?cotter_user_id={device.user_id}{query}"


async def pending(device: OwnDevice, query: str = "") -> Answered:
    """What a device is told of requests."""
    response = await device.call("GET", watch_path(device, query))
    assert response.status_code == 200, response.text
    return answered(response)


def decision(
    device: OwnDevice, event: Answered, *, approved: bool, **changed: object
) -> dict[str, object]:
    """A decision as the app sends it; ``changed`` fields are sent but not signed."""
    text = approval_text(
        user_id=device.user_id,
        api_key_id=device.api.project.id,
        event=event["event"],
        timestamp=event["timestamp"],
        approved=approved,
    )
    body = {
        "user_id": device.user_id,
        "issuer": device.api.project.id,
        "event": event["event"],
        "ip": event["ip"],
        "location": event["location"],
        "timestamp": event["timestamp"],
        "method": "TRUSTED_DEVICE",
        "code": ed25519.sign(device.key, text),
        "approved": approved,
        "public_key": device.public_key,
        "algorithm": "ED25519",
        **changed,
    }
    return {name: value for name, value in body.items() if value is not None}


async def decide(
    device: OwnDevice,
    event: Answered,
    *,
    approved: bool = True,
    number: str | None = None,
    **changed: object,
) -> httpx.Response:
    """Decide a request."""
    body = decision(device, event, approved=approved, number=number, **changed)
    return await device.call("POST", f"/event/respond/{event['ID']}", body)


def own_event(
    device: OwnDevice,
    event: str = "LOGIN",
    *,
    timestamp: str | None = None,
    challenge: EventChallenge | None = None,
    **changed: object,
) -> dict[str, object]:
    """An event that a device makes by itself; ``changed`` fields are sent but not signed."""
    timestamp = str(int(device.api.clock())) if timestamp is None else timestamp
    text = approval_text(
        user_id=device.user_id,
        api_key_id=device.api.project.id,
        event=event,
        timestamp=timestamp,
        approved=True,
        challenge=challenge,
    )
    body: dict[str, object] = {
        "user_id": device.user_id,
        "issuer": device.api.project.id,
        "event": event,
        "ip": "unknown",
        "location": "unknown",
        "timestamp": timestamp,
        "method": "TRUSTED_DEVICE",
        "code": ed25519.sign(device.key, text),
        "approved": True,
        "public_key": device.public_key,
        "algorithm": "ED25519",
    }
    if challenge is not None:
        body |= {"challenge_id": challenge.id, "challenge": challenge.text}
    return {**body, **changed}


def adding(device: OwnDevice, new: OwnDevice, *, timestamp: str | None = None) -> dict[str, object]:
    """The event by which ``device`` adds ``new``."""
    timestamp = str(int(device.api.clock())) if timestamp is None else timestamp
    text = enrolment_text(
        user_id=device.user_id,
        api_key_id=device.api.project.id,
        timestamp=timestamp,
        new_public_key=new.public_key,
    )
    return {
        **own_event(device, "ENROLL_NEW_TRUSTED_DEVICE", timestamp=timestamp),
        "code": ed25519.sign(device.key, text),
        "register_new_device": True,
        "new_device_public_key": new.public_key,
        "new_device_algorithm": "ED25519",
        "device_type": "DESKTOP",
        "device_name": "scanned by",
    }


def event_reason(response: httpx.Response) -> tuple[int, str]:
    """Status and reason of a refusal about a request."""
    said = answered(response)
    assert said["type"] == "event", said
    return response.status_code, str(said["reason"])
