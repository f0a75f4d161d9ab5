"""Adding another device from this one: its code is read, shown, compared and trusted."""

from dataclasses import replace

from desktop.foundation.device_errors import (
    CodeUnreadableError,
    OfferGoneError,
    WrongDigitsError,
)
from desktop.foundation.errors import AuthenticatorError
from desktop.protocol.ed25519 import key_print
from desktop.protocol.enrolment_code import LIFETIME_SECONDS, EnrolmentCode
from desktop.protocol.shown_request import device_digits
from desktop.session.device_kind import kind_of
from desktop.session.enrolment_rules import check_code, read_code, readable_codes
from desktop.session.history import Deed
from desktop.session.own_device import AtHand, OwnDevice
from desktop.session.under_way import AddedDevice, CodeChoice


class AddDevice:
    """A device that is being added by this one. At most one at a time."""

    def __init__(self, at_hand: AtHand, own: OwnDevice) -> None:
        """``own`` gives the key that vouches for the new device."""
        self._profile = at_hand.profile
        self._keeper = at_hand.keeper
        self._client = at_hand.client
        self._service_clock = at_hand.service_clock
        self._clock = at_hand.around.clock
        self._own = own
        self._code: EnrolmentCode | None = None

    async def read_picture(self, texts: tuple[str, ...]) -> None:
        """Go on with the code among the texts of a picture; of several the person chooses one.

        Raises:
            CodeUnreadableError: there is none.
            AuthenticatorError: as :meth:`read_text`.
        """
        codes = readable_codes(texts)
        if len(codes) > 1:
            self._code = None
            choices = tuple(CodeChoice(one.text(), key_print(one.public_key)) for one in codes)
            self._draw(AddedDevice(choices=choices))
            return
        if not codes:
            reason = "no code is in the picture" if not texts else "what is there is something else"
            raise self._drawn(CodeUnreadableError(reason=reason))
        await self.read_text(codes[0].text())

    async def read_text(self, text: str) -> None:
        """Check a code and ask the service what it saw of that device (13.7).

        Raises:
            EnrolmentCodeError: it can't be followed, and why.
            OfferGoneError: the service doesn't know that device.
            AuthenticatorError: anything else; the snapshot says it too.
        """
        self._code = None
        self._draw(AddedDevice(busy=True))
        try:
            await self._read(text)
        except AuthenticatorError as error:
            await self._own.notice(error)
            raise self._drawn(error) from None

    async def add(self, digits: str) -> None:
        """Trust the device that was read, if these are its digits.

        Raises:
            WrongDigitsError: they aren't; it can be tried again.
            FreshProofNeededError: this computer is trusted for less than a day.
            AuthenticatorError: anything else; nobody was added.
        """
        drawn = self._keeper.snapshot.added_device
        if self._code is None or drawn is None:
            raise self._drawn(OfferGoneError())
        self._draw(replace(drawn, busy=True, problem=None))
        try:
            await self._add(self._code, digits, drawn)
        except AuthenticatorError as error:
            await self._own.notice(error)
            raise self._drawn(error) from None

    def draw_problem(self, error: AuthenticatorError) -> None:
        """Draw that a picture could not be had or read."""
        self._drawn(error)

    def leave(self) -> None:
        """Forget what was read."""
        self._code = None
        self._draw(None)

    async def _read(self, text: str) -> None:
        code = read_code(text)
        user_id = self._own.signed_in_user()
        key = await self._own.own_key(user_id)
        check_code(
            code,
            api_key_id=self._profile.api_key_id,
            user_id=user_id,
            own_public_key=key.public_key,
            now=self._clock.wall() + self._service_clock.offset(0.0),
        )
        name = address = ""
        seconds = LIFETIME_SECONDS
        try:
            offer = await self._client().devices.offered(
                key, user_id=user_id, public_key=code.public_key
            )
            name, address, seconds = offer.device_name, offer.address, offer.expires_in
        except OfferGoneError:
            # Published services know no offers: then the digits alone have to do.
            if self._profile.compatibility == "strict":
                raise
        self._code = code
        self._draw(
            AddedDevice(
                name=name,
                kind=kind_of(name),
                address=address,
                key_print=key_print(code.public_key),
                expires_at=self._clock.wall() + seconds,
            )
        )

    async def _add(self, code: EnrolmentCode, digits: str, drawn: AddedDevice) -> None:
        user_id = self._own.signed_in_user()
        expected = device_digits(
            api_key_id=self._profile.api_key_id, user_id=user_id, public_key=code.public_key
        )
        if "".join(digits.split()) != expected:
            raise WrongDigitsError
        await self._client().events.add_device(
            await self._own.own_key(user_id),
            user_id=user_id,
            code=code,
            fresh_proof=self._own.proof(user_id),
        )
        self._code = None
        self._draw(replace(drawn, busy=False, done=True, problem=None))
        await self._keeper.chronicle.note(
            Deed.DEVICE_ADDED, who=drawn.name or drawn.key_print, address=drawn.address
        )

    def _drawn(self, error: AuthenticatorError) -> AuthenticatorError:
        drawn = self._keeper.snapshot.added_device or AddedDevice()
        self._draw(replace(drawn, busy=False, problem=error))
        return error

    def _draw(self, drawn: AddedDevice | None) -> None:
        self._keeper.show(added_device=drawn)
