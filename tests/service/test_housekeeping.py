"""What a running service throws away by itself."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from desktop.service import housekeeping
from desktop.service.housekeeping import keep_outbox_clean, keep_store_small
from desktop.service.outbox import Outbox
from tests.guards.log import LogWatch
from tests.guards.secrets import SecretWatch
from tests.parts.child import PATIENCE, wait_until
from tests.parts.service import serve
from tests.service.api import Api, Attempt
from tests.service.fake_clock import FakeClock


@asynccontextmanager
async def running(chore: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Do a chore beside the block."""
    task = asyncio.create_task(chore)
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not is_so():  # noqa: ASYNC110 - files and rows announce nothing
            await asyncio.sleep(0)


async def test_a_message_leaves_the_outbox_when_its_code_runs_out(
    api: Api, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "OUTBOX_SECONDS", 0)
    await api.request_code(Attempt())
    (message,) = await api.messages()
    assert message
    async with running(keep_outbox_clean(api.outbox, clock)):
        clock.advance(299)
        await asyncio.sleep(0)
        assert len(await api.messages()) == 1
        clock.advance(1)
        await until(lambda: list(api.outbox.folder.iterdir()) == [])


async def test_an_outbox_that_is_gone_for_a_while_stops_nothing(
    api: Api,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
    log_watch: LogWatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(housekeeping, "OUTBOX_SECONDS", 0)
    log_watch.expect("No message can be removed from the outbox: No such file or directory")
    api.outbox.folder.rmdir()

    def was_said() -> list[str]:
        return [record.msg for record in caplog.records if record.name == housekeeping.__name__]

    async with running(keep_outbox_clean(api.outbox, clock)):
        await until(lambda: was_said() != [])
        for _ in range(10):
            await asyncio.sleep(0)
        assert len(was_said()) == 1
        api.outbox.folder.mkdir(mode=0o700)
        await api.request_code(Attempt())
        await api.service.courier.empty()
        clock.advance(300)
        await until(lambda: list(api.outbox.folder.iterdir()) == [])


async def test_a_challenge_is_forgotten_a_day_after_it_ran_out(
    api: Api, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "STORE_SECONDS", 0)
    challenge = await api.request_code(Attempt())

    def is_forgotten() -> bool:
        return api.service.store.challenges.get(api.project.id, challenge["challenge_id"]) is None

    async with running(keep_store_small(api.service.store, clock)):
        clock.advance(86400 + 300)
        await asyncio.sleep(0)
        assert not is_forgotten()
        clock.advance(1)
        await until(is_forgotten)


def test_a_start_throws_away_what_ran_out_while_it_was_off(
    tmp_path: Path, secret_watch: SecretWatch
) -> None:
    outbox = Outbox(tmp_path / "outbox", secrets.token_bytes)
    old, new = outbox.folder / "1-1600000000-aa.eml", outbox.folder / "1-99999999999-bb.json"
    for file in (old, new):
        file.write_text("{}")
    with serve(tmp_path, os.environ) as service:
        secret_watch.plant(service.api_secret_key)
        wait_until(lambda: not old.exists(), "an old message to go")
        assert new.exists()
