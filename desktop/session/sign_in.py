"""The ways in: a code typed here, or the service's own page in the browser.

Both end in the same exchange: authorization code and code verifier for tokens, all of the answer
verified, then handed to the keeper.

============== ======================== ==================================================
drawn          command                  outcome
============== ======================== ==================================================
no entry       request_code             a code entry, or the problem on the sign-in page
code entry     submit, right code       session
code entry     submit, wrong code       the same entry, fewer attempts, the problem
code entry     submit, no answer        the same entry; the same code may be sent again
code entry     send_again               a new entry, or the same one with the problem
no entry       in_browser               waiting for the browser, then session or problem
any            cancel                   no entry
============== ======================== ==================================================
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from desktop.client.answers import AuthorizationCode, Challenge, Identity
from desktop.client.attempt import SignInAttempt
from desktop.client.cotter import CotterClient
from desktop.client.identity_key import check_identity_key
from desktop.client.loopback_redirect import LoopbackRedirect
from desktop.foundation.clock import Clock
from desktop.foundation.errors import (
    AuthenticatorError,
    BrowserSignInError,
    CodeExpiredError,
    KeystoreError,
    RefusedError,
    ServiceBusyError,
    ServiceSilentError,
    ServiceUnreachableError,
    TooManyTriesError,
    WrongCodeError,
)
from desktop.foundation.secret import Secret
from desktop.session.authority import VerifiedSession
from desktop.session.coming_back import DEVICE
from desktop.session.cotter_authority import ServiceClock, verified_session
from desktop.session.fresh_proof import FreshProofs
from desktop.session.identifier import Identifier, mask_identifier
from desktop.session.keeper import Keeper
from desktop.session.renewal import RandomBytes
from desktop.session.snapshot import Activity
from desktop.session.under_way import BrowserWait, CodeEntry

BROWSER = "BROWSER"
BROWSER_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class _Challenged:
    attempt: SignInAttempt
    challenge: Challenge
    identifier: Identifier
    channel: str
    entry: CodeEntry
    authorization: AuthorizationCode | None = None


@dataclass(frozen=True, slots=True)
class _Proved:
    session: VerifiedSession
    identifier_type: str
    channel: str


class SignIn:
    """One profile's sign-in. At most one attempt is under way."""

    def __init__(
        self,
        client: CotterClient,
        keeper: Keeper,
        *,
        service_clock: ServiceClock,
        clock: Clock,
        random_bytes: RandomBytes,
        device_name: str,
        on_new_key: Callable[[str], CotterClient],
        proofs: FreshProofs,
    ) -> None:
        """``device_name`` is what the service is told this computer is called.

        ``proofs`` keeps the fresh proof of a sign-in for what needs one.

        ``on_new_key`` keeps an identity key that the pinned one vouched for, and gives the client
        that believes it from now on.
        """
        self._client = client
        self._proofs = proofs
        self._on_new_key = on_new_key
        self._keeper = keeper
        self._service_clock = service_clock
        self._clock = clock
        self._random_bytes = random_bytes
        self._device_name = device_name
        self._under_way: _Challenged | None = None
        self._unstored: _Proved | None = None
        self._storing = asyncio.Lock()

    @property
    def client(self) -> CotterClient:
        """The client that is believed now: that of the pinned identity key."""
        return self._client

    async def request_code(self, identifier: Identifier, channel: str) -> CodeEntry:
        """Have a code sent by ``EMAIL``, ``SMS`` or ``WHATSAPP``; the entry is drawn and returned.

        Raises:
            AuthenticatorError: it was not sent; the snapshot's ``problem`` says so too.
        """
        attempt = SignInAttempt.begin(
            self._random_bytes,
            identifier=identifier.text,
            identifier_type=identifier.type,
            device_name=self._device_name,
        )
        self._unstored = None
        self._keeper.show(sending=True, problem=None)
        try:
            await self.learn_identity_key()
            challenge = await self._client.request_code(attempt, channel=channel)
        except AuthenticatorError as error:
            self._keeper.show(sending=False, problem=error)
            raise
        entry = self._begin_entry(attempt, challenge, identifier, channel)
        await self._learn_token_keys()
        return entry

    async def send_again(self) -> CodeEntry:
        """Ask for a new code to the same place; it voids the one before.

        Raises:
            AuthenticatorError: it was not sent; the entry's ``problem`` says so too.
        """
        now = self._challenged()
        self._draw(replace(now, entry=replace(now.entry, busy=True, problem=None)))
        try:
            challenge = await self._client.request_code(now.attempt, channel=now.channel)
        except AuthenticatorError as error:
            entry = replace(now.entry, busy=False, problem=error)
            if isinstance(error, TooManyTriesError):
                entry = replace(entry, resend_at=self._clock.wall() + error.retry_after)
            self._draw(replace(now, entry=entry))
            raise
        return self._begin_entry(now.attempt, challenge, now.identifier, now.channel)

    async def submit(self, code: Secret) -> None:
        """Answer the challenge, exchange, verify and store.

        Raises:
            AuthenticatorError: what went wrong; the entry stays and says so too.
        """
        now = self._challenged()
        self._draw(replace(now, entry=replace(now.entry, busy=True, problem=None)))
        try:
            authorization = now.authorization or await self._client.respond(
                now.attempt, now.challenge, code
            )
            # An answer lost from here on is asked for again without the code, which is used.
            now = replace(now, authorization=authorization)
            self._draw(replace(now, entry=replace(now.entry, busy=True, accepted=True)))
            session = await self._exchange(authorization, now.attempt, now.identifier.text)
            self._unstored = _Proved(session, now.identifier.type, now.channel)
            await self.store()
        except AuthenticatorError as error:
            if self._unstored is None:
                self._draw(_after_failure(now, error, self._clock.wall()))
            raise

    async def store_approved(self, session: VerifiedSession, identifier_type: str) -> None:
        """Store what another device has let in, as :meth:`store` does.

        Raises:
            KeystoreError: it can't be stored now; it is kept until :meth:`store` is called again.
        """
        self._unstored = _Proved(session, identifier_type, DEVICE)
        await self.store()

    async def store(self) -> None:
        """Store what was proved; called again after the keystore has been unlocked.

        Raises:
            KeystoreError: it could not be stored; the proof is kept until this is called again.
        """
        # The heartbeat calls this too, also while an attempt is storing what it has just proved.
        async with self._storing:
            proved = self._unstored
            if proved is None:
                return
            try:
                await self._keeper.adopt(
                    proved.session, identifier_type=proved.identifier_type, channel=proved.channel
                )
            except KeystoreError as error:
                self._under_way = None
                self._keeper.show(sign_in=None, activity=Activity.IDLE)
                self._keeper.show_obstacle(error)
                raise
            self._under_way = self._unstored = None

    @property
    def waits_for_keystore(self) -> bool:
        """Whether a proved session could not be stored yet."""
        return self._unstored is not None

    async def in_browser(
        self, open_browser: Callable[[str], bool], identifier: Identifier | None
    ) -> None:
        """Sign in on the hosted page; the port is bound before the browser opens (RFC 8252).

        Raises:
            BrowserSignInError: no browser, no answer in five minutes, or refused there.
            AuthenticatorError: what went wrong in the exchange.
        """
        self._under_way = self._unstored = None
        try:
            await self.learn_identity_key()
            async with LoopbackRedirect(self._random_bytes) as redirect:
                attempt = SignInAttempt.begin(
                    self._random_bytes,
                    identifier=identifier.text if identifier else "",
                    identifier_type=identifier.type if identifier else "EMAIL",
                    device_name=self._device_name,
                    redirect_url=redirect.url,
                )
                page = self._client.hosted_page_url(
                    attempt, redirect.url, identifier=attempt.identifier
                )
                wait = BrowserWait(
                    host=self._keeper.snapshot.service_host,
                    expires_at=self._clock.wall() + BROWSER_SECONDS,
                )
                self._keeper.show(sign_in=wait, activity=Activity.SIGNING_IN, problem=None)
                if not open_browser(page):
                    raise BrowserSignInError(reason="no browser could be opened")
                async with asyncio.timeout(BROWSER_SECONDS):
                    authorization = await redirect.wait(attempt.state)
            session = await self._exchange(authorization, attempt, attempt.identifier)
            kind = "EMAIL" if "@" in session.identifier else "PHONE"
            self._unstored = _Proved(session, kind, BROWSER)
            await self.store()
        except OSError as error:
            late = isinstance(error, TimeoutError)
            reason = "it took longer than five minutes" if late else "no port was to be had for it"
            problem = BrowserSignInError(reason=reason)
            self._keeper.show(sign_in=None, activity=Activity.IDLE, problem=problem)
            raise problem from error
        except AuthenticatorError as error:
            if self._unstored is None:
                self._keeper.show(sign_in=None, activity=Activity.IDLE, problem=error)
            raise
        finally:
            if isinstance(self._keeper.snapshot.sign_in, BrowserWait):
                self._keeper.show(sign_in=None, activity=Activity.IDLE)

    def cancel(self) -> None:
        """Leave the attempt; a code that still comes is of no use, and neither is its proof."""
        self._under_way = self._unstored = None
        self._keeper.show(sign_in=None, sending=False, activity=Activity.IDLE, problem=None)

    async def learn_identity_key(self) -> None:
        """Ask for the service's identity key; one that the pinned one vouches for takes its place.

        Raises:
            IdentityKeyChangedError: the pinned one does not.
            RefusedError, ServiceUnreachableError: the service doesn't tell.
            ProfilesDamagedError, FileUnwritableError: the new one can't be kept.
        """
        description = await self._client.describe()
        pinned = self._client.identity_key
        shown = check_identity_key(pinned, description)
        if shown != pinned:
            self._client = self._on_new_key(shown)

    async def _learn_token_keys(self) -> None:
        # While the person reads the message: one answer less to wait for once the code is typed.
        try:
            await self._client.learn_token_keys()
        except (ServiceUnreachableError, RefusedError):
            # Asked for again when the tokens have come, and told then.
            return

    async def _exchange(
        self, authorization: AuthorizationCode, attempt: SignInAttempt, identifier: str
    ) -> VerifiedSession:
        identity = await self._identity_of(authorization, attempt)
        at = self._clock.wall() + self._service_clock.offset(0.0)
        self._client.verify_identity(identity, at=at, identifier=identifier)
        verified = await self._client.verify(identity.oauth_token, user_id=identity.user.id, at=at)
        self._proofs.keep(identity.fresh_proof, identity.user.id)
        return verified_session(verified)

    async def _identity_of(
        self, authorization: AuthorizationCode, attempt: SignInAttempt
    ) -> Identity:
        exchange = partial(
            self._client.get_identity,
            code=authorization,
            code_verifier=attempt.code_verifier,
            redirect_url=attempt.redirect_url,
            exchange_id=attempt.exchange_id,
        )
        try:
            return await exchange()
        except (ServiceSilentError, ServiceBusyError):
            raise
        except ServiceUnreachableError:
            # A page in the browser can't be gone through again, and this is the same request.
            return await exchange()

    def _begin_entry(
        self,
        attempt: SignInAttempt,
        challenge: Challenge,
        identifier: Identifier,
        channel: str,
    ) -> CodeEntry:
        now = self._clock.wall()
        entry = CodeEntry(
            identifier=identifier.text,
            identifier_type=identifier.type,
            channel=channel,
            sent_to=challenge.sent_to or mask_identifier(identifier),
            digits=challenge.code_digits,
            started_at=now,
            expires_at=now + challenge.expires_in,
            resend_at=now + challenge.resend_in,
            attempts_left=challenge.attempts_left,
        )
        self._draw(_Challenged(attempt, challenge, identifier, channel, entry))
        return entry

    def _challenged(self) -> _Challenged:
        if self._under_way is None:
            raise CodeExpiredError
        return self._under_way

    def _draw(self, now: _Challenged) -> None:
        self._under_way = now
        self._keeper.show(
            sign_in=now.entry, sending=False, activity=Activity.SIGNING_IN, problem=None
        )


def _after_failure(now: _Challenged, error: AuthenticatorError, wall: float) -> _Challenged:
    entry = replace(now.entry, busy=False, accepted=False, problem=error)
    if isinstance(error, WrongCodeError):
        entry = replace(entry, attempts_left=error.attempts_left)
    elif isinstance(error, CodeExpiredError):
        entry = replace(entry, expires_at=wall)
    elif isinstance(error, TooManyTriesError):
        entry = replace(entry, attempts_left=0, resend_at=wall + error.retry_after)
    return replace(now, entry=entry)
