"""The desktop's own prompt for the keyring's password: dismissed, left open, answered late."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path

import pytest

from desktop.foundation.errors import KeystoreBusyError, KeystoreLockedError
from desktop.session.snapshot import Headline, NextStep, Obstacle, SessionFact
from tests.commands.terminal import Terminal
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.child import PATIENCE
from tests.parts.display import Display
from tests.parts.secret_service import PASSWORD, SecretService
from tests.parts.service import Service

REAL = "secret-service"
LATER = 1e12


@pytest.fixture
async def locked(home: Path, service: Service, secret_service: SecretService) -> SecretService:
    """Somebody is signed in, another profile is there too, and the keyring is locked."""
    async with AtHome(home, REAL) as at:
        await at.connect(service, "other")
        await at.connect(service, "home")
        await at.sign_in(service)
    secret_service.lock()
    return secret_service


def begin(deed: Coroutine[object, object, None]) -> "asyncio.Task[None]":
    """Do it meanwhile."""
    return asyncio.get_running_loop().create_task(deed)


async def test_left_open_it_is_the_only_one_nothing_waits_for_it_and_any_answer_counts(
    locked: SecretService, home: Path, display: Display, tmp_path: Path
) -> None:
    async with AtHome(home, REAL) as at:
        other, mine = (one.profile_id for one in at.overview.snapshots)
        unlocking = begin(at.house.unlock_keystore())
        window = await asyncio.to_thread(display.window, "Unlock")

        # Left open: heartbeats, another profile and another program go on, and see it locked.
        for _ in range(3):
            assert await at.house.beat() == 30
            for one in at.overview.snapshots:
                assert one.headline(LATER) is Headline.KEYSTORE_LOCKED
                assert one.obstacle is Obstacle.KEYSTORE_LOCKED
        assert at.shown.unlocking
        assert at.shown.identifier == ADDRESS
        answer = await asyncio.to_thread(Terminal(tmp_path).run, "token")
        assert (answer.code, answer.output) == (4, "")
        assert "The keystore is locked. You are still signed in." in answer.errors
        at.house.show_profile(other)
        await at.house.unlock_keystore()
        assert isinstance(at.shown.problem, KeystoreBusyError)
        assert len(display.windows_of("gcr-prompter")) == 1
        assert at.shown.next_step() is NextStep.UNLOCK_KEYSTORE
        at.house.show_profile(mine)

        # Dismissed: as it was before, and it can be asked for again.
        display.activate(window)
        display.key("Escape")
        await unlocking
        assert not at.shown.unlocking
        assert at.shown.obstacle is Obstacle.KEYSTORE_LOCKED
        assert isinstance(at.shown.problem, KeystoreLockedError)
        assert await at.house.beat() == 30

        # Given up by the person in the window, and answered in the prompt after that.
        unlocking = begin(at.house.unlock_keystore())
        window = await asyncio.to_thread(display.window, "Unlock")
        unlocking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await unlocking
        assert not at.shown.unlocking
        assert await at.house.beat() == 30
        display.activate(window)
        display.type(PASSWORD)
        display.key("Return")
        await asyncio.to_thread(locked.wait_until_unlocked)
        async with asyncio.timeout(PATIENCE):
            # Of the prompt we hear a moment later than the keyring is open.
            while at.shown.obstacle is Obstacle.KEYSTORE_LOCKED:
                await at.house.beat()
        assert (at.shown.session, at.shown.obstacle) == (SessionFact.ACTIVE, Obstacle.NONE)
