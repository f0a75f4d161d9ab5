"""The number that is compared (13.6): the service checks it, too."""

import pytest

from tests.service.api import Api, answered, refusal
from tests.service.asker import Asker, decide, decision, event_reason, pending
from tests.service.own_device import OwnDevice


def another(number: str) -> str:
    return f"{(int(number) + 1) % 100:02}"


async def test_a_wrong_number_denies_the_request(api: Api, device: OwnDevice, asker: Asker) -> None:
    asked = await asker.ask()
    right = asker.number(asked)
    decided = answered(await decide(device, asked, number=another(right)))
    assert (decided["outcome"], decided["approved"], decided["new"]) == (
        "wrong_number",
        False,
        False,
    )
    event = answered(await asker.stand(asked))
    assert event["outcome"] == "wrong_number"
    assert "oauth_token" not in event
    # Nobody gets a second guess, not even with the right one.
    response = await decide(device, asked, number=right)
    assert event_reason(response) == (400, "answered")
    assert answered(response)["approved"] is False
    assert api.events()[-1] == "request.denied"


@pytest.mark.parametrize("written", ["", "{0} ", "0{0}", "+{0}", "{0}\u0000", "\u0660\u0668"])
async def test_a_number_is_two_digits_and_nothing_else(
    device: OwnDevice, asker: Asker, written: str
) -> None:
    asked = await asker.ask()
    response = await decide(device, asked, number=written.format(asker.number(asked)))
    assert answered(response)["outcome"] == "wrong_number"


@pytest.mark.parametrize("number", [8, ["08"], True, "0" * 17], ids=str)
async def test_a_number_that_is_no_text_decides_nothing(
    device: OwnDevice, asker: Asker, number: object
) -> None:
    asked = await asker.ask()
    body = {**decision(device, asked, approved=True), "number": number}
    response = await device.call("POST", f"/event/respond/{asked['ID']}", body)
    assert refusal(response) == (400, "request")
    assert await asker.outcome(asked) == "pending"


async def test_without_the_number_nothing_is_approved(device: OwnDevice, asker: Asker) -> None:
    asked = await asker.ask()
    assert event_reason(await decide(device, asked)) == (400, "number_needed")
    assert await asker.outcome(asked) == "pending"
    # That was no guess, and the signature is not spent.
    response = await decide(device, asked, number=asker.number(asked))
    assert answered(response)["outcome"] == "approved"


async def test_a_denial_needs_no_number(device: OwnDevice, asker: Asker) -> None:
    asked = await asker.ask()
    assert answered(await decide(device, asked, approved=False))["outcome"] == "denied"


async def test_a_request_that_has_no_number_can_be_denied_and_nothing_else(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = answered(await api.call("POST", "/event/create_pending", asker.body()))
    (shown,) = (await pending(device))["events"]
    assert shown["code_challenge"] == ""
    for number in (None, "00", "08"):
        response = await decide(device, asked, number=number)
        assert event_reason(response) == (400, "number_needed")
    assert answered(await decide(device, asked, approved=False))["outcome"] == "denied"


async def test_the_number_of_one_request_is_none_of_another(api: Api, device: OwnDevice) -> None:
    """A request put in the place of the user's own shows another number."""
    mine, theirs = Asker(api), Asker(api)
    asked = await mine.ask()
    api.clock.advance(1)
    swapped = await theirs.ask()
    while mine.number(asked) == theirs.number(swapped):
        await theirs.cancel(swapped)
        api.clock.advance(1)
        swapped = await theirs.ask()
    decided = answered(await decide(device, swapped, number=mine.number(asked)))
    assert decided["outcome"] == "wrong_number"
