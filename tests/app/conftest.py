"""What the tests of the app share: somebody who is signed in, and tidy ends."""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.keystore.vault import Vault
from tests.doubles.held_store import HeldStore
from tests.parts.at_home import AtHome
from tests.parts.secret_service import SecretService
from tests.parts.service import Service


@pytest.fixture
async def signed_in(
    qapp: QApplication,
    home: Path,
    service: Service,
    secret_service: SecretService,
    monkeypatch: pytest.MonkeyPatch,
) -> SecretService:
    """Before the app opens somebody has signed in; gives the keystore that has the session."""
    monkeypatch.setenv("COTTER_AUTHENTICATOR_KEYSTORE", "secret-service")
    async with AtHome(home, "secret-service") as before:
        await before.connect(service)
        await before.sign_in(service)
    return secret_service


@pytest.fixture(autouse=True)
async def tidy_end(qapp: QApplication) -> AsyncIterator[None]:
    """Whatever a test has opened, no task of it is left behind."""
    before = asyncio.all_tasks()
    yield
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    assert not left
    # What would say “Task was destroyed but it is pending” says it now.
    gc.collect()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[HeldStore]:
    """Empty, and writing for now."""
    store = HeldStore()
    monkeypatch.setattr("desktop.session.household.open_vault", lambda *_, **__: Vault(store))
    yield store
    store.may_write.set()
