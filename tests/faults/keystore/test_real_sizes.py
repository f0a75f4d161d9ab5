"""Real tokens of a real service in the layouts of Windows and macOS, kept by the whole app."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.keystore.store import Layout, Store
from desktop.keystore.vault import Vault
from desktop.session import household
from desktop.session.device_facts import DeviceTrust
from desktop.session.snapshot import Headline, Obstacle, SessionFact
from tests.doubles.macos_like_store import macos_like_store
from tests.doubles.windows_sized_store import windows_sized_store
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.service import Service

LATER = 1e12


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another operating system's keystore, and what somebody can do to it."""

    store: Store
    items: Callable[[], list[str]]
    remove: Callable[[str], object]


@pytest.fixture(params=["windows", "macos"])
def elsewhere(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Elsewhere]:
    """The household of this test keeps its records there."""
    with ExitStack() as running:
        if request.param == "windows":
            windows, manager = running.enter_context(windows_sized_store())
            there = Elsewhere(windows, lambda: sorted(manager.credentials), manager.credentials.pop)
        else:
            macos, keychain = running.enter_context(macos_like_store())
            there = Elsewhere(macos, lambda: sorted(keychain.items), keychain.items.pop)
        monkeypatch.setattr(household, "open_vault", lambda *_, **__: Vault(there.store))
        yield there


async def test_a_session_and_a_device_key_live_there_are_lost_a_piece_and_begin_again(
    elsewhere: Elsewhere, home: Path, service: Service
) -> None:
    async with AtHome(home) as at:
        await at.connect(service)
        await at.sign_in(service)
        await at.house.devices.trust()
        assert at.shown.this_device.trust is DeviceTrust.TRUSTED
        for _ in range(3):
            await at.house.shown.renew()
            assert at.shown.problem is None
    whole = elsewhere.items()
    in_parts = elsewhere.store.layout is Layout.PARTS
    assert (sum(".session" in item for item in whole) > 2) == in_parts
    async with AtHome(home) as again:
        assert again.shown.session is SessionFact.ACTIVE
        assert again.shown.this_device.trust is DeviceTrust.TRUSTED

    # The session loses its last piece.
    [*_, piece] = [item for item in whole if ".session" in item]
    elsewhere.remove(piece)
    async with AtHome(home) as at:
        told = at.shown.headline(LATER)
        assert told is (Headline.NEEDS_SIGN_IN if in_parts else Headline.NONE)
        assert at.shown.this_device.trust is DeviceTrust.TRUSTED
        # This computer's key is whole, and signs in with a click.
        await at.house.devices.sign_in()
        assert (at.shown.session, at.shown.identifier) == (SessionFact.ACTIVE, ADDRESS)
        assert at.shown.obstacle is Obstacle.NONE
        assert len(elsewhere.items()) == len(whole)
        await at.house.shown.sign_out()
    assert [item for item in elsewhere.items() if ".session" in item or ".revo" in item] == []
