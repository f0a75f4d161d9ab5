"""Which page is shown: one pure function of the overview and where the person went."""

from enum import StrEnum

from desktop.session.snapshot import (
    Activity,
    BrowserWait,
    CodeEntry,
    Obstacle,
    Overview,
    SessionFact,
)


class Where(StrEnum):
    """Where the person went, as far as it is theirs to choose."""

    SESSION = "session"
    SETTINGS = "settings"
    CONNECT = "connect"
    SIGN_IN = "sign_in"
    KEYSTORE_CHOICE = "keystore_choice"


class PageName(StrEnum):
    """The pages."""

    WELCOME = "welcome"
    CONNECT = "connect"
    SIGN_IN = "sign_in"
    CODE = "code"
    BROWSER_WAIT = "browser_wait"
    SESSION = "session"
    KEYSTORE_CHOICE = "keystore_choice"
    UNLOCK_VAULT = "unlock_vault"
    SETTINGS = "settings"


UNKNOWN = (Obstacle.KEYSTORE_LOCKED, Obstacle.KEYSTORE_UNAVAILABLE)


def page_for(overview: Overview, where: Where) -> PageName:
    """The page to show; the first row that fits counts.

    ================================================== ===================
    the overview has, or the person went to            page
    ================================================== ===================
    settings                                           settings
    connect                                            connect
    a passphrase to be typed                           unlock_vault
    a keystore to be chosen, or asked to choose        keystore_choice
    no profile                                         welcome
    a code under way                                   code
    a browser under way                                browser_wait
    no session, and the keystore says so               sign_in
    a session the service ended, and asked to sign in  sign_in
    anything else                                      session
    ================================================== ===================
    """
    snapshot = overview.active()
    asked = {Where.SETTINGS: PageName.SETTINGS, Where.CONNECT: PageName.CONNECT}
    if where in asked:
        return asked[where]
    if overview.passphrase_needed:
        return PageName.UNLOCK_VAULT
    if overview.keystore_choice or where is Where.KEYSTORE_CHOICE:
        return PageName.KEYSTORE_CHOICE
    if snapshot is None:
        return PageName.WELCOME
    if isinstance(snapshot.sign_in, CodeEntry):
        return PageName.CODE
    if isinstance(snapshot.sign_in, BrowserWait):
        return PageName.BROWSER_WAIT
    if snapshot.session is SessionFact.NONE and snapshot.obstacle not in UNKNOWN:
        return PageName.SIGN_IN
    is_signing_in = snapshot.activity is Activity.SIGNING_IN
    if snapshot.session is SessionFact.REFUSED and (where is Where.SIGN_IN or is_signing_in):
        return PageName.SIGN_IN
    return PageName.SESSION
