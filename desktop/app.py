"""Builds the graphical app: loop, tray, window, system adapters.

The window is drawn first, from what was shown last. Only then comes what lives beside it: tray,
notifications, what keeps onlookers out; and one thread imports httpx, keyring and PyJWT and builds
the TLS context, before the keystore is read.
"""

import asyncio
import gc
import os
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from desktop.conductor import Conductor, OpenBrowser
from desktop.foundation.brand_file import LoadedBrand, load_brand
from desktop.foundation.branded import known_profiles
from desktop.foundation.clock import Clock, SystemClock
from desktop.foundation.daemon_threads import DaemonThreads
from desktop.foundation.errors import AuthenticatorError, FileUnwritableError
from desktop.foundation.packaged import bundle_folder, is_packaged
from desktop.foundation.paths import Paths
from desktop.foundation.settings import LoadedSettings, Notice
from desktop.foundation.start_errors import CopySilentError, StartError
from desktop.login_start import LoginStart
from desktop.qt_loop import run_in_qt
from desktop.session.last_seen import last_overview
from desktop.session.snapshot import Overview
from desktop.starting import say, show
from desktop.system.single_instance import SingleInstance
from desktop.system.termination import SignalToQuit
from desktop.system.window_system import open_application
from desktop.ui.clipboard import ConcealedClipboard
from desktop.ui.theme.appearance import STYLE
from desktop.ui.translation import Translation
from desktop.ui.window import MainWindow
from desktop.wish import NAME, TITLE, Wish

if TYPE_CHECKING:
    from desktop.beside import Beside
    from desktop.session.household import Household
    from desktop.system.call import Call

PAGES = ("sign_in", "code", "session", "requests", "connect", "settings")
BESIDES = ("desktop.ui.widgets.claims_list", "email_validator", "anyio._backends._asyncio")
"""Imported beside the main thread, with the likely pages; httpx's first call needs the last."""

CLOSE_SECONDS = 5.0
"""For what is under way when somebody quits: then it is cut short."""


def run_app(wish: Wish) -> int:
    """Open the app, or bring the running one to the front; the exit code."""
    try:
        application = open_application([*sys.argv[:1], *STYLE], os.environ, say)
        paths = Paths.from_environment(os.environ)
    except StartError as error:
        say(error)
        return error.exit_code
    brand = load_brand(paths.brands)
    application.setApplicationName(NAME)
    application.setApplicationDisplayName(brand.brand.name if brand.brand else TITLE)
    application.setDesktopFileName(NAME)
    # Closing the last window must not stop the loop under the coroutines that run in it.
    application.setQuitOnLastWindowClosed(False)
    if is_packaged():
        # Imported here: from source the environment is the user's.
        from desktop.system.original_environment import give_back_environment

        give_back_environment(os.environ, bundle_folder())
    instance = SingleInstance(paths)
    try:
        if instance.claim():
            return run_in_qt(_live(paths, instance, wish, brand))
        # Imported here: the first copy takes calls only once its window is drawn.
        from desktop.system.activation import activation_of, end_startup_feedback
        from desktop.system.call import Call

        instance.call_first(Call(activation_of(os.environ), wish.link))
        end_startup_feedback()
    except (FileUnwritableError, CopySilentError) as error:
        show(error, application)
        return error.exit_code
    finally:
        instance.release()
    return 0


async def _live(paths: Paths, instance: SingleInstance, wish: Wish, brand: LoadedBrand) -> int:
    # qasync's own pool starts ten threads at once, and waits for them at the end.
    asyncio.get_running_loop().set_default_executor(DaemonThreads())
    return await App(paths, instance, brand=brand).run(
        hidden=wish.hidden, demo=wish.demo, link=wish.link
    )


class App(QObject):
    """The running app: what is drawn where, what is due when, what closing means."""

    def __init__(
        self,
        paths: Paths,
        instance: SingleInstance,
        *,
        clock: Clock | None = None,
        open_browser: OpenBrowser | None = None,
        brand: LoadedBrand | None = None,
    ) -> None:
        super().__init__()
        self._paths = paths
        self._clock = clock or SystemClock()
        self._open_browser = open_browser or _open_in_browser
        self._beside: Beside | None = None
        self._household: Household | None = None
        self._to_close: Household | None = None
        loaded = brand or load_brand(paths.brands)
        self._brand, self._brand_problem = loaded.brand, loaded.problem
        self._overview = _last_overview(paths, loaded)
        self._will_draw = False
        self._can_scan_screen = False
        self._beating = False
        self._painted = asyncio.Event()
        self._clipboard = ConcealedClipboard(self)
        self._login_start = LoginStart.of_user(paths, os.environ)
        self._conductor = Conductor(
            paths,
            self._clipboard,
            open_browser=self._open_browser,
            show_window=self._show_window,
            draw_settings=self._use_settings,
            show_behind_screen=self._show_behind_screen,
            login_start=self._login_start,
            open_newer_version=self._open_newer_version,
            on_copied=self._on_copied,
            on_exported=self._on_exported,
            on_diagnosed=self._on_diagnosed,
        )
        self._translation = Translation()
        self._translation.use(self._conductor.loaded.settings.language)
        self._window = MainWindow(
            self._conductor, self._conductor.loaded, self._clock.wall, self._brand
        )
        self._instance = instance
        self._window.close_wanted.connect(self._on_close_wanted)
        instance.called.connect(self._on_called)
        if sys.platform == "darwin":
            # Imported here: elsewhere a link is a word of the start.
            from desktop.system.call import Call
            from desktop.system.link_events import LinkEvents

            LinkEvents(self, lambda link: self._on_called(Call(link=link)))

    async def run(self, *, hidden: bool, demo: bool, link: str = "") -> int:
        """Draw, open everything, and live until somebody quits; the exit code.

        ``link`` is an invitation that was opened, as it was written.
        """
        signals = SignalToQuit(self._conductor.quit)
        settings = self._conductor.loaded.settings
        self._draw()
        try:
            is_hidden = hidden or (settings.start_hidden and not demo and not link)
            if not is_hidden:
                self._window.installEventFilter(self)
                self._window.show()
                await self._painted.wait()
            beside = self._beside = self._settle()
            if is_hidden:
                self._conductor.spawn(beside.presence.show_where_no_host_comes())
            gc.freeze()
            gc.enable()
            self._instance.listen()
            self._say_what_settings_were_read()
            self._conductor.spawn(beside.hear())
            self._conductor.spawn(self._open(beside))
            self._conductor.spawn(self._notice_changes(beside))
            if demo:
                self._conductor.start_demo()
            if link:
                self._conductor.open_invitation(link)
            await self._conductor.leaving.wait()
        finally:
            try:
                await self._close()
            finally:
                signals.release()
        return 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the first paint of the window: heavy imports wait for it."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._painted.set()
        return False

    def _settle(self) -> "Beside":
        # Imported here: the window is drawn first.
        from desktop.beside import Beside

        self._window.appearance.wear_icon()
        beside = Beside(
            self._paths,
            self._clock,
            self._conductor,
            self._window,
            self,
            updates=None if self._brand is None else self._brand.updates,
            open_browser=self._open_browser,
            on_screen=self._screen,
            on_beat=self._on_beat,
            on_news=lambda: self._draw_soon(self._overview),
        )
        beside.presence.start().draw(beside.onlookers.as_shown(self._overview), self._clock.wall())
        return beside

    async def _open(self, beside: "Beside") -> None:
        household = self._to_close = await asyncio.to_thread(self._make_household)
        # What the commands may do with it needs its transport and its vault.
        await household.start(self._conductor.loaded.settings)
        self._household = household
        self._conductor.begin(household)
        is_wanted = self._conductor.loaded.settings.look_for_updates
        beside.versions.begin(household, is_wanted=is_wanted)
        self._watch()
        self._draw_soon(household.overview)
        self._on_beat()

    def _make_household(self) -> "Household":
        # Imported here, in a thread and after the first paint: a quarter of a second.
        from desktop.session.household import Household
        from desktop.system.hardening import close_to_others
        from desktop.system.screen_picture import can_see_screen

        for name in (*(f"desktop.ui.pages.{page}" for page in PAGES), *BESIDES):
            import_module(name)
        self._can_scan_screen = can_see_screen()
        # Before any secret is read; by now the portals have met Qt, they refuse closed strangers.
        close_to_others()
        return Household(
            self._paths, os.environ, self._clock, self._draw_soon, self._conductor.fail
        )

    async def _close(self) -> None:
        # Who opens the app while this one finishes gets a new one.
        self._instance.release()
        if self._beside is not None:
            self._beside.presence.stop()
        self._clipboard.take_back()
        self._window.hide()
        try:
            await self._conductor.finish_removals(self._household, CLOSE_SECONDS)
            await self._conductor.end(CLOSE_SECONDS)
        finally:
            if self._beside is not None:
                await self._beside.close()
            if self._to_close is not None:
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._to_close.close()

    # What is drawn

    def _draw_soon(self, overview: Overview) -> None:
        service = None if self._brand is None else self._brand.service
        self._overview = replace(
            self._conductor.removals.without(overview),
            other_services=service is None or service.other_services,
            kept_profile_id="" if service is None else service.profile_id,
            can_scan_screen=self._can_scan_screen,
            can_start_at_login=self._login_start.is_offered,
            updates=None if self._beside is None else self._beside.versions.facts,
        )
        if not self._will_draw:
            self._will_draw = True
            asyncio.get_running_loop().call_soon(self._draw)

    def _draw(self) -> None:
        self._will_draw = False
        if self._beside is None:
            self._window.draw(self._overview)
            return
        overview = self._beside.onlookers.as_shown(self._overview)
        self._window.draw(overview)
        self._beside.draw(overview)
        self._watch()

    def _screen(self, *, is_screened: bool) -> None:
        """Hide or show everything of accounts, at once: the computer may be about to sleep."""
        self._clipboard.hold_back(held=is_screened)
        self._draw()
        self._window.repaint()

    def _show_behind_screen(self) -> None:
        if self._beside is not None:
            self._beside.onlookers.show()

    def _use_settings(self, loaded: LoadedSettings) -> None:
        is_new_language = self._translation.use(loaded.settings.language)
        if self._beside is not None:
            self._beside.use(loaded.settings)
            if is_new_language:
                self._beside.presence.translate()
        self._window.draw_settings(loaded)

    def _open_newer_version(self) -> None:
        if self._beside is not None:
            self._beside.versions.open_page()

    def _say_what_settings_were_read(self) -> None:
        # Imported here, as by all that says something short: the first window does not.
        from desktop.ui.toasts import brand_refused, settings_kept_aside

        loaded = self._conductor.loaded
        if loaded.notice is not Notice.NONE:
            self._window.draw_settings(loaded)
        if loaded.notice is Notice.BROKEN_KEPT_ASIDE:
            self._window.say(settings_kept_aside(loaded.kept_aside))
        if self._brand_problem is not None:
            self._window.say(brand_refused(self._brand_problem))

    def _on_copied(self, seconds: int) -> None:
        from desktop.ui.toasts import token_copied

        self._window.say(token_copied(seconds))

    def _on_exported(self, file: Path) -> None:
        from desktop.ui.toasts import history_exported

        self._window.say(history_exported(file))

    def _on_diagnosed(self, file: Path) -> None:
        from desktop.ui.toasts import diagnostics_saved

        self._window.say(diagnostics_saved(file))

    # What is due

    def _on_beat(self) -> None:
        if self._household is not None and self._beside is not None and not self._beating:
            self._beating = True
            self._conductor.spawn(self._beat(self._household, self._beside))

    async def _beat(self, household: "Household", beside: "Beside") -> None:
        try:
            seconds = await household.beat()
        finally:
            self._beating = False
        self._conductor.follow_login_start(is_signed_in=self._overview.somebody_is_signed_in())
        beside.beat(seconds, is_tray_wanted=self._conductor.loaded.settings.close_to_tray)

    async def _notice_changes(self, beside: "Beside") -> None:
        while True:
            await beside.folders.change()
            if self._household is not None:
                self._household.notice_mail()
                await self._household.notice_commits()
                self._watch()
                self._on_beat()

    def _watch(self) -> None:
        if self._household is not None and self._beside is not None:
            ids = tuple(one.profile_id for one in self._overview.snapshots)
            self._beside.folders.watch(ids, self._household.outbox)

    # What closing means

    def _on_close_wanted(self) -> None:
        is_wanted = self._conductor.loaded.settings.close_to_tray
        if self._beside is not None and self._beside.presence.keeps_the_app(is_wanted=is_wanted):
            self._window.hide()
        else:
            self._conductor.quit()

    def _show_window(self) -> None:
        self._window.come_to_front()

    def _on_called(self, call: "Call") -> None:
        from desktop.system.activation import take_over_activation

        take_over_activation(call.activation, os.environ)
        self._window.come_to_front()
        if call.link:
            self._conductor.open_invitation(call.link)


def _open_in_browser(url: str) -> bool:
    # Imported here: the first window opens no page.
    from desktop.system.browser import open_in_browser

    return open_in_browser(url)


def _last_overview(paths: Paths, loaded: LoadedBrand) -> Overview:
    try:
        return last_overview(paths, known_profiles(paths, loaded))
    except AuthenticatorError as error:
        return Overview(problem=error)
