"""The proof that a request was made by the holder of a device key (cotter-api 13.2, RFC 9449).

A JWT of type ``dpop+jwt`` signed with Ed25519 (RFC 8037), sent in the header ``DPoP``. Besides the
claims of RFC 9449 it has ``qh`` and ``bh``: SHA-256 of the raw query and of the body, base64url, so
that a proof stands for one request and no other. Whether it is recent, used for the first time and
of an enrolled key is for whoever receives it to judge.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desktop.protocol.ed25519 import PUBLIC_KEY_BYTES, SIGNATURE_BYTES
from desktop.protocol.encoding import (
    decode_base64url,
    encode_base64,
    encode_base64url,
)
from desktop.protocol.strict_json import parse_object

HEADER: Final = "DPoP"
ACCEPTED_SECONDS: Final = 60
LONGEST_CHARACTERS: Final = 2048
LONGEST_ID_CHARACTERS: Final = 64
LATEST_SECOND: Final = 2**40

_TYPE = "dpop+jwt"
_SEGMENTS = 3


class DeviceProofError(ValueError):
    """A header is no device proof, or its signature is wrong. Never carries the header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceProof:
    """A proof whose signature is good: ``public_key`` in base64, ``issued_at`` in Unix seconds."""

    public_key: str
    token_id: str
    method: str
    url: str
    issued_at: int
    query_hash: str
    body_hash: str

    def fits(self, *, method: str, url: str, body: bytes) -> bool:
        """Whether it was made for this request; ``url`` as called, with its raw query."""
        base, _, query = url.partition("?")
        return (
            self.method == method
            and self.url == base
            and self.query_hash == _hash(query.encode())
            and self.body_hash == _hash(body)
        )


def make_device_proof(
    key: Ed25519PrivateKey, *, method: str, url: str, body: bytes, token_id: str, at: int
) -> str:
    """A proof for one request; ``token_id`` is random, ``at`` the service's Unix seconds.

    ``url`` is called exactly so: its query, if any, is hashed as it is written.
    """
    base, _, query = url.partition("?")
    x = encode_base64url(key.public_key().public_bytes_raw())
    header = {
        "typ": _TYPE,
        "alg": "EdDSA",
        "jwk": {"kty": "OKP", "crv": "Ed25519", "x": x},
    }
    claims = {
        "jti": token_id,
        "htm": method,
        "htu": base,
        "iat": at,
        "qh": _hash(query.encode()),
        "bh": _hash(body),
    }
    signed = f"{_segment(header)}.{_segment(claims)}"
    return f"{signed}.{encode_base64url(key.sign(signed.encode()))}"


def parse_device_proof(header: str) -> DeviceProof:
    """Read a proof and check its signature with the key that it names.

    Raises:
        DeviceProofError: it is none, it has more in its header than belongs there, or the
            signature is wrong.
    """
    if len(header) > LONGEST_CHARACTERS:
        raise DeviceProofError("too long")
    segments = header.split(".")
    if len(segments) != _SEGMENTS:
        raise DeviceProofError("not three segments")
    try:
        protected = parse_object(decode_base64url(segments[0]))
        claims = parse_object(decode_base64url(segments[1]))
        signature = decode_base64url(segments[2], size=SIGNATURE_BYTES)
        raw_key = _key_of(protected)
    except ValueError:
        raise DeviceProofError("malformed") from None
    try:
        signed = f"{segments[0]}.{segments[1]}".encode()
        Ed25519PublicKey.from_public_bytes(raw_key).verify(signature, signed)
    except (InvalidSignature, ValueError):
        raise DeviceProofError("wrong signature") from None
    return _proof_of(claims, encode_base64(raw_key))


def _key_of(protected: dict[str, object]) -> bytes:
    if protected.keys() != {"typ", "alg", "jwk"}:
        raise DeviceProofError("a header that doesn't belong")
    jwk = protected["jwk"]
    if protected["typ"] != _TYPE or protected["alg"] != "EdDSA" or not isinstance(jwk, dict):
        raise DeviceProofError("another kind of token")
    if jwk.keys() != {"kty", "crv", "x"} or (jwk["kty"], jwk["crv"]) != ("OKP", "Ed25519"):
        raise DeviceProofError("another kind of key")
    if not isinstance(jwk["x"], str):
        raise DeviceProofError("no key")
    return decode_base64url(jwk["x"], size=PUBLIC_KEY_BYTES)


def _proof_of(claims: dict[str, object], public_key: str) -> DeviceProof:
    issued_at = claims.get("iat")
    if not isinstance(issued_at, int) or isinstance(issued_at, bool):
        raise DeviceProofError("no time")
    if not 0 < issued_at < LATEST_SECOND:
        raise DeviceProofError("no time that can be")
    texts = {name: claims.get(name) for name in ("jti", "htm", "htu", "qh", "bh")}
    if not all(isinstance(text, str) and text.isascii() for text in texts.values()):
        raise DeviceProofError("a claim is missing")
    token_id = str(texts["jti"])
    if not 0 < len(token_id) <= LONGEST_ID_CHARACTERS:
        raise DeviceProofError("no id")
    return DeviceProof(
        public_key=public_key,
        token_id=token_id,
        method=str(texts["htm"]),
        url=str(texts["htu"]),
        issued_at=issued_at,
        query_hash=str(texts["qh"]),
        body_hash=str(texts["bh"]),
    )


def _segment(document: Mapping[str, object]) -> str:
    return encode_base64url(json.dumps(document, separators=(",", ":")).encode())


def _hash(raw: bytes) -> str:
    return encode_base64url(hashlib.sha256(raw).digest())
