"""Being added by another device: this computer shows a code until it is trusted, then signs in.

The key is stored before it is shown, and offered to the service so that the other device can see
what the service saw (cotter-api 13.7). Whether it was added is asked every two seconds.
"""

import asyncio
from collections.abc import Awaitable, Callable

from desktop.client.device_key import ALGORITHM, DeviceKey
from desktop.client.refusals import NOT_FOUND
from desktop.foundation.device_errors import DeviceRemovedError
from desktop.foundation.errors import (
    AuthenticatorError,
    RequestRefusedError,
    ServiceUnreachableError,
)
from desktop.protocol.ed25519 import key_print
from desktop.protocol.enrolment_code import LIFETIME_SECONDS, EnrolmentCode
from desktop.protocol.shown_request import device_digits
from desktop.session.device_record import DeviceRecord
from desktop.session.identifier import Identifier
from desktop.session.own_device import AtHand, OwnDevice
from desktop.session.seeing_through import see_through
from desktop.session.trusting import Trusting
from desktop.session.under_way import ShownCode

PAUSE_SECONDS = 2.0

Sleep = Callable[[float], Awaitable[None]]


class ShowCode:
    """This computer's code for one user. At most one is shown."""

    def __init__(
        self, at_hand: AtHand, own: OwnDevice, trusting: Trusting, *, sleep: Sleep = asyncio.sleep
    ) -> None:
        """``trusting`` stores the key, ``own`` signs in with it."""
        self._profile = at_hand.profile
        self._keeper = at_hand.keeper
        self._client = at_hand.client
        self._service_clock = at_hand.service_clock
        self._clock = at_hand.around.clock
        self._random_bytes = at_hand.around.random_bytes
        self._name = at_hand.name
        self._own = own
        self._trusting = trusting
        self._sleep = sleep

    async def show(self, identifier: Identifier) -> None:
        """Show codes until this computer is trusted; then sign in, unless somebody is.

        Ends by being cancelled otherwise; a key that nobody added stays stored for the next time.

        Raises:
            AuthenticatorError: it could not be shown, or signing in failed; the snapshot says so.
        """
        self._draw(identifier, busy=True)
        try:
            record = await self._prepared(identifier)
            while not await self._added_within_one_code(identifier, record):
                await self._offer(record.key(), identifier.text)
            await see_through(self._trusting.mark_enrolled(record))
            if self._keeper.signed_in is None:
                await self._own.sign_in()
            self._keeper.show(shown_code=None)
        except AuthenticatorError as error:
            self._draw(identifier, problem=error)
            raise
        except asyncio.CancelledError:
            self._keeper.show(shown_code=None)
            raise

    async def _prepared(self, identifier: Identifier) -> DeviceRecord:
        session = self._keeper.signed_in
        if session is not None:
            record = await self._trusting.prepare(
                identifier=session.identifier,
                identifier_type=session.identifier_type,
                user_id=session.user_id,
            )
            await self._offer(record.key(), "")
            return record
        # The service names the user; a key of its own for the question is thrown away.
        stranger = DeviceKey.make(self._random_bytes)
        user_id = await self._offer(stranger, identifier.text)
        if not user_id:
            user_id = (await self._client().devices.user_of(identifier.text)).id
        record = await self._trusting.prepare(
            identifier=identifier.text, identifier_type=identifier.type, user_id=user_id
        )
        await self._offer(record.key(), "")
        return record

    async def _offer(self, key: DeviceKey, identifier: str) -> str:
        offer = await self._client().devices.offer(
            key, device_name=self._name, identifier=identifier
        )
        return offer.user_id if offer is not None else ""

    async def _added_within_one_code(self, identifier: Identifier, record: DeviceRecord) -> bool:
        key = record.key()
        now = self._clock.wall()
        code = EnrolmentCode(
            public_key=key.public_key,
            algorithm=ALGORITHM,
            api_key_id=self._profile.api_key_id,
            user_id=record.user_id,
            made_at=int(now + self._service_clock.offset(0.0)),
        )
        self._keeper.show(
            shown_code=ShownCode(
                identifier=identifier.text,
                host=self._profile.host,
                text=code.text(),
                digits=device_digits(
                    api_key_id=self._profile.api_key_id,
                    user_id=record.user_id,
                    public_key=key.public_key,
                ),
                key_print=key_print(key.public_key),
                started_at=now,
                expires_at=now + LIFETIME_SECONDS,
            )
        )
        deadline = self._clock.boot() + LIFETIME_SECONDS
        while self._clock.boot() < deadline:
            if await self._is_enrolled(key, record.user_id):
                return True
            await self._sleep(PAUSE_SECONDS)
        return False

    async def _is_enrolled(self, key: DeviceKey, user_id: str) -> bool:
        try:
            return (await self._client().devices.enrolment(key, user_id=user_id)).enrolled
        except (ServiceUnreachableError, DeviceRemovedError):
            return False
        except RequestRefusedError as refused:
            # A strict service knows no such user: the address may be mistyped, and it doesn't tell.
            if refused.values["status"] != NOT_FOUND:
                raise
            return False

    def _draw(
        self,
        identifier: Identifier,
        *,
        busy: bool = False,
        problem: AuthenticatorError | None = None,
    ) -> None:
        shown = ShownCode(
            identifier=identifier.text, host=self._profile.host, busy=busy, problem=problem
        )
        self._keeper.show(shown_code=shown)
