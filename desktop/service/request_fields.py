"""Values that the API and the hosted page both take, read with one set of rules."""

import re

from desktop.protocol.encoding import EncodingError, decode_base64url
from desktop.service.challenges import AuthMethod
from desktop.service.identifiers import Identifier, IdentifierError, parse_identifier
from desktop.service.refusals import RefusedError, malformed

ATTEMPT_ID_BYTES = 16
MAX_URL_CHARACTERS = 2048
MAX_STATE_CHARACTERS = 512

_CODE_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


def read_identifier(text: str, identifier_type: str) -> Identifier:
    """An identifier that was sent.

    Raises:
        RefusedError: it can't be one.
    """
    try:
        return parse_identifier(text, identifier_type)
    except IdentifierError as error:
        raise RefusedError(400, "identifier", str(error)) from error


def read_auth_method(text: str | None) -> AuthMethod:
    """How the message is to ask; a code when nothing was said (2.1).

    Raises:
        RefusedError: an unknown way.
    """
    try:
        return AuthMethod.OTP if text is None else AuthMethod(text)
    except ValueError as error:
        raise malformed("The field auth_method is OTP or MAGIC_LINK.") from error


def read_attempt_id(text: str | None) -> bytes | None:
    """The id by which a client asks again for an answer that it never got (13.4); 16 bytes.

    Raises:
        RefusedError: it can't be one.
    """
    try:
        return None if text is None else decode_base64url(text, size=ATTEMPT_ID_BYTES)
    except EncodingError as error:
        raise malformed("The field attempt_id is not base64url of 16 bytes.") from error


def check_code_challenge(text: str) -> str:
    """A PKCE challenge as it was sent (RFC 7636 4.2, S256).

    Raises:
        RefusedError: it can't be one.
    """
    if not _CODE_CHALLENGE.fullmatch(text):
        raise malformed("The field code_challenge is not base64url of a SHA-256.")
    return text
