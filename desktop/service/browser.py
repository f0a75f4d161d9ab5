"""A browser on the hosted pages: known by a cookie, which it alone holds (cotter-api 2.1, 13.5).

From the cookie follow the verification key of the browser's challenges and the token in each of
its forms, so that no other site can press our buttons. The store holds a keyed hash of it.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.protocol import ed25519
from desktop.protocol.encoding import encode_base64url
from desktop.service.challenges import Challenge
from desktop.service.master_key import MasterKey, Purpose

COOKIE = "cotter_browser"
FORM_TOKEN = "form_token"


@dataclass(frozen=True, slots=True)
class Browser:
    """One browser; ``cookie`` is empty where it sent none."""

    master_key: MasterKey = field(repr=False)
    cookie: str = field(repr=False)

    def mac(self) -> bytes:
        """What a challenge remembers the browser by."""
        return self.master_key.mac(Purpose.BROWSER, self.cookie)

    def began(self, challenge: Challenge) -> bool:
        """Whether the challenge was begun in this browser."""
        return challenge.browser_mac is not None and hmac.compare_digest(
            challenge.browser_mac, self.mac()
        )

    def verification_key(self) -> str:
        """The public half of the browser's key; its seed is made from the cookie and not kept."""
        seed = self.master_key.mac(Purpose.BROWSER_KEY, self.cookie)
        return ed25519.public_key_text(Ed25519PrivateKey.from_private_bytes(seed))

    def form_fields(self, subject: str) -> dict[str, str]:
        """The hidden field of a form about ``subject`` that only this browser is given."""
        token = self.master_key.mac(Purpose.FORM, self.cookie, subject)
        return {FORM_TOKEN: encode_base64url(token)}

    def made(self, fields: Mapping[str, str], subject: str) -> bool:
        """Whether a posted form is one that this browser was given."""
        expected = self.form_fields(subject)[FORM_TOKEN]
        given = fields.get(FORM_TOKEN, "")
        return self.cookie != "" and hmac.compare_digest(given.encode(), expected.encode())
