"""Threads that nobody waits for."""

import asyncio
import gc
import time
from threading import Event, active_count

import pytest

from desktop.foundation.daemon_threads import DaemonThreads, run_to_end

LONG = 30.0


def test_the_end_waits_for_no_call_that_hangs() -> None:
    answered = Event()

    async def ask() -> str:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await asyncio.to_thread(answered.wait, LONG)
        return "given up"

    began = time.monotonic()
    try:
        assert run_to_end(ask()) == "given up"
    finally:
        answered.set()
    assert time.monotonic() - began < LONG / 2


def test_no_call_waits_behind_one_that_hangs() -> None:
    answered = Event()

    async def ask() -> int:
        hanging = [asyncio.create_task(asyncio.to_thread(answered.wait)) for _ in range(50)]
        result = await asyncio.to_thread(lambda: 42)
        answered.set()
        await asyncio.gather(*hanging)
        return result

    assert run_to_end(ask()) == 42


def test_results_and_errors_come_back() -> None:
    threads = DaemonThreads()
    assert threads.submit(divmod, 7, 2).result() == (3, 1)
    with pytest.raises(ZeroDivisionError):
        threads.submit(divmod, 7, 0).result()


def test_a_call_that_comes_back_after_the_end_is_dropped_in_silence(
    recwarn: pytest.WarningsRecorder,
) -> None:
    answered, before = Event(), active_count()

    async def ask() -> None:
        task = asyncio.create_task(asyncio.to_thread(answered.wait))
        await asyncio.sleep(0)
        task.cancel()

    run_to_end(ask())
    answered.set()
    while active_count() > before:
        time.sleep(0.001)  # the thread ends by itself; nothing else can be waited for
    gc.collect()
    assert not recwarn.list
