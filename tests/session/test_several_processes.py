"""One session and several processes: whoever asks, it is renewed once."""

import asyncio

import pytest

from desktop.foundation.errors import RenewalRefusedError, SessionEndedError
from desktop.session.history import Deed
from desktop.session.keeper import Keeper
from desktop.session.snapshot import SessionFact
from tests.doubles.computer import Computer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import HOST, ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock


class TestSeveralProcesses:
    """One session, whoever asks."""

    async def test_what_another_process_renewed_is_used_without_a_call(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority
    ) -> None:
        other = computer.keeper()
        await other.read()
        await keeper.renew()
        await other.renew()
        assert len(authority.renewals) == 1
        assert computer.deeds() == [Deed.SIGNED_IN, Deed.RENEWED]
        assert other.snapshot.expires_at == keeper.snapshot.expires_at

    async def test_many_at_once_renew_once(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        clock.pass_seconds(3600)
        keepers = [computer.keeper() for _ in range(6)]
        records = await asyncio.gather(*(one.access_token(min_valid=10) for one in keepers))
        assert len(authority.renewals) == 1
        assert {record.tokens.access_token.reveal() for record in records} == {"access token 2"}

    async def test_a_sign_in_and_a_sign_out_elsewhere_are_noticed(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority
    ) -> None:
        other = computer.keeper()
        await other.read()
        await keeper.sign_out()
        await other.read_if_changed()
        signed_out = other.snapshot
        assert signed_out.session is SessionFact.NONE
        await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
        await other.read_if_changed()
        assert other.snapshot.session is SessionFact.ACTIVE

    async def test_why_another_process_found_the_session_ended_is_not_forgotten(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority
    ) -> None:
        other = computer.keeper()
        await other.read()
        authority.failures = [RenewalRefusedError(host=HOST, reason="revoked")]
        with pytest.raises(SessionEndedError):
            await other.renew()
        keeper.show(sending=True)
        # It had asked at the same time, and waited for the lock.
        with pytest.raises(SessionEndedError, match="revoked"):
            await keeper.renew()
        assert keeper.snapshot.refusal == "revoked"
        assert computer.keeper().snapshot.refusal == "revoked"

    async def test_a_commit_while_it_reads_is_noticed_by_the_next_look(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority, store: FaultyStore
    ) -> None:
        other = computer.keeper()
        store.entered.clear()
        store.gate.clear()
        reading = asyncio.get_running_loop().create_task(other.read())
        await asyncio.to_thread(store.entered.wait, 5)
        committing = asyncio.get_running_loop().create_task(keeper.sign_out())
        store.gate.set()
        await asyncio.gather(reading, committing)
        await other.read_if_changed()
        assert other.snapshot.session is SessionFact.NONE

    async def test_a_state_folder_that_somebody_emptied_hides_no_later_commit(
        self, keeper: Keeper, computer: Computer
    ) -> None:
        for _ in range(3):
            await keeper.renew()
        (computer.folder / "generation").unlink()
        await computer.keeper().sign_out()
        await keeper.read_if_changed()
        assert keeper.snapshot.session is SessionFact.NONE
