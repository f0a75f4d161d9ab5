"""The list of all keys, over the window."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.shortcuts import SHORTCUTS
from desktop.ui.theme.type import Size
from desktop.ui.widgets.dialog import Dialog
from desktop.ui.widgets.text import Text

translate = QCoreApplication.translate

GAP: Final = 24


class ShortcutList(Dialog):
    """What each key does; closed by Esc or its button."""

    def __init__(self, window: QWidget) -> None:
        """List them as the platform writes them."""
        super().__init__(window, translate("shortcuts", "Keyboard shortcuts"), "", "")
        self.cancel.setText(translate("shortcuts", "Close"))
        self.rows: Final = tuple((keys_words(one.keys), one.said()) for one in SHORTCUTS)
        held = translate("shortcuts", "Hold Alt to see the letter of each button.")
        listed = QWidget()
        grid = QGridLayout(listed)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for row, (keys, said) in enumerate(self.rows):
            grid.addWidget(Text(said, wrap=True), row, 0)
            shown = Text(keys, tone="muted")
            shown.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(shown, row, 1)
        grid.addWidget(
            Text(held, size=Size.SMALL, tone="muted", wrap=True), len(self.rows), 0, 1, 2
        )
        self.show_between(listed)


def keys_words(keys: tuple[str, ...]) -> str:
    """``Ctrl+R, F5``, as the platform writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(one).toString(native) for one in keys)
