"""Proof Key for Code Exchange, S256 only (RFC 7636; cotter-api 2.1)."""

import hashlib
import hmac
from collections.abc import Callable

from desktop.protocol.encoding import encode_base64url

VERIFIER_BYTES = 32


def make_code_verifier(random_bytes: Callable[[int], bytes]) -> str:
    """A new code verifier of 43 characters and 256 bits; ``random_bytes(n)`` is the source."""
    return encode_base64url(random_bytes(VERIFIER_BYTES))


def code_challenge_of(code_verifier: str) -> str:
    """The S256 challenge of a verifier.

    The verifier's characters are hashed as they came: published SDKs send ones outside the
    alphabet of RFC 7636 (cotter-api 2.1).
    """
    return encode_base64url(hashlib.sha256(code_verifier.encode()).digest())


def verifier_matches(code_verifier: str, code_challenge: str) -> bool:
    """Whether the verifier belongs to the challenge, compared in constant time."""
    return hmac.compare_digest(code_challenge_of(code_verifier).encode(), code_challenge.encode())
