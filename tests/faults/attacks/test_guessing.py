"""Guessing a code: how often one may, from wherever and for whomever, and what the odds come to."""

import asyncio

import pytest

from desktop.service.challenges import ATTEMPTS, CODE_DIGITS
from desktop.service.limits import DAY, HOUR, WINDOWS, Counted, Window
from tests.service.api import Api, Attempt, answered, refusal, wrong
from tests.service.fake_clock import FakeClock
from tests.service.pages import Browser, app_url

MONTH = 30
POSSIBLE = 10**CODE_DIGITS


def guesses_in_a_month(counted: Counted) -> int:
    """How many wrong codes there can be in 30 days, by the longest window."""
    longest = max(WINDOWS[counted], key=lambda window: window.seconds)
    return longest.count * MONTH * DAY // longest.seconds


def test_the_odds_of_a_month_are_stated_from_the_limits() -> None:
    """For one user 900 guesses in a month, 1 in 1,111; from one address 3,000, 1 in 333.

    The second is for all users together: whoever tries many names from one address gains nothing.
    """
    assert WINDOWS[Counted.WRONG_CODE] == (Window(10, HOUR), Window(30, DAY))
    assert WINDOWS[Counted.WRONG_CODE_FROM_ADDRESS] == (Window(30, HOUR), Window(100, DAY))
    assert round(POSSIBLE / guesses_in_a_month(Counted.WRONG_CODE)) == 1111
    assert round(POSSIBLE / guesses_in_a_month(Counted.WRONG_CODE_FROM_ADDRESS)) == 333


async def wrong_codes(api: Api, identifier: str, count: int) -> list[int]:
    """Begin a sign-in and answer with so many wrong codes; the statuses."""
    attempt = Attempt(identifier=identifier)
    begun = await api.try_request_code(attempt)
    if begun.status_code != 200:
        return [begun.status_code]
    challenge = answered(begun)
    code = wrong(await api.newest_code())
    return [(await api.respond(attempt, challenge, code)).status_code for _ in range(count)]


async def test_a_month_of_guessing_comes_to_no_more_than_stated(api: Api, clock: FakeClock) -> None:
    """Two days of it, from an address of its own each time, at every chance there is."""
    judged = 0
    for minute in range(0, 2 * 24 * 60, 30):
        async with api.from_address(f"127.0.{minute // 250}.{minute % 250 + 1}") as there:
            statuses = await wrong_codes(there, "maya@example.com", ATTEMPTS + 1)
        judged += sum(status == 400 for status in statuses[:ATTEMPTS])
        clock.advance(30 * 60)
    assert judged == 60


async def test_fifty_guesses_at_once_count_as_fifty(api: Api) -> None:
    attempts = [Attempt() for _ in range(5)]
    challenges = [await api.request_code(attempt) for attempt in attempts]
    right = await api.newest_code()
    code = wrong(right)
    answers = await asyncio.gather(
        *(
            api.respond(attempt, challenge, code)
            for attempt, challenge in zip(attempts, challenges, strict=True)
            for _ in range(10)
        )
    )
    # Ten were looked at, whichever they were. The others hear that the way is closed.
    assert api.events().count("code.refused") == 10
    assert {refusal(answer) for answer in answers} == {(400, "code"), (429, "rate_limit")}
    answer = await api.respond(attempts[-1], challenges[-1], right)
    assert refusal(answer) == (429, "rate_limit")


async def test_fifty_guesses_at_once_at_one_code_are_five(api: Api) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    await asyncio.gather(*(api.respond(attempt, challenge, wrong(code)) for _ in range(50)))
    assert api.events().count("code.refused") == ATTEMPTS
    assert refusal(await api.respond(attempt, challenge, code)) == (400, "code")


async def test_trying_many_names_from_one_address_ends_after_thirty_wrong_codes(
    api: Api, clock: FakeClock
) -> None:
    judged = 0
    for number in range(12):
        statuses = await wrong_codes(api, f"user{number}@example.com", ATTEMPTS)
        judged += statuses.count(400)
        clock.advance(35)
    assert judged == 30
    # Neither does a right code get in from there; from elsewhere all goes on.
    attempt = Attempt(identifier="noor@example.com")
    assert refusal(await api.try_request_code(attempt)) == (429, "rate_limit")
    async with api.from_address("127.0.0.9") as elsewhere:
        await elsewhere.sign_in(attempt)


async def test_the_page_is_no_way_around_the_limit_of_an_address(api: Api) -> None:
    for number in range(6):
        await wrong_codes(api, f"user{number}@example.com", ATTEMPTS)
    browser = Browser(api.http)
    page = await browser.open(app_url(api.project.id))
    page = await browser.send(page.forms[0], identifier="noor@example.com")
    assert page.status == 429
    assert "Too many wrong codes" in page.text


@pytest.mark.parametrize("spelling", ["MAYA@example.com", "maya@EXAMPLE.com", "Maya@Example.Com"])
async def test_another_spelling_is_no_new_chance(api: Api, spelling: str) -> None:
    await wrong_codes(api, "maya@example.com", ATTEMPTS)
    await wrong_codes(api, spelling, ATTEMPTS)
    async with api.from_address("127.0.0.9") as elsewhere:
        answer = await elsewhere.try_request_code(Attempt(identifier="maya@example.com"))
    assert refusal(answer) == (429, "rate_limit")


async def test_another_project_is_no_new_chance(api: Api) -> None:
    await wrong_codes(api, "maya@example.com", ATTEMPTS)
    await wrong_codes(api, "maya@example.com", ATTEMPTS)
    api.go_to_another_project()
    answer = await api.try_request_code(Attempt(identifier="maya@example.com"))
    assert refusal(answer) == (429, "rate_limit")
