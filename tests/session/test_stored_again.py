"""One proved session, stored twice: the keystore did not say whether it took it the first time."""

import pytest

from desktop.foundation.errors import KeystoreBusyError, KeystoreError, KeystoreUnavailableError
from desktop.session.keeper import Keeper
from desktop.session.snapshot import SessionFact
from desktop.session.stored import StoredSession
from tests.doubles.computer import Computer
from tests.doubles.held_store import HeldStore
from tests.doubles.scripted_authority import ScriptedAuthority


async def test_a_write_that_came_back_late_does_not_sign_out_what_it_wrote(
    computer: Computer, authority: ScriptedAuthority
) -> None:
    computer.store = store = HeldStore()
    computer.seconds = 0.2
    keeper, session = computer.keeper(), authority.sign_in()
    store.hold()
    with pytest.raises(KeystoreBusyError):
        await keeper.adopt(session, identifier_type="EMAIL", channel="EMAIL")
    store.may_write.set()
    await keeper.adopt(session, identifier_type="EMAIL", channel="EMAIL")
    await keeper.read()
    assert keeper.snapshot.session is SessionFact.ACTIVE
    assert authority.told == []


async def test_an_earlier_session_is_still_told_of_and_the_new_one_is_not(
    keeper: Keeper,
    computer: Computer,
    authority: ScriptedAuthority,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def full(_: StoredSession, __: object) -> None:
        raise KeystoreUnavailableError(reason="the disk is full")

    session = authority.sign_in()
    with monkeypatch.context() as patch:
        patch.setattr(StoredSession, "note_revocations", full)
        with pytest.raises(KeystoreError):
            await keeper.adopt(session, identifier_type="EMAIL", channel="EMAIL")
    await keeper.adopt(session, identifier_type="EMAIL", channel="EMAIL")
    await keeper.read()
    assert keeper.snapshot.session is SessionFact.ACTIVE
    assert authority.told == ["refresh token 1"]
    assert authority.is_current(session.tokens.refresh_token)
