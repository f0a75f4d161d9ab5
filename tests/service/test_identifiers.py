"""What can be an identifier, and how much of it is shown."""

import pytest

from desktop.service.identifiers import IdentifierError, masked, parse_identifier


@pytest.mark.parametrize(
    "text",
    ["maya@example.com", "m+tag@example.co.uk", "o'hara@a.b", "x@localhost", "x@xn--bcher-kva.de"],
)
def test_an_address(text: str) -> None:
    assert parse_identifier(text, "EMAIL").text == text


@pytest.mark.parametrize(
    "text",
    [
        "a@b@c",
        ".a@b.c",
        "a.@b.c",
        "a..b@c.d",
        "a@-b.c",
        "a@b.c.",
        "a b@c.d",
        "é@b.c",
        "a@b\u202e.c",
    ],
)
def test_no_address(text: str) -> None:
    with pytest.raises(IdentifierError):
        parse_identifier(text, "EMAIL")


def test_an_error_does_not_repeat_what_was_typed() -> None:
    with pytest.raises(IdentifierError) as raised:
        parse_identifier("secret stuff", "EMAIL")
    assert "secret" not in str(raised.value)


@pytest.mark.timeout(5)
def test_a_hostile_address_is_refused_at_once() -> None:
    with pytest.raises(IdentifierError):
        parse_identifier("a@" + "a-" * 120 + "!", "EMAIL")


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("maya@example.com", "EMAIL", "m···a@example.com"),
        ("ab@example.com", "EMAIL", "a···@example.com"),
        ("a@example.com", "EMAIL", "a···@example.com"),
        ("+4915112345678", "PHONE", "+49···78"),
    ],
)
def test_masking(text: str, kind: str, shown: str) -> None:
    assert masked(parse_identifier(text, kind)) == shown
