"""The Cotter API as a desktop client uses it (cotter-api 2.3, 3, 7, 13).

Every method asks once. What may pass by itself comes as ServiceUnreachableError; whether and when
to ask again is the session's to decide.
"""

import hmac
from functools import partial
from urllib.parse import quote, urlencode, urlsplit

from desktop.client import token_checks
from desktop.client.answers import (
    AuthorizationCode,
    Challenge,
    Identity,
    OAuthTokens,
    ServiceDescription,
)
from desktop.client.attempt import SignInAttempt
from desktop.client.claims import VerifiedTokens
from desktop.client.device_key import DeviceKey
from desktop.client.devices import Devices, fresh_proof_header
from desktop.client.discovery import KEY_SET_PATH, describe_service
from desktop.client.endpoint import Endpoint, OnTime
from desktop.client.events import Events
from desktop.client.identity_checks import check_identity
from desktop.client.refusals import (
    refusal_of_code,
    refusal_of_renewal,
    refusal_of_revocation,
    too_many_tries,
)
from desktop.client.token_keys import TokenKeys, parse_key_set
from desktop.client.transport import Transport
from desktop.foundation.clock import Clock
from desktop.foundation.errors import (
    RenewalRefusedError,
    ServiceBusyError,
    StateMismatchError,
    TokenUnacceptableError,
    UnexpectedSignInError,
)
from desktop.foundation.profiles import Profile
from desktop.foundation.secret import Secret
from desktop.protocol.published import HOSTED_PAGE_HOST, ISSUER

PUBLISHED_HOST = urlsplit(ISSUER).netloc


class CotterClient:
    """One profile's service. Belongs to the event loop that it is first used in."""

    def __init__(
        self,
        profile: Profile,
        transport: Transport,
        clock: Clock,
        *,
        on_time: OnTime | None = None,
    ) -> None:
        """``on_time`` is told the service's time with every valid answer."""
        self._profile = profile
        self._transport = transport
        self._clock = clock
        self._on_time = on_time
        self._endpoint = Endpoint(
            profile.service_url, profile.api_key_id, transport, clock, on_time
        )
        self._keys = TokenKeys(
            lambda: self._endpoint.ask("GET", KEY_SET_PATH, parse=parse_key_set), clock
        )

    @property
    def devices(self) -> Devices:
        """Trusted devices at this service."""
        return Devices(self._endpoint)

    @property
    def events(self) -> Events:
        """Sign-in requests, and signing in with a device key."""
        return Events(self._endpoint, self._profile)

    @property
    def identity_key(self) -> str:
        """The service's Ed25519 key as pinned, base64."""
        return self._profile.identity_key

    async def describe(self) -> ServiceDescription:
        """What the service says of itself now; as :func:`describe_service`."""
        profile = self._profile
        return await describe_service(
            profile.service_url,
            profile.api_key_id,
            self._transport,
            self._clock,
            on_time=self._on_time,
        )

    async def request_code(self, attempt: SignInAttempt, *, channel: str) -> Challenge:
        """Have a code sent; ``channel`` is ``EMAIL``, ``SMS`` or ``WHATSAPP`` (cotter-api 13.5).

        Asking again with the same attempt sends a new code and voids the one before.

        Raises:
            TooManyTriesError: a rate limit.
            UnexpectedSignInError: the service wants to go on without a code.
            RefusedError: any other refusal.
            ServiceUnreachableError: no answer that counts.
        """
        body = {
            **_identification(attempt),
            "auth_method": "OTP",
            "channel": channel,
            "code_challenge": attempt.code_challenge,
            "state": attempt.state,
        }
        path = f"/verify/request/{quote(attempt.session_id, safe='')}"
        try:
            challenge = await self._endpoint.ask(
                "POST", path, body, parse=self._parse_challenge, refusal_of=refusal_of_code
            )
        except ServiceBusyError as busy:
            raise too_many_tries(busy) or busy from None
        if not challenge.code_sent:
            raise UnexpectedSignInError(host=self._profile.host)
        return challenge

    async def respond(
        self, attempt: SignInAttempt, challenge: Challenge, code: Secret
    ) -> AuthorizationCode:
        """Answer the challenge with the code that the user typed.

        Raises:
            WrongCodeError: it doesn't match; says how many attempts are left.
            CodeExpiredError: the challenge is over.
            TooManyTriesError: too many wrong codes.
            StateMismatchError: the answer belongs to another sign-in.
            RefusedError: any other refusal.
            ServiceUnreachableError: no answer that counts.
        """
        timestamp = str(int(self._endpoint.service_time()))
        signature = attempt.sign_code(
            challenge_id=challenge.challenge_id,
            challenge=challenge.challenge,
            code=code,
            timestamp=timestamp,
        )
        body = {
            **_identification(attempt),
            "challenge_id": challenge.challenge_id,
            "challenge": challenge.challenge,
            "code": code.reveal(),
            "timestamp": timestamp,
            "signature": signature,
        }
        path = f"/verify/respond/{quote(attempt.state, safe='')}"
        try:
            authorization = await self._endpoint.ask(
                "POST",
                path,
                body,
                parse=AuthorizationCode.parse,
                refusal_of=refusal_of_code,
                sent=(code,),
            )
        except ServiceBusyError as busy:
            raise too_many_tries(busy) or busy from None
        same_state = hmac.compare_digest(authorization.state.encode(), attempt.state.encode())
        if not same_state or authorization.challenge_id != challenge.challenge_id:
            raise StateMismatchError
        return authorization

    async def get_identity(
        self,
        *,
        code: AuthorizationCode,
        code_verifier: Secret,
        redirect_url: str,
        exchange_id: str = "",
    ) -> Identity:
        """Exchange an authorization code; ``redirect_url`` must be that of its start.

        A strict service gives the same ``exchange_id`` the same session again.

        The answer is not verified: :meth:`verify_identity` and :meth:`verify` are next.

        Raises:
            RefusedError: the code is used, run out or somebody else's.
            ServiceUnreachableError: no answer that counts.
        """
        body = {
            "code_verifier": code_verifier.reveal(),
            "authorization_code": code.code.reveal(),
            "challenge_id": code.challenge_id,
            "redirect_url": redirect_url,
        }
        if exchange_id:
            body["attempt_id"] = exchange_id
        return await self._endpoint.ask(
            "POST",
            "/verify/get_identity?oauth_token=true",
            body,
            parse=Identity.parse,
            sent=(code.code, code_verifier),
        )

    async def renew(self, refresh_token: Secret, attempt_id: str) -> OAuthTokens:
        """Spend the refresh token; the same ``attempt_id`` gets the same answer again (13.4).

        The answer is not verified.

        Raises:
            RenewalRefusedError: the service says that this token is no longer good, and why.
            RequestRefusedError: a refusal that doesn't say so; the token may still be good.
            ServiceUnreachableError: no answer that counts; ask again with the same id.
        """
        body = {
            "grant_type": "refresh_token",
            "refresh_token": refresh_token.reveal(),
            "attempt_id": attempt_id,
        }
        return await self._endpoint.ask(
            "POST",
            self._token_path,
            body,
            parse=partial(OAuthTokens.parse, spent=refresh_token, attempt_id=attempt_id),
            refusal_of=partial(refusal_of_renewal, by_type=self._by_type),
            sent=(refresh_token,),
        )

    async def revoke(
        self,
        refresh_token: Secret,
        *,
        everywhere: bool = False,
        fresh_proof: Secret | None = None,
        proof: DeviceKey | None = None,
    ) -> None:
        """Sign out at the service; a token that is no longer good is signed out already.

        ``everywhere`` ends all sessions of the user, for which a strict service wants the
        ``fresh_proof`` of a sign-in of the last ten minutes or a trusted device's ``proof``
        (cotter-api 13.4).

        Raises:
            RefusedError: the service did not do it.
            ServiceUnreachableError: it was not told.
        """
        body: dict[str, object] = {"refresh_token": refresh_token.reveal()}
        if everywhere:
            body["everywhere"] = True
        try:
            await self._endpoint.ask(
                "DELETE",
                self._token_path,
                body,
                parse=_whatever_it_says,
                refusal_of=partial(refusal_of_revocation, by_type=self._by_type),
                sent=(refresh_token, *(() if fresh_proof is None else (fresh_proof,))),
                headers=fresh_proof_header(fresh_proof),
                proof=proof,
            )
        except RenewalRefusedError:
            if everywhere:
                raise

    def hosted_page_url(
        self, attempt: SignInAttempt, redirect_url: str, *, identifier: str = ""
    ) -> str:
        """The page to open in the system's browser (cotter-api 2.1).

        With an ``identifier`` the page goes straight to the code.
        """
        parameters = {
            "api_key": self._profile.api_key_id,
            "redirect_url": redirect_url,
            "type": attempt.identifier_type,
            "code_challenge": attempt.code_challenge,
            "state": attempt.state,
            "auth_method": "OTP",
        }
        if identifier:
            parameters |= {"direct_login": "true", "input": identifier}
        published = self._profile.host == PUBLISHED_HOST
        base = f"https://{HOSTED_PAGE_HOST}" if published else self._profile.service_url
        return f"{base}/app?{urlencode(parameters, quote_via=quote, safe='')}"

    async def learn_token_keys(self) -> None:
        """Fetch the keys that :meth:`verify` needs, unless they are known.

        Raises:
            RefusedError: the service does not give them.
            ServiceUnreachableError: no answer that counts.
        """
        await self._keys.current()

    async def verify(
        self, tokens: OAuthTokens, *, user_id: str | None, at: float
    ) -> VerifiedTokens:
        """Check both tokens by every rule of ``token_checks``, at service time ``at`` (seconds).

        A token under an unknown key, or whose signature fails, makes the key set be fetched
        again, once a minute at most.

        Raises:
            TokenUnacceptableError: a rule failed; nothing of the tokens may be handed out.
            ServiceUnreachableError: the service's keys could not be fetched.
        """
        known, are_new = await self._keys.current()
        try:
            return self._checked(tokens, known, user_id, at)
        except TokenUnacceptableError:
            # Asked only now: most tokens are right, and their signatures are checked once.
            pair = (tokens.access_token, tokens.id_token)
            if are_new or not any(token_checks.needs_newer_keys(token, known) for token in pair):
                raise
        return self._checked(tokens, await self._keys.newer(), user_id, at)

    def _checked(
        self, tokens: OAuthTokens, keys: token_checks.Keys, user_id: str | None, at: float
    ) -> VerifiedTokens:
        profile = self._profile
        access = token_checks.check_access_token(
            tokens.access_token,
            keys,
            host=profile.host,
            issuer=profile.issuer,
            audience=profile.api_key_id,
            now=at,
            user_id=user_id,
        )
        identity = token_checks.check_id_token(
            tokens.id_token,
            keys,
            host=profile.host,
            issuer=profile.issuer,
            audience=profile.api_key_id,
            now=at,
            user_id=access.subject,
            any_type=profile.compatibility == "published",
        )
        return VerifiedTokens(tokens=tokens, access=access, identity=identity)

    def verify_identity(self, identity: Identity, *, at: float, identifier: str = "") -> None:
        """Check the rest of the answer by ``identity_checks``, at service time ``at`` (seconds).

        ``identifier`` is the one that was asked for, where one was; services may write it in
        another case.

        Raises:
            TokenUnacceptableError: it does not belong together, or is somebody else's.
        """
        profile = self._profile
        check_identity(
            identity,
            host=profile.host,
            identity_key=profile.identity_key,
            api_key_id=profile.api_key_id,
            now=at,
        )
        if identifier and identity.token.identifier.casefold() != identifier.casefold():
            raise TokenUnacceptableError(
                host=profile.host, reason="the identity is somebody else’s"
            )

    @property
    def _by_type(self) -> bool:
        return self._profile.compatibility == "strict"

    @property
    def _token_path(self) -> str:
        return f"/token/{self._profile.api_key_id}"

    def _parse_challenge(self, document: object, *, host: str) -> Challenge:
        return Challenge.parse(
            document,
            host=host,
            code_digits=self._profile.code_digits,
            now=self._endpoint.service_time(),
        )


def _identification(attempt: SignInAttempt) -> dict[str, object]:
    return {
        "identifier": attempt.identifier,
        "identifier_type": attempt.identifier_type,
        "public_key": attempt.public_key,
        "device_type": attempt.device_type,
        "device_name": attempt.device_name,
        "redirect_url": attempt.redirect_url,
    }


def _whatever_it_says(document: object, *, host: str) -> None:
    """The body of an answer to a sign-out is nobody's concern (cotter-api 7.4)."""
