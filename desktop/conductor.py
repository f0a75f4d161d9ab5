"""Carries out what the user interface asks for.

Each command returns at once. What came of it is drawn by the household.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.device_conductor import DeviceConductor
from desktop.foundation.branded import effective_settings
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.foundation.settings import (
    LoadedSettings,
    Notice,
    Settings,
    save_settings,
    starts_at_login,
    with_locked,
)
from desktop.invitation_conductor import InvitationConductor
from desktop.login_start import LoginStart
from desktop.ui.clipboard import ConcealedClipboard

if TYPE_CHECKING:
    from desktop.session.household import Household
    from desktop.ui.commands import KeystoreChoice, Recognised, Region

LOG = logging.getLogger(__name__)

OpenBrowser = Callable[[str], bool]


class Conductor(DeviceConductor, InvitationConductor):
    """Implements :class:`~desktop.ui.commands.Commands`."""

    def __init__(
        self,
        paths: Paths,
        clipboard: ConcealedClipboard,
        *,
        open_browser: OpenBrowser,
        show_window: Callable[[], None],
        draw_settings: Callable[[LoadedSettings], None],
        show_behind_screen: Callable[[], None],
        login_start: LoginStart,
        open_newer_version: Callable[[], None],
        on_copied: Callable[[int], None],
        on_exported: Callable[[Path], None],
        on_diagnosed: Callable[[Path], None],
    ) -> None:
        """Commands that come before :meth:`begin` wait for it."""
        super().__init__(on_exported)
        self._paths = paths
        self._clipboard = clipboard
        self._open_browser = open_browser
        self._show_window = show_window
        self._draw_settings = draw_settings
        self._show_behind_screen = show_behind_screen
        self._login_start = login_start
        self._open_newer_version = open_newer_version
        self._on_copied = on_copied
        self._on_diagnosed = on_diagnosed
        self._sign_in: asyncio.Task[None] | None = None
        self._submission: asyncio.Task[None] | None = None
        self._unlocking: asyncio.Task[None] | None = None
        self.loaded = effective_settings(paths)

    # Connecting

    def check_service(self, service_url: str, api_key_id: str) -> None:
        """See :class:`~desktop.ui.commands.Commands`, as for all that follow."""
        self._join(lambda house: house.joining.check_service(service_url, api_key_id))

    def add_profile(self, name: str) -> None:
        """Add the service that was found."""
        self._join(lambda house: house.joining.add_profile(name))

    def forget_connection(self) -> None:
        """Leave the connect page."""
        self._tell(lambda house: house.joining.forget_connection())

    def start_demo(self) -> None:
        """Start the demo."""
        self._ask(lambda house: house.start_demo())

    def leave_demo(self) -> None:
        """End the demo."""
        self._stop_sign_in()
        self._ask(lambda house: house.leave_demo())

    def show_profile(self, profile_id: str) -> None:
        """Show a profile."""
        self._tell(lambda house: house.show_profile(profile_id))

    # Signing in

    def recognise(self, text: str, region: str) -> "Recognised":
        """What the text in the field is."""
        from desktop.session.identifier import looks_like, parse_identifier, region_of
        from desktop.ui.commands import IdentifierKind, Recognised

        if not text.strip():
            return Recognised(IdentifierKind.EMPTY)
        try:
            identifier = parse_identifier(text, region)
        except AuthenticatorError:
            kind = looks_like(text)
            region = region if kind == "PHONE" else ""
            return Recognised(IdentifierKind.UNFINISHED, text.strip(), region)
        return Recognised(IdentifierKind(identifier.type), identifier.text, region_of(identifier))

    def regions(self) -> "tuple[Region, ...]":
        """The countries of the picker."""
        from PySide6.QtCore import QLocale

        from desktop.session.identifier import phone_regions
        from desktop.ui.commands import Region

        listed = (
            Region(
                one.code,
                QLocale.territoryToString(QLocale.codeToTerritory(one.code)),
                one.calling_code,
            )
            for one in phone_regions()
        )
        return tuple(sorted(listed, key=lambda region: region.name))

    def send_code(self, identifier: str, region: str, channel: str) -> None:
        """Ask for a code."""
        self._sign_in_by(lambda house: house.shown.send_code(identifier, region, channel))

    def send_code_again(self) -> None:
        """Ask for another."""
        self._sign_in_by(lambda house: house.shown.send_code_again())

    def submit_code(self, code: Secret) -> None:
        """Answer the challenge."""
        if self._submission is None or self._submission.done():
            submission = self._submit_after(self._sign_in, code)
            self._submission = self._sign_in = self.spawn(submission)

    def continue_in_browser(self, identifier: str, region: str) -> None:
        """Sign in on the service's page."""
        self._sign_in_by(
            lambda house: house.shown.continue_in_browser(identifier, region, self._open_browser)
        )

    def ask_another_device(self, identifier: str, region: str) -> None:
        """Ask the user's trusted devices."""
        self._sign_in_by(lambda house: house.devices.ask_another(identifier, region))

    def cancel_sign_in(self) -> None:
        """Leave the challenge, or stop waiting for the browser or for another device."""
        self._stop_sign_in()
        self._tell(lambda house: house.shown.cancel_sign_in())

    # The session

    def renew(self) -> None:
        """Renew now."""
        self._ask(lambda house: house.shown.renew())

    def copy_access_token(self) -> None:
        """Copy the access token."""
        self._ask(self._copy)

    def sign_out(self) -> None:
        """Sign out."""
        self._ask(lambda house: house.shown.sign_out())

    # The keystore

    def unlock_keystore(self) -> None:
        """Let the platform ask."""
        if self._unlocking is None or self._unlocking.done():
            self._unlocking = self._ask(lambda house: house.unlock_keystore())

    def cancel_unlock(self) -> None:
        """Stop waiting for it."""
        if self._unlocking is not None:
            self._unlocking.cancel()

    def choose_keystore(self, choice: "KeystoreChoice", passphrase: Secret | None) -> None:
        """Keep sessions there."""
        self._ask(lambda house: house.choose_keystore(choice, passphrase))

    def open_vault(self, passphrase: Secret) -> None:
        """Open the vault file."""
        self._ask(lambda house: house.open_vault(passphrase))

    # The app

    def change_settings(self, settings: Settings) -> None:
        """Keep the settings."""
        # Whoever draws them can't change what is locked, and need not be trusted with it.
        settings = with_locked(settings, self.loaded)
        starts = starts_at_login(settings)
        try:
            if starts != starts_at_login(self.loaded.settings):
                self._login_start.choose(wanted=starts)
            save_settings(self._paths.settings_file, settings, self.loaded)
        except AuthenticatorError as error:
            # Drawn again as they are: read-only, or the disk is full.
            problem = error
            self._draw_settings(self.loaded)
            self._tell(lambda house: house.show_problem(problem))
            return
        self.loaded = replace(self.loaded, settings=settings, notice=Notice.NONE)
        self._draw_settings(self.loaded)
        self._ask(lambda house: house.use_settings(settings))

    def follow_login_start(self, *, is_signed_in: bool) -> None:
        """Keep the setting, and what the system starts at login, in step."""
        settings = self.loaded.settings
        try:
            is_locked = "start_at_login" in self.loaded.locked
            follow = self._login_start.hold if is_locked else self._login_start.follow
            starts = follow(settings, is_signed_in=is_signed_in)
            if starts == starts_at_login(settings):
                return
            settings = replace(settings, start_at_login=starts)
            save_settings(self._paths.settings_file, settings, self.loaded)
        except AuthenticatorError as error:
            # Nobody has asked for anything: it is tried again, and said where somebody chooses.
            LOG.info("The start at login is left as it is: %s", error)
            return
        self.loaded = replace(self.loaded, settings=settings, notice=Notice.NONE)
        self._draw_settings(self.loaded)

    def open_newer_version(self) -> None:
        """To its page in the browser."""
        self._open_newer_version()

    def save_diagnostics(self, file: str) -> None:
        """Examine and write."""
        self._ask(lambda house: self._save_diagnostics(house, Path(file)))

    async def _save_diagnostics(self, household: "Household", file: Path) -> None:
        # Imported here: most people never save any.
        from desktop.diagnosis.saving import save_diagnostics

        try:
            await save_diagnostics(file, self._paths, os.environ, household.vault)
        except AuthenticatorError as error:
            household.show_problem(error)
        else:
            self._on_diagnosed(file)

    def reset(self) -> None:
        """Remove everything."""
        self._stop_sign_in()
        self._ask(self._reset)

    def show_window(self) -> None:
        """To the front."""
        self._show_window()

    def show_behind_screen(self) -> None:
        """Show what was hidden from onlookers."""
        self._show_behind_screen()

    def quit(self) -> None:
        """Quit."""
        self.leaving.set()

    # Inside

    def _sign_in_by(self, act: "Callable[[Household], Coroutine[object, object, None]]") -> None:
        if self._sign_in is None or self._sign_in.done():
            self._sign_in = self._ask(act)

    async def _submit_after(self, before: asyncio.Task[None] | None, code: Secret) -> None:
        # The code page may be on show before what brought it is quite done: no code gets lost.
        if before is not None:
            try:
                await asyncio.wait((before,))
            except asyncio.CancelledError:
                before.cancel()
                raise
        await self._act(lambda house: house.shown.submit_code(code))

    def _stop_sign_in(self) -> None:
        if self._sign_in is not None:
            self._sign_in.cancel()
            self._sign_in = None

    async def _copy(self, household: "Household") -> None:
        token = await household.shown.access_token()
        if token is not None:
            seconds = self.loaded.settings.clipboard_seconds
            if self._clipboard.copy(token, seconds):
                self._on_copied(seconds)

    async def _reset(self, household: "Household") -> None:
        await household.reset()
        try:
            self._login_start.remove()
        except AuthenticatorError as error:
            household.show_problem(error)
        self.loaded = effective_settings(self._paths)
        self._draw_settings(self.loaded)
