"""What a toast says when something was done (look: one line)."""

from PySide6.QtCore import QCoreApplication


def token_copied(seconds: int) -> str:
    """The access token is on the clipboard, and for how long."""
    return QCoreApplication.translate(
        "toasts", "Access token copied. It leaves the clipboard in {seconds} s."
    ).format(seconds=seconds)
