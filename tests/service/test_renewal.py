"""Renewal and sign-out over the API (7.4, 13.3, 13.4)."""

import secrets

import pytest

from desktop.protocol.encoding import encode_base64url
from tests.service.api import Api, Attempt, answered, refusal
from tests.service.fake_clock import FakeClock


def new_attempt_id() -> str:
    return encode_base64url(secrets.token_bytes(16))


async def first_token(api: Api, identifier: str = "maya@example.com") -> str:
    return str((await api.sign_in(Attempt(identifier=identifier)))["oauth_token"]["refresh_token"])


async def next_token(api: Api, token: str, attempt_id: str | None = None) -> str:
    response = await api.renew(token, attempt_id)
    assert response.status_code == 200, response.text
    return str(answered(response)["refresh_token"])


async def reason(api: Api, token: str, attempt_id: str | None = None) -> str:
    response = await api.renew(token, attempt_id)
    assert refusal(response) == (400, "refresh_token")
    # Old clients look for these words (1.4).
    assert "not valid" in answered(response)["msg"]
    return str(answered(response)["reason"])


async def test_each_renewal_gives_another_refresh_token(api: Api) -> None:
    tokens = [await first_token(api)]
    for _ in range(3):
        tokens.append(await next_token(api, tokens[-1], new_attempt_id()))
    assert len(set(tokens)) == 4
    assert all(token.startswith("1:") for token in tokens)


async def test_the_answer_has_the_six_fields(api: Api) -> None:
    answer = answered(await api.renew(await first_token(api)))
    assert set(answer) == {
        "access_token",
        "id_token",
        "refresh_token",
        "expires_in",
        "token_type",
        "auth_method",
    }


async def test_the_same_attempt_gets_the_same_successor_again(api: Api) -> None:
    token, attempt_id = await first_token(api), new_attempt_id()
    successor = await next_token(api, token, attempt_id)
    assert await next_token(api, token, attempt_id) == successor
    assert await next_token(api, token, attempt_id) == successor
    await next_token(api, successor, new_attempt_id())


async def test_once_the_successor_was_used_the_same_attempt_is_reuse(api: Api) -> None:
    token, attempt_id = await first_token(api), new_attempt_id()
    successor = await next_token(api, token, attempt_id)
    last = await next_token(api, successor, new_attempt_id())
    assert await reason(api, token, attempt_id) == "reused"
    assert await reason(api, last) == "reused"


async def test_another_attempt_with_a_used_token_ends_the_family(api: Api) -> None:
    token = await first_token(api)
    successor = await next_token(api, token, new_attempt_id())
    assert await reason(api, token, new_attempt_id()) == "reused"
    assert await reason(api, successor) == "reused"
    assert "token.reused" in api.events()


async def test_without_an_attempt_id_a_lost_answer_is_replaced_once(
    api: Api, clock: FakeClock
) -> None:
    token = await first_token(api)
    lost = await next_token(api, token)
    clock.advance(59)
    kept = await next_token(api, token)
    assert kept != lost
    await next_token(api, kept)


async def test_the_replaced_successor_is_void(api: Api) -> None:
    token = await first_token(api)
    lost = await next_token(api, token)
    await next_token(api, token)
    assert await reason(api, lost) == "reused"


async def test_a_second_replacement_is_reuse(api: Api) -> None:
    token = await first_token(api)
    await next_token(api, token)
    await next_token(api, token)
    assert await reason(api, token) == "reused"


async def test_after_a_minute_there_is_no_replacement(api: Api, clock: FakeClock) -> None:
    token = await first_token(api)
    await next_token(api, token)
    clock.advance(60)
    assert await reason(api, token) == "reused"


async def test_reuse_ends_one_session_and_no_other(api: Api) -> None:
    stolen, other = await first_token(api), await first_token(api)
    await next_token(api, stolen, new_attempt_id())
    await reason(api, stolen)
    await next_token(api, other)


async def test_an_invented_token_is_unknown_and_ends_nothing(api: Api) -> None:
    token = await first_token(api)
    assert await reason(api, f"1:{'x' * 43}") == "unknown"
    assert await reason(api, "nonsense") == "unknown"
    await next_token(api, token)


async def test_a_session_runs_out_30_days_after_its_last_renewal(
    api: Api, clock: FakeClock
) -> None:
    token = await first_token(api)
    clock.advance(30 * 86400 - 1)
    token = await next_token(api, token)
    clock.advance(30 * 86400)
    assert await reason(api, token) == "expired"


async def test_a_session_runs_out_90_days_after_the_user_took_part(
    api: Api, clock: FakeClock
) -> None:
    token = await first_token(api)
    for _ in range(4):
        clock.advance(20 * 86400)
        token = await next_token(api, token)
    clock.advance(10 * 86400)
    assert await reason(api, token) == "expired"


async def test_a_disabled_user_renews_nothing_until_enabled_again(api: Api) -> None:
    token = await first_token(api)
    users, user = api.service.store.users, api.user()
    users.set_disabled(user.id, api.clock(), api.clock())
    assert await reason(api, token) == "disabled"
    users.set_disabled(user.id, None, api.clock())
    await next_token(api, token)


async def test_signing_out_ends_the_session(api: Api) -> None:
    token = await first_token(api)
    other = await first_token(api)
    response = await api.call("DELETE", f"/token/{api.project.id}", {"refresh_token": token})
    assert answered(response) == {"ended": 1}
    assert await reason(api, token) == "signed_out"
    await next_token(api, other)


async def test_signing_out_with_a_token_renewed_since_ends_the_session_too(api: Api) -> None:
    token = await first_token(api)
    successor = await next_token(api, token, new_attempt_id())
    await api.call("DELETE", f"/token/{api.project.id}", {"refresh_token": token})
    assert await reason(api, successor) == "signed_out"


@pytest.mark.parametrize("body", [None, {}, {"refresh_token": "1:unknown"}])
async def test_signing_out_of_nothing_is_no_error(api: Api, body: object) -> None:
    response = await api.call("DELETE", f"/token/{api.project.id}", body)
    assert (response.status_code, answered(response)) == (200, {"ended": 0})


async def test_signing_out_everywhere_takes_a_fresh_proof(api: Api) -> None:
    identity, other = await api.sign_in(), await first_token(api)
    token = identity["oauth_token"]["refresh_token"]
    body = {"refresh_token": token, "everywhere": True}
    path = f"/token/{api.project.id}"
    assert refusal(await api.call("DELETE", path, body)) == (403, "fresh_proof")
    proof = {"Fresh-Proof": identity["fresh_proof"]}
    assert answered(await api.call("DELETE", path, body, headers=proof)) == {"ended": 2}
    assert await reason(api, other) == "revoked"
    assert await reason(api, token) == "revoked"


async def test_a_fresh_proof_lives_ten_minutes(api: Api, clock: FakeClock) -> None:
    identity = await api.sign_in()
    clock.advance(600)
    response = await api.call(
        "DELETE",
        f"/token/{api.project.id}",
        {"everywhere": True},
        headers={"Fresh-Proof": identity["fresh_proof"]},
    )
    assert refusal(response) == (403, "fresh_proof")


async def test_a_fresh_proof_ends_only_sessions_of_its_own_user(api: Api) -> None:
    identity = await api.sign_in()
    token = await first_token(api, "noor@example.com")
    response = await api.call(
        "DELETE",
        f"/token/{api.project.id}",
        {"refresh_token": token, "everywhere": True},
        headers={"Fresh-Proof": identity["fresh_proof"]},
    )
    assert refusal(response) == (403, "fresh_proof")
    await next_token(api, token)


async def test_a_fresh_proof_counts_in_its_own_project_alone(api: Api) -> None:
    proof = {"Fresh-Proof": (await api.sign_in())["fresh_proof"]}
    api.go_to_another_project()
    await api.sign_in()
    path = f"/token/{api.project.id}"
    response = await api.call("DELETE", path, {"everywhere": True}, headers=proof)
    assert refusal(response) == (403, "fresh_proof")


async def test_the_fresh_proof_of_a_disabled_user_counts_no_more(api: Api) -> None:
    proof = {"Fresh-Proof": (await api.sign_in())["fresh_proof"]}
    api.service.store.users.set_disabled(api.user().id, api.clock(), api.clock())
    path = f"/token/{api.project.id}"
    response = await api.call("DELETE", path, {"everywhere": True}, headers=proof)
    assert refusal(response) == (403, "fresh_proof")


async def test_an_access_token_is_no_fresh_proof(api: Api) -> None:
    identity = await api.sign_in()
    response = await api.call(
        "DELETE",
        f"/token/{api.project.id}",
        {"everywhere": True},
        headers={"Fresh-Proof": identity["oauth_token"]["access_token"]},
    )
    assert refusal(response) == (403, "fresh_proof")


async def test_the_old_route_rotates_too_in_a_strict_project(api: Api) -> None:
    token = await first_token(api)
    body = {"grant_type": "refresh_token", "refresh_token": token}
    assert answered(await api.call("POST", "/token", body))["refresh_token"] != token


async def test_another_project_can_not_renew(api: Api) -> None:
    token = await first_token(api)
    own, api.project = api.project, api.another_project()
    assert await reason(api, token) == "unknown"
    api.project = own
    await next_token(api, token)


async def test_path_and_header_must_name_one_project(api: Api) -> None:
    other = api.another_project()
    response = await api.call("POST", f"/token/{other.id}", {})
    assert refusal(response) == (401, "api_key")


@pytest.mark.parametrize("attempt_id", ["", "short", "A" * 23, 5])
async def test_an_attempt_id_of_another_size_is_refused_before_the_token_is_spent(
    api: Api, attempt_id: object
) -> None:
    token = await first_token(api)
    body = {"grant_type": "refresh_token", "refresh_token": token, "attempt_id": attempt_id}
    response = await api.call("POST", f"/token/{api.project.id}", body)
    assert refusal(response) == (400, "request")
    await next_token(api, token, new_attempt_id())


async def test_an_unknown_grant_is_refused(api: Api) -> None:
    for path in ("/token", f"/token/{api.project.id}"):
        response = await api.call("POST", path, {"grant_type": "password"})
        assert refusal(response) == (400, "request")


async def test_the_audit_tells_what_became_of_a_session(api: Api) -> None:
    token = await first_token(api)
    successor = await next_token(api, token, new_attempt_id())
    await next_token(api, successor)
    await reason(api, token)
    await reason(api, successor)
    assert api.events() == [
        "project.created",
        "code.sent",
        "user.created",
        "signed_in",
        "token.renewed",
        "token.renewed",
        "token.reused",
        "token.refused",
    ]
