"""Base64 as the Cotter API uses it, decoded strictly.

Python's own decoder ignores characters that do not belong and accepts bits after the padding, so
two texts can stand for the same bytes. A key or signature must have exactly one spelling.
"""

import base64
import binascii


class EncodingError(ValueError):
    """A text is not the one canonical encoding of its bytes. Never carries the text."""


def encode_base64(raw: bytes) -> str:
    """Standard alphabet with padding: keys and signatures (cotter-api 5.1)."""
    return base64.b64encode(raw).decode("ascii")


def decode_base64(text: str, *, size: int | None = None) -> bytes:
    """Decode standard base64; ``size`` is the exact number of bytes expected, if known.

    Raises:
        EncodingError: anything but the canonical spelling, or another size.
    """
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, binascii.Error) as error:
        raise EncodingError("not base64") from error
    if encode_base64(raw) != text:
        raise EncodingError("not canonical base64")
    if size is not None and len(raw) != size:
        raise EncodingError(f"{len(raw)} bytes where {size} belong")
    return raw


def encode_base64url(raw: bytes) -> str:
    """URL alphabet without padding: JOSE, PKCE, tokens (RFC 7515 appendix C)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def decode_base64url(text: str, *, size: int | None = None) -> bytes:
    """Decode base64url without padding; ``size`` is the exact number of bytes, if known.

    Raises:
        EncodingError: anything but the canonical spelling, or another size.
    """
    padded = text + "=" * (-len(text) % 4)
    try:
        raw = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise EncodingError("not base64url") from error
    if encode_base64url(raw) != text:
        raise EncodingError("not canonical base64url")
    if size is not None and len(raw) != size:
        raise EncodingError(f"{len(raw)} bytes where {size} belong")
    return raw
