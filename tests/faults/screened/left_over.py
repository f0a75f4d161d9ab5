"""What of an app could be read by onlookers, by eye or by a screen reader, shown or not."""

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from tests.parts.open_app import OpenApp

TEXTS = (
    "text", "toPlainText", "placeholderText", "currentText", "title", "windowTitle", "toolTip",
    "accessibleName", "accessibleDescription", "statusTip", "whatsThis", "iconText",
)  # fmt: skip


def everything_in(app: OpenApp) -> str:
    """Every word of window, tray and menus, a line each; what is hidden too."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    found: list[QObject] = []
    for root in (app.window, app.tray.menu, app.tray):
        found += [root, *root.findChildren(QObject)]
    for widget in QApplication.topLevelWidgets():
        if widget.parent() in (None, app.window) and widget.isVisible():
            found += [widget, *widget.findChildren(QObject)]
    kinds = (QWidget, QAction, QSystemTrayIcon)
    lines = [
        str(read())
        for one in found
        if isinstance(one, kinds) and shiboken6.isValid(one)
        for read in (getattr(one, name, None) for name in TEXTS)
        if callable(read)
    ]
    return "\n".join(lines)
