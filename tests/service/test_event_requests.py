"""A sign-in request from asking to its end, in a strict project (5.5, 13.6)."""

import pytest

from desktop.protocol import ed25519
from desktop.protocol.encoding import encode_base64, encode_base64url
from desktop.protocol.shown_request import ShownRequest
from desktop.protocol.signed_text import EventChallenge, approval_text, event_answer_text
from tests.service.api import Api, answered, refusal
from tests.service.asker import Asker, decide, event_reason, own_event, pending, watch_path
from tests.service.fake_clock import FakeClock
from tests.service.own_device import OwnDevice, reason, trusted


async def test_a_request_is_approved_with_its_number_and_signs_in(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    assert (asked["new"], asked["approved"], asked["outcome"]) == (True, False, "pending")
    assert (asked["observed_address"], asked["device_name"]) == ("127.0.0.1", "Pixel 9")
    assert asked["expires_in"] == 180
    assert await asker.outcome(asked) == "pending"
    (shown,) = (await pending(device))["events"]
    decided = answered(await decide(device, shown, number=asker.number(asked)))
    assert (decided["new"], decided["approved"], decided["outcome"]) == (False, True, "approved")
    assert "oauth_token" not in decided
    event = answered(await asker.stand(asked))
    assert event["oauth_token"]["auth_method"] == "TRUSTED_DEVICE"
    assert (await api.renew(event["oauth_token"]["refresh_token"])).status_code == 200
    assert api.events()[-4:] == ["request.asked", "request.approved", "signed_in", "token.renewed"]


async def test_a_request_shows_what_the_service_saw_signed_by_it(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    async with api.from_address("203.0.113.7") as elsewhere:
        asker.api = elsewhere
        asked = await asker.ask(ip="10.0.0.1", location="Berlin")
    (shown,) = (await pending(device))["events"]
    assert shown["observed_address"] == "203.0.113.7"
    assert (shown["ip"], shown["location"]) == ("10.0.0.1", "Berlin")
    request = ShownRequest(
        api_key_id=api.project.id,
        user_id=device.user_id,
        event_id=str(asked["ID"]),
        event="LOGIN",
        timestamp=str(int(api.clock())),
        address="203.0.113.7",
        device_name="Pixel 9",
        code_challenge=asker.path.partition("=")[2],
        expiry=str(int(api.clock()) + 180),
    )
    assert request.code_challenge == shown["code_challenge"]
    assert request.expiry == shown["expiry"]
    key = api.service.keys.identity_key().public
    assert ed25519.signature_is_valid(key, shown["shown_signature"], request.shown_text())
    assert asker.number(asked) == request.number()


@pytest.mark.parametrize("approved", [True, False])
async def test_every_answer_is_signed(
    api: Api, device: OwnDevice, asker: Asker, approved: bool
) -> None:
    asked = await asker.ask()
    (shown,) = (await pending(device))["events"]
    decided = answered(await decide(device, shown, approved=approved, number=asker.number(asked)))
    got = answered(await asker.stand(asked))
    key = api.service.keys.identity_key().public
    for answer in (asked, shown, decided, got):
        text = event_answer_text(
            client_user_id=answer["client_user_id"],
            issuer=answer["issuer"],
            event=answer["event"],
            timestamp=answer["timestamp"],
            method=answer["method"],
            new=answer["new"],
            approved=answer["approved"],
        )
        assert ed25519.signature_is_valid(key, answer["signature"], text)


async def test_a_denied_request_gives_nothing(api: Api, device: OwnDevice, asker: Asker) -> None:
    asked = await asker.ask()
    decided = answered(await decide(device, asked, approved=False))
    assert (decided["new"], decided["approved"], decided["outcome"]) == (False, False, "denied")
    event = answered(await asker.stand(asked))
    assert event["outcome"] == "denied"
    assert "oauth_token" not in event
    assert "request.denied" in api.events()


async def test_tokens_are_given_once(api: Api, device: OwnDevice, asker: Asker) -> None:
    asked = await asker.ask()
    await decide(device, asked, number=asker.number(asked))
    assert "oauth_token" not in answered(await asker.stand(asked, query=""))
    assert "oauth_token" in answered(await asker.stand(asked))
    again = answered(await asker.stand(asked))
    assert again["outcome"] == "approved"
    assert "oauth_token" not in again


async def test_tokens_that_were_lost_on_the_way_are_given_again_to_the_same_attempt(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    await decide(device, asked, number=asker.number(asked))
    query, other = (
        f"oauth_token=true&attempt_id={encode_base64url(one * 16)}" for one in (b"a", b"b")
    )
    first = answered(await asker.stand(asked, query=query))["oauth_token"]
    again = answered(await asker.stand(asked, query=query))["oauth_token"]
    assert again["refresh_token"] == first["refresh_token"]
    assert "oauth_token" not in answered(await asker.stand(asked, query=other))
    assert "oauth_token" not in answered(await asker.stand(asked))
    assert event_reason(await asker.stand(asked, query=query, verifier="wrong"))[1] == "unknown"
    assert api.events().count("signed_in") == 2, "with a code, and by the approval"
    assert (await api.renew(first["refresh_token"])).status_code == 200
    assert "oauth_token" not in answered(await asker.stand(asked, query=query))


@pytest.mark.parametrize("approved", [True, False])
async def test_the_same_decision_again_is_no_other_one(
    api: Api, device: OwnDevice, asker: Asker, approved: bool
) -> None:
    asked = await asker.ask()
    number = asker.number(asked)
    first = answered(await decide(device, asked, approved=approved, number=number))
    assert answered(await decide(device, asked, approved=approved, number=number)) == first
    opposite = await decide(device, asked, approved=not approved, number=number)
    assert event_reason(opposite) == (400, "answered")
    name = "request.approved" if approved else "request.denied"
    assert api.events().count(name) == 1


async def test_without_the_verifier_only_the_outcome_is_told(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    await decide(device, asked, number=asker.number(asked))
    path = f"/event/get/{asked['ID']}?oauth_token=true"
    for query in ("", f"&code_verifier={asker.verifier}"):
        response = await api.call("GET", path + query)
        assert answered(response) == {
            "ID": asked["ID"],
            "new": False,
            "approved": True,
            "outcome": "approved",
        }
    # A signed one of the user's own devices is no verifier either.
    assert "oauth_token" not in answered(await device.call("GET", path))
    for verifier in ("", "wrong", asker.path.partition("=")[2], asker.verifier + "="):
        assert event_reason(await asker.stand(asked, verifier=verifier)) == (404, "unknown")
    assert "oauth_token" in answered(await asker.stand(asked))


async def test_tokens_of_an_approval_that_nobody_fetches_are_given_up(
    device: OwnDevice, asker: Asker, clock: FakeClock
) -> None:
    asked = await asker.ask()
    await decide(device, asked, number=asker.number(asked))
    clock.advance(300)
    event = answered(await asker.stand(asked))
    assert event["outcome"] == "approved"
    assert "oauth_token" not in event


async def test_a_user_disabled_meanwhile_gets_no_tokens(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    await decide(device, asked, number=asker.number(asked))
    api.service.store.users.set_disabled(device.user_id, api.clock(), api.clock())
    assert "oauth_token" not in answered(await asker.stand(asked))


async def test_a_customers_own_event_is_approved_without_tokens(
    device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask(event="TRANSACTION")
    await decide(device, asked, number=asker.number(asked))
    event = answered(await asker.stand(asked))
    assert event["outcome"] == "approved"
    assert "oauth_token" not in event


async def test_a_request_lives_three_minutes(
    device: OwnDevice, asker: Asker, clock: FakeClock
) -> None:
    asked = await asker.ask()
    number = asker.number(asked)
    clock.advance(179.5)
    assert await asker.outcome(asked) == "pending"
    clock.advance(0.5)
    assert await asker.outcome(asked) == "expired"
    for approved in (True, False):
        response = await decide(device, asked, approved=approved, number=number)
        assert event_reason(response) == (400, "expired")
    listed = await pending(device)
    assert listed["events"] == []
    assert [ended["outcome"] for ended in listed["decided"]] == ["expired"]


async def test_the_asking_side_takes_its_request_back(device: OwnDevice, asker: Asker) -> None:
    asked = await asker.ask()
    for verifier in ("", "wrong"):
        response = await asker.cancel(asked, verifier=verifier)
        assert event_reason(response) == (404, "unknown")
    assert await asker.outcome(asked) == "pending"
    assert answered(await asker.cancel(asked))["outcome"] == "cancelled"
    assert (await pending(device))["events"] == []
    response = await decide(device, asked, number=asker.number(asked))
    assert event_reason(response) == (400, "expired")
    assert answered(await asker.cancel(asked))["outcome"] == "cancelled"


async def test_a_request_taken_back_after_its_approval_gives_no_tokens(
    device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    await decide(device, asked, number=asker.number(asked))
    assert answered(await asker.cancel(asked))["outcome"] == "approved"
    assert "oauth_token" not in answered(await asker.stand(asked))


async def test_who_comes_second_hears_who_decided(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    api.clock.advance(301)
    identity = await api.sign_in()
    other = OwnDevice(api, device.user_id, "Tablet")
    await other.enrol(identity["fresh_proof"])
    asked = await asker.ask()
    await decide(device, asked, number=asker.number(asked))
    for late, approved in ((other, False), (other, True), (device, False)):
        response = await decide(late, asked, approved=approved, number=asker.number(asked))
        assert event_reason(response) == (400, "answered")
        said = answered(response)
        assert (said["approved"], said["decided_by"]) == (True, "Dell XPS Linux")
    (ended,) = (await pending(other))["decided"]
    assert ended == {
        "ID": asked["ID"],
        "outcome": "approved",
        "device_name": "Pixel 9",
        "observed_address": "127.0.0.1",
        "decided_at": str(int(api.clock())),
        "decided_by": "Dell XPS Linux",
    }


async def test_only_the_users_devices_see_and_decide(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    theirs = await trusted(api, "Noor's", "noor@example.com")
    asked = await asker.ask()
    assert (await pending(theirs))["events"] == []
    response = await decide(theirs, asked, number=asker.number(asked))
    assert event_reason(response) == (404, "unknown")
    # With Maya's id it is not a device of hers.
    posing = OwnDevice(api, device.user_id, key=theirs.key)
    assert reason(await posing.call("GET", watch_path(posing))) == (403, "not_enrolled")
    response = await decide(posing, asked, number=asker.number(asked))
    assert reason(response) == (403, "not_enrolled")
    assert await asker.outcome(asked) == "pending"


async def test_a_decision_needs_proof_and_signature_of_one_device(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    number = asker.number(asked)
    path = f"/event/respond/{asked['ID']}"
    response = await api.call("POST", path, {**own_event(device), "number": number})
    assert reason(response) == (401, "proof_missing")
    stranger = OwnDevice(api, device.user_id)
    foreign = str(own_event(stranger)["code"])
    response = await decide(device, asked, number=number, code=foreign)
    assert reason(response) == (400, "bad_signature")
    response = await decide(device, asked, number=number, public_key=stranger.public_key)
    assert reason(response) == (401, "proof_invalid")
    # A denial's signature does not approve.
    text = approval_text(
        user_id=device.user_id,
        api_key_id=api.project.id,
        event="LOGIN",
        timestamp=asked["timestamp"],
        approved=False,
    )
    denial = ed25519.sign(device.key, text)
    response = await decide(device, asked, number=number, code=denial)
    assert reason(response) == (400, "bad_signature")
    assert await asker.outcome(asked) == "pending"


async def test_an_approval_signs_nobody_else_in(api: Api, device: OwnDevice, asker: Asker) -> None:
    """What approves a request is the same text as what signs in; it counts once."""
    asked = await asker.ask()
    await decide(device, asked, number=asker.number(asked))
    replayed = own_event(device, timestamp=asked["timestamp"])
    response = await api.call("POST", "/event/create?oauth_token=true", replayed)
    assert reason(response) == (400, "replayed")


async def test_what_signed_in_approves_nothing(api: Api, device: OwnDevice, asker: Asker) -> None:
    await device.call("POST", "/event/create", own_event(device))
    asked = await asker.ask()
    response = await decide(device, asked, number=asker.number(asked))
    assert reason(response) == (400, "replayed")
    assert await asker.outcome(asked) == "pending"


async def test_a_request_without_a_challenge_is_nobodys(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = answered(await api.call("POST", "/event/create_pending", asker.body()))
    for verifier in ("", asker.verifier):
        assert event_reason(await asker.stand(asked, verifier=verifier)) == (404, "unknown")
        assert event_reason(await asker.cancel(asked, verifier=verifier)) == (404, "unknown")
    told = answered(await api.call("GET", f"/event/get/{asked['ID']}?oauth_token=true"))
    assert set(told) == {"ID", "new", "approved", "outcome"}
    assert told["outcome"] == "pending"


async def test_a_challenge_that_was_never_given_decides_nothing(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    challenge = EventChallenge(7, "abcde12345")
    text = approval_text(
        user_id=device.user_id,
        api_key_id=api.project.id,
        event="LOGIN",
        timestamp=asked["timestamp"],
        approved=False,
        challenge=challenge,
    )
    response = await decide(
        device,
        asked,
        approved=False,
        code=ed25519.sign(device.key, text),
        challenge_id=challenge.id,
        challenge=challenge.text,
    )
    assert refusal(response) == (400, "challenge")
    assert await asker.outcome(asked) == "pending"


async def test_a_challenge_is_signed_along_with_a_decision(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    asked = await asker.ask()
    given = answered(await api.call("GET", "/event/challenge"))
    text = approval_text(
        user_id=device.user_id,
        api_key_id=api.project.id,
        event="LOGIN",
        timestamp=asked["timestamp"],
        approved=True,
        challenge=EventChallenge(given["challenge_id"], given["challenge"]),
    )
    code, number = ed25519.sign(device.key, text), asker.number(asked)
    never = given["challenge_id"] + 1
    for challenge_id, status in ((never, 400), (given["challenge_id"], 200)):
        response = await decide(
            device,
            asked,
            number=number,
            code=code,
            challenge_id=challenge_id,
            challenge=given["challenge"],
        )
        assert response.status_code == status


async def test_the_newest_request_is_told_to_a_trusted_device(
    api: Api, device: OwnDevice, asker: Asker
) -> None:
    paths = [f"/event/new?cotter_user_id={device.user_id}", f"/event/new/{device.user_id}"]
    for path in paths:
        assert reason(await api.call("GET", path)) == (401, "proof_missing")
        response = await device.call("GET", path)
        assert (response.status_code, response.json()) == (200, None)
    await asker.ask()
    api.clock.advance(1)
    newest = await asker.ask()
    for path in paths:
        shown = answered(await device.call("GET", path))
        assert shown["ID"] == newest["ID"]
        assert shown["shown_signature"]


async def test_who_watches_proves_it(api: Api, device: OwnDevice) -> None:
    assert reason(await api.call("GET", watch_path(device))) == (401, "proof_missing")
    stranger = OwnDevice(api, device.user_id)
    assert reason(await stranger.call("GET", watch_path(stranger))) == (403, "not_enrolled")


async def test_there_are_no_push_messages(api: Api) -> None:
    said = answered(await api.call("GET", "/notification/company"))
    assert (said["company_id"], said["app_id"]) == (api.project.id, "")
    assert isinstance(said["ID"], int)


async def test_a_key_with_a_tail_decides_nothing(api: Api, device: OwnDevice, asker: Asker) -> None:
    asked = await asker.ask()
    for key in (device.public_key + "AA", encode_base64(b"\x00" * 33), device.public_key[:-1]):
        response = await decide(device, asked, number=asker.number(asked), public_key=key)
        assert reason(response) == (401, "proof_invalid")
