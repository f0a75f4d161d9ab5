"""When a trusted computer signs in again by itself, at a service that says what a test wants."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.client.transport import Transport
from desktop.foundation.errors import (
    KeystoreLockedError,
    ServiceUnreachableError,
    SessionEndedError,
)
from desktop.session.device_facts import DeviceTrust
from desktop.session.opening import OpenProfile
from desktop.session.snapshot import Obstacle, SessionFact
from tests.doubles.broken_service import json_answer, reset, silence
from tests.doubles.scripted_service import TOKEN_ROUTE, Conversation, refusal
from tests.doubles.scripted_sign_in import CODE, ScriptedSignIn
from tests.doubles.token_issuer import API_KEY_ID, NOW, USER_ID, TokenIssuer
from tests.doubles.turned_clock import TurnedClock

METHODS = f"/api/v0/user/methods?cotter_user_id={USER_ID}"
BY_KEY = "/api/v0/event/create?oauth_token=true"


@pytest.fixture
async def at(
    transport: Transport, clock: TurnedClock, tmp_path: Path
) -> AsyncIterator[ScriptedSignIn]:
    """Signed in with a code and trusted."""
    async with Conversation(TokenIssuer(), transport, clock) as talk:
        at = ScriptedSignIn(talk, transport, tmp_path)
        await at.ask()
        await at.sign_in.submit(CODE)
        talk.replies[METHODS] = json_answer(talk.issuer.identity()["user"])
        opened(at).own_device._proofs.keep(CODE, USER_ID)
        await opened(at).trusting.trust()
        assert at.snapshot.this_device.trust is DeviceTrust.TRUSTED
        yield at
        at.close()


def opened(at: ScriptedSignIn) -> OpenProfile:
    return at._opened


def trust(at: ScriptedSignIn) -> DeviceTrust:
    return at.snapshot.this_device.trust


def signs_in_by_key(at: ScriptedSignIn) -> None:
    """The service takes the key's signature from now on."""
    issuer = at.talk.issuer
    tokens = issuer.tokens(
        access_token=issuer.access_token(authentication_method="TRUSTED_DEVICE").reveal(),
        refresh_token="96:" + "d" * 43,
    )
    at.talk.replies[BY_KEY] = json_answer(
        {
            "ID": 1,
            "user_id": USER_ID,
            "client_user_id": USER_ID,
            "issuer": API_KEY_ID,
            "event": "LOGIN",
            "timestamp": str(NOW),
            "method": "TRUSTED_DEVICE",
            "new": False,
            "approved": True,
            "oauth_token": tokens,
        }
    )


async def test_a_session_that_ran_out_comes_back(at: ScriptedSignIn) -> None:
    signs_in_by_key(at)
    at.talk.replies[TOKEN_ROUTE] = refusal("refresh_token", reason="expired")
    await at.keeper.renew()
    assert at.snapshot.session is SessionFact.ACTIVE
    assert (at.snapshot.way_in, at.snapshot.channel) == ("TRUSTED_DEVICE", "DEVICE")
    assert at.snapshot.problem is None


async def test_a_reuse_that_our_own_open_intent_explains_comes_back(at: ScriptedSignIn) -> None:
    signs_in_by_key(at)
    at.talk.replies[TOKEN_ROUTE] = reset()
    with pytest.raises(ServiceUnreachableError):
        await at.keeper.renew()
    # The answer was lost on the way: a service without attempt ids calls the next try a reuse.
    at.talk.replies[TOKEN_ROUTE] = refusal("refresh_token", reason="reused")
    await at.keeper.renew()
    assert at.snapshot.session is SessionFact.ACTIVE
    assert at.snapshot.way_in == "TRUSTED_DEVICE"


@pytest.mark.parametrize("reason", ["reused", "revoked", "signed_out", "disabled", "unknown"])
async def test_what_nothing_explains_does_not(at: ScriptedSignIn, reason: str) -> None:
    signs_in_by_key(at)
    at.talk.replies[TOKEN_ROUTE] = refusal("refresh_token", reason=reason)
    with pytest.raises(SessionEndedError):
        await at.keeper.renew()
    assert (at.snapshot.session, at.snapshot.refusal) == (SessionFact.REFUSED, reason)
    assert at.count(BY_KEY) == 0


async def test_where_the_key_is_damaged_the_session_has_ended_and_is_not_asked_about_again(
    at: ScriptedSignIn,
) -> None:
    [key] = [item for item in at.store.items if item.endswith(".device")]
    at.store.items[key] = at.store.items[key][:-9]
    at.talk.replies[TOKEN_ROUTE] = refusal("refresh_token", reason="expired")
    with pytest.raises(SessionEndedError):
        await at.keeper.renew()
    assert (at.snapshot.session, at.snapshot.refusal) == (SessionFact.REFUSED, "expired")
    asked = at.count(TOKEN_ROUTE)
    for _ in range(3):
        await at.keeper.beat()
    assert at.count(TOKEN_ROUTE) == asked


async def test_while_the_service_is_away_the_session_waits_for_it(at: ScriptedSignIn) -> None:
    at.talk.replies[TOKEN_ROUTE] = refusal("refresh_token", reason="expired")
    at.talk.replies[BY_KEY] = reset()
    with pytest.raises(ServiceUnreachableError):
        await at.keeper.renew()
    assert at.snapshot.refusal == ""
    assert at.snapshot.obstacle is Obstacle.OFFLINE
    signs_in_by_key(at)
    await at.keeper.renew()
    assert at.snapshot.session is SessionFact.ACTIVE


@pytest.mark.parametrize(
    ("reason", "trust"),
    [("suspended", DeviceTrust.SUSPENDED), ("not_enrolled", DeviceTrust.REMOVED)],
)
async def test_a_key_that_is_not_taken_leaves_the_sessions_own_ending(
    at: ScriptedSignIn, reason: str, trust: DeviceTrust
) -> None:
    at.talk.replies[TOKEN_ROUTE] = refusal("refresh_token", reason="expired")
    at.talk.replies[BY_KEY] = refusal("device", 403, reason=reason)
    with pytest.raises(SessionEndedError):
        await at.keeper.renew()
    assert (at.snapshot.session, at.snapshot.refusal) == (SessionFact.REFUSED, "expired")
    assert at.snapshot.this_device.trust is trust


async def test_a_computer_that_is_not_trusted_takes_a_code(at: ScriptedSignIn) -> None:
    await opened(at).trusting.stop_trusting()
    signs_in_by_key(at)
    at.talk.replies[TOKEN_ROUTE] = refusal("refresh_token", reason="expired")
    with pytest.raises(SessionEndedError):
        await at.keeper.renew()
    assert at.count(BY_KEY) == 0


async def test_a_locked_keystore_is_never_shown_as_not_trusted(at: ScriptedSignIn) -> None:
    at.store.failing_with = KeystoreLockedError()
    await opened(at).own_device.read()
    this = at.snapshot.this_device
    assert this.trust is DeviceTrust.UNKNOWN
    assert this.identifier != ""
    assert this.trusted_since is not None
    with pytest.raises(KeystoreLockedError):
        await opened(at).own_device.sign_in()
    at.store.failing_with = None
    await opened(at).own_device.read()
    assert at.snapshot.this_device.trust is DeviceTrust.TRUSTED


async def test_a_damaged_record_of_keys_is_a_lost_key(at: ScriptedSignIn) -> None:
    [item] = [name for name in at.store.items if name.endswith(".device")]
    at.store.items[item] = at.store.items[item].replace("seed", "sead")
    await opened(at).own_device.read()
    assert trust(at) is DeviceTrust.KEY_LOST
    await opened(at).trusting.trust()
    assert trust(at) is DeviceTrust.TRUSTED


async def test_a_service_that_never_answers_the_poll_is_given_up_and_asked_again(
    clock: TurnedClock, tmp_path: Path
) -> None:
    hasty = Transport(connect_seconds=0.2, read_seconds=0.2)
    async with Conversation(TokenIssuer(), hasty, clock) as talk:
        at = ScriptedSignIn(talk, hasty, tmp_path)
        await at.ask()
        await at.sign_in.submit(CODE)
        talk.replies[METHODS] = json_answer(talk.issuer.identity()["user"])
        opened(at).own_device._proofs.keep(CODE, USER_ID)
        await opened(at).trusting.trust()
        talk.replies[f"/api/v0/event/pending?cotter_user_id={USER_ID}"] = silence()
        with pytest.raises(ServiceUnreachableError):
            await opened(at).requests.read()
        assert at.snapshot.session is SessionFact.ACTIVE
        at.close()
    await hasty.aclose()
