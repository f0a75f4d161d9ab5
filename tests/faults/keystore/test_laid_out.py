"""Where a record is laid out over several items: each of them missing, changed, or another's.

Windows and macOS, with keyring's code for them over the doubles of what is below it.
"""

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pytest

from desktop.foundation.errors import RecordDamagedError, RecordNewerError
from desktop.keystore.record import delete_record, read_record, write_record
from desktop.keystore.store import Layout, Store, item_service
from desktop.session.record import session_item
from desktop.session.snapshot import Headline, NextStep, SessionFact
from tests.doubles.computer import PROFILE, Computer
from tests.doubles.cut import Cut
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.macos_like_store import macos_like_store
from tests.doubles.scripted_authority import DUE, ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock
from tests.doubles.windows_sized_store import CredentialManager, windows_sized_store
from tests.faults.keystore.conftest import SignIn

SESSION = session_item(PROFILE.id)
NEWER = '{"format":2,"whatever":"comes"}'
RECORD = "p.session"


@dataclass(frozen=True, slots=True)
class Items:
    """What somebody else can do to the items of the session's record."""

    names: Callable[[], list[str]]
    read: Callable[[str], str]
    put: Callable[[str, str], None]
    remove: Callable[[str], object]


@contextmanager
def _windows() -> Iterator[tuple[Store, Items]]:
    with windows_sized_store() as (store, manager):
        yield store, _credentials(manager)


def _credentials(manager: CredentialManager) -> Items:
    def put(name: str, text: str) -> None:
        manager.credentials[name] = {**manager.credentials[name], "CredentialBlob": text}

    return Items(
        names=lambda: sorted(manager.credentials),
        read=lambda name: str(manager.credentials[name]["CredentialBlob"]),
        put=put,
        remove=manager.credentials.pop,
    )


@contextmanager
def _macos() -> Iterator[tuple[Store, Items]]:
    with macos_like_store() as (store, keychain):
        yield store, _passwords(keychain.items)


def _passwords(items: MutableMapping[str, str]) -> Items:
    return Items(
        names=lambda: sorted(items),
        read=items.__getitem__,
        put=items.__setitem__,
        remove=items.pop,
    )


def _of_session(items: Items) -> list[str]:
    return [name for name in items.names() if name.startswith(item_service(SESSION))]


def _remove(items: Items, name: str) -> None:
    items.remove(name)


def _change(items: Items, name: str) -> None:
    text = items.read(name)
    items.put(name, text[:-9] + ("0" if text[-9] != "0" else "1") + text[-8:])


def _cut_short(items: Items, name: str) -> None:
    items.put(name, items.read(name)[:-20])


def _empty(items: Items, name: str) -> None:
    items.put(name, "")


def _of_another_record(items: Items, name: str) -> None:
    items.put(name, '{"format":1,"generation":1,"sha256":"' + "0" * 64 + '","record":1}')


def write_new(store: Store) -> None:
    """Replace the record."""
    write_record(store, RECORD, '"new"')


def delete(store: Store) -> None:
    """Delete the record."""
    delete_record(store, RECORD)


FAULTS = [_change, _cut_short, _empty, _of_another_record]


class TestInParts:
    """Windows: a manifest and its parts."""

    @pytest.mark.parametrize("renewals", [0, 1])
    @pytest.mark.parametrize("fault", [*FAULTS, _remove])
    async def test_any_part_that_is_not_as_it_was_asks_to_sign_in_and_nothing_of_it_stays(
        self,
        computer_with: Callable[[Store], Computer],
        sign_in: SignIn,
        clock: TurnedClock,
        fault: Callable[[Items, str], None],
        renewals: int,
    ) -> None:
        with _windows() as (store, items):
            computer = computer_with(store)
            keeper = await sign_in(computer)
            for _ in range(renewals):
                await keeper.renew()
            parts = _of_session(items)
            assert len(parts) > 2
            for number, name in enumerate(parts):
                if fault is _remove and number == 0:
                    continue  # without its manifest there is no record
                fault(items, _of_session(items)[number])
                again = computer.keeper()
                await again.read()
                assert again.snapshot.headline(clock.wall()) is Headline.NEEDS_SIGN_IN, name
                assert again.snapshot.next_step() is NextStep.SIGN_IN
                assert await again.beat() == 30
                with pytest.raises(RecordDamagedError):
                    await again.access_token(min_valid=0)
                keeper = await sign_in(computer)
                assert keeper.snapshot.session is SessionFact.ACTIVE
                assert len(_of_session(items)) == len(parts)

    async def test_whoever_signs_out_of_a_record_with_a_gap_leaves_no_part_of_it(
        self, computer_with: Callable[[Store], Computer], sign_in: SignIn
    ) -> None:
        with _windows() as (store, items):
            computer = computer_with(store)
            await sign_in(computer)
            items.remove(_of_session(items)[1])
            await computer.keeper().sign_out()
            assert items.names() == []

    async def test_a_manifest_that_is_gone_is_nobody_signed_in_and_the_next_one_clears_up(
        self, computer_with: Callable[[Store], Computer], sign_in: SignIn
    ) -> None:
        with _windows() as (store, items):
            computer = computer_with(store)
            await sign_in(computer)
            many = len(_of_session(items))
            items.remove(_of_session(items)[0])
            again = computer.keeper()
            await again.read()
            assert again.snapshot.session is SessionFact.NONE
            await (await sign_in(computer)).renew()
            assert len(_of_session(items)) == many

    async def test_a_credential_manager_that_refuses_costs_no_renewal(
        self,
        computer_with: Callable[[Store], Computer],
        sign_in: SignIn,
        authority: ScriptedAuthority,
        clock: TurnedClock,
    ) -> None:
        with windows_sized_store() as (store, manager):
            computer = computer_with(store)
            keeper = await sign_in(computer)
            manager.failing_with = 1312  # ERROR_NO_SUCH_LOGON_SESSION
            clock.pass_seconds(DUE)
            assert await keeper.beat() == 30
            assert keeper.snapshot.headline(clock.wall()) is Headline.KEYSTORE_LOCKED
            assert "Windows answered CredRead with error 1312" in str(keeper.snapshot.problem)
            assert authority.renewals == []
            manager.failing_with = None
            await keeper.beat()
            assert keeper.snapshot.session is SessionFact.ACTIVE
            assert len(authority.renewals) == 1


class TestInTurns:
    """macOS: two slots, of which the greater generation counts."""

    @pytest.mark.parametrize("fault", FAULTS)
    async def test_a_slot_that_is_not_as_it_was_asks_to_sign_in_and_nothing_of_it_stays(
        self,
        computer_with: Callable[[Store], Computer],
        sign_in: SignIn,
        clock: TurnedClock,
        fault: Callable[[Items, str], None],
    ) -> None:
        with _macos() as (store, items):
            computer = computer_with(store)
            keeper = await sign_in(computer)
            for _ in range(2):
                await keeper.renew()
                [slot] = _of_session(items)
                fault(items, slot)
                again = computer.keeper()
                await again.read()
                assert again.snapshot.headline(clock.wall()) is Headline.NEEDS_SIGN_IN
                with pytest.raises(RecordDamagedError):
                    await again.access_token(min_valid=0)
                keeper = await sign_in(computer)
                assert len(_of_session(items)) == 1

    @pytest.mark.parametrize("earlier", [1, 2])
    @pytest.mark.parametrize("deed", [write_new, delete])
    def test_no_death_on_the_way_brings_back_what_lay_beside_a_damaged_slot(
        self, deed: Callable[[Store], None], earlier: int
    ) -> None:
        """The whole one may be older, with a refresh token in it that is spent."""
        died, changes = True, 0
        while died:
            store = FaultyStore(Layout.SLOTS)
            for _ in range(earlier):
                write_record(store, RECORD, '"spent"')
            older = dict(store.items)
            write_record(store, RECORD, '"current"')
            [newer] = store.items
            store.items |= older | {newer: "rubbish"}
            store.cuts.die_after(changes)
            died = False
            try:
                deed(store)
            except Cut:
                died = True
            store.cuts.restart()
            with suppress(RecordDamagedError):
                assert read_record(store, RECORD) in ('"new"', None)
            changes += 1
        assert changes > 2


class TestOfANewerVersion:
    """A newer version of the program has written: kept from being replaced, not from going."""

    @pytest.mark.parametrize("layout", Layout)
    async def test_it_is_said_kept_and_gone_after_signing_out(
        self,
        computer_with: Callable[[Store], Computer],
        sign_in: SignIn,
        clock: TurnedClock,
        authority: ScriptedAuthority,
        layout: Layout,
    ) -> None:
        store = FaultyStore(layout)
        computer = computer_with(store)
        keeper = await sign_in(computer)
        main = f"{SESSION}/a" if layout is Layout.SLOTS else SESSION
        store.items[main] = NEWER
        clock.pass_seconds(DUE)
        assert await keeper.beat() == 30
        assert str(keeper.snapshot.problem) == (
            "This session was stored by a newer version of this program. It was left as it is."
            " Update this program."
        )
        assert keeper.snapshot.session is SessionFact.ACTIVE
        assert authority.renewals == []
        with pytest.raises(RecordNewerError):
            await sign_in(computer)
        assert store.items[main] == NEWER
        await computer.keeper().sign_out()
        assert store.items == {}
