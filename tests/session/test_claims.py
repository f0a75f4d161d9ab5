"""What is shown of a token: its claims, the well-known ones first, and nothing that hides."""

import pytest

from desktop.foundation.secret import Secret
from desktop.session.claims import LONGEST_NAME, claims_of
from desktop.session.list_entries import Claim
from tests.doubles.token_issuer import TokenIssuer

ISSUER = TokenIssuer()


def shown(**claims: object) -> tuple[Claim, ...]:
    return claims_of(ISSUER.sign(claims))


def test_known_claims_come_first_and_all_are_texts() -> None:
    claims = shown(zebra=[1, "x"], exp=5, sub="me", aud=None)
    assert [(one.name, one.value) for one in claims] == [
        ("sub", "me"),
        ("aud", "null"),
        ("exp", "5"),
        ("zebra", '[1, "x"]'),
    ]


@pytest.mark.parametrize(
    ("name", "value", "as_shown"),
    [
        ("role", "\u202enimda", ("role", "\\u202enimda")),
        ("role", "a\x1b[31m", ("role", "a\\u001b[31m")),
        ("role", "half\ud800", ("role", "half\\ud800")),
        ("role", ["\u2066"], ("role", '[\\"\\u2066\\"]')),
        ("x\u2028y", 1, ("x\\u2028y", "1")),
        ("n" * 5000, 1, ("n" * LONGEST_NAME, "1")),
        ("büro", "電腦", ("büro", "電腦")),
    ],
)
def test_what_hides_in_a_claim_is_spelled_out(
    name: str, value: object, as_shown: tuple[str, str]
) -> None:
    [claim] = shown(**{name: value})
    assert (claim.name, claim.value) == as_shown


@pytest.mark.parametrize("text", ["", "a.b", "a.!.c", "a.e30", "a.W10.c"])
def test_what_is_no_token_has_none(text: str) -> None:
    assert claims_of(Secret(text)) == ()
