"""A renewal whose key set is wrong: the session stays, and goes on when the key set is right."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from desktop.foundation.errors import (
    AuthenticatorError,
    ServiceAnswerError,
    TokenUnacceptableError,
)
from desktop.protocol.jwk import EllipticCurveJwk
from desktop.session.snapshot import SessionFact
from tests.doubles.broken_service import answer, json_answer
from tests.faults.service.conftest import Road
from tests.parts.fault_proxy import Spoiling, changed, instead

KEYS = "GET /api/v0/token/jwks"
Jwk = dict[str, object]
STRANGER = EllipticCurveJwk.of(generate_private_key(SECP256R1()).public_key())
FOREIGN: Jwk = {
    "kty": "EC", "crv": "P-256", "x": STRANGER.x, "y": STRANGER.y, "kid": STRANGER.thumbprint(),
}  # fmt: skip
ZERO = "A" * 43
OF_NO_USE: list[object] = [
    {"kty": "RSA", "kid": "r", "n": "AQAB", "e": "AQAB"},
    {"kty": "OKP", "crv": "Ed25519", "kid": "o", "x": ZERO},
    {"kty": "oct", "kid": "s", "k": "c2VjcmV0"},
    {**FOREIGN, "crv": "P-384"},
    {**FOREIGN, "kid": "zero", "x": ZERO, "y": ZERO},
    {**FOREIGN, "kid": 7},
    {**FOREIGN, "x": None},
    None,
    [],
]


def keys(change: Callable[[Jwk], list[object]]) -> Spoiling:
    """The key set with its one right key as ``change`` makes it."""

    def made(document: dict[str, object]) -> object:
        entries = document["keys"]
        assert isinstance(entries, list)
        return {"keys": change(entries[0])}

    return changed(made)


@pytest.mark.parametrize(
    "change",
    [
        lambda right: [*OF_NO_USE, right],
        lambda right: [right, {**FOREIGN, "kid": right["kid"]}],
        lambda right: [right, right, FOREIGN],
    ],
    ids=["of no use beside it", "doubled behind it", "foreign beside it"],
)
async def test_keys_that_can_not_be_used_do_not_hide_the_right_one(
    road: Road, change: Callable[[Jwk], list[object]]
) -> None:
    keeper = await road.keeper()
    road.proxy.spoil(KEYS, keys(change))
    await keeper.renew()
    assert road.proxy.has_spoiled_all
    assert keeper.snapshot.problem is None


WRONG: dict[str, tuple[Spoiling, type[AuthenticatorError], str]] = {
    "another key": (keys(lambda _: [FOREIGN]), TokenUnacceptableError, "with an unknown key"),
    "doubled before it": (
        keys(lambda right: [{**FOREIGN, "kid": right["kid"]}, right]),
        TokenUnacceptableError, "its signature is wrong",
    ),
    "with its private half": (
        keys(lambda right: [{**right, "d": ZERO}]), ServiceAnswerError, "no key for ES256"
    ),
    "on another curve": (
        keys(lambda right: [{**right, "crv": "P-384"}]), ServiceAnswerError, "no key for ES256"
    ),
    "for another use": (
        keys(lambda right: [{**right, "use": "enc"}]), ServiceAnswerError, "no key for ES256"
    ),
    "none": (keys(lambda _: []), ServiceAnswerError, "no key for ES256"),
    "a thousand": (
        keys(lambda right: [right] * 1000), ServiceAnswerError, "its key set is too long"
    ),
    "no list": (instead(json_answer({"keys": {}})), ServiceAnswerError, "is no list"),
    "a page": (instead(answer(200, b"<p>", kind="text/html")), ServiceAnswerError, "a web page"),
    "2 MB": (instead(answer(200, b" " * 2_000_000)), ServiceAnswerError, "longer than 1 MiB"),
}  # fmt: skip


@pytest.mark.parametrize("fault", WRONG)
async def test_a_wrong_key_set_costs_nothing_and_hands_out_nothing(road: Road, fault: str) -> None:
    spoiling, kind, words = WRONG[fault]
    keeper = await road.keeper()
    before = keeper.signed_in
    assert before is not None
    road.proxy.spoil(KEYS, spoiling)
    with pytest.raises(kind, match=words):
        await keeper.renew()
    held = keeper.signed_in
    assert held is not None
    assert held.tokens.access_token == before.tokens.access_token
    assert keeper.snapshot.session is SessionFact.ACTIVE
    again = await road.keeper()
    await again.renew()
    assert again.snapshot.problem is None
    assert again.signed_in != before


async def test_none_of_all_this_looked_like_a_theft(road: Road) -> None:
    assert not {"token.reused", "token.refused", "device.suspended"} & set(road.session.audit())
