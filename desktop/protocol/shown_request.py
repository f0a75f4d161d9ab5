"""What both sides of a sign-in request, or of a new device, can compare (cotter-api 13.6, 13.7).

Fields are hashed and signed with their lengths before them, four bytes big-endian, so that no two
lists of fields read the same. All fields are texts.

================  ============================================================================
made of           the fields behind the label
================  ============================================================================
the number        API key id, user id, event id, timestamp, address, device name,
                  code challenge
shown signature   event id, user id, event, timestamp, address, device name,
                  code challenge, expiry
device digits     API key id, user id, public key
================  ============================================================================
"""

import hashlib
from dataclasses import dataclass

NUMBER_LABEL = "cotter-number-1"
REQUEST_LABEL = "cotter-request-1"
DEVICE_LABEL = "cotter-device-1"
NUMBER_DIGITS = 2
DEVICE_DIGITS = 6
HASHED_BYTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRequest:
    """A sign-in request as it is shown to whoever decides.

    ``timestamp`` and ``expiry`` are Unix seconds, ``address`` is what the service saw,
    ``device_name`` what the asking device claims; ``code_challenge`` is empty where there is none.
    """

    api_key_id: str
    user_id: str
    event_id: str
    event: str
    timestamp: str
    address: str
    device_name: str
    code_challenge: str
    expiry: str = ""

    def number(self) -> str:
        """The two digits that the asking device shows and the deciding one is told."""
        fields = length_prefixed(
            NUMBER_LABEL,
            self.api_key_id,
            self.user_id,
            self.event_id,
            self.timestamp,
            self.address,
            self.device_name,
            self.code_challenge,
        )
        return _digits(fields, NUMBER_DIGITS)

    def shown_text(self) -> bytes:
        """What the service signs, so that nobody in between can change what is shown."""
        return length_prefixed(
            REQUEST_LABEL,
            self.event_id,
            self.user_id,
            self.event,
            self.timestamp,
            self.address,
            self.device_name,
            self.code_challenge,
            self.expiry,
        )


def device_digits(*, api_key_id: str, user_id: str, public_key: str) -> str:
    """The six digits that a new device shows and the one that adds it asks for."""
    return _digits(length_prefixed(DEVICE_LABEL, api_key_id, user_id, public_key), DEVICE_DIGITS)


def length_prefixed(*fields: str) -> bytes:
    """The fields in UTF-8, each with its length before it."""
    encoded = (field.encode() for field in fields)
    return b"".join(len(field).to_bytes(4) + field for field in encoded)


def _digits(text: bytes, count: int) -> str:
    number = int.from_bytes(hashlib.sha256(text).digest()[:HASHED_BYTES]) % 10**count
    return f"{number:0{count}}"
