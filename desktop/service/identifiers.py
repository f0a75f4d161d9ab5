"""E-mail addresses, phone numbers and user names as people write them, and as the service compares.

================  ==========================  ==========================================
kind              accepted                    canonical form (users, limits)
================  ==========================  ==========================================
``EMAIL``         one ``@``, ASCII, at most   lower case
                  254 characters, no ``=?``
``PHONE``         E.164: ``+`` and 7 to 15    as written
                  digits
user name (none)  anything without control    NFC, lower case
                  characters, at most 254
================  ==========================  ==========================================

Whether a mailbox exists only a mail can tell; this keeps out what can't be one.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MAX_CHARACTERS = 254

# RFC 5322 atoms and a host name. ASCII only: other mailboxes need SMTPUTF8, which is rare.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})*")
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")


class IdentifierType(StrEnum):
    """What kind of address a code can go to (cotter-api 0.2)."""

    EMAIL = "EMAIL"
    PHONE = "PHONE"


class IdentifierError(ValueError):
    """The text can't be an identifier of that kind. Never carries the text."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An address as typed, with the form that decides whether two are the same."""

    text: str
    type: IdentifierType
    canonical: str

    @property
    def mailbox(self) -> str:
        """Whose messages these are: subaddresses (RFC 5233) are one mailbox."""
        if self.type is not IdentifierType.EMAIL:
            return self.canonical
        local, _, domain = self.canonical.rpartition("@")
        return f"{local.partition('+')[0] or local}@{domain}"


def parse_identifier(text: str, identifier_type: str) -> Identifier:
    """Read an identifier of a stated kind.

    Raises:
        IdentifierError: the kind is unknown or the text can't be of it.
    """
    if not _is_plain(text):
        raise IdentifierError("An identifier has no control characters and at most 254 others.")
    if identifier_type == IdentifierType.EMAIL:
        local = text.partition("@")[0]
        is_address = (
            _EMAIL.fullmatch(text) and ".." not in text and "." not in (local[0], local[-1])
        )
        # An encoded word (RFC 2047): programs decode it, each to another address.
        if not is_address or "=?" in local:
            raise IdentifierError("That can't be an e-mail address.")
        return Identifier(text, IdentifierType.EMAIL, canonical_form(text))
    if identifier_type == IdentifierType.PHONE:
        if not _PHONE.fullmatch(text):
            raise IdentifierError("That can't be a phone number. It starts with + and the country.")
        return Identifier(text, IdentifierType.PHONE, text)
    raise IdentifierError("The identifier type is EMAIL or PHONE.")


def canonical_form(text: str) -> str:
    """The form in which a user is looked up; also of user names."""
    return unicodedata.normalize("NFC", text).lower()


def is_acceptable_name(text: str) -> bool:
    """Whether ``text`` can name a user at all: an address or a user name."""
    return text != "" and _is_plain(text)


def masked(identifier: Identifier) -> str:
    """Enough to recognise one's own address by, too little to learn somebody's."""
    if identifier.type == IdentifierType.PHONE:
        return f"{identifier.text[:3]}···{identifier.text[-2:]}"
    local, _, domain = identifier.text.rpartition("@")
    return f"{local[0]}···{local[-1] if len(local) > 2 else ''}@{domain}"


def _is_plain(text: str) -> bool:
    return len(text) <= MAX_CHARACTERS and not any(
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in text
    )
