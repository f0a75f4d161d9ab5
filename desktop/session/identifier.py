"""What a person types to say who they are: an e-mail address or a phone number.

Nothing is sent to find out: phonenumbers knows the numbering plans, email-validator the grammar.
Both are imported when first needed, because they cost tens of milliseconds.
"""

from dataclasses import dataclass
from typing import Literal

from desktop.foundation.errors import InvalidIdentifierError

IdentifierType = Literal["EMAIL", "PHONE"]
LONGEST = 254
PHONE_CHARACTERS = frozenset("+0123456789 ()-./\u00a0\u2011")


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier in its normal form: a lower-cased domain, or E.164."""

    text: str
    type: IdentifierType


@dataclass(frozen=True, slots=True)
class PhoneRegion:
    """A country for numbers without a calling code: ISO 3166 code and calling code, as ``+49``."""

    code: str
    calling_code: str


def looks_like(text: str) -> IdentifierType | None:
    """What a text that is still being typed seems to become; None while it can't be told."""
    stripped = text.strip()
    if "@" in stripped:
        return "EMAIL"
    digits = sum(character.isdigit() for character in stripped)
    if stripped and set(stripped) <= PHONE_CHARACTERS and (stripped[0] == "+" or digits >= 2):
        return "PHONE"
    return None


def parse_identifier(text: str, region: str = "") -> Identifier:
    """The identifier that was typed; ``region`` (ISO 3166) reads numbers without ``+``.

    Raises:
        InvalidIdentifierError: it can't be one, and why.
    """
    stripped = text.strip()
    shown = stripped[:LONGEST]
    if not stripped:
        raise InvalidIdentifierError(identifier=shown, reason="it is empty")
    if len(stripped) > LONGEST:
        raise InvalidIdentifierError(identifier=shown, reason="it is too long")
    match looks_like(stripped):
        case "EMAIL":
            return _parse_email(stripped)
        case "PHONE":
            return _parse_phone(stripped, region)
        case None:
            reason = "an address has an @, a number has digits only"
            raise InvalidIdentifierError(identifier=shown, reason=reason)


def phone_regions() -> tuple[PhoneRegion, ...]:
    """All countries that have a numbering plan."""
    import phonenumbers

    return tuple(
        PhoneRegion(code, f"+{phonenumbers.country_code_for_region(code)}")
        for code in sorted(phonenumbers.SUPPORTED_REGIONS)
    )


def region_of(identifier: Identifier) -> str:
    """The country of a phone number; empty for anything else."""
    if identifier.type != "PHONE":
        return ""
    import phonenumbers

    return phonenumbers.region_code_for_number(phonenumbers.parse(identifier.text, None)) or ""


def mask_identifier(identifier: Identifier) -> str:
    """The identifier with its middle left out, for services that don't mask it themselves."""
    if identifier.type == "PHONE":
        return f"{identifier.text[:3]}···{identifier.text[-2:]}"
    local, _, domain = identifier.text.rpartition("@")
    return f"{local[:1]}···{local[-1:]}@{domain}" if len(local) > 2 else f"{local[:1]}···@{domain}"


def _parse_email(text: str) -> Identifier:
    from email_validator import EmailNotValidError, validate_email

    try:
        # test_environment allows names such as demo@example.test, which a person may try with.
        valid = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        reason = str(error).rstrip(".")
        reason = reason[:1].lower() + reason[1:]
        raise InvalidIdentifierError(identifier=text, reason=reason) from error
    return Identifier(valid.normalized, "EMAIL")


def _parse_phone(text: str, region: str) -> Identifier:
    import phonenumbers

    if not text.startswith("+") and not region:
        reason = "choose a country, or begin with + and the country's code"
        raise InvalidIdentifierError(identifier=text, reason=reason)
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException as error:
        known = error.error_type != phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
        reason = "it is too short or too long" if known else "no country has such a number"
        raise InvalidIdentifierError(identifier=text, reason=reason) from error
    if not phonenumbers.is_possible_number(number):
        reason = "it is too short or too long"
        raise InvalidIdentifierError(identifier=text, reason=reason)
    if not phonenumbers.is_valid_number(number):
        reason = "its country has no such number"
        raise InvalidIdentifierError(identifier=text, reason=reason)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Identifier(e164, "PHONE")
