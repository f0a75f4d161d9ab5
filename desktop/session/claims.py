"""What stands in a token that was verified before: for display only, never for a decision."""

import json

from desktop.foundation.secret import Secret
from desktop.protocol.encoding import EncodingError, decode_base64url
from desktop.session.snapshot import Claim

ORDER = ("sub", "identifier", "authentication_method", "iss", "aud", "iat", "exp", "type", "jti")


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
            Claim(name, _as_text(payload[name])) for name in (*ORDER, *rest) if name in payload
        )
    except (EncodingError, ValueError, RecursionError):
        return ()


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
