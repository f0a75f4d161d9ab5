"""What the person asks about devices and requests of the profile that is shown.

Every failure is drawn, none is raised. What needs a fresh proof and has none is remembered, and
goes on by itself once the person has confirmed with a code (cotter-api 13.3).
"""

from collections.abc import Awaitable, Callable
from functools import partial

from desktop.foundation.device_errors import FreshProofNeededError
from desktop.foundation.errors import AuthenticatorError
from desktop.session.identifier import parse_identifier
from desktop.session.opening import OpenProfile
from desktop.session.shown_profile import draw_failure

Deed = Callable[[OpenProfile], Awaitable[object]]


class ShownDevices:
    """The devices and requests in the window, of whichever profile that shows."""

    def __init__(
        self,
        find: Callable[[], OpenProfile | None],
        find_by_id: Callable[[str], OpenProfile | None],
    ) -> None:
        """``find`` gives the profile that is shown, ``find_by_id`` any."""
        self._find = find
        self._find_by_id = find_by_id
        self._wish: tuple[str, Deed] | None = None

    # ------------------------------------------------------------------------------ this computer

    async def trust(self) -> None:
        """Make or confirm this computer's key."""
        await self._do(lambda opened: opened.trusting.trust())

    async def stop_trusting(self) -> None:
        """Take this computer off the devices."""
        await self._do(lambda opened: opened.trusting.stop_trusting())

    async def forget_computer(self) -> None:
        """Sign out, take this computer off, delete its key."""
        await self._do(lambda opened: opened.trusting.forget())

    async def sign_out_everywhere(self) -> None:
        """End all sessions of the user."""
        await self._do(lambda opened: opened.trusting.sign_out_everywhere())

    async def sign_in(self) -> None:
        """Sign in with this computer's key."""
        await self._do(lambda opened: opened.own_device.sign_in())

    async def ask_another(self, identifier: str, region: str) -> None:
        """Ask the user's other devices, and wait."""
        opened = self._find()
        if opened is None:
            return
        try:
            parsed = parse_identifier(identifier, region)
            opened.keeper.show(last_identifier=parsed.text)
            await opened.asking.ask(parsed)
        except AuthenticatorError as error:
            if opened.keeper.snapshot.sign_in is None:
                opened.keeper.show(problem=error)
            return
        if opened.keeper.snapshot.sign_in is None:
            # Not after a denial: whoever asks again at once would be taken for a second click.
            await opened.own_device.read()

    # ---------------------------------------------------------------------------- a code in between

    async def confirm_with_code(self) -> None:
        """Send a code to the signed-in user."""
        opened = self._find()
        session = opened.keeper.signed_in if opened is not None else None
        if opened is None or session is None:
            return
        opened.keeper.show(needs_code=False)
        channel = "EMAIL" if session.identifier_type == "EMAIL" else "SMS"
        identifier = parse_identifier(session.identifier)
        await draw_failure(opened, opened.sign_in.request_code(identifier, channel))

    async def go_on(self) -> None:
        """After a sign-in: read what is known of this computer, and do what waited for a code."""
        opened, wish = self._find(), self._wish
        if opened is None or opened.keeper.snapshot.sign_in is not None:
            return
        self._wish = None
        opened.keeper.show(needs_code=False)
        await opened.own_device.read()
        if wish is not None and wish[0] == opened.profile.id:
            await self._do(wish[1])

    def give_up(self) -> None:
        """Nothing waits for a code any more."""
        opened, self._wish = self._find(), None
        if opened is not None and opened.keeper.snapshot.needs_code:
            opened.keeper.show(needs_code=False)

    # ------------------------------------------------------------------------------- other devices

    async def read_list(self) -> None:
        """Ask the service for the list."""
        opened = self._find()
        if opened is not None:
            try:
                await opened.devices.read()
            except AuthenticatorError:
                # Drawn with the list.
                return

    async def remove(self, device_id: str) -> None:
        """Take a device off."""
        await self._do(lambda opened: opened.devices.remove(device_id))

    async def show_code(self, identifier: str, region: str) -> None:
        """Show this computer's code until it is added."""
        opened = self._find()
        if opened is None:
            return
        known = opened.keeper.snapshot.identifier or opened.keeper.snapshot.last_identifier
        try:
            await opened.showing.show(parse_identifier(identifier or known, region))
        except AuthenticatorError as error:
            if opened.keeper.snapshot.shown_code is None:
                opened.keeper.show(problem=error)

    async def read_code(self, text: str) -> None:
        """Read a new device's code from text."""
        await self._drawn_with_it(lambda opened: opened.adding.read_text(text))

    async def read_picture(self, texts: tuple[str, ...]) -> None:
        """Read it from what a picture's codes say."""
        await self._drawn_with_it(lambda opened: opened.adding.read_picture(texts))

    def show_reading_problem(self, error: AuthenticatorError) -> None:
        """A picture could not be had."""
        opened = self._find()
        if opened is not None:
            opened.adding.draw_problem(error)

    async def add(self, digits: str) -> None:
        """Trust the device that was read."""
        await self._drawn_with_it(partial(_add, digits))

    def leave_adding(self) -> None:
        """Forget what was read."""
        opened = self._find()
        if opened is not None:
            opened.adding.leave()

    # ----------------------------------------------------------------------------------- requests

    async def approve(self, request_id: int, number: str) -> None:
        """Approve a request."""
        await self._drawn_with_it(
            lambda opened: opened.requests.decide(request_id, approved=True, number=number)
        )

    async def deny(self, request_id: int) -> None:
        """Deny one."""
        await self._drawn_with_it(lambda opened: opened.requests.decide(request_id, approved=False))

    async def deny_of(self, profile_id: str, request_id: int) -> None:
        """Deny one of a profile that may not be shown: from a notification."""
        opened = self._find_by_id(profile_id)
        if opened is not None:
            await draw_failure(opened, opened.requests.decide(request_id, approved=False))

    # ------------------------------------------------------------------------------------- inside

    async def _do(self, deed: Deed) -> None:
        opened = self._find()
        if opened is None:
            return
        opened.keeper.show(problem=None, needs_code=False)
        try:
            await deed(opened)
        except FreshProofNeededError:
            self._want_code(opened, deed)
        except AuthenticatorError as error:
            opened.keeper.show(problem=error)

    async def _drawn_with_it(self, deed: Deed) -> None:
        opened = self._find()
        if opened is None:
            return
        try:
            await deed(opened)
        except FreshProofNeededError:
            self._want_code(opened, deed)
        except AuthenticatorError:
            # Drawn with the device or the request that it is about.
            return

    def _want_code(self, opened: OpenProfile, deed: Deed) -> None:
        self._wish = (opened.profile.id, deed)
        opened.keeper.show(needs_code=True)


async def _add(digits: str, opened: OpenProfile) -> None:
    await opened.adding.add(digits)
    await opened.devices.read()
