"""The EC P-256 key of the tokens as a JSON Web Key (RFC 7517, RFC 7518 section 6.2)."""

import hashlib
import json
from dataclasses import dataclass
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
)

from desktop.protocol.encoding import decode_base64url, encode_base64url

COORDINATE_BYTES = 32


@dataclass(frozen=True, slots=True)
class EllipticCurveJwk:
    """Both coordinates of a P-256 public key, base64url."""

    x: str
    y: str

    @classmethod
    def of(cls, key: EllipticCurvePublicKey) -> Self:
        """The JWK of a P-256 public key."""
        numbers = key.public_numbers()
        return cls(
            x=encode_base64url(numbers.x.to_bytes(COORDINATE_BYTES)),
            y=encode_base64url(numbers.y.to_bytes(COORDINATE_BYTES)),
        )

    def public_key(self) -> EllipticCurvePublicKey:
        """The key itself.

        Raises:
            ValueError: a coordinate is no canonical base64url of 32 bytes, or the point is not
                on the curve.
        """
        x = int.from_bytes(decode_base64url(self.x, size=COORDINATE_BYTES))
        y = int.from_bytes(decode_base64url(self.y, size=COORDINATE_BYTES))
        return EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()

    def thumbprint(self) -> str:
        """The RFC 7638 thumbprint, SHA-256, base64url: the ``kid`` of strict projects."""
        canonical = json.dumps(
            {"crv": "P-256", "kty": "EC", "x": self.x, "y": self.y},
            separators=(",", ":"),
            sort_keys=True,
        )
        return encode_base64url(hashlib.sha256(canonical.encode()).digest())
