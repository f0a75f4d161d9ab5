"""Values made from the service's source of random bytes."""

import uuid
from collections.abc import Callable
from typing import TypeAlias

from desktop.protocol.encoding import encode_base64url

RandomBytes: TypeAlias = Callable[[int], bytes]

SECRET_BYTES = 32


def new_secret(random_bytes: RandomBytes) -> str:
    """256 bits as base64url: codes of the redirect, proofs, API secrets, link tokens."""
    return encode_base64url(random_bytes(SECRET_BYTES))


def new_uuid(random_bytes: RandomBytes) -> str:
    """A version 4 UUID as text."""
    return str(uuid.UUID(bytes=random_bytes(16), version=4))


def new_number(random_bytes: RandomBytes, *, digits: int) -> str:
    """A uniformly random decimal number with leading zeros."""
    # 64 bits more than needed leave a bias far below one in 2^60.
    return str(int.from_bytes(random_bytes(16)) % 10**digits).zfill(digits)
