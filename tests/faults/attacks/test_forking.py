"""A refresh token is stolen: whoever of the two comes first, the theft ends by itself."""

import asyncio
import secrets

import pytest

from desktop.protocol.encoding import encode_base64url
from tests.service.api import Answered, Api, Attempt, answered
from tests.service.own_device import OwnDevice


def attempt_id() -> str:
    """What a client names one renewal by."""
    return encode_base64url(secrets.token_bytes(16))


@pytest.fixture
async def stolen(api: Api) -> str:
    """Maya's refresh token, which the thief has a copy of."""
    identity = await api.sign_in()
    device = OwnDevice(api, identity["user"]["ID"])
    assert (await device.enrol(identity["fresh_proof"])).status_code == 200
    return str(identity["oauth_token"]["refresh_token"])


async def renewed(api: Api, token: str, attempt: str | None = None) -> Answered:
    return answered(await api.renew(token, attempt))


def over(api: Api) -> bool:
    """Whether the theft was noticed: said in the audit, and the device may not go on by itself."""
    return {"token.reused", "device.suspended"} <= set(api.events())


async def test_the_thief_renews_first_and_both_are_out(api: Api, stolen: str) -> None:
    thief = await renewed(api, stolen, attempt_id())
    assert (await renewed(api, stolen, attempt_id()))["reason"] == "reused"
    assert (await renewed(api, thief["refresh_token"], attempt_id()))["reason"] == "reused"
    assert over(api)


async def test_the_thief_renews_second_and_both_are_out(api: Api, stolen: str) -> None:
    owner = await renewed(api, stolen, attempt_id())
    assert (await renewed(api, stolen, attempt_id()))["reason"] == "reused"
    assert (await renewed(api, owner["refresh_token"], attempt_id()))["reason"] == "reused"
    assert over(api)


@pytest.mark.parametrize("with_attempt_ids", [True, False])
async def test_all_at_once_one_chain_at_most_goes_on(
    api: Api, stolen: str, with_attempt_ids: bool
) -> None:
    asked = [attempt_id() if with_attempt_ids else None for _ in range(20)]
    answers = await asyncio.gather(*(renewed(api, stolen, one) for one in asked))
    assert sum("refresh_token" in answer for answer in answers) == (1 if with_attempt_ids else 2)
    for answer in answers:
        if "refresh_token" in answer:
            assert (await renewed(api, answer["refresh_token"]))["reason"] == "reused"
    assert over(api)


async def test_the_thief_without_an_attempt_id_gets_no_replacement(api: Api, stolen: str) -> None:
    await renewed(api, stolen, attempt_id())
    assert (await renewed(api, stolen))["reason"] == "reused"
    assert over(api)


async def test_attempt_ids_that_are_guessed_end_the_session(api: Api, stolen: str) -> None:
    owner = await renewed(api, stolen, encode_base64url(bytes(15) + b"\x01"))
    assert (await renewed(api, stolen, encode_base64url(bytes(16))))["reason"] == "reused"
    assert (await renewed(api, owner["refresh_token"]))["reason"] == "reused"


async def test_a_thief_who_has_the_attempt_id_too_gets_the_same_chain_and_no_second(
    api: Api, stolen: str
) -> None:
    """Whoever reads the keystore in the middle of a renewal has both. One token, used twice."""
    named = attempt_id()
    owner, thief = await renewed(api, stolen, named), await renewed(api, stolen, named)
    assert owner["refresh_token"] == thief["refresh_token"]
    await renewed(api, thief["refresh_token"], attempt_id())
    assert (await renewed(api, owner["refresh_token"], attempt_id()))["reason"] == "reused"
    assert over(api)


async def test_an_attempt_id_of_one_token_opens_no_other(api: Api, stolen: str) -> None:
    named = attempt_id()
    first = await renewed(api, stolen, named)
    second = await renewed(api, first["refresh_token"], named)
    assert second["refresh_token"] != first["refresh_token"]
    # Twice back, with the right id of then.
    assert (await renewed(api, stolen, named))["reason"] == "reused"


async def test_nothing_else_of_the_family_is_worth_a_token(api: Api, stolen: str) -> None:
    family, _, secret = stolen.partition(":")
    next_family = f"{int(family) + 1}:{secret}"
    variants = [
        secret, f":{secret}", f"0{family}:{secret}", f" {stolen}", f"{stolen} ", f"{stolen}=",
        f"{stolen}\0", next_family, stolen.swapcase(), f"{family}:{'A' * len(secret)}",
    ]  # fmt: skip
    for one in variants:
        assert (await renewed(api, one))["reason"] == "unknown"
    assert "refresh_token" in await renewed(api, stolen)


async def test_the_theft_of_one_session_leaves_the_others(api: Api, stolen: str) -> None:
    api.clock.advance(301)
    other = (await api.sign_in(Attempt()))["oauth_token"]["refresh_token"]
    await renewed(api, stolen, attempt_id())
    await renewed(api, stolen, attempt_id())
    assert "refresh_token" in await renewed(api, other, attempt_id())
