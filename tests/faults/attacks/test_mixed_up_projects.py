"""One project's key, secret and devices against what belongs to another of the same service."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import httpx
import pytest

from tests.service.api import Answered, Api, Attempt, answered
from tests.service.asker import Asker, adding, decide, own_event, watch_path
from tests.service.own_device import OwnDevice, trusted


@dataclass(frozen=True, slots=True)
class Two:
    """A victim's project with somebody in it, and an attacker's, who runs one of their own.

    The attacker has the key and the secret of ``attacker``, a trusted device there under the
    victim's address, and knows every id.
    """

    victim: Api
    attacker: Api
    theirs: OwnDevice
    own: OwnDevice
    identity: Answered


@pytest.fixture
async def two(api: Api) -> Two:
    victim = replace(api)
    theirs = await trusted(victim)
    attacker = replace(api)
    attacker.go_to_another_project()
    own = await trusted(attacker)
    api.clock.advance(2 * 86400)
    identity = await victim.sign_in()
    return Two(victim, attacker, theirs, own, identity)


def posing(two: Two) -> OwnDevice:
    """The attacker's key, under the victim's user id and the attacker's project."""
    return OwnDevice(two.attacker, two.theirs.user_id, key=two.own.key)


async def renews(two: Two) -> httpx.Response:
    return await two.attacker.renew(two.identity["oauth_token"]["refresh_token"])


async def signs_out(two: Two) -> httpx.Response:
    body = {"refresh_token": two.identity["oauth_token"]["refresh_token"]}
    return await two.attacker.call("DELETE", f"/token/{two.attacker.project.id}", body)


async def names_two_projects(two: Two) -> httpx.Response:
    body = {
        "grant_type": "refresh_token",
        "refresh_token": two.identity["oauth_token"]["refresh_token"],
    }
    return await two.attacker.call("POST", f"/token/{two.victim.project.id}", body)


async def enrols_with_the_proof(two: Two) -> httpx.Response:
    return await posing(two).enrol(two.identity["fresh_proof"])


async def enrols_at_home_with_the_proof(two: Two) -> httpx.Response:
    another = OwnDevice(two.attacker, two.own.user_id)
    return await another.enrol(two.identity["fresh_proof"])


async def removes_the_device(two: Two) -> httpx.Response:
    return await two.own.call("PUT", two.theirs.methods, two.theirs.enrolment(enrolled=False))


async def removes_it_as_the_backend(two: Two) -> httpx.Response:
    body = two.theirs.enrolment(enrolled=False)
    return await two.attacker.call("PUT", two.theirs.methods, body, headers=two.attacker.secret)


async def lists_the_devices(two: Two) -> httpx.Response:
    return await two.own.call("GET", f"/user/devices?cotter_user_id={two.theirs.user_id}")


async def watches(two: Two) -> httpx.Response:
    return await two.own.call("GET", watch_path(two.theirs))


async def signs_in_as_them(two: Two) -> httpx.Response:
    return await posing(two).call("POST", "/event/create?oauth_token=true", own_event(posing(two)))


async def signs_in_there(two: Two) -> httpx.Response:
    there = OwnDevice(two.victim, two.theirs.user_id, key=two.own.key)
    return await there.call("POST", "/event/create?oauth_token=true", own_event(there))


async def brings_a_signature_from_home(two: Two) -> httpx.Response:
    body = own_event(two.own)
    return await two.victim.call("POST", "/event/create?oauth_token=true", body)


async def adds_a_device(two: Two) -> httpx.Response:
    new = OwnDevice(two.attacker, two.theirs.user_id)
    await new.offer()
    return await posing(two).call("POST", "/event/create", adding(posing(two), new))


async def decides_a_request(two: Two) -> httpx.Response:
    asker = Asker(two.victim)
    asked = await asker.ask()
    answer = await decide(two.own, asked, number=asker.number(asked))
    assert await asker.outcome(asked) == "pending"
    return answer


async def fetches_a_request(two: Two) -> httpx.Response:
    asker = Asker(two.victim)
    asked = await asker.ask()
    return await replace(asker, api=two.attacker).stand(asked)


async def takes_a_request_back(two: Two) -> httpx.Response:
    asker = Asker(two.victim)
    asked = await asker.ask()
    answer = await replace(asker, api=two.attacker).cancel(asked)
    assert await asker.outcome(asked) == "pending"
    return answer


async def answers_a_challenge(two: Two) -> httpx.Response:
    attempt = Attempt(identifier="noor@example.com")
    challenge = await two.victim.request_code(attempt)
    return await two.attacker.respond(attempt, challenge, await two.victim.newest_code())


async def exchanges_a_code(two: Two) -> httpx.Response:
    attempt = Attempt(identifier="noor@example.com")
    given = await two.victim.authorization_code(attempt)
    answer = await two.attacker.exchange(attempt, given)
    # It is the victim's still.
    assert (await two.victim.exchange(attempt, given)).status_code == 200
    return answer


async def exchanges_an_identity_token(two: Two) -> httpx.Response:
    body = {"grant_type": "identity_token", "identity_token": two.identity["token"]}
    return await two.attacker.call("POST", "/token", body, headers=two.attacker.secret)


async def looks_a_user_up(two: Two) -> httpx.Response:
    return await two.attacker.call(
        "GET", f"/user/{two.theirs.user_id}", headers=two.attacker.secret
    )


async def deletes_a_user(two: Two) -> httpx.Response:
    return await two.attacker.call(
        "DELETE", f"/user/{two.theirs.user_id}", headers=two.attacker.secret
    )


async def brings_the_wrong_secret(two: Two) -> httpx.Response:
    return await two.victim.call("GET", f"/user/{two.theirs.user_id}", headers=two.attacker.secret)


async def looks_at_an_offer(two: Two) -> httpx.Response:
    new = OwnDevice(two.victim, two.theirs.user_id)
    await new.offer()
    path = f"/device/offer?cotter_user_id={two.own.user_id}"
    return await two.own.call(
        "GET", str(httpx.URL(path).copy_add_param("public_key", new.public_key))
    )


DEEDS: list[Callable[[Two], Awaitable[httpx.Response]]] = [
    renews, signs_out, names_two_projects, enrols_with_the_proof, enrols_at_home_with_the_proof,
    removes_the_device, removes_it_as_the_backend, lists_the_devices, watches, signs_in_as_them,
    signs_in_there, brings_a_signature_from_home, adds_a_device, decides_a_request,
    fetches_a_request, takes_a_request_back, answers_a_challenge, exchanges_a_code,
    exchanges_an_identity_token, looks_a_user_up, deletes_a_user, brings_the_wrong_secret,
    looks_at_an_offer,
]  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS, ids=lambda one: one.__name__)
async def test_a_project_reaches_nothing_of_another(
    two: Two, deed: Callable[[Two], Awaitable[httpx.Response]]
) -> None:
    devices = await two.theirs.names()
    answer = await deed(two)
    said = answered(answer)
    # Signing out with a token that is nobody's here is no error, and ends nothing.
    assert answer.status_code >= 400 or said == {"ended": 0} or deed is removes_it_as_the_backend
    assert two.theirs.user_id not in answer.text
    assert await two.theirs.names() == devices
    renewed = await two.victim.renew(two.identity["oauth_token"]["refresh_token"])
    assert renewed.status_code == 200
