"""Several devices, or one several times, at the same moment: one decision, one sign-in."""

import asyncio
from collections.abc import Awaitable

import httpx

from tests.service.api import Api, answered
from tests.service.asker import Asker, decide, event_reason, own_event, pending
from tests.service.own_device import OwnDevice, proof_of_now, reason

AT_ONCE = 8


async def all_of(calls: list[Awaitable[httpx.Response]]) -> list[httpx.Response]:
    return list(await asyncio.gather(*calls))


def taken(responses: list[httpx.Response]) -> list[httpx.Response]:
    return [response for response in responses if response.status_code == 200]


def refused(responses: list[httpx.Response]) -> list[httpx.Response]:
    return [response for response in responses if response.status_code != 200]


async def test_of_a_yes_and_a_no_one_counts_and_the_other_hears_whose(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    other = OwnDevice(api, device.user_id, "Tablet")
    await other.enrol(await proof_of_now(api))
    asked = await asker.ask()
    number = asker.number(asked)
    responses = await all_of(
        [
            decide(device, asked, number=number),
            decide(other, asked, approved=False),
            decide(other, asked, number=number),
            decide(device, asked, approved=False),
        ]
    )
    (won,) = taken(responses)
    outcome = answered(won)["outcome"]
    assert outcome == await asker.outcome(asked)
    (ended,) = (await pending(device))["decided"]
    for late in refused(responses):
        assert event_reason(late) == (400, "answered")
        said = answered(late)
        assert said["approved"] is (outcome == "approved")
        assert said["decided_by"] == ended["decided_by"] != ""


async def test_a_decision_and_its_being_taken_back_are_one_or_the_other(
    device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    decided, cancelled = await all_of(
        [decide(device, asked, number=asker.number(asked)), asker.cancel(asked)]
    )
    outcome = await asker.outcome(asked)
    assert answered(cancelled)["outcome"] == outcome
    assert (outcome == "approved") == (decided.status_code == 200)
    # Taken back is taken back: even an approval that came first gives nothing now.
    assert "oauth_token" not in answered(await asker.stand(asked))


async def test_tokens_go_to_one_of_many_that_fetch_them(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    await decide(device, asked, number=asker.number(asked))
    responses = await all_of([asker.stand(asked) for _ in range(AT_ONCE)])
    assert sum("oauth_token" in answered(response) for response in responses) == 1
    assert api.events().count("signed_in") == 2


async def test_a_signature_signs_in_once(api: Api, device: OwnDevice) -> None:
    body = own_event(device)
    path = "/event/create?oauth_token=true"
    responses = await all_of([api.call("POST", path, body) for _ in range(AT_ONCE)])
    assert len(taken(responses)) == 1
    assert {reason(response) for response in refused(responses)} == {(400, "replayed")}


async def test_three_of_many_requests_are_taken(api: Api, device: OwnDevice) -> None:
    now = int(api.clock())
    askers = [Asker(api, name=f"Phone {count}") for count in range(AT_ONCE)]
    responses = await all_of(
        [each.try_ask(timestamp=str(now - count)) for count, each in enumerate(askers)]
    )
    assert len(taken(responses)) == 3
    assert {event_reason(response) for response in refused(responses)} == {(429, "too_many")}
    assert len((await pending(device))["events"]) == 3


async def test_one_of_two_numbers_is_tried(device: OwnDevice, asker: Asker) -> None:
    asked = await asker.ask()
    responses = await all_of([decide(device, asked, number=f"{at:02}") for at in range(100)])
    # All are one decision, signed once: how it went is what each of them hears.
    (outcome,) = {answered(one)["outcome"] for one in taken(responses)}
    assert outcome in {"approved", "wrong_number"}
    decisions = [one for one in device.api.events() if one.startswith("request.")]
    assert len(decisions) == len(["request.asked", "request.approved or request.denied"])
