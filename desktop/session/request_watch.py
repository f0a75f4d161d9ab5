"""Sign-in requests of other devices: watched while somebody is signed in and trusted, and decided.

=========================== ================================================================
the service                 how it is asked
=========================== ================================================================
announces a long poll       one question after the other; it answers when something changes
knows ``event/pending``     every 3 s; while nothing happens ever more seldom, to every 30 s
only ``event/new``          as before, and tells of the newest request alone (5.5)
can't be reached            again after 5 s, ever more seldom, to once a minute; not before it
                            asked to be
doesn't wait as announced   as if it had announced nothing
=========================== ================================================================
"""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from dataclasses import replace

from desktop.client.device_key import DeviceKey
from desktop.client.event_answers import DecidedEvent, PendingEvent, PendingEvents
from desktop.client.refusals import NOT_FOUND
from desktop.foundation.device_errors import (
    DeviceRemovedError,
    DeviceSuspendedError,
    NotTrustedError,
    RequestOverError,
    WrongNumberError,
)
from desktop.foundation.errors import (
    AuthenticatorError,
    RequestRefusedError,
    ServiceBusyError,
    ServiceUnreachableError,
)
from desktop.session.device_facts import DeviceTrust, Requests
from desktop.session.device_kind import kind_of
from desktop.session.history import Deed
from desktop.session.list_entries import DecidedRequest, Outcome, SignInRequest
from desktop.session.own_device import AtHand, OwnDevice
from desktop.session.request_rules import (
    LIFETIME_SECONDS,
    Judged,
    Verdict,
    has_number,
    is_signable,
    judge,
)
from desktop.session.snapshot import SessionFact, Snapshot

LOG = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 3.0
LONGEST_PAUSE_SECONDS = 30.0
PAUSE_GROWTH = 1.5
FIRST_RETRY_SECONDS = 5.0
LONGEST_RETRY_SECONDS = 60.0
LONGEST_WAIT_SECONDS = 25
LONGEST_ASKED_SECONDS = 3600.0
NO_TIME_SECONDS = 1.0
MOST_HURRIED = 10
"""Answers in no time, one after the other, that show that a service does not wait."""
KEY_PAUSE_SECONDS = 60.0
KEPT_DECISIONS = 50
BY_NUMBER = "number"
"""The detail of an approval in the history, where the number was compared."""

Sleep = Callable[[float], Awaitable[None]]


class RequestWatch:
    """The sign-in requests of one profile's user."""

    def __init__(self, at_hand: AtHand, own: OwnDevice, *, sleep: Sleep = asyncio.sleep) -> None:
        """``own`` gives the key, and hears what the service says of it."""
        self._profile = at_hand.profile
        self._keeper = at_hand.keeper
        self._client = at_hand.client
        self._learn_identity_key = at_hand.learn_identity_key
        self._service_clock = at_hand.service_clock
        self._clock = at_hand.around.clock
        self._chance = at_hand.around.chance
        self._own = own
        self._sleep = sleep
        self._pending: dict[int, PendingEvent] = {}
        self._decided_here: set[int] = set()
        self._sent_from_here: set[int] = set()
        self._told: set[int] | None = None
        self._tells_newest_alone = False
        self._key_asked_at = -math.inf

    def is_wanted(self) -> bool:
        """Whether there is somebody to watch for: signed in, and trusted."""
        return watches(self._keeper.snapshot)

    async def run(self) -> None:
        """Watch until cancelled, or until this computer is not trusted any more."""
        retry, pause = FIRST_RETRY_SECONDS, FIRST_PAUSE_SECONDS
        since, wait, hurried = "", 0, 0
        described = False
        while self.is_wanted():
            try:
                if not described:
                    description = await self._client().describe()
                    wait, described = min(description.long_poll, LONGEST_WAIT_SECONDS), True
                asked_at = self._clock.boot()
                answer = await self._ask(since, wait)
            except ServiceUnreachableError as error:
                self._show(problem=error)
                asked = error.retry_after if isinstance(error, ServiceBusyError) else 0
                await self._sleep(
                    max(min(asked, LONGEST_ASKED_SECONDS), retry * (1 + self._chance() / 4))
                )
                retry = min(LONGEST_RETRY_SECONDS, 2 * retry)
                continue
            except AuthenticatorError as error:
                await self._own.notice(error)
                self._show(problem=error)
                if isinstance(error, DeviceRemovedError | DeviceSuspendedError | NotTrustedError):
                    return
                await self._sleep(LONGEST_RETRY_SECONDS)
                continue
            retry = FIRST_RETRY_SECONDS
            is_other, has_news = answer.version != since, bool(answer.events)
            in_no_time = since != "" and self._clock.boot() - asked_at < NO_TIME_SECONDS
            hurried = hurried + (1 if is_other else MOST_HURRIED) if in_no_time else 0
            if is_other or not since:
                # An answer that says the same again is not looked at: nobody is woken by it.
                await self._take(answer)
            since = answer.version
            if wait and since and hurried < MOST_HURRIED:
                continue
            pause = (
                FIRST_PAUSE_SECONDS
                if is_other or has_news
                else min(LONGEST_PAUSE_SECONDS, PAUSE_GROWTH * pause)
            )
            await self._sleep(pause)

    async def read(self) -> Requests:
        """Ask once, as a command does.

        Raises:
            NotSignedInError, NotTrustedError, DeviceKeyLostError and others: nobody can ask.
            RefusedError, ServiceUnreachableError: the service doesn't tell.
        """
        await self._take(await self._ask("", 0))
        return self._keeper.snapshot.requests

    async def decide(self, request_id: int, *, approved: bool, number: str = "") -> None:
        """Approve or deny; ``number`` is what was typed, empty for a request that has none.

        Raises:
            RequestOverError, RequestAnsweredError: it can't be decided any more.
            RequestForgedError, RequestNotSignableError, NumberNeededError: not so.
            WrongNumberError: it was denied.
            AuthenticatorError: anything else; then it is still open.
        """
        pending = self._pending.get(request_id)
        if pending is None:
            raise RequestOverError
        self._show_one(request_id, busy=True, problem=None)
        try:
            await self._decide(pending, approved=approved, number=number)
        except AuthenticatorError as error:
            await self._own.notice(error)
            self._show_one(request_id, busy=False, problem=error)
            raise

    async def _decide(self, pending: PendingEvent, *, approved: bool, number: str) -> None:
        verdict = judge(self._judged(pending), approved=approved, number=number)
        key, _ = await self._key()
        # Before it is asked: the watch may hear of the decision first.
        self._decided_here.add(pending.event.id)
        try:
            # A denial by a wrong number brings it along, so that both sides hear why.
            sent = await self._client().events.respond(
                key, pending, approved=verdict.approved, number=number
            )
            answered = sent.outcome
        except ServiceUnreachableError:
            # It may have been taken: then the list says, or has said, that this computer decided.
            heard = self._heard_of(pending)
            if heard is None:
                self._decided_here.discard(pending.event.id)
                self._sent_from_here.add(pending.event.id)
                raise
            answered = heard
        except AuthenticatorError:
            self._decided_here.discard(pending.event.id)
            raise
        wrong = verdict.is_wrong_number or answered == Outcome.WRONG_NUMBER
        outcome = Outcome.WRONG_NUMBER if wrong else _outcome_of(answered, verdict)
        by_number = outcome is Outcome.APPROVED and has_number(pending)
        await self._keeper.chronicle.note(
            DEEDS_HERE[outcome],
            BY_NUMBER if by_number else "",
            who=pending.device_name,
            address=pending.address,
        )
        self._settle(pending, outcome)
        if wrong:
            raise WrongNumberError

    def _settle(self, pending: PendingEvent, outcome: Outcome) -> None:
        self._pending.pop(pending.event.id, None)
        decided = DecidedRequest(
            id=pending.event.id,
            device_name=pending.device_name,
            kind=kind_of(pending.device_name),
            address=pending.address,
            outcome=outcome,
            by=self._own.name,
            is_ours=True,
            decided_at=self._clock.wall(),
        )
        known = self._keeper.snapshot.requests
        others = tuple(one for one in known.decided if one.id != decided.id)
        self._show(
            open=tuple(one for one in known.open if one.id != decided.id),
            decided=(decided, *others)[:KEPT_DECISIONS],
        )

    def _judged(self, pending: PendingEvent) -> Judged:
        session = self._keeper.signed_in
        return Judged(
            request=pending,
            user_id=session.user_id if session is not None else "",
            api_key_id=self._profile.api_key_id,
            is_signed=self._client().events.shown_is_signed(pending),
            is_strict=self._profile.compatibility == "strict",
            now=self._clock.wall() + self._service_clock.offset(0.0),
        )

    async def _key(self) -> tuple[DeviceKey, str]:
        user_id, record = self._own.signed_in_user(), self._own.record
        trusted = self._keeper.snapshot.this_device.trust is DeviceTrust.TRUSTED
        if trusted and record is not None and record.user_id == user_id:
            return record.key(), user_id
        return await self._own.own_key(user_id), user_id

    async def _ask(self, since: str, wait: int) -> PendingEvents:
        key, user_id = await self._key()
        events = self._client().events
        if not self._tells_newest_alone:
            try:
                return await events.pending(key, user_id=user_id, since=since, wait=wait)
            except RequestRefusedError as refused:
                if refused.values["status"] != NOT_FOUND:
                    raise
                self._tells_newest_alone = True
        return await events.newest(key, user_id=user_id)

    async def _take(self, answer: PendingEvents) -> None:
        problem = await self._trouble_with_key(answer)
        known = {one.id: one for one in self._keeper.snapshot.requests.open}
        judged = {one.event.id: self._judged(one) for one in answer.events}
        # What is never signed for others is not shown: nothing could be done about it.
        self._pending = {
            one.event.id: one for one in answer.events if is_signable(judged[one.event.id])
        }
        shown = [
            self._drawn(one, judged[id_], known.get(id_)) for id_, one in self._pending.items()
        ]
        shown.sort(key=lambda one: one.asked_at, reverse=True)
        ended = await self._ended(answer.decided)
        self._show(open=tuple(shown), decided=ended, problem=problem)

    async def _trouble_with_key(self, answer: PendingEvents) -> AuthenticatorError | None:
        """Learn a new identity key that the pinned one vouches for, where a signature wants it."""
        signed = self._client().events.shown_is_signed
        if self._profile.compatibility != "strict" or all(map(signed, answer.events)):
            return None
        if self._clock.boot() - self._key_asked_at < KEY_PAUSE_SECONDS:
            return None
        self._key_asked_at = self._clock.boot()
        try:
            await self._learn_identity_key()
        except AuthenticatorError as error:
            return error
        return None

    def _drawn(
        self, pending: PendingEvent, judged: Judged, before: SignInRequest | None
    ) -> SignInRequest:
        offset = self._service_clock.offset(0.0)
        unsigned_published = not judged.is_strict and not pending.signature
        return SignInRequest(
            id=pending.event.id,
            event=pending.event.event,
            device_name=pending.device_name,
            kind=kind_of(pending.device_name),
            address=pending.address,
            identifier=self._keeper.snapshot.identifier,
            # Whole seconds: a clock that is known a little better is no news.
            asked_at=round(pending.asked_at - offset),
            expires_at=min(
                round(pending.expires_at - offset), self._clock.wall() + LIFETIME_SECONDS
            )
            if before is None
            else before.expires_at,
            signature_ok=judged.is_signed or unsigned_published,
            has_number=has_number(pending),
            busy=before.busy if before is not None else False,
            problem=before.problem if before is not None else None,
        )

    async def _ended(self, decided: tuple[DecidedEvent, ...]) -> tuple[DecidedRequest, ...]:
        offset = self._service_clock.offset(0.0)
        before = self._keeper.snapshot.requests
        ours = {one.id: one for one in before.decided if one.is_ours}
        told = {
            one.id: DecidedRequest(
                id=one.id,
                device_name=one.device_name,
                kind=kind_of(one.device_name),
                address=one.address,
                outcome=Outcome(one.outcome),
                by=one.decided_by,
                is_ours=self._is_ours(one),
                decided_at=round(one.decided_at - offset),
            )
            for one in decided
            if one.outcome != "pending"
        }
        # What the first answer tells was over before anybody watched.
        new = () if self._told is None else tuple(told[id_] for id_ in told.keys() - self._told)
        self._told = set(told)
        for one in new:
            if one.id in self._decided_here:
                # Noted when it was decided.
                continue
            deed = (DEEDS_HERE if one.is_ours else DEEDS_ELSEWHERE).get(one.outcome)
            if deed is not None:
                await self._keeper.chronicle.note(
                    deed,
                    "" if one.is_ours else one.by,
                    who=one.device_name,
                    address=one.address,
                )
        kept = {one.id: one for one in before.decided} | told | ours
        latest = sorted(kept.values(), key=lambda one: one.decided_at, reverse=True)
        return tuple(latest[:KEPT_DECISIONS])

    def _heard_of(self, pending: PendingEvent) -> str | None:
        decided = self._keeper.snapshot.requests.decided
        ours = (one for one in decided if one.id == pending.event.id and one.by == self._own.name)
        return next((one.outcome for one in ours), None)

    def _is_ours(self, decided: DecidedEvent) -> bool:
        if decided.id in self._sent_from_here and decided.decided_by == self._own.name:
            return True
        return decided.id in self._decided_here

    def _show_one(self, request_id: int, **changes: object) -> None:
        known = self._keeper.snapshot.requests
        self._show(
            open=tuple(
                replace(one, **changes) if one.id == request_id else one  # type: ignore[arg-type]  # field names
                for one in known.open
            )
        )

    def _show(self, **changes: object) -> None:
        known = self._keeper.snapshot.requests
        self._keeper.show(requests=replace(known, **changes))  # type: ignore[arg-type]  # field names


DEEDS_HERE = {
    Outcome.APPROVED: Deed.REQUEST_APPROVED,
    Outcome.DENIED: Deed.REQUEST_DENIED,
    Outcome.WRONG_NUMBER: Deed.REQUEST_WRONG_NUMBER,
}
DEEDS_ELSEWHERE = {
    Outcome.APPROVED: Deed.REQUEST_APPROVED_ELSEWHERE,
    Outcome.DENIED: Deed.REQUEST_DENIED_ELSEWHERE,
    Outcome.WRONG_NUMBER: Deed.REQUEST_DENIED_ELSEWHERE,
    Outcome.EXPIRED: Deed.REQUEST_EXPIRED,
}


def watches(snapshot: Snapshot) -> bool:
    """Whether requests are watched: somebody is signed in here, and this computer is trusted."""
    signed_in = snapshot.session in (SessionFact.ACTIVE, SessionFact.EXPIRED)
    return signed_in and snapshot.this_device.trust is DeviceTrust.TRUSTED


def _outcome_of(answered: str, verdict: Verdict) -> Outcome:
    if answered == Outcome.APPROVED and verdict.approved:
        return Outcome.APPROVED
    return Outcome.DENIED
