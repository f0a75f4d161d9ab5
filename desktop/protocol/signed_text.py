"""The texts that are signed with Ed25519: plain concatenations without separators.

================= ======================================================================== ========
text              fields, in this order                                                     source
================= ======================================================================== ========
verification      identifier, identifier type, device type, device name, redirect URL,     2.3
                  challenge id (decimal), challenge, code, timestamp
identity token    identifier, identifier type, receiver, expire at                         3.2
================= ======================================================================== ========

Source numbers are sections of cotter-api. Timestamps are decimal Unix seconds as text.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationText:
    """What a verification key signs to answer a challenge (cotter-api 2.3)."""

    identifier: str
    identifier_type: str
    device_type: str
    device_name: str
    redirect_url: str
    challenge_id: int
    challenge: str
    code: str
    timestamp: str

    def encode(self) -> bytes:
        """The bytes to sign, UTF-8."""
        return "".join(
            (
                self.identifier,
                self.identifier_type,
                self.device_type,
                self.device_name,
                self.redirect_url,
                str(self.challenge_id),
                self.challenge,
                self.code,
                self.timestamp,
            )
        ).encode()


def identity_token_text(
    *, identifier: str, identifier_type: str, receiver: str, expire_at: str
) -> bytes:
    """What the service signs in an identity token; ``receiver`` is the API key id (3.2)."""
    return f"{identifier}{identifier_type}{receiver}{expire_at}".encode()
