"""Whether the answer of ``get_identity`` belongs together. Pure rules (cotter-api 3.2).

First rule that fails, from the top:

======================  =================================================================
what                    must be
======================  =================================================================
identity token          signed by the pinned identity key over identifier, type,
                        receiver and expiry
``receiver``            the API key id
``expire_at``           in the future on the service's clock
``identifier``          of the same id, identifier and type as the identity token
``user``                of this project, not deleted, of the same identifier
======================  =================================================================

``identifier_id`` is not signed: it is compared, and decides nothing alone.
"""

import hmac

from desktop.client.answers import Identity, IdentityToken
from desktop.client.fields import parse_decimal
from desktop.foundation.errors import TokenUnacceptableError
from desktop.protocol.ed25519 import signature_is_valid
from desktop.protocol.encoding import EncodingError
from desktop.protocol.signed_text import identity_token_text


def check_identity(
    identity: Identity, *, host: str, identity_key: str, api_key_id: str, now: float
) -> None:
    """Accept an identity that passes the table above; ``now`` is seconds UTC of the service.

    Raises:
        TokenUnacceptableError: the reason is the rule that failed first.
    """
    reason = _fault_of(identity, identity_key=identity_key, api_key_id=api_key_id, now=now)
    if reason:
        raise TokenUnacceptableError(host=host, reason=reason)


def _fault_of(identity: Identity, *, identity_key: str, api_key_id: str, now: float) -> str:
    token, record, user = identity.token, identity.identifier, identity.user
    expires_at = parse_decimal(token.expire_at)
    faults = (
        (not _is_signed(token, identity_key), "the identity is not signed by its identity key"),
        (not _same(token.receiver, api_key_id), "the identity is for another project"),
        (expires_at is None or expires_at <= now, "the identity has run out"),
        (not _same(record.id, token.identifier_id), "the identity is another verification’s"),
        (not _same(record.identifier, token.identifier), "the identity is somebody else’s"),
        (record.identifier_type != token.identifier_type, "the identity is of another type"),
        (not _same(user.issuer, api_key_id), "the user is another project’s"),
        (user.deleted_at is not None, "the user is deleted"),
        (user.identifier is None, "the user has no identifier"),
        (not _same(user.identifier or "", token.identifier), "the user is somebody else"),
    )
    return next((reason for failed, reason in faults if failed), "")


def _is_signed(token: IdentityToken, identity_key: str) -> bool:
    text = identity_token_text(
        identifier=token.identifier,
        identifier_type=token.identifier_type,
        receiver=token.receiver,
        expire_at=token.expire_at,
    )
    try:
        return signature_is_valid(identity_key, token.signature, text)
    except (EncodingError, ValueError):
        return False


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
