"""Public keys of trusted devices, and signatures by them, as the SDKs spell them (cotter-api 5.1).

===========  ============================================  ==================================
algorithm    public key text                               signature text
===========  ============================================  ==================================
``ED25519``  base64 of 32 bytes                            base64 of 64 bytes
``EC``       base64 of SubjectPublicKeyInfo (P-256), with  base64 of DER, ECDSA with SHA-256,
             line feeds wherever the client puts them      perhaps with line feeds
``RSA``      the same of an RSA key of 2048 to 4096 bits   PKCS #1 v1.5 with SHA-256
===========  ============================================  ==================================

A key has one spelling apart from its line feeds: canonical base64 of canonical bytes. So two texts
never stand for one key, and nothing can hide behind the padding.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

from desktop.protocol.ed25519 import PUBLIC_KEY_BYTES
from desktop.protocol.encoding import EncodingError, decode_base64

MAX_KEY_CHARACTERS = 1024
MAX_SIGNATURE_CHARACTERS = 1024
RSA_BITS = range(2048, 4096 + 1)
RSA_EXPONENT = 65537

_NAMES = {"ED25519": "ED25519", "EC": "EC", "ECDSA": "EC", "RSA": "RSA"}
_FIELD_PRIME = 2**255 - 19
# Points of order 1, 2, 4 and 8 (RFC 7748 section 7): signatures by them hold for any text.
_ORDER_8_Y = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER_Y = frozenset({0, 1, _FIELD_PRIME - 1, _ORDER_8_Y, _FIELD_PRIME - _ORDER_8_Y})


class Algorithm(StrEnum):
    """What kind of key a device has."""

    ED25519 = "ED25519"
    EC = "EC"
    RSA = "RSA"


class DeviceKeyError(ValueError):
    """A text is no public key of a device. Says why, and never carries the text."""


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """A public key, with the very text that it came as: signatures may cover that text."""

    text: str
    algorithm: Algorithm

    @property
    def digest(self) -> bytes:
        """What tells keys apart, whatever their line feeds."""
        return key_digest(self.text)

    def has_signed(self, text: bytes, signature: str) -> bool:
        """Whether ``signature`` over ``text`` is this key's; false for what is no signature."""
        if len(signature) > MAX_SIGNATURE_CHARACTERS:
            return False
        try:
            raw = decode_base64(_without_line_feeds(signature))
            _verify(self, raw, text)
        except (EncodingError, InvalidSignature, ValueError):
            return False
        return True


def key_digest(text: str) -> bytes:
    """SHA-256 of a key's text without white space."""
    return hashlib.sha256("".join(text.split()).encode()).digest()


def parse_device_key(text: str, algorithm: str | None) -> DeviceKey:
    """Read a key; an ``algorithm`` that is named must be the key's own.

    Raises:
        DeviceKeyError: it is no key, has another spelling than its one, or is of another kind.
    """
    if len(text) > MAX_KEY_CHARACTERS:
        raise DeviceKeyError("it is too long")
    try:
        raw = decode_base64(_without_line_feeds(text))
    except EncodingError:
        raise DeviceKeyError("it is not canonical base64") from None
    found = _algorithm_of(raw)
    if found is Algorithm.ED25519 and _without_line_feeds(text) != text:
        raise DeviceKeyError("an Ed25519 key has no line feeds")
    if algorithm is not None and _NAMES.get(algorithm) != found:
        raise DeviceKeyError("it is of another kind than was said")
    return DeviceKey(text, found)


def _algorithm_of(raw: bytes) -> Algorithm:
    if len(raw) == PUBLIC_KEY_BYTES:
        y = int.from_bytes(raw, "little") % 2**255
        if y >= _FIELD_PRIME or y in _SMALL_ORDER_Y:
            raise DeviceKeyError("it is no key that could be used")
        return Algorithm.ED25519
    key = _loaded(raw)
    if isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1):
        return Algorithm.EC
    if isinstance(key, RSAPublicKey):
        is_usual = key.key_size in RSA_BITS and key.public_numbers().e == RSA_EXPONENT
        if is_usual:
            return Algorithm.RSA
    raise DeviceKeyError("it is of an unknown kind")


def _loaded(raw: bytes) -> object:
    try:
        key = load_der_public_key(raw)
    except (ValueError, UnsupportedAlgorithm):
        raise DeviceKeyError("it is no public key") from None
    if key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) != raw:
        raise DeviceKeyError("it is not spelled as such a key is")
    return key


def _verify(key: DeviceKey, signature: bytes, text: bytes) -> None:
    raw = decode_base64(_without_line_feeds(key.text))
    if key.algorithm is Algorithm.ED25519:
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, text)
        return
    loaded = load_der_public_key(raw)
    if isinstance(loaded, EllipticCurvePublicKey):
        loaded.verify(signature, text, ECDSA(SHA256()))
    elif isinstance(loaded, RSAPublicKey):
        loaded.verify(signature, text, PKCS1v15(), SHA256())
    else:
        raise InvalidSignature


def _without_line_feeds(text: str) -> str:
    return text.replace("\r", "").replace("\n", "")
