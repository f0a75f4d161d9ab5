"""Device proofs that no device of ours would make, shown to the service where it takes them.

Each is signed with the key of a trusted device, unless that is what is wrong, and is for the very
request that carries it, unless that is.
"""

import hashlib
import json
import secrets
from collections.abc import Callable

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from desktop.protocol.encoding import encode_base64url
from desktop.protocol.jwk import EllipticCurveJwk
from tests.faults.tokens.forgeries import compact
from tests.service.api import URL, Api
from tests.service.own_device import OwnDevice, reason, trusted

Json = dict[str, object]
ED25519_ORDER = 2**252 + 27742317777372353535851937790883648493
IDENTITY_POINT = b"\x01" + bytes(31)


def path_of(device: OwnDevice) -> str:
    return f"/user/devices?cotter_user_id={device.user_id}"


class Proof:
    """What a right proof is made of; a test changes one thing."""

    def __init__(self, device: OwnDevice) -> None:
        self.device = device
        self.key = device.key
        self.jwk: Json = {"kty": "OKP", "crv": "Ed25519", "x": self._x(device.key)}
        self.header: Json = {"typ": "dpop+jwt", "alg": "EdDSA", "jwk": self.jwk}
        base, _, query = f"{URL}/api/v0{path_of(device)}".partition("?")
        self.claims: Json = {
            "jti": secrets.token_hex(16),
            "htm": "GET",
            "htu": base,
            "iat": int(device.api.clock()),
            "qh": self.hash(query.encode()),
            "bh": self.hash(b""),
        }

    @staticmethod
    def _x(key: Ed25519PrivateKey) -> str:
        return encode_base64url(key.public_key().public_bytes_raw())

    @staticmethod
    def hash(raw: bytes) -> str:
        return encode_base64url(hashlib.sha256(raw).digest())

    def made(self, *, header: object = None, claims: object = None) -> str:
        """Signed; ``header`` and ``claims`` may be any bytes."""
        half = compact(
            self.header if header is None else header, self.claims if claims is None else claims
        ).rpartition(".")[0]
        return f"{half}.{encode_base64url(self.key.sign(half.encode()))}"

    def signed_with(self, signature: bytes) -> str:
        """With whatever signature."""
        return compact(self.header, self.claims, signature)


Forge = Callable[[Proof], str]


def header(**changes: object) -> Forge:
    return lambda proof: proof.made(
        header={k: v for k, v in {**proof.header, **changes}.items() if v is not None}
    )


def jwk(**changes: object) -> Forge:
    return lambda proof: proof.made(
        header=proof.header | {"jwk": {k: v for k, v in {**proof.jwk, **changes}.items() if v}}
    )


def claims(**changes: object) -> Forge:
    return lambda proof: proof.made(
        claims={k: v for k, v in {**proof.claims, **changes}.items() if v is not None}
    )


def claim(name: str, change: Callable[[str], object]) -> Forge:
    return lambda proof: proof.made(claims=proof.claims | {name: change(str(proof.claims[name]))})


def with_password(proof: Proof) -> str:
    half = compact(proof.header | {"alg": "HS256"}, proof.claims).rpartition(".")[0]
    mac = HMAC(proof.key.public_key().public_bytes_raw(), SHA256())
    mac.update(half.encode())
    return f"{half}.{encode_base64url(mac.finalize())}"


def on_another_curve(proof: Proof) -> str:
    key = generate_private_key(SECP256R1())
    point = EllipticCurveJwk.of(key.public_key())
    other = {"kty": "EC", "crv": "P-256", "x": point.x, "y": point.y}
    return jwt.encode(proof.claims, key, "ES256", headers={"typ": "dpop+jwt", "jwk": other})


def with_the_private_half(proof: Proof) -> str:
    private = encode_base64url(proof.key.private_bytes_raw())
    return proof.made(header=proof.header | {"jwk": proof.jwk | {"d": private}})


def by_somebody_else(proof: Proof) -> str:
    proof.key = Ed25519PrivateKey.generate()
    return proof.made()


def with_s_beyond_the_order(proof: Proof) -> str:
    half, _, _ = proof.made().rpartition(".")
    right = proof.key.sign(half.encode())
    s = int.from_bytes(right[32:], "little") + ED25519_ORDER
    return f"{half}.{encode_base64url(right[:32] + s.to_bytes(32, 'little'))}"


def text(change: Callable[[str], str]) -> Forge:
    return lambda proof: change(proof.made())


def claims_text(old: str, new: str) -> Forge:
    return lambda proof: proof.made(claims=json.dumps(proof.claims).replace(old, new).encode())


INVALID: dict[str, Forge] = {
    "alg none": lambda proof: compact(proof.header | {"alg": "none"}, proof.claims),
    "alg nOnE": lambda proof: compact(proof.header | {"alg": "nOnE"}, proof.claims),
    "alg none, signed": header(alg="none"),
    "alg missing": header(alg=None),
    "alg Ed25519": header(alg="Ed25519"),
    "alg HS256 with the public key": with_password,
    "alg ES256 on its own curve": on_another_curve,
    "typ missing": header(typ=None),
    "typ JWT": header(typ="JWT"),
    "typ in capitals": header(typ="DPoP+JWT"),
    "crit": header(crit=["b64"], b64=False),
    "kid": header(kid="../../dev/null"),
    "jku": header(jku="https://evil.example/keys"),
    "jwk missing": header(jwk=None),
    "jwk as text": lambda proof: proof.made(header=proof.header | {"jwk": str(proof.jwk["x"])}),
    "jwk with the private half": with_the_private_half,
    "jwk X25519": jwk(crv="X25519"),
    "jwk Ed448": jwk(crv="Ed448"),
    "jwk symmetric": lambda proof: proof.made(
        header=proof.header | {"jwk": {"kty": "oct", "k": proof.jwk["x"]}}
    ),
    "jwk with padding": lambda proof: proof.made(
        header=proof.header | {"jwk": proof.jwk | {"x": f"{proof.jwk['x']}="}}
    ),
    "signed by somebody else": by_somebody_else,
    "a signature of zeros": lambda proof: proof.signed_with(bytes(64)),
    "the identity point": lambda proof: proof.signed_with(IDENTITY_POINT + bytes(32)),
    "s beyond the order": with_s_beyond_the_order,
    "two parts": text(lambda proof: proof.rpartition(".")[0]),
    "five parts": text(lambda proof: proof + ".AAAA.AAAA"),
    "white space": text(lambda proof: proof.replace(".", " .", 1)),
    "a list of two": text(lambda proof: f"{proof}, {proof}"),
    "with a scheme": text(lambda proof: f"DPoP {proof}"),
    "alg twice": lambda proof: proof.made(
        header=json.dumps(proof.header).replace('"alg"', '"alg": "none", "alg"').encode()
    ),
    "htu twice": claims_text('"htu"', '"htu": "https://evil.example/", "htu"'),
    "iat NaN": lambda proof: proof.made(
        claims=json.dumps(proof.claims | {"iat": float("nan")}).encode()
    ),
    "htm in small letters": claims(htm="get"),
    "htm of another method": claims(htm="POST"),
    "htm missing": claims(htm=None),
    "htu of another host": claim("htu", lambda htu: htu.replace("127.0.0.1", "evil.example")),
    "htu of another port": claim("htu", lambda htu: htu.replace(":8765", ":8766")),
    "htu without a port": claim("htu", lambda htu: htu.replace(":8765", "")),
    "htu with TLS": claim("htu", lambda htu: htu.replace("http:", "https:")),
    "htu in capitals": claim("htu", lambda htu: htu.replace("http", "HTTP")),
    "htu with a path in capitals": claim("htu", lambda htu: htu.replace("devices", "Devices")),
    "htu with a slash": claim("htu", lambda htu: f"{htu}/"),
    "htu with two slashes": claim("htu", lambda htu: htu.replace("/user", "//user")),
    "htu by a way round": claim("htu", lambda htu: htu.replace("/user", "/x/../user")),
    "htu spelled with a percent sign": claim("htu", lambda htu: htu.replace("user", "%75ser")),
    "htu with a user": claim("htu", lambda htu: htu.replace("http://", "http://a@")),
    "htu with its query": claim("htu", lambda htu: f"{htu}?a=b"),
    "htu with a fragment": claim("htu", lambda htu: f"{htu}#a"),
    "htu of another route": claim("htu", lambda htu: htu.replace("devices", "methods")),
    "htu a list": claim("htu", lambda htu: [htu]),
    "htu missing": claims(htu=None),
    "qh of nothing": claims(qh=Proof.hash(b"")),
    "qh of another user": claims(qh=Proof.hash(b"cotter_user_id=" + b"0" * 36)),
    "qh missing": claims(qh=None),
    "bh of another body": claims(bh=Proof.hash(b"{}")),
    "bh missing": claims(bh=None),
    "jti missing": claims(jti=None),
    "jti empty": claims(jti=""),
    "jti a number": claims(jti=7),
    "jti without end": claims(jti="a" * 65),
    "iat missing": claims(iat=None),
    "iat a text": claim("iat", str),
    "iat a fraction": claim("iat", float),
    "iat a boolean": claims(iat=True),
    "iat negative": claims(iat=-1),
    "iat of a hundred digits": claims(iat=10**100),
}  # fmt: skip


@pytest.mark.parametrize("forge", INVALID.values(), ids=INVALID)
async def test_none_of_them_opens_anything_and_none_spends_the_id_of_a_right_one(
    api: Api, forge: Forge
) -> None:
    device = await trusted(api)
    proof = Proof(device)
    right = proof.made()
    response = await api.call("GET", path_of(device), headers={"DPoP": forge(proof)})
    assert reason(response) == (401, "proof_invalid")
    assert (await api.call("GET", path_of(device), headers={"DPoP": right})).status_code == 200


@pytest.mark.parametrize("late", [-86_400, -61, 61, 86_400, 2**33])
async def test_one_that_is_not_of_now_says_that_it_is_the_clock(api: Api, late: int) -> None:
    device = await trusted(api)
    proof = Proof(device)
    proof.claims["iat"] = int(api.clock()) + late
    response = await api.call("GET", path_of(device), headers={"DPoP": proof.made()})
    assert reason(response) == (401, "clock")


async def test_the_same_id_does_nothing_a_second_time_however_it_is_signed_anew(api: Api) -> None:
    device = await trusted(api)
    proof = Proof(device)
    headers = {"DPoP": proof.made()}
    assert (await api.call("GET", path_of(device), headers=headers)).status_code == 200
    assert reason(await api.call("GET", path_of(device), headers=headers)) == (
        401,
        "proof_replayed",
    )
    proof.claims["iat"] = int(api.clock()) + 1
    again = {"DPoP": proof.made()}
    assert reason(await api.call("GET", path_of(device), headers=again)) == (401, "proof_replayed")


async def test_a_key_that_anybody_can_sign_for_is_never_a_device(api: Api) -> None:
    # Under the point of order 1 the signature (1, 0) is right for every text.
    device = await trusted(api)
    proof = Proof(device)
    proof.jwk["x"] = encode_base64url(IDENTITY_POINT)
    forged = proof.signed_with(IDENTITY_POINT + bytes(32))
    response = await api.call("GET", path_of(device), headers={"DPoP": forged})
    assert response.status_code in (401, 403)
    assert reason(response)[1] in ("proof_invalid", "not_enrolled")
