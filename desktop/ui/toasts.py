"""What a toast says (look: one line)."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.foundation.errors import AuthenticatorError
from desktop.ui.clipboard import is_cleared_in_time


def no_tray() -> str:
    """What closing the window means where it can't go to a tray."""
    return QCoreApplication.translate(
        "toasts", "There is no tray here: closing this window quits. You stay signed in."
    )


def settings_kept_aside(file: Path | None) -> str:
    """The settings were no settings; ``file`` is where they went, None if they stayed."""
    if file is None:
        return QCoreApplication.translate(
            "toasts", "The settings can’t be read. The defaults are used."
        )
    return QCoreApplication.translate(
        "toasts", "The settings can’t be read. The defaults are used; the file is now {file}."
    ).format(file=file.name)


def brand_refused(error: AuthenticatorError) -> str:
    """Somebody set this app up in a way that does not count, and why."""
    # Imported here: all sentences come with it, and hardly any installation has a brand.
    from desktop.ui.words import sentence_of

    said = sentence_of(error)
    return f"{said.happened} {said.rest}".strip()


def token_copied(seconds: int) -> str:
    """The access token is on the clipboard, and for how long."""
    if not is_cleared_in_time():
        return QCoreApplication.translate(
            "toasts", "Access token copied. Wayland can keep it until you copy something else."
        )
    return QCoreApplication.translate(
        "toasts", "Access token copied. It leaves the clipboard in {seconds} s."
    ).format(seconds=seconds)


def diagnostics_saved(file: Path) -> str:
    """What may be shown to others was written to ``file``."""
    return QCoreApplication.translate(
        "toasts", "Diagnostics saved as {file}. You can read them before you send them."
    ).format(file=file.name)


def history_exported(file: Path) -> str:
    """The history was written to ``file``."""
    return QCoreApplication.translate("toasts", "History exported to {file}.").format(
        file=file.name
    )


def newer_version(version: str) -> str:
    """A version that is newer than this one is out."""
    return QCoreApplication.translate("toasts", "Version {version} is out.").format(version=version)


def see_whats_new() -> str:
    """What to press for it."""
    return QCoreApplication.translate("toasts", "See what’s new")


def page_not_opened(url: str) -> str:
    """No browser opened the page; ``url`` can be typed into one."""
    return QCoreApplication.translate("toasts", "No browser opened {url}.").format(url=url)
