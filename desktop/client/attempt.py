"""One attempt to sign in: everything in it is new, random and used once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.foundation.secret import Secret
from desktop.protocol.ed25519 import public_key_text, sign
from desktop.protocol.encoding import encode_base64url
from desktop.protocol.pkce import code_challenge_of, make_code_verifier
from desktop.protocol.signed_text import VerificationText

KEY_BYTES = 32
SESSION_ID_BYTES = 16
STATE_BYTES = 16
EXCHANGE_ID_BYTES = 16
DEVICE_TYPE = "DESKTOP"
# What the published SDK sends where no browser comes back (cotter-api 2.3).
NO_REDIRECT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInAttempt:
    """What ties request, code, authorization code and tokens of one sign-in together.

    ``verification_key`` is an Ed25519 key of this attempt alone, never the device key. ``state``
    and ``session_id`` have 128 random bits, the code verifier 256 (RFC 7636 section 7.1). By
    ``exchange_id``, 128 bits too, a lost answer of the exchange is asked for again. In the
    way through the browser ``identifier`` may be empty: the page asks for it.
    """

    identifier: str
    identifier_type: str
    device_name: str
    device_type: str = DEVICE_TYPE
    redirect_url: str = NO_REDIRECT
    verification_key: Ed25519PrivateKey = field(repr=False)
    session_id: str = field(repr=False)
    state: str = field(repr=False)
    code_verifier: Secret
    code_challenge: str
    exchange_id: str = field(repr=False)

    @classmethod
    def begin(
        cls,
        random_bytes: Callable[[int], bytes],
        *,
        identifier: str,
        identifier_type: str,
        device_name: str,
        redirect_url: str = NO_REDIRECT,
    ) -> Self:
        """A new attempt; ``random_bytes(n)`` is the source, ``secrets.token_bytes`` in production.

        ``identifier_type`` is ``EMAIL`` or ``PHONE``; ``device_name`` is what the service shows
        as the name of this computer.
        """
        code_verifier = make_code_verifier(random_bytes)
        return cls(
            identifier=identifier,
            identifier_type=identifier_type,
            device_name=device_name,
            redirect_url=redirect_url,
            verification_key=Ed25519PrivateKey.from_private_bytes(random_bytes(KEY_BYTES)),
            session_id=encode_base64url(random_bytes(SESSION_ID_BYTES)),
            state=encode_base64url(random_bytes(STATE_BYTES)),
            code_verifier=Secret(code_verifier),
            code_challenge=code_challenge_of(code_verifier),
            exchange_id=encode_base64url(random_bytes(EXCHANGE_ID_BYTES)),
        )

    @property
    def public_key(self) -> str:
        """The public half of the verification key, base64."""
        return public_key_text(self.verification_key)

    def sign_code(self, *, challenge_id: int, challenge: str, code: Secret, timestamp: str) -> str:
        """Sign the response to a challenge (cotter-api 2.3); base64."""
        text = VerificationText(
            identifier=self.identifier,
            identifier_type=self.identifier_type,
            device_type=self.device_type,
            device_name=self.device_name,
            redirect_url=self.redirect_url,
            challenge_id=challenge_id,
            challenge=challenge,
            code=code.reveal(),
            timestamp=timestamp,
        )
        return sign(self.verification_key, text.encode())
