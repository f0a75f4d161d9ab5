"""What an event may be called, and what of it may be signed (cotter-api 13.6, design section 11).

The signed texts have no separators: an event named ``ENROLL_NEW_TRUSTED_DEVICE1600000000…true`` and
a key would read as the enrolment of that key. So only names of a narrow form are ever signed for
somebody else's request, and only with a plain decimal time.
"""

import re
from typing import Final

LOGIN: Final = "LOGIN"
LOGIN_WITH_DEVICE: Final = "LOGIN_WITH_DEVICE"
ENROLL_NEW_TRUSTED_DEVICE: Final = "ENROLL_NEW_TRUSTED_DEVICE"
RESERVED: Final = frozenset({ENROLL_NEW_TRUSTED_DEVICE, "UPDATE", "REQUEST_AUTH_MANUAL"})
"""Names with a meaning of their own in the published SDKs."""

_TAG = re.compile(r"[A-Z_]{1,32}")
_TIMESTAMP = re.compile(r"[1-9][0-9]{0,11}")
_ENROLMENTS = "ENROLL"


def may_be_asked_for(event: str) -> bool:
    """Whether another device may ask for this event, and a trusted one sign its approval."""
    if not _TAG.fullmatch(event) or event.startswith(_ENROLMENTS):
        return False
    return event not in RESERVED


def is_timestamp(text: str) -> bool:
    """Whether ``text`` is Unix seconds as the API writes them: decimal, no sign, no zero first."""
    return _TIMESTAMP.fullmatch(text) is not None
