"""What lies beside the session is damaged: the note of sign-outs that the service is to hear of."""

from collections.abc import Callable

import pytest

from desktop.session.record import revocation_item
from desktop.session.snapshot import SessionFact
from desktop.session.stored import StoredSession
from tests.doubles.computer import PROFILE, Computer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import DUE, ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock
from tests.guards.log import LogWatch

NOTE = revocation_item(PROFILE.id)
SAID = "What the service was to hear of sign-outs can't be read"

DAMAGES: dict[str, Callable[[str], str]] = {
    "cut short": lambda item: item[:-9],
    "changed": lambda item: item.replace("refresh", "ferresh"),
    "empty": lambda _: "",
    "garbage": lambda _: "\x00\xff nonsense",
}


@pytest.fixture
async def with_note(
    computer: Computer, authority: ScriptedAuthority, log_watch: LogWatch
) -> Computer:
    """Somebody signed out while the service was away, and in again: a note and a session."""
    keeper = computer.keeper()
    await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
    authority.unreachable = True
    assert not await keeper.sign_out()
    await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
    assert await computer.revocations() == 1
    authority.unreachable = False
    log_watch.expect(SAID)
    return computer


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
async def test_a_note_that_cant_be_read_costs_the_session_nothing(
    with_note: Computer,
    store: FaultyStore,
    authority: ScriptedAuthority,
    clock: TurnedClock,
    damage: Callable[[str], str],
) -> None:
    store.items[NOTE] = damage(store.items[NOTE])
    keeper = with_note.keeper()
    await keeper.read()
    assert keeper.snapshot.session is SessionFact.ACTIVE
    assert keeper.snapshot.problem is None
    clock.pass_seconds(DUE)
    await keeper.beat()
    assert len(authority.renewals) == 1
    await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
    assert await keeper.sign_out()
    assert (keeper.snapshot.session, keeper.snapshot.refusal) == (SessionFact.NONE, "")
    assert store.items == {}


async def test_nor_does_one_that_holds_something_else(
    with_note: Computer,
) -> None:
    for text in ('{"a":1}', "7", '"a word"', "[1,null]", '[["nested"]]'):
        stored: StoredSession = with_note.stored()
        await stored.write_text(NOTE, text)
        assert await stored.read_revocations() == ()
        keeper = with_note.keeper()
        await keeper.read()
        assert keeper.snapshot.session is SessionFact.ACTIVE
