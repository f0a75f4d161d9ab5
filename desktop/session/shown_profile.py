"""What the person asks of the profile that is shown. Every failure is drawn, none is raised."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from desktop.foundation.errors import AuthenticatorError, SignInNeededError
from desktop.foundation.profiles import change_profiles
from desktop.foundation.secret import Secret
from desktop.session.identifier import parse_identifier
from desktop.session.opening import OpenProfile


class ShownProfile:
    """The profile in the window, whichever that is when something is asked."""

    def __init__(
        self,
        find: Callable[[], OpenProfile | None],
        profiles_file: Path,
        show_problem: Callable[[AuthenticatorError], None],
        *,
        on_proved: Callable[[], Awaitable[None]],
        on_left: Callable[[], None],
    ) -> None:
        """``find`` gives the profile that is shown, ``show_problem`` draws what is not its own.

        ``on_proved`` is awaited after a sign-in, whatever came of it; ``on_left`` is told when
        the person leaves one.
        """
        self._on_proved = on_proved
        self._on_left = on_left
        self._find = find
        self._profiles_file = profiles_file
        self._show_problem = show_problem

    async def send_code(self, identifier: str, region: str, channel: str) -> None:
        """Ask for a code."""
        opened = self._find()
        if opened is None:
            return
        try:
            parsed = parse_identifier(identifier, region)
            self._remember_identifier(opened, parsed.text)
            await opened.sign_in.request_code(parsed, channel)
        except AuthenticatorError as error:
            opened.keeper.show(problem=error)

    async def send_code_again(self) -> None:
        """Ask for a new code to the same place."""
        await self._quietly(lambda opened: opened.sign_in.send_again())

    async def submit_code(self, code: Secret) -> None:
        """Answer the challenge."""
        await self._quietly(lambda opened: opened.sign_in.submit(code))
        await self._on_proved()

    async def continue_in_browser(
        self, identifier: str, region: str, open_browser: Callable[[str], bool]
    ) -> None:
        """Sign in on the service's own page."""
        opened = self._find()
        if opened is None:
            return
        try:
            parsed = parse_identifier(identifier, region) if identifier.strip() else None
            await opened.sign_in.in_browser(open_browser, parsed)
        except AuthenticatorError as error:
            opened.keeper.show(problem=error)
        await self._on_proved()

    def cancel_sign_in(self) -> None:
        """Leave the attempt."""
        opened = self._find()
        if opened is not None:
            opened.sign_in.cancel()
        self._on_left()

    async def renew(self) -> None:
        """Renew now."""
        await self._quietly(lambda opened: opened.keeper.renew())

    async def access_token(self) -> Secret | None:
        """The shown profile's access token; None where there is none, and that is drawn."""
        opened = self._find()
        if opened is None:
            return None
        try:
            record = await opened.keeper.access_token(min_valid=1.0)
        except AuthenticatorError as error:
            opened.keeper.show(problem=error)
            return None
        return record.tokens.access_token

    async def sign_out(self) -> None:
        """End the session here and at the service."""
        opened = self._find()
        if opened is not None:
            opened.sign_in.cancel()
            await draw_failure(opened, opened.keeper.sign_out())
            await opened.own_device.signed_out()

    async def _quietly(self, act: Callable[[OpenProfile], Awaitable[object]]) -> None:
        opened = self._find()
        if opened is not None:
            await draw_failure(opened, act(opened))

    def _remember_identifier(self, opened: OpenProfile, identifier: str) -> None:
        if opened.keeper.snapshot.last_identifier == identifier:
            return
        opened.keeper.show(last_identifier=identifier)
        if opened.profile.demo:
            return
        try:
            change_profiles(
                self._profiles_file,
                lambda book: book.with_changed(opened.profile.id, last_identifier=identifier),
            )
        except AuthenticatorError as error:
            # A sign-in needs no memory of the address.
            self._show_problem(error)


async def draw_failure(opened: OpenProfile, deed: Awaitable[object]) -> None:
    """Do it; if it fails, its profile shows why."""
    try:
        await deed
    except SignInNeededError:
        # The snapshot says so already.
        return
    except AuthenticatorError as error:
        snapshot = opened.keeper.snapshot
        if snapshot.sign_in is None and snapshot.problem is not error:
            opened.keeper.show(problem=error)
