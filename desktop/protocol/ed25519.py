"""Ed25519 keys and signatures in the spelling of the Cotter API (cotter-api 5.1): base64 text."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desktop.protocol.encoding import decode_base64, encode_base64

PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64
PRINT_BYTES = 6
PRINT_GROUP = 4


def public_key_text(key: Ed25519PrivateKey) -> str:
    """Base64 of the 32 raw bytes of the public half."""
    return encode_base64(key.public_key().public_bytes_raw())


def sign(key: Ed25519PrivateKey, text: bytes) -> str:
    """Base64 of the 64-byte signature."""
    return encode_base64(key.sign(text))


def signature_is_valid(public_key: str, signature: str, text: bytes) -> bool:
    """Whether ``signature`` over ``text`` was made by the key of ``public_key``.

    Raises:
        EncodingError: the key or the signature is not canonical base64 of its size.
    """
    key = Ed25519PublicKey.from_public_bytes(decode_base64(public_key, size=PUBLIC_KEY_BYTES))
    try:
        key.verify(decode_base64(signature, size=SIGNATURE_BYTES), text)
    except InvalidSignature:
        return False
    return True


def key_print(public_key: str) -> str:
    """A key as people compare it, such as ``4F2A 91C0 77E3``: the start of its SHA-256.

    Of any kind of key: line feeds, which some clients put into the base64, are no part of it.

    Raises:
        EncodingError: the key is not canonical base64.
    """
    raw = decode_base64("".join(public_key.split()))
    digest = hashlib.sha256(raw).hexdigest()[: 2 * PRINT_BYTES].upper()
    return " ".join(digest[at : at + PRINT_GROUP] for at in range(0, len(digest), PRINT_GROUP))
