"""The database can't be written for a while: nothing is half done, nobody waits, all comes back."""

import asyncio
import os
import resource
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from desktop.protocol.encoding import encode_base64url
from desktop.service import housekeeping
from desktop.service.housekeeping import keep_store_small
from tests.guards.log import LogWatch
from tests.guards.secrets import SecretWatch
from tests.parts.service import serve
from tests.service.api import Api, Attempt, answered, refusal
from tests.service.pages import Browser, app_url

UNAVAILABLE = (503, "unavailable")


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another program is in the middle of writing, for as long as the block lasts."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(database: Path) -> Iterator[None]:
    """No file may grow beyond the log that SQLite writes first: a write fails when it commits."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = database.with_name(database.name + "-wal")
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def no_room(api: Api) -> Iterator[None]:
    """The database has no page left: a statement in the middle of a transaction fails."""
    database = api.service.store._database
    for name in ("one", "other"):
        # Free pages would be used first.
        database.execute(f"CREATE TABLE {name} (filling TEXT)")
    (pages,) = database.all("PRAGMA page_count")[0]
    (before,) = database.all("PRAGMA max_page_count")[0]
    database.execute(f"PRAGMA max_page_count = {pages}")
    database.execute("PRAGMA cache_spill = 1")
    yield
    database.execute(f"PRAGMA max_page_count = {before}")


@pytest.mark.parametrize("trouble", [locked, full])
async def test_what_can_not_be_written_is_answered_with_503_and_works_afterwards(
    api: Api, log_watch: LogWatch, trouble: object
) -> None:
    log_watch.expect("The database can't be written: ")
    log_watch.expect("The database can be written again")
    tokens = (await api.sign_in())["oauth_token"]
    attempt_id = encode_base64url(secrets.token_bytes(16))
    sent, noted = len(await api.messages()), api.events()
    assert callable(trouble)
    with trouble(api.database):
        refused = await api.renew(tokens["refresh_token"], attempt_id)
        assert refusal(refused) == UNAVAILABLE
        assert refused.headers["Retry-After"] == "5"
        assert refusal(await api.try_request_code(Attempt())) == UNAVAILABLE
        # What only reads goes on.
        assert (await api.call("GET", "/service")).status_code == 200
    assert len(await api.messages()) == sent
    assert api.events() == noted
    renewed = await api.renew(tokens["refresh_token"], attempt_id)
    assert renewed.status_code == 200
    await api.sign_in(Attempt(identifier="noor@example.com"))


async def test_a_database_without_room_undoes_what_was_begun(api: Api, log_watch: LogWatch) -> None:
    log_watch.expect("The database can't be written: ")
    log_watch.expect("The database can be written again")
    sent, statuses = len(await api.messages()), []
    with no_room(api):
        for number in range(100):
            async with api.from_address(f"127.0.0.{number + 2}") as there:
                # As long as may be, so that the room is soon used up.
                attempt = Attempt(identifier=f"u{number}@example.com", device_name="x" * 256)
                statuses.append((await there.try_request_code(attempt)).status_code)
            if statuses[-1] != 200:
                break
    assert statuses[-1] == 503
    assert len(await api.messages()) == sent + statuses.count(200)
    assert api.events().count("code.sent") == statuses.count(200)
    await api.sign_in(Attempt(identifier="noor@example.com"))


async def test_who_comes_while_it_is_locked_waits_for_nobody_before_him(
    api: Api, log_watch: LogWatch
) -> None:
    log_watch.expect("The database can't be written: ")
    began = time.monotonic()
    with locked(api.database):
        answers = await asyncio.gather(
            *(api.try_request_code(Attempt(identifier=f"u{n}@example.com")) for n in range(50))
        )
    assert {refusal(answer) for answer in answers} == {UNAVAILABLE}
    # The first waits a second, in case it is free again at once; fifty seconds it would be else.
    assert time.monotonic() - began < 5


async def test_a_hosted_page_says_so_in_words(api: Api, log_watch: LogWatch) -> None:
    log_watch.expect("The database can't be written: ")
    browser = Browser(api.http)
    page = await browser.open(app_url(api.project.id))
    with locked(api.database):
        page = await browser.send(page.forms[0], identifier="maya@example.com")
    assert page.status == 503
    assert "The service can't write anything down for now. Try again soon." in page.text


async def test_housekeeping_outlives_it(
    api: Api, log_watch: LogWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_watch.expect("The database can't be written: ")
    log_watch.expect("The database can be written again")
    monkeypatch.setattr(housekeeping, "STORE_SECONDS", 0)
    await api.request_code(Attempt())
    api.clock.advance(3 * 86400)
    chore = asyncio.create_task(keep_store_small(api.service.store, api.clock))
    with locked(api.database):
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not chore.done()
    async with asyncio.timeout(10):
        while api.service.store.challenges.get(api.project.id, 1):  # noqa: ASYNC110 - rows announce nothing
            await asyncio.sleep(0)
    assert not chore.done()
    chore.cancel()


def test_a_running_service_comes_back_by_itself_and_says_it_once(
    tmp_path: Path, secret_watch: SecretWatch
) -> None:
    with serve(tmp_path, os.environ) as service:
        secret_watch.plant(service.api_secret_key)
        headers = {"API_KEY_ID": service.api_key_id}
        body = Attempt().request_body()
        url = f"{service.url}/api/v0/verify/request/session-1"
        with locked(tmp_path / "service.sqlite"), httpx.Client(headers=headers) as http:
            assert [http.post(url, json=body).status_code for _ in range(3)] == [503] * 3
        answer = httpx.post(url, json=body, headers=headers)
        assert answer.status_code == 200
        assert answered(answer)["code_sent"]
        assert service.next_message("maya@example.com").code
        secret_watch.plant(service.messages()[0].code)
    assert service.log.read_text("utf-8").splitlines() == [
        "ERROR The database can't be written: database is locked.",
        "WARNING The database can be written again.",
    ]
