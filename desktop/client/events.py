"""Events at the service: signing in with a device key, asking, deciding (cotter-api 5, 13.6)."""

from functools import partial
from urllib.parse import urlencode

from desktop.client.answers import OAuthTokens
from desktop.client.device_key import ALGORITHM, DeviceKey
from desktop.client.device_refusals import refusal_of_device
from desktop.client.devices import DEVICE_TYPE, fresh_proof_header
from desktop.client.endpoint import Endpoint
from desktop.client.event_answers import AskedEvent, Event, PendingEvent, PendingEvents
from desktop.client.refusals import NOT_FOUND, too_many_tries
from desktop.foundation.device_errors import DeviceProofRefusedError, SignatureUsedError
from desktop.foundation.errors import RequestRefusedError, ServiceBusyError
from desktop.foundation.profiles import Profile
from desktop.foundation.secret import Secret
from desktop.protocol.ed25519 import signature_is_valid
from desktop.protocol.encoding import EncodingError
from desktop.protocol.enrolment_code import EnrolmentCode
from desktop.protocol.event_names import ENROLL_NEW_TRUSTED_DEVICE, LOGIN
from desktop.protocol.signed_text import (
    TRUSTED_DEVICE,
    approval_text,
    enrolment_text,
)

UNSAID = "unknown"


class Events:
    """The events of one project's users.

    Every method may raise RefusedError and ServiceUnreachableError, and what ``device_refusals``
    makes of a refusal.
    """

    def __init__(self, endpoint: Endpoint, profile: Profile) -> None:
        """Ask at ``endpoint`` about users of ``profile``."""
        self._endpoint = endpoint
        self._profile = profile

    async def sign_in(self, key: DeviceKey, *, user_id: str) -> OAuthTokens:
        """Tokens for the signature of a trusted device (5.4); they are not verified yet.

        Raises:
            DeviceRemovedError, DeviceSuspendedError: the key can't sign in now.
            DeviceProofRefusedError: the signature was not accepted.
        """
        now = int(self._endpoint.service_time())
        try:
            event = await self._sign_in_at(now, key, user_id)
        except SignatureUsedError:
            # Signed in twice within a second: the text has nothing else that differs.
            event = await self._sign_in_at(now + 1, key, user_id)
        if not event.approved or event.oauth_token is None:
            raise DeviceProofRefusedError(host=self._profile.host, reason="it was not approved")
        return event.oauth_token

    async def _sign_in_at(self, second: int, key: DeviceKey, user_id: str) -> Event:
        text = approval_text(
            user_id=user_id,
            api_key_id=self._profile.api_key_id,
            event=LOGIN,
            timestamp=str(second),
            approved=True,
        )
        body = self._body(user_id, LOGIN, str(second)) | {
            "code": key.sign(text),
            "approved": True,
            "public_key": key.public_key,
            "algorithm": ALGORITHM,
        }
        return await self._endpoint.ask(
            "POST",
            "/event/create?oauth_token=true",
            body,
            parse=Event.parse,
            refusal_of=refusal_of_device,
            proof=key,
        )

    async def add_device(
        self, key: DeviceKey, *, user_id: str, code: EnrolmentCode, fresh_proof: Secret | None
    ) -> None:
        """Trust the device that showed ``code`` (5.6).

        Raises:
            FreshProofNeededError: this computer is trusted for less than a day (13.3).
        """
        timestamp = self._now()
        text = enrolment_text(
            user_id=user_id,
            api_key_id=self._profile.api_key_id,
            timestamp=timestamp,
            new_public_key=code.public_key,
        )
        body = self._body(user_id, ENROLL_NEW_TRUSTED_DEVICE, timestamp) | {
            "code": key.sign(text),
            "approved": True,
            "public_key": key.public_key,
            "algorithm": ALGORITHM,
            "register_new_device": True,
            "new_device_public_key": code.public_key,
            "new_device_algorithm": code.algorithm,
            "device_type": DEVICE_TYPE,
            "device_name": "",
        }
        event = await self._endpoint.ask(
            "POST",
            "/event/create",
            body,
            parse=Event.parse,
            refusal_of=refusal_of_device,
            sent=() if fresh_proof is None else (fresh_proof,),
            headers=fresh_proof_header(fresh_proof),
            proof=key,
        )
        if not event.approved:
            raise DeviceProofRefusedError(host=self._profile.host, reason="it was not approved")

    async def ask(
        self, *, identifier: str, user_id: str, device_name: str, code_challenge: str
    ) -> AskedEvent:
        """Ask the user's trusted devices to approve a sign-in here (5.5, 13.6).

        ``user_id`` is for published services, which know no identifiers here; else empty.

        Raises:
            TooManyTriesError: too many requests are open, or one was denied minutes ago.
        """
        body = self._body(user_id, LOGIN, self._now()) | {"device_name": device_name}
        if not user_id:
            del body["user_id"]
            body["identifier"] = identifier
        query = urlencode({"code_challenge": code_challenge})
        try:
            return await self._endpoint.ask(
                "POST",
                f"/event/create_pending?{query}",
                body,
                parse=AskedEvent.parse,
                refusal_of=refusal_of_device,
            )
        except ServiceBusyError as busy:
            raise too_many_tries(busy) or busy from None

    async def decision(
        self, event_id: int, code_verifier: Secret, *, wait: int, attempt_id: str = ""
    ) -> Event:
        """How our own request stands; with its tokens, once, when it was approved (13.6).

        A strict service gives the same ``attempt_id`` the same tokens again, should they get lost.

        The service may wait ``wait`` seconds for the decision, where it can.
        """
        waiting = f"&wait={wait}" if wait else ""
        waiting += f"&attempt_id={attempt_id}" if attempt_id else ""
        return await self._endpoint.ask(
            "GET",
            f"/event/get/{event_id}?oauth_token=true{waiting}",
            parse=Event.parse,
            refusal_of=refusal_of_device,
            sent=(code_verifier,),
            headers={"Code-Verifier": code_verifier.reveal()},
            wait=wait,
        )

    async def cancel(self, event_id: int, code_verifier: Secret) -> None:
        """Take our own request back; a published service lets it run out."""
        try:
            await self._endpoint.ask(
                "POST",
                f"/event/cancel/{event_id}",
                {},
                parse=Event.parse,
                refusal_of=refusal_of_device,
                sent=(code_verifier,),
                headers={"Code-Verifier": code_verifier.reveal()},
            )
        except RequestRefusedError as refused:
            if refused.values["status"] != NOT_FOUND:
                raise

    async def pending(
        self, key: DeviceKey, *, user_id: str, since: str = "", wait: int = 0
    ) -> PendingEvents:
        """All open requests of the user; waits ``wait`` seconds for others than ``since``."""
        query: dict[str, str | int] = {"cotter_user_id": user_id}
        if wait:
            query |= {"wait": wait, "since": since}
        return await self._endpoint.ask(
            "GET",
            f"/event/pending?{urlencode(query)}",
            parse=partial(PendingEvents.parse, api_key_id=self._profile.api_key_id),
            refusal_of=refusal_of_device,
            proof=key,
            wait=wait,
        )

    async def newest(self, key: DeviceKey, *, user_id: str) -> PendingEvents:
        """The newest open request of the user: all that a published service tells (5.5)."""
        return await self._endpoint.ask(
            "GET",
            f"/event/new?{urlencode({'cotter_user_id': user_id})}",
            parse=partial(PendingEvents.parse_newest, api_key_id=self._profile.api_key_id),
            refusal_of=refusal_of_device,
            proof=key,
        )

    async def respond(
        self, key: DeviceKey, request: PendingEvent, *, approved: bool, number: str
    ) -> Event:
        """Decide about a request.

        Raises:
            RequestOverError, RequestAnsweredError, NumberNeededError: it can't be decided so.
        """
        event = request.event
        # The id that the body carries is the one that is signed (5.3).
        user_id = event.user_id or event.client_user_id
        text = approval_text(
            user_id=user_id,
            api_key_id=self._profile.api_key_id,
            event=event.event,
            timestamp=event.timestamp,
            approved=approved,
        )
        body: dict[str, object] = {
            "user_id" if event.user_id else "client_user_id": user_id,
            "issuer": self._profile.api_key_id,
            "event": event.event,
            "ip": event.ip,
            "location": event.location,
            "timestamp": event.timestamp,
            "method": TRUSTED_DEVICE,
            "code": key.sign(text),
            "approved": approved,
            "public_key": key.public_key,
            "algorithm": ALGORITHM,
        }
        if number:
            body["number"] = number
        return await self._endpoint.ask(
            "POST",
            f"/event/respond/{event.id}",
            body,
            parse=Event.parse,
            refusal_of=refusal_of_device,
            proof=key,
        )

    def shown_is_signed(self, request: PendingEvent) -> bool:
        """Whether the service's signature over what is shown of a request is good (13.6)."""
        try:
            return signature_is_valid(
                self._profile.identity_key, request.signature, request.shown.shown_text()
            )
        except EncodingError:
            return False

    def _now(self) -> str:
        return str(int(self._endpoint.service_time()))

    def _body(self, user_id: str, event: str, timestamp: str) -> dict[str, object]:
        return {
            "user_id": user_id,
            "issuer": self._profile.api_key_id,
            "event": event,
            "ip": UNSAID,
            "location": UNSAID,
            "timestamp": timestamp,
            "method": TRUSTED_DEVICE,
        }
