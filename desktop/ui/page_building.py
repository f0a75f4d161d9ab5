"""Builds a page when it is first shown, and lets it lead on."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from desktop.foundation.settings import LoadedSettings
from desktop.ui.commands import Commands
from desktop.ui.pages.browser_wait import BrowserWaitPage
from desktop.ui.pages.code import CodePage
from desktop.ui.pages.connect import ConnectPage
from desktop.ui.pages.keystore_choice import KeystoreChoicePage
from desktop.ui.pages.page import Page
from desktop.ui.pages.session import SessionPage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.pages.sign_in import SignInPage
from desktop.ui.pages.unlock_vault import UnlockVaultPage
from desktop.ui.pages.welcome import WelcomePage
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
    name: PageName, commands: Commands, loaded: LoadedSettings, clock: Callable[[], float]
) -> Page:
    """The page called ``name``, not drawn yet."""
    match name:
        case PageName.WELCOME:
            return WelcomePage(commands)
        case PageName.CONNECT:
            return ConnectPage(commands)
        case PageName.SIGN_IN:
            return SignInPage(commands)
        case PageName.CODE:
            return CodePage(commands, clock)
        case PageName.BROWSER_WAIT:
            return BrowserWaitPage(commands)
        case PageName.SESSION:
            return SessionPage(commands)
        case PageName.KEYSTORE_CHOICE:
            return KeystoreChoicePage(commands)
        case PageName.UNLOCK_VAULT:
            return UnlockVaultPage(commands)
        case PageName.SETTINGS:
            return SettingsPage(commands, loaded)


def lead(page: Page, guide: Guide) -> None:
    """Connect what a page wants with where it leads."""
    match page:
        case WelcomePage():
            page.connect_wanted.connect(partial(guide.go, Where.CONNECT))
            page.settings_wanted.connect(partial(guide.go, Where.SETTINGS))
        case ConnectPage():
            page.left.connect(partial(guide.go, Where.SESSION))
        case SessionPage():
            page.sign_in_wanted.connect(partial(guide.go, Where.SIGN_IN))
            page.choose_wanted.connect(partial(guide.go, Where.KEYSTORE_CHOICE))
            page.removal_wanted.connect(guide.ask_removal)
            page.said.connect(guide.say)
        case SettingsPage():
            page.left.connect(partial(guide.go, Where.SESSION))
            page.reset_wanted.connect(guide.ask_reset)
        case _:
            pass
