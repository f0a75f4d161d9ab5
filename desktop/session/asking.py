"""Signing in where this computer is not trusted: another device of the user decides.

============== ==================================================================
the request    what is drawn
============== ==================================================================
is open        the number to type there, and the time left
was approved   the session, once its tokens are verified and stored; while the
               keystore is in the way that, and the session as soon as it isn't
was denied, by a wrong number or otherwise, or ran out
               that outcome, at once
was left       nothing; the request is taken back
============== ==================================================================
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from desktop.client.event_answers import AskedEvent, Event
from desktop.foundation.errors import (
    AuthenticatorError,
    KeystoreError,
    RequestRefusedError,
    ServiceBusyError,
    ServiceUnreachableError,
)
from desktop.foundation.secret import Secret
from desktop.protocol.encoding import encode_base64url
from desktop.protocol.pkce import code_challenge_of, make_code_verifier
from desktop.protocol.shown_request import ShownRequest
from desktop.session.authority import VerifiedSession
from desktop.session.cotter_authority import verified_session
from desktop.session.history import Deed
from desktop.session.identifier import Identifier
from desktop.session.list_entries import Outcome
from desktop.session.own_device import AtHand
from desktop.session.seeing_through import see_through
from desktop.session.snapshot import Activity
from desktop.session.under_way import ApprovalWait

LONGEST_WAIT_SECONDS = 25
PAUSE_SECONDS = 1.0
ATTEMPT_BYTES = 16
TAKING_BACK_SECONDS = 2.0

Sleep = Callable[[float], Awaitable[None]]
Store = Callable[[VerifiedSession, str], Awaitable[None]]
"""Stores a session under the type of its identifier, or keeps it until the keystore is open."""


class AskAnotherDevice:
    """One profile's request to its user's trusted devices. At most one is under way."""

    def __init__(self, at_hand: AtHand, *, store: Store, sleep: Sleep = asyncio.sleep) -> None:
        """Nothing is asked yet."""
        self._store = store
        self._profile = at_hand.profile
        self._keeper = at_hand.keeper
        self._client = at_hand.client
        self._service_clock = at_hand.service_clock
        self._clock = at_hand.around.clock
        self._random_bytes = at_hand.around.random_bytes
        self._name = at_hand.name
        self._sleep = sleep

    async def ask(self, identifier: Identifier) -> None:
        """Ask, wait for the decision, and sign in with it; cancelling takes the request back.

        Raises:
            AuthenticatorError: it could not be asked, or the answer was not to be believed; the
                snapshot says so too. A denial is no error: it is drawn as the wait's outcome.
        """
        verifier = Secret(make_code_verifier(self._random_bytes))
        self._keeper.show(sending=True, problem=None, activity=Activity.SIGNING_IN)
        try:
            wait_seconds = min((await self._client().describe()).long_poll, LONGEST_WAIT_SECONDS)
            asked = await self._request(identifier, verifier)
        except AuthenticatorError as error:
            self._keeper.show(sending=False, activity=Activity.IDLE, problem=error)
            raise
        except asyncio.CancelledError:
            self._keeper.show(sending=False, activity=Activity.IDLE)
            raise
        wait = self._wait_for(asked, identifier, verifier)
        self._keeper.show(sending=False, sign_in=wait)
        try:
            await self._keeper.chronicle.note(Deed.REQUEST_ASKED, identifier.text)
            await self._follow(asked, identifier, wait, verifier, wait_seconds)
        except asyncio.CancelledError:
            await see_through(self._take_back(asked.event.id, verifier))
            raise
        except KeystoreError:
            # Approved and kept: what is in the way is drawn already.
            raise
        except AuthenticatorError as error:
            self._keeper.show(sign_in=replace(wait, problem=error), activity=Activity.IDLE)
            raise

    async def _request(self, identifier: Identifier, verifier: Secret) -> AskedEvent:
        events, devices = self._client().events, self._client().devices
        challenge = code_challenge_of(verifier.reveal())
        try:
            return await events.ask(
                identifier=identifier.text,
                user_id="",
                device_name=self._name,
                code_challenge=challenge,
            )
        except RequestRefusedError:
            if self._profile.compatibility == "strict":
                raise
        # A published service asks for the user's id, which it tells anybody (4.2).
        user = await devices.user_of(identifier.text)
        return await events.ask(
            identifier=identifier.text,
            user_id=user.id,
            device_name=self._name,
            code_challenge=challenge,
        )

    def _wait_for(
        self, asked: AskedEvent, identifier: Identifier, verifier: Secret
    ) -> ApprovalWait:
        now = self._clock.wall()
        shown = ShownRequest(
            api_key_id=self._profile.api_key_id,
            user_id=asked.event.user_id,
            event_id=str(asked.event.id),
            event=asked.event.event,
            timestamp=asked.event.timestamp,
            address=asked.address,
            device_name=asked.device_name,
            code_challenge=code_challenge_of(verifier.reveal()),
        )
        return ApprovalWait(
            identifier=identifier.text,
            host=self._profile.host,
            device_name=asked.device_name or self._name,
            number=shown.number() if asked.address else "",
            started_at=now,
            expires_at=now + asked.expires_in,
        )

    async def _follow(
        self,
        asked: AskedEvent,
        identifier: Identifier,
        wait: ApprovalWait,
        verifier: Secret,
        wait_seconds: int,
    ) -> None:
        deadline = self._clock.boot() + asked.expires_in
        attempt_id = encode_base64url(self._random_bytes(ATTEMPT_BYTES))
        while True:
            asked_at, pause = self._clock.boot(), 0.0
            try:
                event = await self._client().events.decision(
                    asked.event.id, verifier, wait=wait_seconds, attempt_id=attempt_id
                )
                session = await self._session_of(asked, event)
            except ServiceUnreachableError as away:
                # It may have been approved meanwhile: asked again until it has run out.
                event, session = asked.event, None
                pause = float(away.retry_after) if isinstance(away, ServiceBusyError) else 0.0
            if session is not None:
                await self._store(session, identifier.type)
                return
            if event.outcome == Outcome.APPROVED:
                # Handed out once: somebody else has it.
                raise ServiceUnreachableError(
                    host=self._profile.host, reason="the approval came without a session"
                )
            if event.outcome != "pending" or self._clock.boot() >= deadline:
                over = Outcome.EXPIRED if event.outcome == "pending" else Outcome(event.outcome)
                self._keeper.show(sign_in=replace(wait, outcome=over), activity=Activity.IDLE)
                return
            if pause or not wait_seconds or self._clock.boot() - asked_at < PAUSE_SECONDS:
                # A service that does not wait as it announced is not asked in a circle either.
                await self._sleep(min(max(pause, PAUSE_SECONDS), deadline - self._clock.boot()))

    async def _session_of(self, asked: AskedEvent, event: Event) -> VerifiedSession | None:
        if event.outcome != Outcome.APPROVED or event.oauth_token is None:
            return None
        at = self._clock.wall() + self._service_clock.offset(0.0)
        verified = await self._client().verify(
            event.oauth_token, user_id=asked.event.user_id, at=at
        )
        return verified_session(verified)

    async def _take_back(self, event_id: int, verifier: Secret) -> None:
        try:
            async with asyncio.timeout(TAKING_BACK_SECONDS):
                await self._client().events.cancel(event_id, verifier)
        except (AuthenticatorError, TimeoutError):
            # It runs out by itself within three minutes.
            return
