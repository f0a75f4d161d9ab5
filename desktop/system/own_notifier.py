"""Whichever way this system shows notifications."""

import sys
from collections.abc import Callable

from desktop.system.notice import Notifier


def make_notifier(
    *,
    name: str,
    title: str,
    icon: str,
    show_message: Callable[[str, str], None],
    is_available: Callable[[], bool],
    connect_clicks: Callable[[Callable[[], None]], object],
) -> Notifier:
    """D-Bus on Linux, the tray elsewhere; nothing is connected yet.

    ``name`` is that of the desktop entry, ``icon`` a path. ``show_message`` shows a balloon of the
    tray where ``is_available``; ``connect_clicks`` takes what is called when one is clicked.
    """
    if sys.platform == "linux":
        from desktop.system.notifications import Notifications

        return Notifications(app_name=title, desktop_entry=name, icon=icon)
    from desktop.system.tray_notifications import TrayNotifications

    notifier = TrayNotifications(show_message, is_available)
    connect_clicks(notifier.on_message_clicked)
    return notifier
