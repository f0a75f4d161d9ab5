"""Who is known here: no answer, no header and no time tells."""

import statistics
import time
from collections.abc import Awaitable, Callable

import httpx
import pytest

from tests.service.api import Api, Attempt, answered
from tests.service.asker import Asker
from tests.service.own_device import OwnDevice, trusted
from tests.service.pages import Browser, app_url

KNOWN = ["known@example.com", "devic@example.com", "disab@example.com"]
"""Somebody who has signed in, somebody with a trusted device, somebody who may not sign in."""
UNKNOWN = ["noone@example.com", "nobod@example.com", "noman@example.com"]
OWN_VALUES = {
    "challenge", "challenge_id", "sent_to", "ID", "user_id", "client_user_id", "signature",
    "offer_id",
}  # fmt: skip
MOST_OFTEN = 1.5
"""One median of times over the other: a branch that did more would be far beyond."""


@pytest.fixture
async def somebody(api: Api) -> OwnDevice:
    """They are there; gives a device of the second."""
    await api.sign_in(Attempt(identifier=KNOWN[0]))
    device = await trusted(api, identifier=KNOWN[1])
    await api.sign_in(Attempt(identifier=KNOWN[2]))
    disabled = api.user(KNOWN[2])
    api.service.store.users.set_disabled(disabled.id, api.clock(), api.clock())
    api.clock.advance(301)
    return device


async def asked_for_code(api: Api, identifier: str) -> httpx.Response:
    return await api.try_request_code(Attempt(identifier=identifier))


async def answered_wrongly(api: Api, identifier: str) -> httpx.Response:
    attempt = Attempt(identifier=identifier)
    return await api.respond(attempt, await api.request_code(attempt), "000000x")


async def asked_devices(api: Api, identifier: str) -> httpx.Response:
    return await Asker(api, identifier).try_ask()


async def asked_and_looked(api: Api, identifier: str) -> httpx.Response:
    asker = Asker(api, identifier)
    return await asker.stand(await asker.ask())


async def offered_device(api: Api, identifier: str) -> httpx.Response:
    return await OwnDevice(api, "").offer(identifier=identifier)


async def opened_page(api: Api, identifier: str) -> httpx.Response:
    browser = Browser(api.http)
    page = await browser.open(app_url(api.project.id, direct_login="true", input=identifier))
    return page.response


async def looked_up(api: Api, identifier: str) -> httpx.Response:
    return await api.call("GET", f"/user?identifier={identifier}")


async def made_user(api: Api, identifier: str) -> httpx.Response:
    return await api.call("POST", "/user/create", {"identifier": identifier})


Question = Callable[[Api, str], Awaitable[httpx.Response]]
QUESTIONS: list[Question] = [
    asked_for_code, answered_wrongly, asked_devices, asked_and_looked, offered_device, opened_page,
    looked_up, made_user,
]  # fmt: skip


def told(response: httpx.Response, identifier: str) -> object:
    """What an answer tells, without what is its own in every answer."""
    headers = [(name, value) for name, value in response.headers.raw if name.lower() != b"date"]
    if "json" not in response.headers["Content-Type"]:
        masked = f"{identifier[0]}···{identifier[4]}"
        text = response.text.replace(masked, "X")
        # The cookie and the form's token have one length each.
        return response.status_code, [name for name, _ in headers], len(text)
    said = answered(response)
    sizes = {name: len(str(said[name])) for name in said if name in OWN_VALUES - {"ID"}}
    rest = {name: value for name, value in said.items() if name not in OWN_VALUES}
    shown = [pair for pair in headers if pair[0].lower() != b"content-length"]
    return response.status_code, shown, sizes, list(said), rest


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.__name__)
async def test_the_answer_is_the_same_to_the_header(
    api: Api, somebody: OwnDevice, question: Question
) -> None:
    answers = {name: told(await question(api, name), name) for name in (*KNOWN, *UNKNOWN)}
    first, *others = answers.values()
    assert all(other == first for other in others), answers


async def test_an_address_of_a_device_or_a_user_tells_nothing_either(
    api: Api, somebody: OwnDevice
) -> None:
    stranger = OwnDevice(api, somebody.user_id)
    nobody = OwnDevice(api, "6e1b0a5f-6c8f-4b1e-9d51-1c7e9f1d2a3b")
    for path in ("/event/pending?cotter_user_id=", "/user/devices?cotter_user_id=",
                 "/event/new?cotter_user_id="):  # fmt: skip
        one = await stranger.call("GET", f"{path}{stranger.user_id}")
        other = await nobody.call("GET", f"{path}{nobody.user_id}")
        assert (one.status_code, one.content) == (other.status_code, other.content)
        assert one.status_code == 403


@pytest.mark.parametrize(
    "question", [asked_for_code, asked_devices, offered_device], ids=lambda one: one.__name__
)
async def test_the_time_is_the_same(api: Api, somebody: OwnDevice, question: Question) -> None:
    """Medians of many, taken in turns; each from an address and at a minute of its own."""
    times: dict[str, list[float]] = {KNOWN[1]: [], UNKNOWN[0]: []}
    for _ in range(60):
        for name, taken in times.items():
            # Every limit has passed.
            api.clock.advance(3600)
            began = time.perf_counter()
            assert (await question(api, name)).status_code == 200
            taken.append(time.perf_counter() - began)
    one, other = (statistics.median(taken) for taken in times.values())
    assert max(one, other) / min(one, other) < MOST_OFTEN


@pytest.mark.parametrize(
    "question", [asked_for_code, answered_wrongly, asked_devices, offered_device, opened_page],
    ids=lambda one: one.__name__,
)  # fmt: skip
async def test_the_path_through_the_database_is_the_same(
    api: Api, somebody: OwnDevice, question: Question
) -> None:
    paths = []
    for name in (*KNOWN, *UNKNOWN):
        with api.statements() as done:
            await question(api, name)
        # A request for nobody has no user in its row.
        paths.append([statement.replace("NULL", "?") for statement in done])
    assert all(path == paths[0] for path in paths)
    assert len(paths[0]) > 3
