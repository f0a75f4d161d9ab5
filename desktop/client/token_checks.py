"""Whether a token may be believed. Pure rules; the signature itself is PyJWT's work.

First rule that fails, from the top (RFC 7519, RFC 8725; cotter-api 7.2):

=====================  ==============================================================
what                   must be
=====================  ==============================================================
form                   three parts, each canonical base64url, the first two JSON objects
                       that name no member twice
header ``alg``         ``ES256``
header ``typ``         absent or ``JWT``
other headers          none of ``jku``, ``jwk``, ``x5u``, ``x5c``, ``crit``, ``b64``
header ``kid``         that of a key of the service's own JWKS
signature              by that key
claim ``iss``          the issuer, whole
claim ``aud``          the API key id, as text; a list is refused
claim ``type``         ``access_token``, or that of an ID token
claim ``scope``        ``access`` (access token only)
claim ``sub``          not empty; the user's id where that is known
claim ``iat``          a whole number, at most 60 s in the future
claim ``exp``          a whole number, in the future and after ``iat``, before the year 10000
claim ``nbf``          absent, or at most 60 s in the future
claims that are shown  a line of text, of 320 characters at most
=====================  ==============================================================

The time that counts is the caller's ``now``, on the service's clock; PyJWT, which would ask this
computer's, judges no claim here. No key ever comes out of a token.
"""

from collections.abc import Mapping
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from jwt import InvalidTokenError, PyJWS

from desktop.client.claims import AccessClaims, IdClaims
from desktop.foundation.errors import TokenUnacceptableError
from desktop.foundation.moment import LATEST
from desktop.foundation.secret import Secret
from desktop.protocol.encoding import EncodingError, decode_base64url
from desktop.protocol.strict_json import parse_object

ALGORITHM: Final = "ES256"
ACCESS_TYPE: Final = "access_token"
ACCESS_TYPES = frozenset({ACCESS_TYPE, "client_access_token"})
ID_TYPE: Final = "id_token"
ACCESS_SCOPE: Final = "access"
LEEWAY_SECONDS = 60
LONGEST_TEXT = 320
NEVER_DONE_HEADERS = frozenset({"jku", "jwk", "x5u", "x5c", "crit", "b64"})

Keys = Mapping[str, EllipticCurvePublicKey]


class _Refused(Exception):  # noqa: N818 - never leaves this module
    """The first rule that failed; its text names no value of the token."""


def needs_newer_keys(token: Secret, keys: Keys) -> bool:
    """Whether the token could be right under keys that the service has put up since.

    True when its form and header pass and only the ``kid`` or the signature does not.
    """
    try:
        kid = _checked_kid(token)
    except _Refused:
        return False
    try:
        _verified_payload(token, kid, keys)
    except _Refused:
        return True
    return False


def check_access_token(
    token: Secret,
    keys: Keys,
    *,
    host: str,
    issuer: str,
    audience: str,
    now: float,
    user_id: str | None,
) -> AccessClaims:
    """The claims of an access token that passes the table above.

    ``now`` is seconds UTC on the service's clock; ``user_id`` None accepts any user.

    Raises:
        TokenUnacceptableError: the reason is the rule that failed first.
    """
    try:
        claims = _signed_claims(token, keys)
        _check_origin(claims, issuer=issuer, audience=audience)
        if claims.get("type") != ACCESS_TYPE:
            raise _Refused("it is no access token")
        if claims.get("scope") != ACCESS_SCOPE:
            raise _Refused("it has another scope")
        issued_at, expires_at = _checked_times(claims, now)
        return AccessClaims(
            subject=_checked_subject(claims, user_id),
            client_user_id=_text(claims, "client_user_id"),
            identifier=_text(claims, "identifier"),
            authentication_method=_text(claims, "authentication_method"),
            issued_at=issued_at,
            expires_at=expires_at,
            token_id=_text(claims, "jti"),
        )
    except _Refused as refused:
        raise TokenUnacceptableError(host=host, reason=str(refused)) from None


def check_id_token(
    token: Secret,
    keys: Keys,
    *,
    host: str,
    issuer: str,
    audience: str,
    now: float,
    user_id: str | None,
    any_type: bool,
) -> IdClaims:
    """The claims of an ID token that passes the table above.

    ``any_type``: published services call its type by a name that is not known (cotter-api 7.2);
    then any type but that of an access token will do.

    Raises:
        TokenUnacceptableError: the reason is the rule that failed first.
    """
    try:
        claims = _signed_claims(token, keys)
        _check_origin(claims, issuer=issuer, audience=audience)
        kind = _text(claims, "type")
        if kind in ACCESS_TYPES or (kind != ID_TYPE and not any_type):
            raise _Refused("it is no ID token")
        issued_at, expires_at = _checked_times(claims, now)
        return IdClaims(
            subject=_checked_subject(claims, user_id),
            identifier=_text(claims, "identifier"),
            issued_at=issued_at,
            expires_at=expires_at,
        )
    except _Refused as refused:
        raise TokenUnacceptableError(host=host, reason=str(refused)) from None


def _signed_claims(token: Secret, keys: Keys) -> Mapping[str, object]:
    return _json_object(_verified_payload(token, _checked_kid(token), keys))


def _checked_kid(token: Secret) -> str:
    parts = token.reveal().split(".")
    if len(parts) != len(("header", "payload", "signature")):
        raise _Refused("it is no JWT")
    try:
        header, _, _ = (decode_base64url(part) for part in parts)
    except EncodingError:
        raise _Refused("it is no JWT") from None
    fields = _json_object(header)
    if fields.get("alg") != ALGORITHM:
        raise _Refused("it is not signed with ES256")
    if fields.get("typ", "JWT") != "JWT":
        raise _Refused("it is another kind of token")
    if NEVER_DONE_HEADERS & fields.keys():
        raise _Refused("its header asks for what is never done")
    kid = fields.get("kid")
    if not isinstance(kid, str):
        raise _Refused("it doesn’t name its key")
    return kid


def _verified_payload(token: Secret, kid: str, keys: Keys) -> bytes:
    key = keys.get(kid)
    if key is None:
        raise _Refused("it is signed with an unknown key")
    try:
        signed = PyJWS().decode_complete(token.reveal(), key, algorithms=[ALGORITHM])
    except (InvalidTokenError, RecursionError):
        raise _Refused("its signature is wrong") from None
    payload = signed["payload"]
    if not isinstance(payload, bytes):
        raise _Refused("it is no JWT")
    return payload


def _json_object(raw: bytes) -> Mapping[str, object]:
    try:
        return parse_object(raw)
    except ValueError:
        raise _Refused("it is no JWT") from None


def _check_origin(claims: Mapping[str, object], *, issuer: str, audience: str) -> None:
    if claims.get("iss") != issuer:
        raise _Refused("it was issued by another service")
    if claims.get("aud") != audience:
        raise _Refused("it is for another project")


def _checked_subject(claims: Mapping[str, object], user_id: str | None) -> str:
    subject = _text(claims, "sub")
    if not subject or (user_id is not None and subject != user_id):
        raise _Refused("it is for another user")
    return subject


def _checked_times(claims: Mapping[str, object], now: float) -> tuple[int, int]:
    issued_at, expires_at = _seconds(claims, "iat"), _seconds(claims, "exp")
    if issued_at > now + LEEWAY_SECONDS:
        raise _Refused("it was issued in the future")
    if "nbf" in claims and _seconds(claims, "nbf") > now + LEEWAY_SECONDS:
        raise _Refused("it does not hold yet")
    if expires_at <= issued_at:
        raise _Refused("it never held")
    if expires_at <= now:
        raise _Refused("it has run out")
    return issued_at, expires_at


def _seconds(claims: Mapping[str, object], name: str) -> int:
    value = claims.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LATEST:
        raise _Refused(f"its time “{name}” is missing or no time")
    return value


def _text(claims: Mapping[str, object], name: str) -> str:
    value = claims.get(name, "")
    # It is shown in windows and terminals, which would obey what is not printable.
    if not isinstance(value, str) or not value.isprintable() or len(value) > LONGEST_TEXT:
        raise _Refused(f"its claim “{name}” is no text")
    return value
