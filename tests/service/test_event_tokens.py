"""The old grant of a customer's backend: an approved event for tokens (3.3, 6.2)."""

import httpx
import pytest

from tests.service.api import Answered, Api, answered, refusal
from tests.service.asker import Asker, adding, decide, own_event
from tests.service.fake_clock import FakeClock
from tests.service.own_device import DAY, OwnDevice


@pytest.fixture
async def backend_token(api: Api, device: OwnDevice) -> Answered:
    """A signed event in the hands of a customer's backend."""
    return answered(await device.call("POST", "/event/create", own_event(device)))


async def exchange(
    api: Api, token: Answered, changed: dict[str, object] | None = None
) -> httpx.Response:
    body = {"grant_type": "event_token", "event_token": {**token, **(changed or {})}}
    return await api.call("POST", "/token", body, headers=api.secret)


async def test_a_backend_exchanges_an_event_once(api: Api, backend_token: Answered) -> None:
    tokens = answered(await exchange(api, backend_token))
    assert tokens["auth_method"] == "TRUSTED_DEVICE"
    assert (await api.renew(tokens["refresh_token"])).status_code == 200
    assert refusal(await exchange(api, backend_token)) == (400, "event_token")
    # Its id is not signed, and so makes no other event of it.
    assert refusal(await exchange(api, backend_token, {"ID": 7})) == (400, "event_token")


async def test_nobody_but_the_backend_exchanges_events(api: Api, backend_token: Answered) -> None:
    body = {"grant_type": "event_token", "event_token": backend_token}
    assert refusal(await api.call("POST", "/token", body)) == (401, "api_key")


@pytest.mark.parametrize(
    "changed",
    [
        {"approved": False},
        {"new": True},
        {"event": "LOGIN_WITH_DEVICE"},
        {"timestamp": "1800000001"},
        {"method": "PIN"},
        {"client_user_id": "nobody"},
        {"issuer": "11111111-2222-3333-4444-555555555555"},
        {"signature": "A" * 86 + "=="},
        {"signature": "x"},
    ],
    ids=str,
)
async def test_an_event_that_is_not_as_it_was_signed_gives_nothing(
    api: Api, backend_token: Answered, changed: dict[str, object]
) -> None:
    assert refusal(await exchange(api, backend_token, changed)) == (400, "event_token")
    assert (await exchange(api, backend_token)).status_code == 200


async def test_an_event_of_long_ago_gives_nothing(
    api: Api, backend_token: Answered, clock: FakeClock
) -> None:
    clock.advance(481)
    assert refusal(await exchange(api, backend_token)) == (400, "event_token")


async def test_no_signed_answer_before_the_approval_is_worth_tokens(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    assert refusal(await exchange(api, asked)) == (400, "event_token")
    assert refusal(await exchange(api, {**asked, "new": False, "approved": True})) == (
        400,
        "event_token",
    )


async def test_a_denied_request_gives_nothing(api: Api, device: OwnDevice, asker: Asker) -> None:
    denied = answered(await decide(device, await asker.ask(), approved=False))
    assert refusal(await exchange(api, denied)) == (400, "event_token")


async def test_an_event_of_another_project_gives_nothing(api: Api, backend_token: Answered) -> None:
    api.go_to_another_project()
    # Somebody else whom the other customer calls by the same id.
    body = {"identifier": "noor@example.com", "client_user_id": backend_token["client_user_id"]}
    assert (await api.call("POST", "/user/create", body, headers=api.secret)).status_code == 200
    assert refusal(await exchange(api, backend_token)) == (400, "event_token")


async def test_an_event_that_added_a_device_or_moved_money_signs_nobody_in(
    api: Api, device: OwnDevice, clock: FakeClock
) -> None:
    clock.advance(DAY)
    new = OwnDevice(api, device.user_id)
    await new.offer()
    for body in (adding(device, new), own_event(device, "TRANSACTION")):
        event = answered(await device.call("POST", "/event/create", body))
        assert refusal(await exchange(api, event)) == (400, "event_token")
