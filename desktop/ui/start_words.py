"""The sentences of errors about a start that can’t be; see ``words``."""

from typing import Final

from desktop.ui.sentence import QT_TRANSLATE_NOOP, Sentence

NOTHING_CHANGED: Final = QT_TRANSLATE_NOOP("errors", "Nothing was changed.")

START_SENTENCES: Final = {
    "StartError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The app can’t be opened here."),
        kept=NOTHING_CHANGED,
        next_step=QT_TRANSLATE_NOOP("errors", "“cotter-authenticator doctor” may say why."),
    ),
    "NoDisplayError": Sentence(
        QT_TRANSLATE_NOOP("errors", "There is no display to open the app on."),
        kept=NOTHING_CHANGED,
        next_step=QT_TRANSLATE_NOOP(
            "errors",
            "Start it from your desktop. “cotter-authenticator sign-in” and all other commands"
            " need none.",
        ),
    ),
    "DisplayUnreachableError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The app can’t draw on the display {name}."),
        kept=NOTHING_CHANGED,
        next_step=QT_TRANSLATE_NOOP(
            "errors",
            "Start it from your desktop, or set DISPLAY or WAYLAND_DISPLAY to one that lets it.",
        ),
    ),
    "PlatformUnknownError": Sentence(
        QT_TRANSLATE_NOOP("errors", "QT_QPA_PLATFORM is “{name}”: the app can’t draw on that."),
        kept=NOTHING_CHANGED,
        next_step=QT_TRANSLATE_NOOP("errors", "Unset it, or set it to wayland or xcb."),
    ),
    "LibraryMissingError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors", "The app needs a library that this computer does not have: {name}."
        ),
        kept=NOTHING_CHANGED,
        next_step=QT_TRANSLATE_NOOP("errors", "Install it, then start the app again."),
    ),
    "WindowSystemError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The app can’t open a window here: {reason}."),
        kept=NOTHING_CHANGED,
        next_step=QT_TRANSLATE_NOOP(
            "errors", "“cotter-authenticator sign-in” and all other commands need none."
        ),
    ),
    "NoFontsError": Sentence(
        QT_TRANSLATE_NOOP("errors", "There is no font on this computer, so no text can be shown."),
        kept=NOTHING_CHANGED,
        next_step=QT_TRANSLATE_NOOP(
            "errors",
            "Install one (Debian: apt install fonts-dejavu-core), then start the app again.",
        ),
    ),
    "NoHomeError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors", "You have no home folder: HOME is not set, and the system knows of none."
        ),
        kept=NOTHING_CHANGED,
        next_step=QT_TRANSLATE_NOOP(
            "errors",
            "Set HOME, or COTTER_AUTHENTICATOR_HOME, to a folder that you may write to.",
        ),
    ),
    "CopySilentError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The app is running already, and does not answer."),
        kept=NOTHING_CHANGED,
        next_step=QT_TRANSLATE_NOOP("errors", "End that one, then start it again."),
    ),
}
