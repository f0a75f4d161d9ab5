"""How often devices may be asked (13.6): whoever bombs with requests is bounded."""

import json

import pytest

from tests.service.api import Api, answered
from tests.service.asker import Asker, decide, event_reason, own_event, pending
from tests.service.fake_clock import FakeClock
from tests.service.own_device import OwnDevice


async def test_three_requests_of_a_user_are_open_at_most(
    device: OwnDevice, asker: Asker, clock: FakeClock
) -> None:
    for _ in range(3):
        await asker.ask()
        clock.advance(1)
    response = await asker.try_ask()
    assert event_reason(response) == (429, "too_many")
    # Until the first of them has run out.
    assert response.headers["Retry-After"] == "177"
    assert answered(response)["retry_after"] == 177
    clock.advance(177)
    assert (await asker.try_ask()).status_code == 200


@pytest.mark.parametrize("identifier", ["maya@example.com", "nobody@example.com"])
async def test_the_limit_tells_nothing_about_the_user(
    device: OwnDevice, asker: Asker, clock: FakeClock, identifier: str
) -> None:
    asker.identifier = identifier
    for _ in range(3):
        await asker.ask()
        clock.advance(1)
    # However it is written, it is the same user.
    asker.identifier = identifier.title()
    assert event_reason(await asker.try_ask()) == (429, "too_many")
    asker.identifier = "noor@example.com"
    assert (await asker.try_ask()).status_code == 200


async def test_two_requests_that_would_be_signed_alike_are_not_taken(
    api: Api, device: OwnDevice, asker: Asker, clock: FakeClock
) -> None:
    first = await asker.ask()
    for other in (asker, Asker(api, name="Tablet")):
        response = await other.try_ask()
        assert event_reason(response) == (429, "too_many")
        assert response.headers["Retry-After"] == "1"
    assert (await asker.try_ask(event="TRANSACTION")).status_code == 200
    # Not even when the first one is over.
    await decide(device, first, number=asker.number(first))
    assert event_reason(await asker.try_ask()) == (429, "too_many")
    clock.advance(1)
    assert (await asker.try_ask()).status_code == 200


async def test_after_a_denial_the_address_asks_no_more_for_ten_minutes(
    api: Api, device: OwnDevice, asker: Asker, clock: FakeClock
) -> None:
    await decide(device, await asker.ask(), approved=False)
    clock.advance(1)
    response = await asker.try_ask()
    assert event_reason(response) == (429, "too_many")
    assert response.headers["Retry-After"] == "599"
    # Another address does, and this one asks others.
    async with api.from_address("203.0.113.7") as elsewhere:
        assert (await Asker(elsewhere).try_ask()).status_code == 200
    assert (await Asker(api, "noor@example.com").try_ask()).status_code == 200
    clock.advance(599)
    assert (await asker.try_ask()).status_code == 200


async def test_a_whole_network_of_ipv6_is_one_address(
    api: Api, device: OwnDevice, clock: FakeClock
) -> None:
    async with api.from_address("2001:db8::1") as elsewhere:
        await decide(device, await Asker(elsewhere).ask(), approved=False)
    clock.advance(1)
    async with api.from_address("2001:db8::2:ffff") as beside:
        assert event_reason(await Asker(beside).try_ask()) == (429, "too_many")


async def test_a_wrong_number_lets_one_ask_again_at_once(
    device: OwnDevice, asker: Asker, clock: FakeClock
) -> None:
    asked = await asker.ask()
    wrong = f"{(int(asker.number(asked)) + 1) % 100:02}"
    assert answered(await decide(device, asked, number=wrong))["outcome"] == "wrong_number"
    clock.advance(1)
    assert (await asker.try_ask()).status_code == 200


async def test_sixty_events_a_minute_come_from_one_address(
    api: Api, device: OwnDevice, clock: FakeClock
) -> None:
    for count in range(57):
        response = await Asker(api, f"user{count}@example.com").try_ask()
        assert response.status_code == 200
    assert (await api.call("GET", "/event/challenge")).status_code == 200
    assert (await api.call("POST", "/event/create", own_event(device))).status_code == 200
    # Those that are refused count as well.
    assert (await api.call("POST", "/event/create", own_event(device))).status_code == 400
    for response in (
        await Asker(api, "more@example.com").try_ask(),
        await api.call("GET", "/event/challenge"),
        await api.call("POST", "/event/create", own_event(device)),
    ):
        assert event_reason(response) == (429, "too_many")
        assert response.headers["Retry-After"] == "60"
    async with api.from_address("203.0.113.7") as elsewhere:
        assert (await Asker(elsewhere, "more@example.com").try_ask()).status_code == 200
    # What a device has to say does not count.
    assert (await pending(device))["events"] == []
    clock.advance(60)
    assert (await Asker(api, "more@example.com").try_ask()).status_code == 200


async def test_a_user_is_asked_twenty_times_in_ten_minutes_however_it_is_done(
    api: Api, device: OwnDevice, clock: FakeClock
) -> None:
    taken = 0
    for count in range(500):
        async with api.from_address(f"203.0.{count % 250}.{count // 250 + 1}") as elsewhere:
            asker = Asker(elsewhere)
            response = await asker.try_ask()
            if response.status_code == 200:
                taken += 1
                # Taken back at once, it is not open any more.
                await asker.cancel(answered(response))
            else:
                assert event_reason(response) == (429, "too_many")
        clock.advance(1)
    assert taken == 20
    told = await pending(device)
    assert told["events"] == []
    assert len(told["decided"]) == 20


async def test_push_bombing_leaves_three_requests_and_a_service_that_answers(
    api: Api, device: OwnDevice
) -> None:
    for count in range(500):
        async with api.from_address(f"198.51.{count % 250}.{count // 250 + 1}") as elsewhere:
            identifier = "maya@example.com" if count % 2 else f"user{count}@example.com"
            await Asker(elsewhere, identifier, name="x" * 5000).try_ask(
                timestamp=str(int(api.clock()) - count % 300)
            )
    told = await pending(device)
    assert len(told["events"]) == 3
    assert len(json.dumps(told)) < 10_000
    # After its time nothing of it is left.
    api.clock.advance(86401)
    api.prune()
    rows = api.service.store._database.all("SELECT id FROM events")
    assert rows == []
