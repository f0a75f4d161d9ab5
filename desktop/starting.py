"""A start that can't be: one clear sentence, where a person sees it.

It goes to standard error always. Who clicked on an icon sees that nowhere: then a small window says
it, where there is one to be had, or else the desktop's notifications do.
"""

import sys
from typing import TYPE_CHECKING

from desktop.foundation.errors import AuthenticatorError
from desktop.wish import NAME, TITLE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def say(error: AuthenticatorError) -> None:
    """Write why nothing opens; and tell the desktop, if nobody looks at a terminal."""
    sentence = error.sentence()
    if sys.stderr is not None:
        sys.stderr.write(f"{NAME}: {sentence}\n")
        if sys.stderr.isatty():
            return
    # Imported here: a start that can be needs none of it.
    from desktop.system.last_notice import notify_and_forget

    notify_and_forget(TITLE, sentence)


def show(error: AuthenticatorError, application: "QApplication") -> None:
    """The same in a window, until it is closed."""
    if sys.stderr is not None:
        sys.stderr.write(f"{NAME}: {error.sentence()}\n")
        if sys.stderr.isatty():
            return
    from desktop.ui.start_notice import show_start_notice

    show_start_notice(error, application)
