"""The list of all keys, over the window."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSlider, QGridLayout, QScrollArea, QWidget

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
        # In large letters it is higher than a small window.
        body = self._body = QScrollArea()
        body.setWidgetResizable(True)
        body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body.setWidget(listed)
        self.show_between(body)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows scroll, where there is more than fits."""
        steps = {
            Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
            Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
            Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
            Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._body.verticalScrollBar().triggerAction(step)
        else:
            super().keyPressEvent(event)


def keys_words(keys: tuple[str, ...]) -> str:
    """``Ctrl+R, F5``, as the platform writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(one).toString(native) for one in keys)
