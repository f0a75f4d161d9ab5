"""Invitations: links that lead to a service, with all that connecting to it takes.

::

    cotter-authenticator://add?service=https%3A%2F%2Flogin.example.com
        &api-key-id=11111111-2222-3333-4444-555555555555
        &name=Example%20Works
        &identity-key=A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg

================ ==== ==================================================================
field            must what it is
================ ==== ==================================================================
``service``      yes  the address: scheme, host, port; see ``service_address``
``api-key-id``   yes  a UUID
``name``         no   what the service is to be called: at most 64 characters, a claim
``identity-key`` no   the service's Ed25519 key (cotter-api 13.1), base64url of 32 bytes
                      without padding: it is pinned, and another one is refused
================ ==== ==================================================================

Anybody can make such a link and any web page can open one, so it is read strictly: at most 2,048
characters, this scheme and ``add`` alone, each field once and in any order, none that is unknown
(there is no version: what a later one adds is a field that this one refuses), only characters that
RFC 3986 allows in a query, UTF-8 decoded once, and no character hidden behind ``%`` that needs no
hiding (section 2.3 there). ``+`` is a space, as forms write it. There is no secret in it.

Reading one changes nothing and asks nobody.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote_to_bytes

from desktop.foundation.errors import InvalidApiKeyIdError, InvalidServiceUrlError
from desktop.foundation.invitation_errors import (
    InvitationAddressError,
    InvitationDamagedError,
    InvitationNewerError,
    InvitationTooLongError,
    NotAnInvitationError,
    SeveralInvitationsError,
)
from desktop.foundation.profiles import parse_api_key_id
from desktop.foundation.service_address import strict_service_url

SCHEME: Final = "cotter-authenticator"
LONGEST_LINK: Final = 2048
LONGEST_NAME: Final = 64
LONGEST_FIELD: Final = 24
"""Characters that are shown of a field's name: whatever was pasted may be something secret."""

LONGEST_TEXT: Final = 64 * 1024
"""Characters of a mail or file that a link is looked for in."""

_SERVICE: Final = "service"
_API_KEY_ID: Final = "api-key-id"
_NAME: Final = "name"
_IDENTITY_KEY: Final = "identity-key"
_FIELDS: Final = (_SERVICE, _API_KEY_ID, _NAME, _IDENTITY_KEY)

_BEGINNINGS: Final = (f"{SCHEME}://add?", f"{SCHEME}://add/?")
"""Some systems put a slash behind the host."""

_VALUE: Final = re.compile(r"(?:[A-Za-z0-9._~!$'()*+,;:@/?-]|%[0-9A-Fa-f]{2})*")
_NEEDLESSLY_HIDDEN: Final = re.compile(rb"[A-Za-z0-9._~-]")
_ESCAPED: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_UUID: Final = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
# The last of 43 characters has but four bits in it: the others would be another spelling.
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
_LINK: Final = re.compile(rf"{SCHEME}:[^\s<>\"]+")
_HIDDEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One service as a link names it. ``name`` is claimed by whoever made the link.

    ``identity_key`` is base64 as profiles keep it; empty where the link names none.
    """

    service_url: str
    api_key_id: str
    name: str = ""
    identity_key: str = ""

    def link(self) -> str:
        """The link; :func:`parse_invitation` reads it as the same again."""
        key = self.identity_key.translate(str.maketrans("+/", "-_")).rstrip("=")
        fields = zip(_FIELDS, (self.service_url, self.api_key_id, self.name, key), strict=True)
        written = (f"{name}={quote(value, safe='')}" for name, value in fields if value)
        return f"{_BEGINNINGS[0]}{'&'.join(written)}"


def make_invitation(
    service_url: str, api_key_id: str, *, name: str = "", identity_key: str = ""
) -> Invitation:
    """The invitation to a service, made by whoever runs it.

    What can't stand in one of the name is left out: a name is no reason to have none.

    Raises:
        InvalidServiceUrlError: a link may not lead to this address.
        InvalidApiKeyIdError: that is no API key id.
    """
    seen = " ".join("".join(" " if _is_hidden(one) else one for one in name).split())
    return Invitation(
        service_url=strict_service_url(service_url),
        api_key_id=parse_api_key_id(api_key_id),
        name=seen[:LONGEST_NAME].strip(),
        identity_key=identity_key,
    )


def parse_invitation(text: str) -> Invitation:
    """Read a link by the rules above.

    Raises:
        NotAnInvitationError: it is no such link.
        InvitationTooLongError: it has more than 2,048 characters.
        InvitationNewerError: it has a field that is not known.
        InvitationDamagedError: a field is missing, there twice, or not what it should be.
        InvitationAddressError: the address is none that a link may lead to.
    """
    beginning = next((one for one in _BEGINNINGS if text.startswith(one)), None)
    if beginning is None:
        raise NotAnInvitationError
    if len(text) > LONGEST_LINK:
        raise InvitationTooLongError
    fields = _fields_of(text.removeprefix(beginning))
    for name in (_SERVICE, _API_KEY_ID):
        if not fields.get(name):
            raise InvitationDamagedError(reason=f"it has no “{name}”")
    return Invitation(
        service_url=_service_url(fields[_SERVICE]),
        api_key_id=_api_key_id(fields[_API_KEY_ID]),
        name=_name(fields.get(_NAME, "")),
        identity_key=_identity_key(fields.get(_IDENTITY_KEY, "")),
    )


def link_in(text: str) -> str:
    """The one link in a mail, a file or what was pasted; the text itself where there is none.

    Raises:
        SeveralInvitationsError: there are different ones.
        InvitationTooLongError: nobody looks for a link in as much.
    """
    if len(text) > LONGEST_TEXT:
        raise InvitationTooLongError
    links = set(_LINK.findall(text))
    if len(links) > 1:
        raise SeveralInvitationsError
    return links.pop() if links else text.strip()


def _fields_of(query: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for part in query.split("&"):
        name, equals, value = part.partition("=")
        if name not in _FIELDS:
            raise InvitationNewerError(reason=f"“{name[:LONGEST_FIELD]}”")
        if not equals:
            raise InvitationDamagedError(reason=f"“{name}” says nothing")
        if name in fields:
            raise InvitationDamagedError(reason=f"it says “{name}” twice")
        fields[name] = _decoded(name, value)
    return fields


def _decoded(name: str, value: str) -> str:
    if not _VALUE.fullmatch(value):
        raise InvitationDamagedError(reason=f"“{name}” has a character that no link has")
    for digits in _ESCAPED.findall(value):
        if _NEEDLESSLY_HIDDEN.fullmatch(bytes.fromhex(digits)):
            raise InvitationDamagedError(reason=f"“{name}” hides what needs no hiding")
    try:
        return unquote_to_bytes(value.replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvitationDamagedError(reason=f"“{name}” is no text") from error


def _service_url(value: str) -> str:
    try:
        return strict_service_url(value)
    except InvalidServiceUrlError as error:
        raise InvitationAddressError(reason=str(error.values["reason"])) from error


def _api_key_id(value: str) -> str:
    try:
        if not _UUID.fullmatch(value):
            raise InvalidApiKeyIdError
        return parse_api_key_id(value)
    except InvalidApiKeyIdError as error:
        raise InvitationDamagedError(reason=f"“{_API_KEY_ID}” is none") from error


def _name(value: str) -> str:
    name = value.strip()
    if len(name) > LONGEST_NAME:
        raise InvitationDamagedError(reason=f"its name has more than {LONGEST_NAME} characters")
    if any(_is_hidden(one) for one in name):
        raise InvitationDamagedError(reason="its name has a character that can't be seen")
    return name


def _identity_key(value: str) -> str:
    if not value:
        return ""
    if not _KEY.fullmatch(value):
        raise InvitationDamagedError(reason=f"“{_IDENTITY_KEY}” is none")
    return value.translate(str.maketrans("-_", "+/")) + "="


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN
