"""What stands in a token that was verified before: for display only, never for a decision."""

import json

from desktop.foundation.secret import Secret
from desktop.protocol.encoding import EncodingError, decode_base64url
from desktop.session.list_entries import Claim

ORDER = ("sub", "identifier", "authentication_method", "iss", "aud", "iat", "exp", "type", "jti")
LONGEST_NAME = 200


def claims_of(token: Secret) -> tuple[Claim, ...]:
    """The claims of a JWT, the well-known ones first; empty when it is not one."""
    parts = token.reveal().split(".")
    if len(parts) != 3:
        return ()
    try:
        payload = json.loads(decode_base64url(parts[1]))
        if not isinstance(payload, dict):
            return ()
        rest = sorted(name for name in payload if name not in ORDER)
        return tuple(
            Claim(_visible(name)[:LONGEST_NAME], _as_text(payload[name]))
            for name in (*ORDER, *rest)
            if name in payload
        )
    except (EncodingError, ValueError, RecursionError):
        return ()


def _as_text(value: object) -> str:
    return _visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _visible(text: str) -> str:
    """The text; what hides in it is spelled out as in JSON, for services put in any claim."""
    return text if text.isprintable() else json.dumps(text)[1:-1]
