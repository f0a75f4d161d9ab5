"""Who somebody says they are: told from what is typed, refused before anything is sent."""

import socket
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.foundation.errors import InvalidIdentifierError
from desktop.session.identifier import (
    Identifier,
    IdentifierType,
    looks_like,
    mask_identifier,
    parse_identifier,
    phone_regions,
    region_of,
)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("", None),
        ("h", None),
        ("hello", None),
        ("hello@", "EMAIL"),
        ("49@", "EMAIL"),
        ("+", "PHONE"),
        ("4", None),
        ("49", "PHONE"),
        (" (030) 12", "PHONE"),
        ("49 x", None),
    ],
)
def test_what_it_becomes_is_told_as_it_is_typed(typed: str, kind: IdentifierType | None) -> None:
    assert looks_like(typed) == kind


@pytest.mark.parametrize(
    ("typed", "region", "text", "kind"),
    [
        (" hello@Example.COM ", "", "hello@example.com", "EMAIL"),
        ("Hello+tag@example.com", "", "Hello+tag@example.com", "EMAIL"),
        ("demo@example.test", "", "demo@example.test", "EMAIL"),
        ("+49 151 1234 5678", "", "+4915112345678", "PHONE"),
        ("(0151) 1234-5678", "DE", "+4915112345678", "PHONE"),
        ("+49 151 12345678", "US", "+4915112345678", "PHONE"),
        ("202\u2011456\u20111111", "US", "+12024561111", "PHONE"),
    ],
)
def test_it_is_brought_into_its_normal_form(
    typed: str, region: str, text: str, kind: IdentifierType
) -> None:
    assert parse_identifier(typed, region) == Identifier(text, kind)


@pytest.mark.parametrize(
    ("typed", "region", "reason"),
    [
        ("  ", "", "empty"),
        ("hello", "", "address has an @"),
        ("hello@", "", "after the @"),
        ("hello@exa mple.com", "", "can't be an e-mail"),
        ("a@b@example.com", "", "can't be an e-mail"),
        ("x" * 250 + "@example.com", "", "too long"),
        ("0151 12345678", "", "choose a country"),
        ("+999 123456", "", "no country"),
        ("+49 1", "", "too short or too long"),
        ("+1 20245", "", "too short or too long"),
        ("+1 202 056 1111", "", "no such number"),
    ],
)
def test_what_cant_be_one_is_refused_with_the_reason(typed: str, region: str, reason: str) -> None:
    with pytest.raises(InvalidIdentifierError, match=reason):
        parse_identifier(typed, region)


def test_nobody_is_asked_whether_a_domain_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("asked DNS")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert parse_identifier("me@surely-not-registered.example.com").type == "EMAIL"


@given(some.text(max_size=300), some.sampled_from(["", "DE", "US", "XX"]))
def test_whatever_is_typed_is_an_identifier_or_a_sentence(typed: str, region: str) -> None:
    with suppress(InvalidIdentifierError):
        parsed = parse_identifier(typed, region)
        assert parse_identifier(parsed.text) == parsed


@pytest.mark.parametrize(
    ("identifier", "masked"),
    [
        (Identifier("hello@example.com", "EMAIL"), "h···o@example.com"),
        (Identifier("me@example.com", "EMAIL"), "m···@example.com"),
        (Identifier("+4915112345678", "PHONE"), "+49···78"),
    ],
)
def test_masked_its_middle_is_left_out(identifier: Identifier, masked: str) -> None:
    assert mask_identifier(identifier) == masked


def test_every_country_has_a_calling_code_and_a_number_has_its_country() -> None:
    codes = {one.code: one.calling_code for one in phone_regions()}
    assert (codes["DE"], codes["US"]) == ("+49", "+1")
    assert len(codes) > 200
    assert region_of(parse_identifier("+4915112345678")) == "DE"
    assert region_of(parse_identifier("hello@example.com")) == ""
