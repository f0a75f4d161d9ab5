"""Waiting for a change (13.6): answered when there is one, holding nothing meanwhile."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message

from desktop.service.waiting import Crowd, Look, NoPlaceError, Place, Waiting
from tests.service.api import Answered, Api, Attempt, answered
from tests.service.asker import Asker, decide, event_reason, pending, watch_path
from tests.service.fake_clock import FakeClock
from tests.service.own_device import OwnDevice, proof_of_now, reason

LONG = 25
"""Seconds that no test waits."""

AT_ONCE = 2.0
"""Seconds within which something is answered that does not wait."""


@asynccontextmanager
async def waiter(
    api: Api, call: Awaitable[httpx.Response]
) -> AsyncIterator[asyncio.Task[httpx.Response]]:
    """A request that waits, once it does."""
    before = api.service.waiting.count()
    task = asyncio.ensure_future(call)
    while api.service.waiting.count() == before:
        assert not task.done(), task.result().text
        await asyncio.sleep(0)
    yield task
    if not task.done():
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def said(task: "asyncio.Task[httpx.Response]") -> Answered:
    """What it is answered with, now that it is."""
    async with asyncio.timeout(AT_ONCE):
        return answered(await task)


def watching(device: OwnDevice, since: str) -> Awaitable[httpx.Response]:
    """The device's question for what is new."""
    return device.call("GET", watch_path(device, f"&wait={LONG}&since={since}"))


async def test_a_watching_device_hears_of_a_request_at_once(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    first = await pending(device)
    async with waiter(api, watching(device, first["version"])) as watch:
        asked = await asker.ask()
        told = await said(watch)
    assert [event["ID"] for event in told["events"]] == [asked["ID"]]
    assert told["version"] != first["version"]


async def test_every_device_hears_that_one_has_decided(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    other = OwnDevice(api, device.user_id, "Tablet")
    await other.enrol(await proof_of_now(api))
    asked = await asker.ask()
    version = (await pending(other))["version"]
    async with waiter(api, watching(other, version)) as watch:
        await decide(device, asked, approved=False)
        told = await said(watch)
    assert told["events"] == []
    assert [(each["outcome"], each["decided_by"]) for each in told["decided"]] == [
        ("denied", "Dell XPS Linux")
    ]


@pytest.mark.parametrize("outcome", ["approved", "denied", "wrong_number"])
async def test_the_asking_side_hears_the_decision_at_once(
    api: Api, device: OwnDevice, asker: Asker, outcome: str
) -> None:
    asked = await asker.ask()
    off = 1 if outcome == "wrong_number" else 0
    number = f"{(int(asker.number(asked)) + off) % 100:02}"
    async with waiter(api, asker.stand(asked, query=f"oauth_token=true&wait={LONG}")) as wait:
        await decide(device, asked, approved=outcome != "denied", number=number)
        event = await said(wait)
    assert event["outcome"] == outcome
    assert ("oauth_token" in event) == (outcome == "approved")


async def test_of_two_that_wait_one_gets_the_tokens(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    query = f"oauth_token=true&wait={LONG}"
    async with (
        waiter(api, asker.stand(asked, query=query)) as one,
        waiter(api, asker.stand(asked, query=query)) as other,
    ):
        await decide(device, asked, number=asker.number(asked))
        events = [await said(one), await said(other)]
    assert sorted("oauth_token" in event for event in events) == [False, True]


async def test_a_request_taken_back_leaves_the_list_at_once(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    version = (await pending(device))["version"]
    async with (
        waiter(api, watching(device, version)) as watch,
        waiter(api, asker.stand(asked, query=f"wait={LONG}")) as wait,
    ):
        await asker.cancel(asked)
        assert (await said(watch))["events"] == []
        assert (await said(wait))["outcome"] == "cancelled"


async def test_both_sides_hear_when_it_runs_out(
    api: Api, device: OwnDevice, asker: Asker, clock: FakeClock
) -> None:
    asked = await asker.ask()
    version = (await pending(device))["version"]
    # So little is left that the real time of the wait brings the end.
    clock.advance(179.95)
    async with (
        waiter(api, watching(device, version)) as watch,
        waiter(api, asker.stand(asked, query=f"wait={LONG}")) as wait,
    ):
        clock.advance(1)
        assert [each["outcome"] for each in (await said(watch))["decided"]] == ["expired"]
        assert (await said(wait))["outcome"] == "expired"


async def test_what_is_news_already_is_answered_at_once(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    async with asyncio.timeout(AT_ONCE):
        for since in ("", "x", "0" * 300):
            assert len(answered(await watching(device, since))["events"]) == 1
        await decide(device, asked, approved=False)
        assert answered(await asker.stand(asked, query=f"wait={LONG}"))["outcome"] == "denied"


async def test_whoever_does_not_ask_to_wait_does_not(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    version = (await pending(device))["version"]
    async with asyncio.timeout(AT_ONCE):
        assert (await pending(device, f"&since={version}"))["version"] == version
        assert await asker.outcome(asked) == "pending"
        # Only the asking side may wait for its own request.
        path = f"/event/get/{asked['ID']}?wait={LONG}"
        assert answered(await api.call("GET", path))["outcome"] == "pending"


@pytest.mark.parametrize("wait", ["x", "-1", "1.5", "", "9" * 20])
async def test_a_wait_is_a_number_of_seconds(device: OwnDevice, asker: Asker, wait: str) -> None:
    response = await device.call("GET", watch_path(device, f"&wait={wait}"))
    assert response.status_code == 400
    asked = await asker.ask()
    assert (await asker.stand(asked, query=f"wait={wait}")).status_code == 400


async def test_two_wait_at_a_time_for_one_device(api: Api, device: OwnDevice, asker: Asker) -> None:
    version = (await pending(device))["version"]
    async with waiter(api, watching(device, version)), waiter(api, watching(device, version)):
        third = await watching(device, version)
        assert event_reason(third) == (429, "too_many")
        assert third.headers["Retry-After"] == "5"
    # Their places are free when they have gone.
    async with waiter(api, watching(device, version)):
        assert api.service.waiting.count() == 1
    asked = await asker.ask()
    waits = [asker.stand(asked, query=f"wait={LONG}") for _ in range(3)]
    async with waiter(api, waits[0]), waiter(api, waits[1]):
        assert event_reason(await waits[2]) == (429, "too_many")


async def test_a_device_that_is_removed_while_it_waits_is_told_that_and_nothing_more(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    fresh_proof = await proof_of_now(api)
    version = (await pending(device))["version"]
    async with waiter(api, watching(device, version)) as watch:
        await device.remove(fresh_proof=fresh_proof)
        async with asyncio.timeout(AT_ONCE):
            assert reason(await watch) == (403, "not_enrolled")


async def test_leaving_everywhere_takes_open_requests_along(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    version = (await pending(device))["version"]
    async with (
        waiter(api, watching(device, version)) as watch,
        waiter(api, asker.stand(asked, query=f"wait={LONG}")) as wait,
    ):
        path = f"/token/{api.project.id}"
        left = await device.call("DELETE", path, {"everywhere": True})
        assert left.status_code == 200, left.text
        told = await said(watch)
        assert (await said(wait))["outcome"] == "cancelled"
    assert told["events"] == []
    assert [each["outcome"] for each in told["decided"]] == ["cancelled"]


async def test_who_waits_holds_no_transaction_and_nobody_up(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    version = (await pending(device))["version"]
    async with waiter(api, watching(device, version)) as watch:
        assert not api.service.store._database._connection.in_transaction
        await api.sign_in(Attempt(identifier="noor@example.com"))
        await Asker(api, "noor@example.com").ask()
        assert not watch.done()


async def test_nobody_waits_any_more_when_the_service_stops(api: Api, device: OwnDevice) -> None:
    version = (await pending(device))["version"]
    async with waiter(api, watching(device, version)) as watch:
        api.service.waiting.close()
        assert (await said(watch))["version"] == version
    async with asyncio.timeout(AT_ONCE):
        assert (await watching(device, version)).status_code == 200


class Client:
    """The client's end of a request: there until it goes."""

    def __init__(self) -> None:
        """Be there."""
        self._gone = asyncio.Event()

    def go(self) -> None:
        """Close the connection."""
        self._gone.set()

    async def receive(self) -> Message:
        """What it sends (ASGI)."""
        await self._gone.wait()
        return {"type": "http.disconnect"}


async def all_wait(everybody: Waiting, tasks: Sequence[asyncio.Task[str]]) -> None:
    """Until each of the tasks waits."""
    while everybody.count() < len(tasks):
        assert not any(task.done() for task in tasks)
        await asyncio.sleep(0)


async def test_who_has_gone_gives_up_the_place() -> None:
    everybody, client = Waiting(secrets.token_bytes), Client()

    async def wait() -> str:
        return await everybody.for_news(
            lambda: Look("the same", is_news=False),
            topic="a topic",
            place=Place(Crowd.DEVICES, "a device"),
            seconds=LONG,
            receive=client.receive,
        )

    task = asyncio.create_task(wait())
    await all_wait(everybody, [task])
    client.go()
    async with asyncio.timeout(AT_ONCE):
        with pytest.raises(ClientDisconnect):
            await task
    assert everybody.count() == 0


async def test_a_wait_ends_with_what_there_is() -> None:
    looked = 0

    def look() -> Look[int]:
        nonlocal looked
        looked += 1
        return Look(looked, is_news=False)

    async with asyncio.timeout(AT_ONCE):
        seen = await Waiting(secrets.token_bytes).for_news(
            look,
            topic="a topic",
            place=Place(Crowd.DEVICES, "x"),
            seconds=0.05,
            receive=Client().receive,
        )
    # Once before and once after: nobody looks without a reason.
    assert seen == looked == 2


@pytest.mark.parametrize("crowd", list(Crowd))
async def test_altogether_no_more_wait_than_the_service_can_bear(crowd: Crowd) -> None:
    everybody = Waiting(secrets.token_bytes, {Crowd.DEVICES: 4, Crowd.ASKERS: 24}[crowd])
    (other_crowd,) = set(Crowd) - {crowd}

    async def wait(holder: str, crowd: Crowd = crowd) -> str:
        return await everybody.for_news(
            lambda: Look("the same", is_news=False),
            topic="a topic",
            place=Place(crowd, holder),
            seconds=LONG,
            receive=Client().receive,
        )

    tasks = [asyncio.create_task(wait(f"device {count}")) for count in range(3)]
    await all_wait(everybody, tasks)
    with pytest.raises(NoPlaceError):
        await wait("another device")
    if crowd is Crowd.ASKERS:
        tasks.append(asyncio.create_task(wait("a device", other_crowd)))
        await all_wait(everybody, tasks)
    everybody.close()
    async with asyncio.timeout(AT_ONCE):
        assert set(await asyncio.gather(*tasks)) == {"the same"}
