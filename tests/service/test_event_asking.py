"""What may be asked for, and what the asking side is told (5.5, 13.6)."""

import json

import pytest

from desktop.service.unknown_users import made_up_user_id
from tests.service.api import Answered, Api, answered, refusal
from tests.service.asker import Asker, decide, event_reason, pending
from tests.service.fake_clock import FakeClock
from tests.service.own_device import OwnDevice, reason

NEW_KEY = "Kay64UG8yvCyLhqU000LxzYeUm0L/hLIl5S8kyKWbdc="


@pytest.mark.parametrize(
    "event",
    [
        "ENROLL_NEW_TRUSTED_DEVICE",
        f"ENROLL_NEW_TRUSTED_DEVICE1600000000TRUSTED_DEVICEtrue{NEW_KEY}",
        "ENROLL_",
        "UPDATE",
        "REQUEST_AUTH_MANUAL",
        "login",
        "LOGIN ",
        "",
        "A" * 33,
    ],
)
async def test_a_name_that_could_be_signed_as_something_else_is_not_asked_for(
    asker: Asker, event: str
) -> None:
    assert event_reason(await asker.try_ask(event=event)) == (400, "name")


@pytest.mark.parametrize(
    "changed",
    [
        {"identifier": None},
        {"identifier": ""},
        {"identifier": "maya\n@example.com"},
        {"issuer": "x"},
        {"method": "PIN"},
        {"event": None},
        {"timestamp": None},
        {"device_name": 7},
    ],
    ids=str,
)
async def test_a_body_that_is_none_asks_for_nothing(
    asker: Asker, changed: dict[str, object]
) -> None:
    assert refusal(await asker.try_ask(**changed)) == (400, "request")


@pytest.mark.parametrize("off", [-301, 301])
async def test_a_request_of_another_time_is_not_asked_for(asker: Asker, off: int) -> None:
    timestamp = str(int(asker.api.clock()) + off)
    assert reason(await asker.try_ask(timestamp=timestamp)) == (400, "clock")


async def test_a_code_challenge_is_one(api: Api, asker: Asker) -> None:
    path = "/event/create_pending?code_challenge=short"
    assert refusal(await api.call("POST", path, asker.body())) == (400, "request")


async def test_a_name_is_made_harmless_before_anything_is_worked_out_from_it(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asker.name = "Pixel\u202e\r\n\u0000 9" + "x" * 10_000
    asked = await asker.ask()
    assert asked["device_name"].startswith("Pixel 9xxx")
    assert len(asked["device_name"]) == 64
    (shown,) = (await pending(device))["events"]
    assert shown["device_name"] == asked["device_name"]
    assert (await decide(device, asked, number=asker.number(asked))).status_code == 200
    noted = json.dumps([record.detail for record in api.service.store.audit.each()])
    assert "\\u202e" not in noted
    assert "x" * 100 not in noted


async def test_ids_are_random_and_fit_into_31_bits(asker: Asker) -> None:
    ids = []
    for _ in range(6):
        asked = await asker.ask()
        await asker.cancel(asked)
        ids.append(asked["ID"])
        asker.api.clock.advance(1)
    assert all(0 < each < 2**31 for each in ids)
    assert len(set(ids)) == len(ids)
    assert ids != sorted(ids) or ids[-1] - ids[0] > 1000


@pytest.mark.parametrize("event_id", ["0", "1", "x", "-1", "1e3", "9" * 30, "%D9%A1", "1.0"])
async def test_an_unknown_request_is_said_to_be_so(
    api: Api, device: OwnDevice, asker: Asker, event_id: str
) -> None:
    unknown = {"ID": event_id}
    assert event_reason(await asker.stand(unknown)) == (404, "unknown")
    assert event_reason(await asker.cancel(unknown)) == (404, "unknown")
    assert event_reason(await api.call("GET", f"/event/get/{event_id}")) == (404, "unknown")
    event = {"ID": event_id, "event": "LOGIN", "timestamp": "1", "ip": "x", "location": "x"}
    assert event_reason(await decide(device, event, number="00")) == (404, "unknown")


async def test_a_request_of_another_project_is_unknown(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    api.go_to_another_project()
    assert event_reason(await asker.stand(asked)) == (404, "unknown")
    assert event_reason(await asker.cancel(asked)) == (404, "unknown")


async def same(api: Api, identifier: str) -> tuple[Answered, list[str]]:
    """The answer for an identifier, without what differs each time, and what was done for it."""
    with api.statements() as statements:
        answer = await Asker(api, identifier).ask()
    for name in ("ID", "user_id", "client_user_id", "signature"):
        assert len(str(answer.pop(name))) > 1
    # A value more or less is the same statement.
    return answer, [statement.replace("NULL", "?") for statement in statements]


async def test_nobody_is_told_whether_there_is_such_a_user(api: Api, device: OwnDevice) -> None:
    assert await same(api, "maya@example.com") == await same(api, "nobody@example.com")


async def test_an_unknown_identifier_has_the_same_made_up_id_each_time(
    api: Api, asker: Asker, clock: FakeClock
) -> None:
    asker.identifier = "Nobody@example.com"
    asked = await asker.ask()
    expected = made_up_user_id(api.service.master_key, api.project, "nobody@example.com")
    assert asked["user_id"] == asked["client_user_id"] == expected
    clock.advance(1)
    asker.identifier = "nobody@example.com"
    assert (await asker.ask())["user_id"] == expected
    clock.advance(180)
    assert await asker.outcome(asked) == "expired"


async def test_the_customers_id_of_a_user_is_not_told_before_the_approval(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    with api.service.store.transaction():
        api.service.store._database.execute("UPDATE users SET client_user_id = 'crm-1014'")
    asked = await asker.ask()
    assert asked["client_user_id"] == device.user_id
    assert answered(await asker.stand(asked))["client_user_id"] == device.user_id
    await decide(device, asked, number=asker.number(asked))
    assert answered(await asker.stand(asked))["client_user_id"] == "crm-1014"


async def test_a_device_may_be_asked_by_either_id(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask(identifier=None, user_id=device.user_id)
    assert asked["user_id"] == device.user_id
    api.clock.advance(1)
    with api.service.store.transaction():
        api.service.store._database.execute("UPDATE users SET client_user_id = 'crm-1014'")
    by_client = await asker.ask(identifier=None, client_user_id="crm-1014")
    assert (by_client["user_id"], by_client["client_user_id"]) == (device.user_id, "crm-1014")
    listed = (await pending(device))["events"]
    assert [event["ID"] for event in listed] == [asked["ID"], by_client["ID"]]
