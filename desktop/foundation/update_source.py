"""Where the app may ask for the newest version, and by whose key it knows the answer.

Both come from whoever made the package (``[updates]`` of a brand file); without them there is
nobody to ask.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from desktop.foundation.errors import InvalidServiceUrlError
from desktop.foundation.service_address import strict_service_url

KEY_BYTES: Final = 32
LONGEST_URL: Final = 1000
# What needs no escaping (RFC 3986 section 3.3). No query: it could say who asks.
_ADDRESS: Final = re.compile(r"(https://[^/?#]+)((?:/[A-Za-z0-9._~!$&'()*+,;=:@-]*)*)")


@dataclass(frozen=True, slots=True)
class UpdateSource:
    """``url`` answers with a signed manifest; ``key`` is base64 of the public key that signs it."""

    url: str
    key: str

    @property
    def host(self) -> str:
        """Host and port, as people are shown them."""
        return urlsplit(self.url).netloc


def parse_update_source(url: str, key: str) -> UpdateSource:
    """Both as they are used.

    Raises:
        ValueError: one of them can't be used; the text goes on from “the address” or “the key”.
    """
    return UpdateSource(parse_web_address(url), _parse_key(key))


def parse_web_address(url: str) -> str:
    """An https address with nothing in it that parsers disagree about, as it is.

    Raises:
        ValueError: it is none; says why.
    """
    found = _ADDRESS.fullmatch(url) if len(url) <= LONGEST_URL else None
    if found is None:
        raise ValueError("the address must be https://, a host and a plain path")
    origin, path = found.groups()
    try:
        return strict_service_url(origin) + path
    except InvalidServiceUrlError as error:
        raise ValueError(f"the address can't be used: {error.values['reason']}") from None


def _parse_key(key: str) -> str:
    try:
        raw = base64.b64decode(key.encode("ascii"), validate=True)
    except (ValueError, binascii.Error):
        raw = b""
    if len(raw) != KEY_BYTES or base64.b64encode(raw).decode() != key:
        raise ValueError("the key must be base64 of a public Ed25519 key, 44 characters")
    return key
