"""The phones of the published SDKs, byte for byte: sign-up, sign-in, QR code, removal (5)."""

import base64
import textwrap
from dataclasses import dataclass

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.service.api import Answered, Api, answered
from tests.service.own_device import reason

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
EC_KEYS = [ec.generate_private_key(ec.SECP256R1()) for _ in range(3)]
RSA_KEY = rsa.generate_private_key(65537, 2048)


@dataclass(slots=True)
class Phone:
    """A phone of one system: how it spells keys and signatures, and whether it names the kind."""

    api: Api
    system: str
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    client_user_id: str = ""

    @property
    def public_key(self) -> str:
        """With line feeds every 76 characters (Android) or 64 (iOS), and at the end."""
        raw = self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return broken(raw, 64 if self.system == "iOS" else 76)

    @property
    def algorithm(self) -> str:
        """As the enrolment names it."""
        return "RSA" if isinstance(self.key, rsa.RSAPrivateKey) else "EC"

    def sign(self, text: str) -> str:
        """Base64 of the signature: Android's with line feeds."""
        if isinstance(self.key, rsa.RSAPrivateKey):
            raw = self.key.sign(text.encode(), PKCS1v15(), SHA256())
        else:
            raw = self.key.sign(text.encode(), ec.ECDSA(SHA256()))
        return base64.b64encode(raw).decode() if self.system == "iOS" else broken(raw, 76)

    async def sign_up(self, identifier: str = "noor@example.com") -> Answered:
        """Make a user and enrol, as the SDKs do without any proof."""
        body = {"identifier": identifier, "client_user_id": ""}
        user = answered(await self.api.call("POST", "/user/create", body))
        self.client_user_id = user["client_user_id"]
        return answered(await self.enrol())

    async def enrol(self, *, enrolled: bool = True) -> httpx.Response:
        """Enrol or remove this phone."""
        body = {
            "method": "TRUSTED_DEVICE",
            "enrolled": enrolled,
            "code": self.public_key,
            "algorithm": self.algorithm,
            "device_name": f"A phone with {self.system}",
        }
        return await self.api.call("PUT", f"/user/{self.client_user_id}", body)

    async def is_enrolled(self) -> bool:
        """The check that the SDKs make: base64 of the characters, line feeds and all."""
        double = base64.urlsafe_b64encode(self.public_key.encode()).decode()
        if self.system == "iOS":
            double = double.rstrip("=")
        path = f"/user/enrolled/{self.client_user_id}/TRUSTED_DEVICE/{double}"
        return answered(await self.api.call("GET", path))["enrolled"] is True

    def event(self, event: str, signed_after: str = "", **more: object) -> dict[str, object]:
        """The body of an event that this phone approves by itself."""
        timestamp = str(int(self.api.clock()))
        text = f"{self.client_user_id}{self.api.project.id}{event}{timestamp}TRUSTED_DEVICEtrue"
        named = {} if self.system == "iOS" else {"algorithm": self.algorithm}
        return {
            "client_user_id": self.client_user_id,
            "issuer": self.api.project.id,
            "event": event,
            "ip": None,
            "timestamp": timestamp,
            "method": "TRUSTED_DEVICE",
            "code": self.sign(text + signed_after),
            "approved": True,
            "public_key": self.public_key,
            **named,
            **more,
        }

    async def make(self, body: dict[str, object]) -> httpx.Response:
        """Send an event."""
        return await self.api.call("POST", "/event/create?oauth_token=true", body)

    async def add(self, other: "Phone", *, algorithm: str) -> httpx.Response:
        """Add the phone whose QR code was scanned."""
        return await self.make(
            self.event(
                "ENROLL_NEW_TRUSTED_DEVICE",
                signed_after=other.public_key,
                register_new_device=True,
                new_device_public_key=other.public_key,
                new_device_algorithm=algorithm,
                device_type="the scanning one's",
                device_name="the scanning one's",
            )
        )


def broken(raw: bytes, every: int) -> str:
    return "\n".join(textwrap.wrap(base64.b64encode(raw).decode(), every)) + "\n"


def phones(api: Api) -> list[Phone]:
    return [
        Phone(api, "Android", EC_KEYS[0]),
        Phone(api, "iOS", EC_KEYS[1]),
        Phone(api, "Android 5", RSA_KEY),
    ]


@pytest.mark.parametrize("which", [0, 1, 2], ids=["Android", "iOS", "Android 5"])
async def test_a_phone_signs_up_and_signs_in(published: Api, which: int) -> None:
    phone = phones(published)[which]
    await phone.sign_up()
    assert await phone.is_enrolled()
    published.clock.advance(60)
    event = answered(await phone.make(phone.event("LOGIN")))
    assert event["approved"] is True
    assert event["new"] is False
    assert event["oauth_token"]["auth_method"] == "TRUSTED_DEVICE"
    token = event["oauth_token"]["refresh_token"]
    assert (await published.renew(token)).status_code == 200


@pytest.mark.parametrize("which", [0, 1, 2], ids=["Android", "iOS", "Android 5"])
async def test_a_signature_counts_once(published: Api, which: int) -> None:
    phone = phones(published)[which]
    await phone.sign_up()
    body = phone.event("LOGIN")
    assert (await phone.make(body)).status_code == 200
    assert reason(await phone.make(body)) == (400, "replayed")
    # Signed anew, with other random bits where the algorithm has them.
    assert reason(await phone.make(phone.event("LOGIN"))) == (400, "replayed")


async def test_a_signature_is_remembered_until_its_time_is_refused(published: Api) -> None:
    phone = phones(published)[0]
    await phone.sign_up()
    published.clock.advance(300)
    body = phone.event("LOGIN")
    published.clock.advance(-300)
    assert (await phone.make(body)).status_code == 200
    published.clock.advance(600)
    published.prune()
    assert reason(await phone.make(body)) == (400, "replayed")
    published.clock.advance(1)
    assert reason(await phone.make(body)) == (400, "clock")


async def test_the_twin_of_a_signature_is_a_replay(published: Api) -> None:
    phone = phones(published)[1]
    await phone.sign_up()
    body = phone.event("LOGIN")
    assert (await phone.make(body)).status_code == 200
    r, s = decode_dss_signature(base64.b64decode(str(body["code"])))
    twin = base64.b64encode(encode_dss_signature(r, ORDER - s)).decode()
    assert twin != body["code"]
    assert reason(await phone.make({**body, "code": twin})) == (400, "replayed")
    # The same key in the other system's spelling is the same key.
    respelled = {**body, "public_key": str(body["public_key"]).replace("\n", "")}
    assert reason(await phone.make(respelled)) == (400, "replayed")


async def test_a_changed_text_is_not_what_was_signed(published: Api) -> None:
    phone = phones(published)[0]
    await phone.sign_up()
    body = phone.event("LOGIN")
    for changed in ({"event": "LOGIN_WITH_DEVICE"}, {"code": phone.sign("LOGIN")}, {"code": ""}):
        assert reason(await phone.make({**body, **changed})) == (400, "bad_signature")
    other = Phone(published, "Android", EC_KEYS[2], phone.client_user_id)
    assert reason(await other.make(other.event("LOGIN"))) == (403, "not_enrolled")


@pytest.mark.parametrize(
    ("scanning", "new", "algorithm"),
    [(0, 1, "ECDSA"), (1, 0, "EC"), (0, 2, "RSA"), (2, 1, "ECDSA")],
)
async def test_a_phone_adds_another_by_its_qr_code(
    published: Api, scanning: int, new: int, algorithm: str
) -> None:
    first, second = phones(published)[scanning], phones(published)[new]
    await first.sign_up()
    second.client_user_id = first.client_user_id
    assert not await second.is_enrolled()
    event = answered(await first.add(second, algorithm=algorithm))
    assert event["approved"] is True
    assert await second.is_enrolled()
    signed_in = answered(await second.make(second.event("LOGIN")))
    assert signed_in["oauth_token"]["token_type"] == "Bearer"


async def test_a_signature_adds_that_very_key(published: Api) -> None:
    first, second = phones(published)[:2]
    third = Phone(published, "iOS", EC_KEYS[2])
    await first.sign_up()
    body = first.event(
        "ENROLL_NEW_TRUSTED_DEVICE",
        signed_after=second.public_key,
        register_new_device=True,
        new_device_public_key=third.public_key,
        new_device_algorithm="EC",
    )
    assert reason(await first.make(body)) == (400, "bad_signature")
    third.client_user_id = first.client_user_id
    assert not await third.is_enrolled()


async def test_a_phone_removes_itself(published: Api) -> None:
    phone = phones(published)[0]
    await phone.sign_up()
    user = answered(await phone.enrol(enrolled=False))
    assert user["enrolled"] == []
    assert not await phone.is_enrolled()
    assert reason(await phone.make(phone.event("LOGIN"))) == (403, "not_enrolled")


async def test_a_strict_service_has_no_phones(api: Api) -> None:
    identity = await api.sign_in()
    phone = Phone(api, "Android", EC_KEYS[0], identity["user"]["ID"])
    response = await api.call(
        "PUT",
        f"/user/{phone.client_user_id}",
        {"method": "TRUSTED_DEVICE", "enrolled": True, "code": phone.public_key},
        headers={"Fresh-Proof": identity["fresh_proof"]},
    )
    assert answered(response)["msg"].endswith("it is not an Ed25519 key.")
