"""Which page is shown: one pure function of the overview and where the person went."""

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from desktop.session.snapshot import Activity, Obstacle, Overview, SessionFact

if TYPE_CHECKING:
    from desktop.session.under_way import ApprovalWait, BrowserWait, CodeEntry


class Where(StrEnum):
    """Where the person went, as far as it is theirs to choose."""

    SESSION = "session"
    REQUESTS = "requests"
    DEVICES = "devices"
    HISTORY = "history"
    SETTINGS = "settings"
    CONNECT = "connect"
    INVITATION = "invitation"
    SIGN_IN = "sign_in"
    SHOW_CODE = "show_code"
    ADD_DEVICE = "add_device"
    KEYSTORE_CHOICE = "keystore_choice"


class PageName(StrEnum):
    """The pages."""

    WELCOME = "welcome"
    CONNECT = "connect"
    INVITATION = "invitation"
    SIGN_IN = "sign_in"
    CODE = "code"
    BROWSER_WAIT = "browser_wait"
    APPROVAL_WAIT = "approval_wait"
    SESSION = "session"
    REQUESTS = "requests"
    DEVICES = "devices"
    SHOW_CODE = "show_code"
    ADD_DEVICE = "add_device"
    HISTORY = "history"
    KEYSTORE_CHOICE = "keystore_choice"
    UNLOCK_VAULT = "unlock_vault"
    SETTINGS = "settings"
    SCREENED = "screened"


UNKNOWN: Final = (Obstacle.KEYSTORE_LOCKED, Obstacle.KEYSTORE_UNAVAILABLE)

WITHOUT_A_PROFILE: Final = {
    Where.SETTINGS: PageName.SETTINGS,
    Where.CONNECT: PageName.CONNECT,
    Where.INVITATION: PageName.INVITATION,
}

OF_A_PROFILE: Final = {
    Where.REQUESTS: PageName.REQUESTS,
    Where.DEVICES: PageName.DEVICES,
    Where.SHOW_CODE: PageName.SHOW_CODE,
    Where.ADD_DEVICE: PageName.ADD_DEVICE,
    Where.HISTORY: PageName.HISTORY,
}
"""They say themselves what they need: somebody signed in, an open keystore, a trusted computer."""


def page_for(overview: Overview, where: Where) -> PageName:
    """The page to show; the first row that fits counts.

    ================================================== ===================
    the overview has, or the person went to            page
    ================================================== ===================
    onlookers, from whom everything is hidden          screened
    settings, connect, invitation                      that
    a passphrase to be typed                           unlock_vault
    a keystore to be chosen, or asked to choose        keystore_choice
    no profile                                         welcome
    requests, devices, history and what belongs there  that
    a code under way                                   code
    a browser under way                                browser_wait
    another device asked, or its answer                approval_wait
    no session, and the keystore says so               sign_in
    a session the service ended, and asked to sign in  sign_in
    anything else                                      session
    ================================================== ===================
    """
    if overview.is_screened:
        return PageName.SCREENED
    snapshot = overview.active()
    if where in WITHOUT_A_PROFILE:
        return WITHOUT_A_PROFILE[where]
    if overview.passphrase_needed:
        return PageName.UNLOCK_VAULT
    if overview.keystore_choice or where is Where.KEYSTORE_CHOICE:
        return PageName.KEYSTORE_CHOICE
    if snapshot is None:
        return PageName.WELCOME
    if where in OF_A_PROFILE:
        return OF_A_PROFILE[where]
    if snapshot.sign_in is not None:
        return _page_of(snapshot.sign_in)
    if snapshot.session is SessionFact.NONE and snapshot.obstacle not in UNKNOWN:
        return PageName.SIGN_IN
    is_signing_in = snapshot.activity is Activity.SIGNING_IN
    if snapshot.session is SessionFact.REFUSED and (where is Where.SIGN_IN or is_signing_in):
        return PageName.SIGN_IN
    return PageName.SESSION


def _page_of(sign_in: "CodeEntry | BrowserWait | ApprovalWait") -> PageName:
    # Imported here: the first window is drawn without it.
    from desktop.session.under_way import BrowserWait, CodeEntry

    match sign_in:
        case CodeEntry():
            return PageName.CODE
        case BrowserWait():
            return PageName.BROWSER_WAIT
        case _:
            return PageName.APPROVAL_WAIT


PLACES: Final = {
    PageName.REQUESTS: Where.REQUESTS,
    PageName.DEVICES: Where.DEVICES,
    PageName.SHOW_CODE: Where.DEVICES,
    PageName.ADD_DEVICE: Where.DEVICES,
    PageName.HISTORY: Where.HISTORY,
    PageName.SETTINGS: Where.SETTINGS,
}


def place_of(page: PageName) -> Where:
    """The place of the sidebar that a page belongs to."""
    return PLACES.get(page, Where.SESSION)
