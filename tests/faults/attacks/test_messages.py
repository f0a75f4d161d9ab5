"""Messages as a weapon: addresses that are more than addresses, and floods of mail."""

import asyncio

import pytest

from desktop.service import limits
from desktop.service.challenges import Channel
from desktop.service.courier import Courier
from desktop.service.limits import Counted, Window
from desktop.service.messages import Message
from tests.guards.log import LogWatch
from tests.service.api import Api, Attempt, refusal
from tests.service.fake_clock import FakeClock

HOSTILE = [
    "maya@example.com\r\nBcc: eve@example.com",
    "maya@example.com\nSubject: hello",
    "maya@example.com, eve@example.com",
    "maya@example.com;eve@example.com",
    "Maya <maya@example.com>",
    '"maya\r\nBcc: eve"@example.com',
    "maya@example.com\0",
    "maya@example.com%0d%0aBcc:eve@example.com",
    "maya@[127.0.0.1]",
    # An encoded word ended the service: Python's own mail package can't take it for an address.
    "=?utf-8?q?x?=@example.com",
    "=?utf-8?b?ZXZlQGV4YW1wbGUuY29tLA==?=@example.com",
    "a=?utf-8?q?=0d=0aBcc:_eve?=@example.com",
    "maya@example.com\u2028Bcc: eve@example.com",
    "mаya@example.com",
    "-f/etc/passwd@example.com\t",
]


@pytest.mark.parametrize("address", HOSTILE, ids=ascii)
async def test_an_address_that_is_more_than_one_gets_no_mail_and_harms_nobody(
    api: Api, address: str
) -> None:
    answer = await api.try_request_code(Attempt(identifier=address))
    assert refusal(answer) == (400, "identifier")
    assert await api.messages() == []
    await api.sign_in()


@pytest.mark.parametrize(
    "address", ["%s@example.com", "{0}@example.com", "`id`@example.com", "-f@example.com",
                "x=y@example.com", f"{'a' * 64}@{'b' * 63}.example", "a?=@example.com"]
)  # fmt: skip
async def test_an_odd_address_gets_its_mail_and_nothing_else_in_the_head(
    api: Api, address: str
) -> None:
    await api.request_code(Attempt(identifier=address))
    head, _, _ = (await api.messages())[0].partition("\n\n")
    names = [line.partition(":")[0] for line in head.splitlines() if line[0] not in " \t"]
    assert sorted(names) == sorted(
        ["From", "To", "Subject", "Date", "Auto-Submitted", "Content-Type",
         "Content-Transfer-Encoding", "MIME-Version"]
    )  # fmt: skip


async def test_a_message_that_can_not_be_written_takes_no_other_along(log_watch: LogWatch) -> None:
    log_watch.expect("A message by EMAIL can't be written: ValueError")
    delivered: list[Message] = []

    class Fragile:
        async def deliver(self, message: Message) -> None:
            if message.to == "odd":
                raise ValueError(message.to)
            delivered.append(message)

    given_up: list[Message] = []
    courier = Courier(Fragile(), FakeClock(), given_up.append)
    running = asyncio.create_task(courier.run())
    for to in ("odd", "even"):
        courier.send(
            Message(
                channel=Channel.EMAIL,
                to=to,
                code="123456",
                link=None,
                project_name="Team",
                host="127.0.0.1",
                created_at=1_800_000_000,
                expires_at=1_800_000_300,
            )
        )
    await courier.empty()
    assert not running.done()
    running.cancel()
    assert [message.to for message in delivered] == ["even"]
    assert [message.to for message in given_up] == ["odd"]


async def test_a_mailbox_is_flooded_under_no_other_name_of_it(api: Api) -> None:
    for number in range(5):
        async with api.from_address(f"127.0.0.{number + 2}") as there:
            await there.request_code(Attempt(identifier=f"maya+{number}@example.com"))
    async with api.from_address("127.0.0.9") as there:
        for identifier in ("maya@example.com", "MAYA+x@example.com", "maya+@example.com"):
            answer = await there.try_request_code(Attempt(identifier=identifier))
            assert refusal(answer) == (429, "rate_limit")
        # They are users of their own all the same, and others have mailboxes of their own.
        await there.request_code(Attempt(identifier="maya@example.org"))
    assert len(await api.messages()) == 6


async def test_a_project_sends_no_more_than_its_mail_server_bears(
    api: Api, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert limits.WINDOWS[Counted.MESSAGE_IN_PROJECT] == (Window(1000, 300),)
    monkeypatch.setitem(limits.WINDOWS, Counted.MESSAGE_IN_PROJECT, (Window(12, 300),))
    statuses = []
    for number in range(15):
        async with api.from_address(f"127.0.0.{number + 2}") as there:
            attempt = Attempt(identifier=f"u{number}@example.com")
            statuses.append((await there.try_request_code(attempt)).status_code)
    assert statuses == [200] * 12 + [429] * 3
    api.go_to_another_project()
    await api.sign_in()


async def test_a_page_that_other_sites_embed_mails_no_more_than_its_address_may(api: Api) -> None:
    """``direct_login`` sends at a GET, as published apps expect; the limits are all there is."""
    for number in range(15):
        query = {
            "api_key": api.project.id,
            "redirect_url": "http://127.0.0.1:1/",
            "type": "EMAIL",
            "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            "state": "s",
            "direct_login": "true",
            "input": f"victim{number}@example.com",
        }
        await api.http.get("/app", params=query)
    assert len(await api.messages()) == 10
