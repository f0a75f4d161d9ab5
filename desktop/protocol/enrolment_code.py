"""What a new device shows to be added: the text behind its QR code (cotter-api 5.6).

``<public key>:<algorithm>:<API key id>:<user id>:<unix seconds>``. Nothing of it is signed or
secret. Keys of the Android and iOS clients have line feeds in their base64, so the text has, too.
"""

import re
from dataclasses import dataclass

from desktop.protocol.encoding import EncodingError, decode_base64
from desktop.protocol.event_names import is_timestamp

LIFETIME_SECONDS = 180
LONGEST_CHARACTERS = 2048

_FIELDS = 5
_KEY = re.compile(r"[A-Za-z0-9+/\r\n]{40,1100}={0,2}[\r\n]*")
_ID = re.compile(r"[A-Za-z0-9._@+-]{1,128}")
_ALGORITHMS = {"ED25519": "ED25519", "EC": "EC", "ECDSA": "EC", "RSA": "RSA"}


class EnrolmentCodeError(ValueError):
    """A text is no enrolment code; says why in a word or two, and never carries the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentCode:
    """One device that asks to be added; ``made_at`` in Unix seconds by its own clock.

    ``algorithm`` is ``ED25519``, ``EC`` or ``RSA``.
    """

    public_key: str
    algorithm: str
    api_key_id: str
    user_id: str
    made_at: int

    def text(self) -> str:
        """The text to show."""
        fields = (self.public_key, self.algorithm, self.api_key_id, self.user_id, self.made_at)
        return ":".join(map(str, fields))


def parse_enrolment_code(text: str) -> EnrolmentCode:
    """Read what was scanned or pasted; white space around it is not part of it.

    Raises:
        EnrolmentCodeError: it is anything else.
    """
    if len(text) > LONGEST_CHARACTERS:
        raise EnrolmentCodeError("it is too long")
    # The key may end in a line feed, which stands before a colon and not at the ends.
    fields = text.strip().split(":")
    if len(fields) != _FIELDS:
        raise EnrolmentCodeError("it has other parts")
    public_key, algorithm, api_key_id, user_id, made_at = fields
    if not _is_key(public_key):
        raise EnrolmentCodeError("it holds no key")
    if algorithm not in _ALGORITHMS:
        raise EnrolmentCodeError("its key is of an unknown kind")
    if not (_ID.fullmatch(api_key_id) and _ID.fullmatch(user_id)):
        raise EnrolmentCodeError("it names no user of a service")
    if not is_timestamp(made_at):
        raise EnrolmentCodeError("it doesn’t say when it was made")
    return EnrolmentCode(
        public_key=public_key,
        algorithm=_ALGORITHMS[algorithm],
        api_key_id=api_key_id,
        user_id=user_id,
        made_at=int(made_at),
    )


def _is_key(text: str) -> bool:
    if not _KEY.fullmatch(text):
        return False
    try:
        decode_base64("".join(text.split()))
    except EncodingError:
        return False
    return True
