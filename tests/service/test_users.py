"""``/user`` in a strict project: for the backend, and for the user's own proof (4.2, 13.8)."""

import pytest

from desktop.service.users import UNKNOWN_USER_ID
from tests.service.api import Api, Attempt, answered, refusal
from tests.service.fake_clock import FakeClock
from tests.service.own_device import reason, trusted


async def test_the_backend_makes_a_user(api: Api) -> None:
    body = {"identifier": "noor@example.com"}
    user = answered(await api.call("POST", "/user/create", body, headers=api.secret))
    assert user["identifier"] == "noor@example.com"
    assert user["client_user_id"] == user["ID"]
    assert user["enrolled"] == []
    assert user["default_method"] is None


async def test_a_user_made_so_keeps_its_id_at_the_first_sign_in(api: Api) -> None:
    body = {"identifier": "maya@example.com", "client_user_id": "1014"}
    user = answered(await api.call("POST", "/user/create", body, headers=api.secret))
    identity = await api.sign_in()
    assert identity["user"]["ID"] == user["ID"]
    assert identity["user"]["client_user_id"] == "1014"


async def test_a_user_is_unproved_until_the_first_sign_in(api: Api, clock: FakeClock) -> None:
    body = {"identifier": "maya@example.com"}
    await api.call("POST", "/user/create", body, headers=api.secret)
    assert api.user().proved_at is None
    clock.advance(60)
    first = clock()
    await api.sign_in()
    clock.advance(60)
    await api.sign_in()
    assert api.user().proved_at == first


@pytest.mark.parametrize("query", ["", "?oauth_token=true"])
async def test_who_has_proved_nothing_gets_no_token(api: Api, query: str) -> None:
    body = {"identifier": "noor@example.com"}
    response = await api.call("POST", f"/user/create{query}", body, headers=api.secret)
    assert "oauth_token" not in answered(response)


async def test_without_the_secret_no_user_is_made(api: Api) -> None:
    response = await api.call("POST", "/user/create", {"identifier": "noor@example.com"})
    assert refusal(response) == (401, "api_key")
    assert api.service.store.users.all() == []


@pytest.mark.parametrize("identifier", ["noor@example.com", "Noor@Example.com"])
async def test_an_identifier_is_one_user(api: Api, identifier: str) -> None:
    await api.call("POST", "/user/create", {"identifier": "noor@example.com"}, headers=api.secret)
    response = await api.call(
        "POST", "/user/create", {"identifier": identifier}, headers=api.secret
    )
    assert response.status_code == 400
    assert answered(response)["msg"] == "User already exists"


async def test_a_client_user_id_alone_may_be_made_again(api: Api) -> None:
    body = {"client_user_id": "1014", "identifiers": ["x"]}
    first = answered(await api.call("POST", "/user/create", body, headers=api.secret))
    again = answered(await api.call("POST", "/user/create", body, headers=api.secret))
    assert first["ID"] == again["ID"]


async def test_an_empty_client_user_id_counts_as_none(api: Api) -> None:
    body = {"client_user_id": "", "identifier": "noor@example.com"}
    user = answered(await api.call("POST", "/user/create", body, headers=api.secret))
    assert user["client_user_id"] == user["ID"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"identifier": ""},
        {"identifier": "a\nb"},
        {"identifier": "noor\u202e@example.com"},
        {"identifier": "no\u2028or"},
        {"identifier": "x" * 255},
        {"identifier": 5},
        {"client_user_id": "a\nb"},
    ],
)
async def test_a_user_needs_a_name(api: Api, body: object) -> None:
    response = await api.call("POST", "/user/create", body, headers=api.secret)
    assert refusal(response) == (400, "request")


async def test_the_backend_finds_a_user_by_identifier_and_by_either_id(api: Api) -> None:
    body = {"identifier": "+4915112345678", "client_user_id": "1014"}
    user = answered(await api.call("POST", "/user/create", body, headers=api.secret))
    for path in (
        "/user?identifier=%2B4915112345678",
        # iOS does not escape the plus sign.
        "/user?identifier=+4915112345678",
        f"/user/{user['ID']}",
        "/user/1014",
    ):
        found = answered(await api.call("GET", path, headers=api.secret))
        assert found["ID"] == user["ID"]


async def test_nobody_is_nobody(api: Api) -> None:
    response = await api.call("GET", "/user?identifier=nobody@example.com", headers=api.secret)
    assert refusal(response) == (404, "not_found")


@pytest.mark.parametrize("known", [True, False])
async def test_strangers_do_not_learn_who_exists(api: Api, known: bool) -> None:
    if known:
        await api.sign_in()
    response = await api.call("GET", "/user?identifier=maya@example.com")
    assert refusal(response) == (401, "api_key")
    assert refusal(await api.call("GET", f"/user/{UNKNOWN_USER_ID}")) == (401, "api_key")


async def test_a_fresh_proof_shows_its_own_user_and_no_other(api: Api) -> None:
    identity = await api.sign_in()
    await api.sign_in(Attempt(identifier="noor@example.com"))
    proof = {"Fresh-Proof": identity["fresh_proof"]}
    response = await api.call("GET", "/user?identifier=maya@example.com", headers=proof)
    assert answered(response)["ID"] == identity["user"]["ID"]
    response = await api.call("GET", "/user?identifier=noor@example.com", headers=proof)
    assert refusal(response) == (401, "api_key")


async def test_an_access_token_shows_no_user(api: Api) -> None:
    identity = await api.sign_in()
    bearer = {"Authorization": f"Bearer {identity['oauth_token']['access_token']}"}
    response = await api.call("GET", f"/user/{identity['user']['ID']}", headers=bearer)
    assert refusal(response) == (401, "api_key")


async def test_users_of_another_project_are_not_found(api: Api) -> None:
    identity = await api.sign_in()
    own, api.project = api.project, api.another_project()
    users = api.service.store.users
    assert users.by_identifier(api.project.id, "maya@example.com") is None
    assert users.by_either_id(api.project.id, identity["user"]["ID"]) is None
    assert users.by_either_id(own.id, identity["user"]["ID"]) is not None


async def test_a_deleted_user_leaves_nothing(api: Api) -> None:
    device = await trusted(api)
    tokens = (await api.sign_in(Attempt(session_id="2")))["oauth_token"]
    gone = answered(await api.call("DELETE", f"/user/{device.user_id}", headers=api.secret))
    assert gone["ID"] == device.user_id
    assert gone["deleted_at"] is not None
    assert answered(await api.renew(tokens["refresh_token"]))["reason"] == "unknown"
    assert reason(await device.call("GET", f"/user/devices?cotter_user_id={device.user_id}")) == (
        403,
        "not_enrolled",
    )
    assert api.service.store.users.all() == []
    assert api.events().count("user.deleted") == 1
    api.clock.advance(301)
    assert (await api.sign_in())["user"]["ID"] != device.user_id


async def test_only_the_backend_deletes_a_user(api: Api) -> None:
    identity = await api.sign_in()
    path = f"/user/{identity['user']['ID']}"
    headers = {"Fresh-Proof": identity["fresh_proof"]}
    assert refusal(await api.call("DELETE", path, headers=headers)) == (401, "api_key")
    unknown = await api.call("DELETE", "/user/nobody", headers=api.secret)
    assert refusal(unknown) == (404, "not_found")
    assert len(api.service.store.users.all()) == 1
