"""How often codes may be asked for and guessed, and that nobody learns from it who exists."""

import pytest

from tests.service.api import Api, Attempt, answered, refusal, wrong
from tests.service.fake_clock import FakeClock


async def test_asking_again_too_soon_says_how_long_to_wait(api: Api, clock: FakeClock) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    clock.advance(10)
    response = await api.try_request_code(attempt)
    assert refusal(response) == (429, "rate_limit")
    assert response.headers["Retry-After"] == "20"
    assert answered(response)["retry_after"] == 20
    assert (await api.respond(attempt, challenge, code)).status_code == 200


async def test_an_identifier_gets_five_messages_in_five_minutes(api: Api, clock: FakeClock) -> None:
    for _ in range(5):
        challenge = await api.request_code(Attempt())
        clock.advance(1)
    assert challenge["resend_in"] == 296
    # Another spelling is the same mailbox.
    response = await api.try_request_code(Attempt(identifier="MAYA@Example.com"))
    assert refusal(response) == (429, "rate_limit")
    assert response.headers["Retry-After"] == "295"
    assert len(await api.messages()) == 5
    clock.advance(295)
    await api.request_code(Attempt())


async def test_an_identifier_gets_twenty_messages_a_day(api: Api, clock: FakeClock) -> None:
    for _ in range(20):
        await api.request_code(Attempt())
        clock.advance(600)
    assert refusal(await api.try_request_code(Attempt())) == (429, "rate_limit")
    clock.advance(86400 - 20 * 600)
    await api.request_code(Attempt())


async def test_an_address_gets_ten_messages_in_five_minutes(api: Api, clock: FakeClock) -> None:
    for number in range(10):
        await api.request_code(Attempt(identifier=f"user{number}@example.com"))
    response = await api.try_request_code(Attempt(identifier="another@example.com"))
    assert refusal(response) == (429, "rate_limit")
    assert response.headers["Retry-After"] == "300"
    clock.advance(300)
    await api.request_code(Attempt(identifier="another@example.com"))


@pytest.mark.parametrize(
    ("addresses", "status"),
    [
        ([f"2001:db8:1:2::{number}" for number in range(11)], 429),
        ([f"2001:db8:1:{number}::7" for number in range(11)], 200),
        (["203.0.113.7", "::ffff:203.0.113.7"] * 5 + ["203.0.113.7"], 429),
        ([f"203.0.113.{number}" for number in range(11)], 200),
    ],
    ids=["one network", "networks", "one address in two spellings", "addresses"],
)
async def test_messages_are_counted_by_who_can_have_the_address(
    api: Api, addresses: list[str], status: int
) -> None:
    for number, address in enumerate(addresses):
        attempt = Attempt(identifier=f"user{number}@example.com")
        async with api.from_address(address) as there:
            response = await there.try_request_code(attempt)
    assert response.status_code == status


async def test_messages_are_counted_in_every_spelling(api: Api) -> None:
    for name in ("Maya", "mAya", "maYa", "mayA", "MAYA"):
        await api.request_code(Attempt(identifier=f"{name}@example.com"))
    response = await api.try_request_code(Attempt(identifier="maya@Example.com"))
    assert refusal(response) == (429, "rate_limit")


async def test_wrong_codes_are_counted_in_every_spelling(api: Api) -> None:
    for spelling in ("mAya@example.com", "maYa@example.com"):
        attempt = Attempt(identifier=spelling)
        challenge = await api.request_code(attempt)
        code = await api.newest_code()
        for _ in range(5):
            await api.respond(attempt, challenge, wrong(code))
    api.clock.advance(300)
    response = await api.try_request_code(Attempt(identifier="maya@example.com"))
    assert refusal(response) == (429, "rate_limit")
    assert response.headers["Retry-After"] == "3300"


async def test_ten_wrong_codes_in_an_hour_close_the_way_by_code(api: Api, clock: FakeClock) -> None:
    for _ in range(2):
        attempt = Attempt()
        challenge = await api.request_code(attempt)
        code = await api.newest_code()
        for _ in range(5):
            await api.respond(attempt, challenge, wrong(code))
    response = await api.try_request_code(Attempt())
    assert refusal(response) == (429, "rate_limit")
    assert response.headers["Retry-After"] == "3600"
    clock.advance(3600)
    await api.request_code(Attempt())


async def test_a_closed_way_refuses_a_right_code_of_another_challenge(api: Api) -> None:
    waiting = Attempt()
    challenge = await api.request_code(waiting)
    code = await api.newest_code()
    for _ in range(2):
        guessing = Attempt()
        guessed = await api.request_code(guessing)
        wrong_code = wrong(await api.newest_code())
        for _ in range(5):
            await api.respond(guessing, guessed, wrong_code)
    response = await api.respond(waiting, challenge, code)
    assert refusal(response) == (429, "rate_limit")


async def test_wrong_codes_of_one_do_not_close_the_way_of_another(api: Api) -> None:
    for _ in range(2):
        attempt = Attempt()
        challenge = await api.request_code(attempt)
        for _ in range(5):
            await api.respond(attempt, challenge, "no")
    await api.sign_in(Attempt(identifier="noor@example.com"))


async def test_known_and_unknown_identifiers_get_the_same_answer(api: Api) -> None:
    await api.sign_in(Attempt(identifier="known@example.com"))
    known = await api.request_code(Attempt(identifier="known@example.com"))
    unknown = await api.request_code(Attempt(identifier="nobody@example.com"))
    varying = {"challenge", "challenge_id", "sent_to"}
    assert {k: v for k, v in known.items() if k not in varying} == {
        k: v for k, v in unknown.items() if k not in varying
    }


async def test_known_and_unknown_identifiers_take_the_same_path(api: Api) -> None:
    await api.sign_in(Attempt(identifier="known@example.com"))
    paths: list[list[str]] = []
    for name in ("known", "nobody"):
        attempt = Attempt(identifier=f"{name}@example.com")
        with api.statements() as done:
            challenge = await api.request_code(attempt)
            await api.respond(attempt, challenge, "no code")
        paths.append(done)
    assert paths[0] == paths[1]
    assert len(paths[0]) > 10
