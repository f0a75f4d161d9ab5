"""Everything that proves something, recorded and sent again to the byte: it proves nothing more."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest

from desktop.protocol.pkce import code_challenge_of
from desktop.protocol.signed_text import EventChallenge
from tests.service.api import Answered, Api, Attempt, answered, refusal
from tests.service.asker import Asker, adding, decide, own_event, pending
from tests.service.own_device import OwnDevice, trusted

DAY = 86400


@dataclass(frozen=True, slots=True)
class Recorded:
    """One request as it went over the wire, and its answer."""

    method: str
    url: str
    headers: list[tuple[bytes, bytes]]
    content: bytes
    answer: httpx.Response


class Wire:
    """Hears every request of a client, and can send one again."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.heard: list[Recorded] = []

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear what is sent while the block lasts."""

        async def hear(answer: httpx.Response) -> None:
            await answer.aread()
            request = answer.request
            self.heard.append(
                Recorded(
                    request.method, str(request.url), request.headers.raw, request.content, answer
                )
            )

        self._api.http.event_hooks["response"].append(hear)
        yield
        self._api.http.event_hooks["response"].remove(hear)

    async def again(self, recorded: Recorded) -> httpx.Response:
        """The same bytes, from another address."""
        transport = self._api.transport_from("127.0.0.66")
        async with httpx.AsyncClient(transport=transport) as thief:
            return await thief.request(
                recorded.method, recorded.url, headers=recorded.headers, content=recorded.content
            )


@pytest.fixture
def wire(api: Api) -> Wire:
    return Wire(api)


async def exchanged_code(api: Api) -> None:
    attempt = Attempt(identifier="noor@example.com")
    await api.exchange(attempt, await api.authorization_code(attempt))


async def code_without_pkce(api: Api) -> None:
    attempt = Attempt(identifier="noor@example.com", with_code_challenge=False)
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    await api.respond(attempt, challenge, code, query="?oauth_token=true")


async def signed_in_by_device(api: Api) -> None:
    device = await trusted(api)
    await device.call("POST", "/event/create?oauth_token=true", own_event(device))


async def signed_in_by_signature_alone(api: Api) -> None:
    device = await trusted(api)
    await api.call("POST", "/event/create?oauth_token=true", own_event(device))


async def signed_in_with_challenge(api: Api) -> None:
    device = await trusted(api)
    given = answered(await api.call("GET", "/event/challenge"))
    challenge = EventChallenge(given["challenge_id"], given["challenge"])
    body = own_event(device, challenge=challenge)
    await api.call("POST", "/event/create?oauth_token=true", body)


async def watched(api: Api) -> None:
    await pending(await trusted(api))


async def approved(api: Api) -> None:
    device, asker = await trusted(api), Asker(api)
    asked = await asker.ask()
    await decide(device, asked, number=asker.number(asked))


async def denied(api: Api) -> None:
    device, asker = await trusted(api), Asker(api)
    await decide(device, await asker.ask(), approved=False)


async def fetched_tokens(api: Api) -> None:
    device, asker = await trusted(api), Asker(api)
    asked = await asker.ask()
    await decide(device, asked, number=asker.number(asked))
    await asker.stand(asked)


async def enrolled(api: Api) -> None:
    await trusted(api)


async def added(api: Api) -> None:
    device = await trusted(api)
    new = OwnDevice(api, device.user_id, "Pixel 9")
    api.clock.advance(DAY)
    await new.offer()
    await device.call("POST", "/event/create", adding(device, new))


async def offered(api: Api) -> None:
    device = await trusted(api)
    await OwnDevice(api, device.user_id, "Pixel 9").offer()


async def removed(api: Api) -> None:
    device = await trusted(api)
    api.clock.advance(301)
    identity = await api.sign_in()
    other = OwnDevice(api, device.user_id, "Pixel 9")
    await other.enrol(identity["fresh_proof"])
    await device.remove(other, fresh_proof=identity["fresh_proof"])


async def signed_out_everywhere(api: Api) -> None:
    device = await trusted(api)
    await device.call("DELETE", f"/token/{api.project.id}", {"everywhere": True})


PROOFS: list[Callable[[Api], Awaitable[None]]] = [
    exchanged_code, code_without_pkce, signed_in_by_device,
    signed_in_by_signature_alone, signed_in_with_challenge, watched, approved, denied,
    fetched_tokens, enrolled, added, offered, removed, signed_out_everywhere,
]  # fmt: skip
WORTH = {"oauth_token", "authorization_code", "fresh_proof", "token", "events", "offer_id"}
"""What an answer holds that is worth something to a thief."""


async def test_an_answer_to_a_challenge_sent_again_gives_a_code_that_no_thief_can_exchange(
    api: Api, wire: Wire
) -> None:
    """A code typed once is answered again, as an answer can get lost; the verifier is not in it."""
    attempt = Attempt(identifier="noor@example.com")
    with wire.listening():
        await api.authorization_code(attempt)
    given = answered(await wire.again(wire.heard[-1]))
    thief = Attempt(identifier="noor@example.com")
    for verifier in (thief.verifier, "", code_challenge_of(attempt.verifier)):
        answer = await api.exchange(attempt, given, changed={"code_verifier": verifier})
        assert answer.status_code == 400
    api.clock.advance(30)
    attempt = Attempt(identifier="noor@example.com")
    with wire.listening():
        await api.exchange(attempt, await api.authorization_code(attempt))
    # Once it was exchanged, the answer is worth nothing at all.
    assert refusal(await wire.again(wire.heard[-2])) == (400, "challenge")


@pytest.mark.parametrize("proof", PROOFS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("later", [0, 299])
async def test_a_recorded_request_is_worth_nothing(
    api: Api, wire: Wire, proof: Callable[[Api], Awaitable[None]], later: int
) -> None:
    with wire.listening():
        await proof(api)
    last = wire.heard[-1]
    assert last.answer.status_code == 200, last.answer.text
    before = rows_of(api)
    api.clock.advance(later)
    again = await wire.again(last)
    said = answered(again)
    assert again.status_code != 200 or not WORTH & set(said), said
    # It may end the session that was got by it, and start none.
    after = rows_of(api)
    assert {table: after[table] - before[table] for table in after} == dict.fromkeys(after, 0)


def rows_of(api: Api) -> dict[str, int]:
    """How much there is of what lets somebody in."""
    database = api.service.store._database
    tables = ("devices", "refresh_tokens", "authorization_codes", "fresh_proofs", "users", "events")
    return {
        table: int(database.all(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 - fixed names
        for table in tables
    }


async def test_a_whole_conversation_sent_again_gives_nothing(api: Api, wire: Wire) -> None:
    """Sign-in, enrolment, a decision, its tokens: all of it, in order, by another computer."""
    with wire.listening():
        device, asker = await trusted(api), Asker(api)
        asked = await asker.ask()
        await decide(device, asked, number=asker.number(asked))
        await asker.stand(asked)
    given: list[Answered] = []
    for recorded in wire.heard:
        said = json.loads((await wire.again(recorded)).content)
        given += [said] if {"oauth_token", "authorization_code", "fresh_proof"} & set(said) else []
    assert given == []


@pytest.fixture(autouse=True)
async def nobody_was_locked_out(api: Api) -> AsyncIterator[None]:
    """Whoever replays ends the thief's own at most: by a code the user is back."""
    yield
    api.clock.advance(3600)
    await api.sign_in()
