"""Builds a page when it is first shown, and lets it lead on.

Each is imported when it is first shown: most starts show one page.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from desktop.foundation.settings import LoadedSettings
from desktop.ui.pages.page import Page
from desktop.ui.routing import PageName, Where

if TYPE_CHECKING:
    from desktop.ui.commands import Commands
    from desktop.ui.questions import Question


class Guide(Protocol):
    """Where a page can lead the person."""

    def go(self, where: Where) -> None:
        """To a place that the person chose."""

    def ask(self, question: "Question", on_yes: Callable[[], None]) -> None:
        """To a question; ``on_yes`` is called when the person confirms."""

    def remove_shown(self) -> None:
        """Away from the profile that is shown, which is removed."""

    def ask_reset(self) -> None:
        """To the question whether everything is to be removed."""

    def list_shortcuts(self) -> None:
        """To the list of all keys."""

    def show_profile(self, profile_id: str) -> None:
        """To the session of a profile."""

    def say(self, text: str) -> None:
        """To a toast."""


class Ground(NamedTuple):
    """What pages are built on; ``clock`` is the wall time in seconds."""

    commands: "Commands"
    loaded: LoadedSettings
    clock: Callable[[], float]
    guide: Guide

    def to(self, where: Where) -> Callable[[], None]:
        """A step to a place."""
        return partial(self.guide.go, where)


def build_page(name: PageName, ground: Ground) -> Page:
    """The page called ``name``, not drawn yet, leading where it leads."""
    return BUILDERS[name](ground)


# ------------------------------------------------------------------------- the way to a session


def _welcome(ground: Ground) -> Page:
    from desktop.ui.pages.welcome import WelcomePage

    page = WelcomePage(ground.commands)
    page.connect_wanted.connect(ground.to(Where.CONNECT))
    page.invitation_wanted.connect(ground.to(Where.INVITATION))
    page.settings_wanted.connect(ground.to(Where.SETTINGS))
    return page


def _connect(ground: Ground) -> Page:
    from desktop.ui.pages.connect import ConnectPage

    page = ConnectPage(ground.commands)
    page.left.connect(ground.to(Where.SESSION))
    return page


def _invitation(ground: Ground) -> Page:
    from desktop.ui.pages.invitation import InvitationPage

    page = InvitationPage(ground.commands)
    page.left.connect(ground.to(Where.SESSION))
    page.profile_wanted.connect(ground.guide.show_profile)
    return page


def _sign_in(ground: Ground) -> Page:
    from desktop.ui.pages.sign_in import SignInPage

    return SignInPage(ground.commands)


def _code(ground: Ground) -> Page:
    from desktop.ui.pages.code import CodePage

    return CodePage(ground.commands, ground.clock)


def _browser_wait(ground: Ground) -> Page:
    from desktop.ui.pages.browser_wait import BrowserWaitPage

    return BrowserWaitPage(ground.commands)


def _approval_wait(ground: Ground) -> Page:
    from desktop.ui.pages.approval_wait import ApprovalWaitPage

    return ApprovalWaitPage(ground.commands)


def _keystore_choice(ground: Ground) -> Page:
    from desktop.ui.pages.keystore_choice import KeystoreChoicePage

    return KeystoreChoicePage(ground.commands)


def _unlock_vault(ground: Ground) -> Page:
    from desktop.ui.pages.unlock_vault import UnlockVaultPage

    return UnlockVaultPage(ground.commands)


# ------------------------------------------------------------------------------------ the places


def _session(ground: Ground) -> Page:
    from desktop.ui.pages.session import SessionPage

    page = SessionPage(ground.commands)
    page.sign_in_wanted.connect(ground.to(Where.SIGN_IN))
    page.choose_wanted.connect(ground.to(Where.KEYSTORE_CHOICE))
    page.removal_wanted.connect(ground.guide.remove_shown)
    page.question_wanted.connect(ground.guide.ask)
    page.said.connect(ground.guide.say)
    return page


def _requests(ground: Ground) -> Page:
    from desktop.ui.pages.requests import RequestsPage

    page = RequestsPage(ground.commands)
    page.sign_in_wanted.connect(ground.to(Where.SIGN_IN))
    page.choose_wanted.connect(ground.to(Where.KEYSTORE_CHOICE))
    page.history_wanted.connect(ground.to(Where.HISTORY))
    page.devices_wanted.connect(ground.to(Where.DEVICES))
    page.question_wanted.connect(ground.guide.ask)
    return page


def _devices(ground: Ground) -> Page:
    from desktop.ui.pages.devices import DevicesPage

    page = DevicesPage(ground.commands)
    page.sign_in_wanted.connect(ground.to(Where.SIGN_IN))
    page.add_wanted.connect(ground.to(Where.ADD_DEVICE))
    page.code_wanted.connect(ground.to(Where.SHOW_CODE))
    page.choose_wanted.connect(ground.to(Where.KEYSTORE_CHOICE))
    page.question_wanted.connect(ground.guide.ask)
    return page


def _show_code(ground: Ground) -> Page:
    from desktop.ui.pages.show_code import ShowCodePage

    page = ShowCodePage(ground.commands)
    page.left.connect(ground.to(Where.DEVICES))
    page.said.connect(ground.guide.say)
    return page


def _add_device(ground: Ground) -> Page:
    from desktop.ui.pages.add_device import AddDevicePage

    page = AddDevicePage(ground.commands)
    page.left.connect(ground.to(Where.DEVICES))
    return page


def _history(ground: Ground) -> Page:
    from desktop.ui.pages.history import HistoryPage

    page = HistoryPage(ground.commands)
    page.said.connect(ground.guide.say)
    return page


def _settings(ground: Ground) -> Page:
    from desktop.ui.pages.settings import SettingsPage

    page = SettingsPage(ground.commands, ground.loaded)
    page.left.connect(ground.to(Where.SESSION))
    page.reset_wanted.connect(ground.guide.ask_reset)
    page.shortcuts_wanted.connect(ground.guide.list_shortcuts)
    return page


def _screened(ground: Ground) -> Page:
    from desktop.ui.pages.screened import ScreenedPage

    return ScreenedPage(ground.commands)


BUILDERS: Final[dict[PageName, Callable[[Ground], Page]]] = {
    PageName.WELCOME: _welcome,
    PageName.CONNECT: _connect,
    PageName.INVITATION: _invitation,
    PageName.SIGN_IN: _sign_in,
    PageName.CODE: _code,
    PageName.BROWSER_WAIT: _browser_wait,
    PageName.APPROVAL_WAIT: _approval_wait,
    PageName.SESSION: _session,
    PageName.REQUESTS: _requests,
    PageName.DEVICES: _devices,
    PageName.SHOW_CODE: _show_code,
    PageName.ADD_DEVICE: _add_device,
    PageName.HISTORY: _history,
    PageName.KEYSTORE_CHOICE: _keystore_choice,
    PageName.UNLOCK_VAULT: _unlock_vault,
    PageName.SETTINGS: _settings,
    PageName.SCREENED: _screened,
}
