"""Codes: who gets one, what an answer must bring, and how often it may be wrong (13.5)."""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.protocol import ed25519
from tests.service.api import Api, Attempt, answered, refusal, wrong
from tests.service.fake_clock import FakeClock


async def test_a_request_says_what_the_code_is_like(api: Api) -> None:
    challenge = await api.request_code(Attempt())
    assert challenge["code_sent"] is True
    assert challenge["code_digits"] == 6
    assert challenge["expires_in"] == 300
    assert challenge["attempts_left"] == 5
    assert challenge["resend_in"] == 30
    assert challenge["sent_to"] == "m···a@example.com"
    assert challenge["expiry"].endswith("Z")


async def test_the_mail_begins_with_the_code(api: Api) -> None:
    await api.request_code(Attempt())
    (mail,) = await api.messages()
    code = await api.newest_code()
    assert code.isdigit()
    assert f"Subject: {code} is your code" in mail
    assert "To: maya@example.com" in mail


@pytest.mark.parametrize(("channel", "sent"), [(None, "SMS"), ("WHATSAPP", "WHATSAPP")])
async def test_a_phone_gets_a_text_message(api: Api, channel: str | None, sent: str) -> None:
    attempt = Attempt(identifier="+4915112345678", identifier_type="PHONE")
    if channel is not None:
        attempt.extra["channel"] = channel
    challenge = await api.request_code(attempt)
    (message,) = await api.messages()
    text = json.loads(message)
    assert (text["to"], text["channel"]) == ("+4915112345678", sent)
    response = await api.respond(attempt, challenge, text["text"][:6])
    assert response.status_code == 200
    assert challenge["sent_to"] == "+49···78"


async def test_a_mail_address_gets_no_text_message(api: Api) -> None:
    response = await api.try_request_code(Attempt(extra={"channel": "SMS"}))
    assert refusal(response) == (400, "request")


@pytest.mark.parametrize(
    ("identifier", "identifier_type"),
    [
        ("maya", "EMAIL"),
        ("maya@", "EMAIL"),
        ("maya@example.com\r\nBcc: eve@example.com", "EMAIL"),
        ("maya@exa mple.com", "EMAIL"),
        ("maya@example..com", "EMAIL"),
        ("a" * 250 + "@example.com", "EMAIL"),
        ("0151123456", "PHONE"),
        ("+49 151 123", "PHONE"),
        ("+49", "PHONE"),
        ("maya@example.com", "USERNAME"),
        ("", "EMAIL"),
    ],
)
async def test_what_can_be_no_identifier_gets_no_code(
    api: Api, identifier: str, identifier_type: str
) -> None:
    attempt = Attempt(identifier=identifier, identifier_type=identifier_type)
    assert refusal(await api.try_request_code(attempt)) == (400, "identifier")
    assert await api.messages() == []


async def test_the_right_code_gives_an_authorization_code_and_no_tokens(api: Api) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    response = await api.respond(
        attempt, challenge, await api.newest_code(), query="?oauth_token=true"
    )
    answer = answered(response)
    assert set(answer) == {"authorization_code", "challenge_id", "state", "client_json"}
    assert answer["state"] == attempt.state
    assert answer["challenge_id"] == challenge["challenge_id"]


async def test_without_a_code_challenge_the_identity_comes_at_once(api: Api) -> None:
    attempt = Attempt(with_code_challenge=False)
    challenge = await api.request_code(attempt)
    response = await api.respond(
        attempt, challenge, await api.newest_code(), query="?oauth_token=true"
    )
    answer = answered(response)
    assert answer["user"]["identifier"] == "maya@example.com"
    assert answer["oauth_token"]["auth_method"] == "OTP"
    assert answer["state"] == attempt.state
    assert "authorization_code" not in answer


async def test_a_wrong_code_leaves_four_attempts(api: Api) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    response = await api.respond(attempt, challenge, wrong(await api.newest_code()))
    assert refusal(response) == (400, "code")
    assert answered(response)["attempts_left"] == 4


async def test_after_five_wrong_codes_the_right_one_is_refused_too(api: Api) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    left = [
        answered(await api.respond(attempt, challenge, wrong(code)))["attempts_left"]
        for _ in range(5)
    ]
    assert left == [4, 3, 2, 1, 0]
    response = await api.respond(attempt, challenge, code)
    assert refusal(response) == (400, "code")
    assert answered(response)["attempts_left"] == 0


async def test_a_code_works_once(api: Api) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    given = answered(await api.respond(attempt, challenge, code))
    assert (await api.exchange(attempt, given)).status_code == 200
    assert refusal(await api.respond(attempt, challenge, code)) == (400, "challenge")


async def test_a_code_works_once_where_it_gives_tokens_at_once(api: Api) -> None:
    attempt = Attempt(with_code_challenge=False)
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    assert (await api.respond(attempt, challenge, code)).status_code == 200
    assert refusal(await api.respond(attempt, challenge, code)) == (400, "challenge")


async def test_whoever_lost_the_answer_to_it_gets_another_and_the_lost_one_is_void(
    api: Api,
) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    lost = answered(await api.respond(attempt, challenge, code))
    given = answered(await api.respond(attempt, challenge, code))
    assert refusal(await api.respond(attempt, challenge, wrong(code))) == (400, "challenge")
    assert refusal(await api.exchange(attempt, lost)) == (400, "authorization_code")
    assert (await api.exchange(attempt, given)).status_code == 200


async def test_nobody_else_gets_another(api: Api) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    await api.respond(attempt, challenge, code)
    other = replace(attempt, key=Ed25519PrivateKey.generate())
    assert refusal(await api.respond(other, challenge, code)) == (400, "challenge")


@pytest.mark.parametrize(("after", "status"), [(299, 200), (300, 400)])
async def test_a_code_holds_for_five_minutes(
    api: Api, clock: FakeClock, after: int, status: int
) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    clock.advance(after)
    response = await api.respond(attempt, challenge, code)
    assert response.status_code == status
    if status == 400:
        assert refusal(response) == (400, "code_expired")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("identifier", "eve@example.com"),
        ("identifier_type", "PHONE"),
        ("device_type", "MOBILE"),
        ("device_name", "Dell XPS Linux "),
        ("redirect_url", "http://127.0.0.1/"),
        ("state", "state-2"),
    ],
)
async def test_an_answer_that_names_something_else_than_its_start_is_refused(
    api: Api, name: str, value: str
) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    setattr(attempt, name, value)
    assert refusal(await api.respond(attempt, challenge, code)) == (400, "challenge")


@pytest.mark.parametrize("name", ["challenge", "challenge_id"])
async def test_an_answer_to_another_challenge_is_refused(api: Api, name: str) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    other = await api.request_code(Attempt())
    changed = {**challenge, name: other[name]}
    assert refusal(await api.respond(attempt, changed, code)) == (400, "challenge")


async def test_an_answer_by_another_key_is_refused(api: Api) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    attempt.key = Ed25519PrivateKey.generate()
    assert refusal(await api.respond(attempt, challenge, code)) == (400, "challenge")


async def test_the_key_of_the_start_signed_by_another_is_refused(api: Api) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    body = attempt.respond_body(challenge, await api.newest_code(), api.clock())
    body["signature"] = ed25519.sign(Ed25519PrivateKey.generate(), b"something")
    response = await api.call("POST", f"/verify/respond/{attempt.state}", body)
    assert refusal(response) == (400, "signature")


@pytest.mark.parametrize("signature", ["", "AAAA", "not base64", "A" * 86 + "=="])
async def test_what_is_no_signature_is_refused(api: Api, signature: str) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    body = attempt.respond_body(challenge, await api.newest_code(), api.clock())
    response = await api.call(
        "POST", f"/verify/respond/{attempt.state}", {**body, "signature": signature}
    )
    assert refusal(response) == (400, "signature")


@pytest.mark.parametrize("off", [-301, 301])
async def test_an_answer_signed_at_another_time_is_refused(api: Api, off: int) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    body = attempt.respond_body(challenge, await api.newest_code(), api.clock() + off)
    response = await api.call("POST", f"/verify/respond/{attempt.state}", body)
    assert refusal(response) == (400, "signature")


async def test_nobody_without_the_key_can_use_up_attempts(api: Api) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    stranger = Attempt(key=Ed25519PrivateKey.generate())
    for _ in range(6):
        assert refusal(await api.respond(stranger, challenge, wrong(code))) == (400, "challenge")
    assert (await api.respond(attempt, challenge, code)).status_code == 200


async def test_asking_again_voids_the_code_before(api: Api, clock: FakeClock) -> None:
    attempt = Attempt()
    first = await api.request_code(attempt)
    first_code = await api.newest_code()
    clock.advance(30)
    second = await api.request_code(attempt)
    assert refusal(await api.respond(attempt, first, first_code)) == (400, "challenge")
    assert (await api.respond(attempt, second, await api.newest_code())).status_code == 200


@pytest.mark.parametrize(
    "other", [Attempt(), Attempt(session_id="session-2")], ids=["another key", "another session"]
)
async def test_asking_with_another_key_voids_nothing(api: Api, other: Attempt) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    if other.session_id == "session-2":
        other.key = attempt.key
    await api.request_code(other)
    assert (await api.respond(attempt, challenge, code)).status_code == 200


@pytest.mark.parametrize("text", ["a/b", "/", "a?b#c", "a%2Fb", "é ☃", "a;b=c&d"])
async def test_session_and_state_may_hold_any_character(api: Api, text: str) -> None:
    attempt = Attempt(session_id=text, state=text)
    assert (await api.authorization_code(attempt))["state"] == text
    assert (await api.try_request_code(attempt)).status_code == 200


@pytest.mark.parametrize("session_id", ["", "x" * 257])
async def test_a_session_has_a_name_of_at_most_256_characters(api: Api, session_id: str) -> None:
    response = await api.try_request_code(Attempt(session_id=session_id))
    assert refusal(response) == (400, "request")


@pytest.mark.parametrize(
    "key", ["", "AAAA", "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbh="], ids=str
)
async def test_a_key_that_is_none_begins_nothing(api: Api, key: str) -> None:
    body = Attempt().request_body()
    response = await api.call("POST", "/verify/request/s", {**body, "public_key": key})
    assert refusal(response) == (400, "request")


async def test_a_code_challenge_that_is_none_begins_nothing(api: Api) -> None:
    body = {**Attempt().request_body(), "code_challenge": "short"}
    assert refusal(await api.call("POST", "/verify/request/s", body)) == (400, "request")


@pytest.mark.parametrize("field", ["identifier", "public_key", "device_type", "device_name"])
async def test_a_missing_field_is_named(api: Api, field: str) -> None:
    body = Attempt().request_body()
    del body[field]
    response = await api.call("POST", "/verify/request/s", body)
    assert refusal(response) == (400, "request")
    assert field in answered(response)["msg"]


@pytest.mark.parametrize("raw", [b"", b"[]", b"nonsense", b'{"a":' * 6_000, b"\xff"])
async def test_a_body_that_is_no_object_is_refused(api: Api, raw: bytes) -> None:
    response = await api.http.post(
        "/api/v0/verify/request/s", content=raw, headers={"API_KEY_ID": api.project.id}
    )
    assert refusal(response) == (400, "request")


async def test_another_project_can_not_answer(api: Api) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    api.project = api.another_project()
    assert refusal(await api.respond(attempt, challenge, code)) == (400, "challenge")
