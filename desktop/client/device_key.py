"""The key pair that makes this computer a trusted device of one user (cotter-api 5.1, 13.2)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.foundation.secret import Secret
from desktop.protocol.device_proof import make_device_proof
from desktop.protocol.ed25519 import public_key_text, sign
from desktop.protocol.encoding import decode_base64, encode_base64, encode_base64url

ALGORITHM: Final = "ED25519"
SEED_BYTES = 32
TOKEN_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """An Ed25519 key pair. Its private half is in the keystore and, while it is used, here."""

    private_key: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def make(cls, random_bytes: Callable[[int], bytes]) -> Self:
        """A new one; ``random_bytes(n)`` is the source, ``secrets.token_bytes`` in production."""
        return cls(Ed25519PrivateKey.from_private_bytes(random_bytes(SEED_BYTES)))

    @classmethod
    def from_seed(cls, seed: Secret) -> Self:
        """The one whose seed was stored.

        Raises:
            EncodingError: that is no seed.
        """
        raw = decode_base64(seed.reveal(), size=SEED_BYTES)
        return cls(Ed25519PrivateKey.from_private_bytes(raw))

    def seed(self) -> Secret:
        """What the keystore keeps: base64 of 32 bytes."""
        return Secret(encode_base64(self.private_key.private_bytes_raw()))

    @property
    def public_key(self) -> str:
        """The public half, base64."""
        return public_key_text(self.private_key)

    def sign(self, text: bytes) -> str:
        """The signature over a text of ``protocol.signed_text``, base64."""
        return sign(self.private_key, text)

    def prove(
        self, *, method: str, url: str, body: bytes, random_bytes: Callable[[int], bytes], at: float
    ) -> str:
        """The header ``DPoP`` of one request; ``at`` is service time in seconds UTC."""
        return make_device_proof(
            self.private_key,
            method=method,
            url=url,
            body=body,
            token_id=encode_base64url(random_bytes(TOKEN_ID_BYTES)),
            at=int(at),
        )
