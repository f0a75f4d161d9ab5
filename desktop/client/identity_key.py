"""The service's Ed25519 key is pinned with the profile (cotter-api 13.1)."""

from desktop.client.answers import ServiceDescription
from desktop.foundation.errors import IdentityKeyChangedError
from desktop.protocol.ed25519 import PUBLIC_KEY_BYTES, signature_is_valid
from desktop.protocol.encoding import EncodingError, decode_base64


def check_identity_key(pinned: str, description: ServiceDescription) -> str:
    """The key to pin from now on.

    ======================================  ============================================
    the service shows                       outcome
    ======================================  ============================================
    the pinned key                          it
    another one, signed by the pinned one   the other one
    another one otherwise                   IdentityKeyChangedError
    ======================================  ============================================

    Raises:
        IdentityKeyChangedError: the pinned key does not vouch for the new one.
    """
    shown = description.identity_key
    if shown == pinned:
        return pinned
    endorsement = description.identity_key_endorsement
    if endorsement is not None and _vouches_for(pinned, shown, endorsement):
        return shown
    raise IdentityKeyChangedError(host=description.host)


def _vouches_for(pinned: str, shown: str, endorsement: str) -> bool:
    try:
        raw = decode_base64(shown, size=PUBLIC_KEY_BYTES)
        return signature_is_valid(pinned, endorsement, raw)
    except (EncodingError, ValueError):
        return False
