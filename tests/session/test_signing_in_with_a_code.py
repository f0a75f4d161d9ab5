"""The way in with a code typed here: what is drawn, what is kept, what is refused."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.client.transport import Transport
from desktop.foundation.errors import (
    AuthenticatorError,
    CodeExpiredError,
    IdentityKeyChangedError,
    KeystoreLockedError,
    RequestRefusedError,
    ServiceUnreachableError,
    StateMismatchError,
    TokenUnacceptableError,
    TooManyTriesError,
    UnexpectedSignInError,
    WrongCodeError,
)
from desktop.foundation.file_lock import FileLock
from desktop.foundation.profiles import change_profiles, load_profiles
from desktop.foundation.secret import Secret
from desktop.protocol.ed25519 import public_key_text, sign
from desktop.session.history import Deed, History
from desktop.session.identifier import Identifier
from desktop.session.snapshot import Activity, Headline, Obstacle, SessionFact
from desktop.session.under_way import CodeEntry
from tests.doubles.broken_service import Reply, json_answer, reset
from tests.doubles.scripted_service import (
    IDENTITY_ROUTE,
    KEY_SET_ROUTE,
    REQUEST_ROUTE,
    RESPOND_ROUTE,
    Conversation,
    refusal,
)
from tests.doubles.scripted_sign_in import (
    CODE,
    SERVICE_ROUTE,
    ScriptedSignIn,
    challenge,
    description,
)
from tests.doubles.token_issuer import IDENTIFIER, NOW, TokenIssuer
from tests.doubles.turned_clock import TurnedClock


@pytest.fixture
async def at(
    tmp_path: Path, transport: Transport, clock: TurnedClock
) -> AsyncIterator[ScriptedSignIn]:
    """A profile of which the keystore says that nobody is signed in."""
    async with Conversation(TokenIssuer(), transport, clock) as talk:
        at = ScriptedSignIn(talk, transport, tmp_path)
        await at.keeper.read()
        yield at
        at.close()


def is_signed_in(at: ScriptedSignIn) -> bool:
    return at.snapshot.session is SessionFact.ACTIVE


class TestAsking:
    """From the address to the code page."""

    async def test_the_code_page_gets_all_that_it_draws(self, at: ScriptedSignIn) -> None:
        entry = await at.ask()
        assert entry == at.snapshot.sign_in
        assert entry == CodeEntry(
            identifier=IDENTIFIER,
            identifier_type="EMAIL",
            channel="EMAIL",
            sent_to="h···o@example.com",
            digits=6,
            started_at=NOW,
            expires_at=NOW + 300,
            resend_at=NOW + 30,
            attempts_left=5,
        )
        assert at.snapshot.headline(NOW) is Headline.SIGNING_IN

    async def test_while_it_is_asked_for_the_page_says_so(self, at: ScriptedSignIn) -> None:
        await at.ask()
        assert [one.sending for one in at.drawn[-2:]] == [True, False]

    async def test_where_the_service_does_not_say_where_it_sent_it_we_mask_it(
        self, at: ScriptedSignIn
    ) -> None:
        at.talk.replies[REQUEST_ROUTE] = json_answer(challenge(sent_to=""))
        assert (await at.ask()).sent_to == "h···o@example.com"

    @pytest.mark.parametrize(
        ("route", "reply", "error"),
        [
            (SERVICE_ROUTE, reset(), ServiceUnreachableError),
            (REQUEST_ROUTE, reset(), ServiceUnreachableError),
            (REQUEST_ROUTE, refusal("identifier"), RequestRefusedError),
            (REQUEST_ROUTE, json_answer({}, 429, {"Retry-After": "40"}), TooManyTriesError),
            (REQUEST_ROUTE, json_answer(challenge(code_sent=False)), UnexpectedSignInError),
        ],
    )
    async def test_what_went_wrong_is_said_on_the_sign_in_page(
        self,
        at: ScriptedSignIn,
        route: str,
        reply: Reply,
        error: type[AuthenticatorError],
    ) -> None:
        at.talk.replies[route] = reply
        with pytest.raises(error):
            await at.ask()
        shown = at.snapshot
        assert isinstance(shown.problem, error)
        assert (shown.sign_in, shown.sending, shown.activity) == (None, False, Activity.IDLE)
        assert shown.session is SessionFact.NONE

    async def test_every_attempt_is_new_and_sending_again_is_the_same_one(
        self, at: ScriptedSignIn
    ) -> None:
        await at.ask()
        await at.sign_in.send_again()
        await at.ask()
        first, again, other = (
            one for one in at.talk.service.received if one.target.startswith(REQUEST_ROUTE)
        )
        assert again == first
        assert other.target != first.target
        for name in ("state", "code_challenge", "public_key"):
            assert other.json()[name] != first.json()[name]


class TestTheServicesKey:
    """Pinned with the profile; looked at before an address is sent."""

    async def test_another_one_that_nobody_vouches_for_gets_no_address(
        self, at: ScriptedSignIn
    ) -> None:
        other = public_key_text(Ed25519PrivateKey.generate())
        at.talk.replies[SERVICE_ROUTE] = json_answer(
            description(at.talk.issuer, identity_key=other)
        )
        with pytest.raises(IdentityKeyChangedError):
            await at.ask()
        assert at.count(REQUEST_ROUTE) == 0

    async def test_one_that_the_pinned_one_vouches_for_is_pinned_from_then_on(
        self, at: ScriptedSignIn
    ) -> None:
        change_profiles(
            at.paths.profiles_file,
            lambda book: book.with_changed("profile-1", name="renamed", last_identifier="me"),
        )
        [before] = load_profiles(at.paths.profiles_file).profiles
        old, new = at.talk.issuer.identity_key, Ed25519PrivateKey.generate()
        at.talk.issuer.identity_key = new
        endorsement = sign(old, new.public_key().public_bytes_raw())
        at.talk.replies[SERVICE_ROUTE] = json_answer(
            description(at.talk.issuer, identity_key_endorsement=endorsement)
        )
        at.talk.replies[IDENTITY_ROUTE] = json_answer(at.talk.issuer.identity())
        await at.ask()
        await at.sign_in.submit(CODE)
        assert is_signed_in(at)
        [kept] = load_profiles(at.paths.profiles_file).profiles
        assert kept == replace(before, identity_key=public_key_text(new))


class TestTheRightCode:
    """From the code to the session."""

    async def test_it_signs_in_and_the_entry_is_gone(self, at: ScriptedSignIn) -> None:
        await at.ask()
        await at.sign_in.submit(CODE)
        shown = at.snapshot
        assert (shown.session, shown.activity) == (SessionFact.ACTIVE, Activity.IDLE)
        assert (shown.sign_in, shown.problem) == (None, None)
        assert (shown.identifier, shown.way_in, shown.channel) == (IDENTIFIER, "OTP", "EMAIL")
        assert shown.seconds_left(at.clock.wall()) == 3600

    async def test_the_keys_of_tokens_are_here_before_it_is_typed(self, at: ScriptedSignIn) -> None:
        await at.ask()
        assert at.count(KEY_SET_ROUTE) == 1
        await at.sign_in.submit(CODE)
        assert at.count(KEY_SET_ROUTE) == 1

    async def test_keys_that_did_not_come_are_asked_for_again(self, at: ScriptedSignIn) -> None:
        at.talk.replies[KEY_SET_ROUTE] = reset()
        entry = await at.ask()
        assert entry.problem is None
        assert at.snapshot.problem is None
        at.talk.replies[KEY_SET_ROUTE] = json_answer(at.talk.issuer.key_set())
        await at.sign_in.submit(CODE)
        assert is_signed_in(at)

    async def test_the_session_shows_before_the_history_is_written(
        self, at: ScriptedSignIn
    ) -> None:
        await at.ask()
        shown = asyncio.Event()
        at.on_drawn = lambda: shown.set() if is_signed_in(at) else None
        with FileLock(at.paths.history_file.with_suffix(".lock")).acquire():
            going = asyncio.get_running_loop().create_task(at.sign_in.submit(CODE))
            await asyncio.wait_for(shown.wait(), 5)
            assert not going.done()
        await going
        assert History(at.paths.history_file).entries(NOW)[-1].deed is Deed.SIGNED_IN

    async def test_it_shows_as_accepted_before_the_tokens_are_here(
        self, at: ScriptedSignIn
    ) -> None:
        await at.ask()
        await at.sign_in.submit(CODE)
        entries = [one.sign_in for one in at.drawn if isinstance(one.sign_in, CodeEntry)]
        assert [(one.busy, one.accepted) for one in entries[1:]] == [(True, False), (True, True)]
        assert not any(one.session is SessionFact.ACTIVE and one.sign_in for one in at.drawn)

    @pytest.mark.parametrize("route", [IDENTITY_ROUTE, KEY_SET_ROUTE])
    async def test_an_answer_lost_behind_it_is_asked_for_again_without_the_code(
        self, at: ScriptedSignIn, route: str
    ) -> None:
        right = at.talk.replies[route]
        at.talk.replies[route] = reset()
        await at.ask()
        with pytest.raises(ServiceUnreachableError):
            await at.sign_in.submit(CODE)
        assert not at.entry.accepted
        assert isinstance(at.entry.problem, ServiceUnreachableError)
        at.talk.replies[route] = right
        await at.sign_in.submit(CODE)
        assert is_signed_in(at)
        assert at.count(RESPOND_ROUTE) == 1

    async def test_a_keystore_that_is_locked_by_then_does_not_cost_the_proof(
        self, at: ScriptedSignIn
    ) -> None:
        await at.ask()
        at.store.locked = True
        with pytest.raises(KeystoreLockedError):
            await at.sign_in.submit(CODE)
        assert at.snapshot.headline(NOW) is Headline.KEYSTORE_LOCKED
        assert at.snapshot.sign_in is None
        assert at.sign_in.waits_for_keystore
        at.store.locked = False
        await at.sign_in.store()
        assert is_signed_in(at)
        assert at.snapshot.obstacle is Obstacle.NONE
        assert not at.sign_in.waits_for_keystore
        assert at.count(RESPOND_ROUTE) == 1

    async def test_a_heartbeat_does_not_store_what_is_being_stored(
        self, at: ScriptedSignIn
    ) -> None:
        await at.ask()
        beats: list[asyncio.Task[None]] = []

        def beat() -> None:
            if at.sign_in.waits_for_keystore:
                beats.append(asyncio.create_task(at.sign_in.store()))

        at.on_drawn = beat
        await at.sign_in.submit(CODE)
        assert beats
        await asyncio.gather(*beats)
        assert is_signed_in(at)
        deeds = [entry.deed for entry in History(at.paths.history_file).entries(NOW)]
        assert deeds == [Deed.SIGNED_IN]


class TestAnyOtherCode:
    """What goes wrong keeps the entry and says what to do."""

    async def test_a_wrong_one_keeps_everything_and_says_how_many_are_left(
        self, at: ScriptedSignIn
    ) -> None:
        before = await at.ask()
        at.talk.replies[RESPOND_ROUTE] = refusal("code", attempts_left=4)
        with pytest.raises(WrongCodeError):
            await at.sign_in.submit(Secret("739202"))
        assert isinstance(at.entry.problem, WrongCodeError)
        assert at.entry == replace(before, attempts_left=4, problem=at.entry.problem)
        at.talk.replies[RESPOND_ROUTE] = at.right_code()
        await at.sign_in.submit(CODE)
        assert is_signed_in(at)

    async def test_one_that_ran_out_has_no_time_left(self, at: ScriptedSignIn) -> None:
        await at.ask()
        at.clock.pass_seconds(100)
        at.talk.replies[RESPOND_ROUTE] = refusal("code_expired")
        with pytest.raises(CodeExpiredError):
            await at.sign_in.submit(CODE)
        assert at.entry.expires_at == NOW + 100
        assert isinstance(at.entry.problem, CodeExpiredError)

    async def test_too_many_leave_none_and_the_button_waits_as_long_as_asked(
        self, at: ScriptedSignIn
    ) -> None:
        await at.ask()
        at.talk.replies[RESPOND_ROUTE] = json_answer({}, 429, {"Retry-After": "240"})
        with pytest.raises(TooManyTriesError):
            await at.sign_in.submit(CODE)
        assert (at.entry.attempts_left, at.entry.resend_at) == (0, NOW + 240)

    async def test_the_answer_of_another_sign_in_is_not_exchanged(self, at: ScriptedSignIn) -> None:
        for wrong in ({"state": "somebody-elses"}, {"challenge_id": 43}):
            await at.ask()
            at.talk.replies[RESPOND_ROUTE] = at.right_code(**wrong)
            with pytest.raises(StateMismatchError):
                await at.sign_in.submit(CODE)
        assert at.count(IDENTITY_ROUTE) == 0
        assert isinstance(at.entry.problem, StateMismatchError)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"aud": "another-key"},
            {"iss": "https://elsewhere.example"},
            {"type": "id_token"},
            {"exp": NOW - 1},
            {"iat": NOW + 86400},
        ],
    )
    async def test_tokens_that_fail_a_check_are_not_kept(
        self, at: ScriptedSignIn, wrong: dict[str, object]
    ) -> None:
        identity = at.talk.issuer.identity()
        identity["oauth_token"]["access_token"] = at.talk.issuer.access_token(**wrong).reveal()
        at.talk.replies[IDENTITY_ROUTE] = json_answer(identity)
        await at.ask()
        with pytest.raises(TokenUnacceptableError):
            await at.sign_in.submit(CODE)
        assert not is_signed_in(at)
        assert at.store.items == {}
        assert isinstance(at.entry.problem, TokenUnacceptableError)

    async def test_the_identity_of_somebody_else_is_not_kept(self, at: ScriptedSignIn) -> None:
        await at.sign_in.request_code(Identifier("somebody@example.com", "EMAIL"), "EMAIL")
        with pytest.raises(TokenUnacceptableError, match="somebody else"):
            await at.sign_in.submit(CODE)
        assert at.store.items == {}


class TestSendingAgain:
    """Another code to the same place."""

    async def test_a_new_code_begins_a_new_entry(self, at: ScriptedSignIn) -> None:
        await at.ask()
        at.talk.replies[RESPOND_ROUTE] = refusal("code", attempts_left=1)
        with pytest.raises(WrongCodeError):
            await at.sign_in.submit(CODE)
        at.clock.pass_seconds(60)
        entry = await at.sign_in.send_again()
        assert (entry.attempts_left, entry.problem) == (5, None)
        assert (entry.started_at, entry.expires_at) == (NOW + 60, NOW + 360)

    async def test_asked_too_soon_the_entry_stays_with_the_countdown_of_the_service(
        self, at: ScriptedSignIn
    ) -> None:
        before = await at.ask()
        at.talk.replies[REQUEST_ROUTE] = json_answer({}, 429, {"Retry-After": "90"})
        with pytest.raises(TooManyTriesError):
            await at.sign_in.send_again()
        assert at.entry == replace(before, resend_at=NOW + 90, problem=at.entry.problem)
        await at.sign_in.submit(CODE)
        assert is_signed_in(at)

    async def test_offline_the_code_of_before_still_counts(self, at: ScriptedSignIn) -> None:
        before = await at.ask()
        at.talk.replies[REQUEST_ROUTE] = reset()
        with pytest.raises(ServiceUnreachableError):
            await at.sign_in.send_again()
        assert at.entry == replace(before, problem=at.entry.problem)
        await at.sign_in.submit(CODE)
        assert is_signed_in(at)


class TestLeaving:
    """Cancelled: nothing of the attempt is of use any more."""

    async def test_the_entry_is_gone_and_a_late_code_is_not_sent(self, at: ScriptedSignIn) -> None:
        await at.ask()
        at.sign_in.cancel()
        assert (at.snapshot.sign_in, at.snapshot.activity) == (None, Activity.IDLE)
        assert at.snapshot.headline(NOW) is Headline.NONE
        for act in (at.sign_in.submit(CODE), at.sign_in.send_again()):
            with pytest.raises(CodeExpiredError):
                await act
        assert at.count(RESPOND_ROUTE) == 0
