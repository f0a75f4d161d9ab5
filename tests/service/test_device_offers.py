"""Adding a device by another: its offer first, then the word of a trusted one (5.6, 13.7)."""

import uuid
from urllib.parse import urlencode

import pytest

from desktop.service.enrolment import AskedDevice, add_by_device
from desktop.service.refusals import RefusedError
from desktop.service.trusted_devices import usable_device
from tests.service.api import Api, answered, refusal
from tests.service.fake_clock import FakeClock
from tests.service.own_device import DAY, OwnDevice, reason, trusted


def add(
    adder: OwnDevice, new: OwnDevice, *, has_fresh_proof: bool = False, algorithm: str = "ED25519"
) -> None:
    """What the service does once ``adder`` has signed the enrolment of ``new``."""
    api = adder.api
    user = api.service.store.users.get(adder.user_id)
    assert user is not None
    device = api.service.store.devices.of_user(user.id)[0]
    assert device.key.text == adder.public_key
    with api.service.store.transaction():
        add_by_device(
            api.service,
            api.project,
            user,
            usable_device(api.service, api.project, user, device.key.digest),
            AskedDevice(
                public_key=new.public_key,
                algorithm=algorithm,
                device_type="SCANNER",
                device_name="The scanning device",
            ),
            has_fresh_proof=has_fresh_proof,
        )


def offered(device: OwnDevice, new: OwnDevice) -> str:
    query = {"public_key": new.public_key, "cotter_user_id": device.user_id}
    return f"/device/offer?{urlencode(query)}"


async def test_an_offer_is_seen_by_a_trusted_device(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    new = OwnDevice(api, device.user_id, "ThinkPad")
    async with api.from_address("203.0.113.7") as elsewhere:
        new.api = elsewhere
        offer = answered(await new.offer(device_type="LAPTOP"))
    assert offer == {"offer_id": offer["offer_id"], "expires_in": 180}
    clock.advance(30)
    assert answered(await device.call("GET", offered(device, new))) == {
        "offer_id": offer["offer_id"],
        "public_key": new.public_key,
        "algorithm": "ED25519",
        "device_name": "ThinkPad",
        "address": "203.0.113.7",
        "created_at": "2027-01-15T08:00:00.250000Z",
        "expires_in": 150,
    }


async def test_an_offer_is_proved_by_its_own_key(api: Api) -> None:
    new, other = OwnDevice(api, ""), OwnDevice(api, "")
    body = {"public_key": new.public_key, "algorithm": "ED25519", "device_name": "x"}
    assert reason(await api.call("POST", "/device/offer", body)) == (401, "proof_missing")
    assert reason(await other.call("POST", "/device/offer", body)) == (401, "proof_invalid")


async def test_an_offer_runs_out(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    new = OwnDevice(api, device.user_id)
    await new.offer()
    clock.advance(180)
    assert refusal(await device.call("GET", offered(device, new))) == (404, "not_found")
    with pytest.raises(RefusedError, match="stopped waiting"):
        add(device, new, has_fresh_proof=True)


async def test_a_second_offer_of_a_key_takes_the_place_of_the_first(api: Api) -> None:
    device = await trusted(api)
    new = OwnDevice(api, device.user_id, "first name")
    first = answered(await new.offer())
    new.name = "second name"
    second = answered(await new.offer())
    assert first["offer_id"] != second["offer_id"]
    seen = answered(await device.call("GET", offered(device, new)))
    assert (seen["offer_id"], seen["device_name"]) == (second["offer_id"], "second name")


async def test_offers_are_for_trusted_devices_only(api: Api) -> None:
    device = await trusted(api)
    new = OwnDevice(api, device.user_id)
    await new.offer()
    assert reason(await api.call("GET", offered(device, new))) == (401, "proof_missing")
    assert reason(await new.call("GET", offered(device, new))) == (403, "not_enrolled")


async def test_an_offer_stays_in_its_project(api: Api) -> None:
    new = OwnDevice(api, "")
    await new.offer()
    api.go_to_another_project()
    device = await trusted(api)
    assert refusal(await device.call("GET", offered(device, new))) == (404, "not_found")


async def test_ten_offers_in_five_minutes_are_enough_for_an_address(
    api: Api, clock: FakeClock
) -> None:
    for _ in range(10):
        assert (await OwnDevice(api, "").offer()).status_code == 200
    response = await OwnDevice(api, "").offer()
    assert refusal(response) == (429, "rate_limit")
    assert response.headers["Retry-After"] == "300"
    async with api.from_address("203.0.113.7") as elsewhere:
        assert (await OwnDevice(elsewhere, "").offer()).status_code == 200
    clock.advance(300)
    assert (await OwnDevice(api, "").offer()).status_code == 200


async def test_an_identifier_is_answered_with_its_user_or_with_somebody_made_up(api: Api) -> None:
    device = await trusted(api)
    for spelling in ("maya@example.com", "Maya@Example.com"):
        offer = answered(await OwnDevice(api, "").offer(identifier=spelling))
        assert offer["user_id"] == device.user_id
    made_up = {
        answered(await OwnDevice(api, "").offer(identifier=spelling))["user_id"]
        for spelling in ("noor@example.com", "Noor@example.com")
    }
    assert len(made_up) == 1
    assert uuid.UUID(made_up.pop()).version == 4
    other = answered(await OwnDevice(api, "").offer(identifier="nobody@example.com"))
    api.go_to_another_project()
    elsewhere = answered(await OwnDevice(api, "").offer(identifier="nobody@example.com"))
    assert other["user_id"] != elsewhere["user_id"]


@pytest.mark.parametrize(
    "changed",
    [
        {"public_key": None},
        {"public_key": "x"},
        {"algorithm": "EC"},
        {"identifier": ""},
        {"identifier": "a\nb"},
        {"identifier": "x" * 300},
        {"identifier": 5},
        {"device_name": 5},
    ],
)
async def test_an_offer_that_can_not_be_is_refused(api: Api, changed: dict[str, object]) -> None:
    assert refusal(await OwnDevice(api, "").offer(**changed)) == (400, "request")


async def test_a_new_device_is_added_by_the_names_of_its_offer(api: Api, clock: FakeClock) -> None:
    device = await trusted(api, "first")
    clock.advance(DAY)
    new = OwnDevice(api, device.user_id, "Think\nPad" + "x" * 10_000)
    await new.offer(device_type="LAPTOP")
    add(device, new)
    listed = (await new.listed())[1]
    assert listed["device_name"] == "Think Pad" + "x" * 55
    assert listed["device_type"] == "LAPTOP"
    assert listed["added_by"] == "first"
    assert "device.added" in api.events()
    # The offer is used up.
    assert refusal(await device.call("GET", offered(device, new))) == (404, "not_found")


async def test_without_an_offer_nothing_is_added(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    clock.advance(DAY)
    with pytest.raises(RefusedError) as refused:
        add(device, OwnDevice(api, device.user_id))
    assert refused.value.status == 404
    assert await device.names() == [device.name]


async def test_a_young_device_adds_with_a_fresh_proof_only(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    clock.advance(DAY - 1)
    new = OwnDevice(api, device.user_id)
    await new.offer()
    with pytest.raises(RefusedError) as refused:
        add(device, new)
    assert refused.value.fields == {"reason": "young"}
    add(device, new, has_fresh_proof=True)
    assert len(await device.listed()) == 2


async def test_a_device_that_was_added_is_young_itself(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    clock.advance(DAY)
    new = OwnDevice(api, device.user_id)
    await new.offer()
    add(device, new)
    assert reason(await new.remove(device)) == (403, "young")


async def test_a_device_can_not_add_itself_or_another_kind_of_key(
    api: Api, clock: FakeClock
) -> None:
    device = await trusted(api)
    clock.advance(DAY)
    new = OwnDevice(api, device.user_id)
    await new.offer()
    with pytest.raises(RefusedError, match="can't add itself"):
        add(device, device)
    with pytest.raises(RefusedError, match="another kind"):
        add(device, new, algorithm="RSA")
    assert await device.names() == [device.name]


async def test_another_device_confirms_a_suspended_one(api: Api, clock: FakeClock) -> None:
    device = await trusted(api, "first")
    suspended = await trusted(api, "second")
    row = api.service.store.devices.of_user(device.user_id)[1]
    api.service.store.devices.suspend(row.id, clock())
    clock.advance(DAY)
    await suspended.offer()
    add(device, suspended)
    assert [each["suspended"] for each in await suspended.listed()] == [False, False]
    assert "device.confirmed" in api.events()
    assert api.events().count("device.added") == 0


async def test_old_offers_are_forgotten(api: Api, clock: FakeClock) -> None:
    await OwnDevice(api, "").offer()
    with api.statements() as done:
        api.prune()
    assert any("FROM offers" in statement for statement in done)
    clock.advance(180)
    api.prune()
    rows = api.service.store._database.all("SELECT * FROM offers")
    assert rows == []
