"""The branch of the tree of errors that is about a start that can't be.

::

    AuthenticatorError
    └── StartError
        ├── NoDisplayError, DisplayUnreachableError, PlatformUnknownError, LibraryMissingError,
        │   WindowSystemError, NoFontsError
        └── NoHomeError, CopySilentError
"""

from desktop.foundation.errors import AuthenticatorError


class StartError(AuthenticatorError):
    """The app can't be opened here; nothing of it was read or written yet."""

    happened = "The app can't be opened here."
    kept = "Nothing was changed."
    next_step = "“cotter-authenticator doctor” may say why."


class NoDisplayError(StartError):
    """The environment names none."""

    happened = "There is no display to open the app on."
    next_step = (
        "Start it from your desktop. “cotter-authenticator sign-in” and all other commands need"
        " none."
    )


class DisplayUnreachableError(StartError):
    """The environment names one that does not answer, or does not let us draw."""

    happened = "The app can't draw on the display {name}."
    next_step = "Start it from your desktop, or set DISPLAY or WAYLAND_DISPLAY to one that lets it."


class PlatformUnknownError(StartError):
    """``QT_QPA_PLATFORM`` names what Qt has not."""

    happened = "QT_QPA_PLATFORM is “{name}”: the app can't draw on that."
    next_step = "Unset it, or set it to wayland or xcb."


class LibraryMissingError(StartError):
    """The system lacks a library that every window needs; ``name`` has its package too."""

    happened = "The app needs a library that this computer does not have: {name}."
    next_step = "Install it, then start the app again."


class WindowSystemError(StartError):
    """Qt can't open a window and says why."""

    happened = "The app can't open a window here: {reason}."
    next_step = "“cotter-authenticator sign-in” and all other commands need none."


class NoFontsError(StartError):
    """Not one letter could be drawn."""

    happened = "There is no font on this computer, so no text can be shown."
    next_step = "Install one (Debian: apt install fonts-dejavu-core), then start the app again."


class NoHomeError(StartError):
    """Neither the environment nor the system's list of users has a home folder."""

    happened = "You have no home folder: HOME is not set, and the system knows of none."
    next_step = "Set HOME, or COTTER_AUTHENTICATOR_HOME, to a folder that you may write to."


class CopySilentError(StartError):
    """The first copy of the app holds its lock, and takes no call."""

    happened = "The app is running already, and does not answer."
    next_step = "End that one, then start it again."
