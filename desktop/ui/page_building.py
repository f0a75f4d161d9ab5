"""Builds a page when it is first shown, and lets it lead on."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from desktop.foundation.settings import LoadedSettings
from desktop.ui.commands import Commands
from desktop.ui.pages.page import Page
from desktop.ui.routing import PageName, Where


class Guide(Protocol):
    """Where a page can lead the person."""

    def go(self, where: Where) -> None:
        """To a place that the person chose."""

    def ask_removal(self) -> None:
        """To the question whether the profile is to be removed."""

    def ask_reset(self) -> None:
        """To the question whether everything is to be removed."""

    def say(self, text: str) -> None:
        """To a toast."""


def build_page(
    name: PageName,
    commands: Commands,
    loaded: LoadedSettings,
    clock: Callable[[], float],
    guide: Guide,
) -> Page:
    """The page called ``name``, not drawn yet, leading where it leads.

    Each is imported when it is first shown: most starts show one page.
    """
    match name:
        case PageName.WELCOME:
            from desktop.ui.pages.welcome import WelcomePage

            welcome = WelcomePage(commands)
            welcome.connect_wanted.connect(partial(guide.go, Where.CONNECT))
            welcome.settings_wanted.connect(partial(guide.go, Where.SETTINGS))
            return welcome
        case PageName.CONNECT:
            from desktop.ui.pages.connect import ConnectPage

            connect = ConnectPage(commands)
            connect.left.connect(partial(guide.go, Where.SESSION))
            return connect
        case PageName.SIGN_IN:
            from desktop.ui.pages.sign_in import SignInPage

            return SignInPage(commands)
        case PageName.CODE:
            from desktop.ui.pages.code import CodePage

            return CodePage(commands, clock)
        case PageName.BROWSER_WAIT:
            from desktop.ui.pages.browser_wait import BrowserWaitPage

            return BrowserWaitPage(commands)
        case PageName.SESSION:
            from desktop.ui.pages.session import SessionPage

            session = SessionPage(commands)
            session.sign_in_wanted.connect(partial(guide.go, Where.SIGN_IN))
            session.choose_wanted.connect(partial(guide.go, Where.KEYSTORE_CHOICE))
            session.removal_wanted.connect(guide.ask_removal)
            session.said.connect(guide.say)
            return session
        case PageName.KEYSTORE_CHOICE:
            from desktop.ui.pages.keystore_choice import KeystoreChoicePage

            return KeystoreChoicePage(commands)
        case PageName.UNLOCK_VAULT:
            from desktop.ui.pages.unlock_vault import UnlockVaultPage

            return UnlockVaultPage(commands)
        case PageName.SETTINGS:
            from desktop.ui.pages.settings import SettingsPage

            settings = SettingsPage(commands, loaded)
            settings.left.connect(partial(guide.go, Where.SESSION))
            settings.reset_wanted.connect(guide.ask_reset)
            return settings
