"""One record of a session, with more in it, less, or something else, in every layout."""

import json
import math
from collections.abc import Callable

import pytest

from desktop.foundation.errors import RecordDamagedError
from desktop.keystore.record import read_record, write_record
from desktop.keystore.store import Layout, Store
from desktop.session.record import session_item
from desktop.session.snapshot import Headline, SessionFact
from tests.doubles.computer import PROFILE, Computer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import DUE
from tests.doubles.turned_clock import TurnedClock
from tests.faults.keystore.conftest import SignIn

SESSION = session_item(PROFILE.id)

every_layout = pytest.mark.parametrize("layout", Layout)


def rewrite(store: Store, change: Callable[[dict[str, object]], object]) -> None:
    """Write the record again with something changed inside, whole and with a right checksum."""
    document = json.loads(read_record(store, SESSION) or "")
    change(document)
    write_record(store, SESSION, json.dumps(document, separators=(",", ":")))


@every_layout
async def test_fields_that_nobody_knows_do_no_harm(
    computer_with: Callable[[Store], Computer], sign_in: SignIn, clock: TurnedClock, layout: Layout
) -> None:
    """A version of the same format may have written more."""
    store = FaultyStore(layout)
    computer = computer_with(store)
    await sign_in(computer)
    rewrite(store, lambda document: document.update(colour="blue", more=[{"deep": None}]))
    keeper = computer.keeper()
    await keeper.read()
    assert keeper.snapshot.session is SessionFact.ACTIVE
    clock.pass_seconds(DUE)
    await keeper.beat()
    assert keeper.snapshot.problem is None
    assert keeper.snapshot.renewals[-1].on_time == 1


@every_layout
@pytest.mark.parametrize("lost", ["tokens", "mark", "user_id", "format", "attempt_id"])
async def test_a_field_that_is_gone_asks_to_sign_in(
    computer_with: Callable[[Store], Computer],
    sign_in: SignIn,
    layout: Layout,
    lost: str,
) -> None:
    store = FaultyStore(layout)
    computer = computer_with(store)
    await sign_in(computer)
    rewrite(store, lambda document: document.pop(lost))
    keeper = computer.keeper()
    await keeper.read()
    assert keeper.snapshot.headline(computer.clock.wall()) is Headline.NEEDS_SIGN_IN
    with pytest.raises(RecordDamagedError) as damaged:
        await keeper.access_token(min_valid=0)
    assert "token" not in str(damaged.value)
    await sign_in(computer)
    again = computer.keeper()
    await again.read()
    assert again.snapshot.session is SessionFact.ACTIVE


@every_layout
async def test_a_record_of_another_service_in_its_place_is_refused_by_this_one_and_gone(
    computer_with: Callable[[Store], Computer], sign_in: SignIn, clock: TurnedClock, layout: Layout
) -> None:
    """Nothing in it names the profile: the service says that it does not know the token."""
    store = FaultyStore(layout)
    computer = computer_with(store)
    await sign_in(computer)
    tokens = ["a", "b", "a refresh token of another service", 1.6e9, 1.6e9]
    rewrite(store, lambda document: document.update(tokens=tokens))
    keeper = computer.keeper()
    await keeper.read()
    clock.pass_seconds(await keeper.beat())
    assert await keeper.beat() == math.inf
    assert keeper.snapshot.session is SessionFact.REFUSED
    assert store.items == {}
