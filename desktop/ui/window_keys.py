"""The keys of the window. They come before those of whatever has the focus in it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.ui.key_tips import KeyTips
from desktop.ui.routing import Where
from desktop.ui.shortcuts import PLACES, SHORTCUTS, Act

if TYPE_CHECKING:
    from desktop.ui.widgets.dialog import Dialog

LEAVES: Final = "Escape"
"""The key that closes a question, and leads back where there is none."""


class WindowKeys(QObject):
    """While a question covers the window its keys rest: none of them reaches the question."""

    def __init__(
        self,
        window: QWidget,
        question: "Callable[[], Dialog | None]",
        go: Callable[[Where], object],
        acts: Mapping[Act, Callable[[], object]],
    ) -> None:
        """Bind the keys of ``window``; ``question`` gives the one that was asked last.

        Some lead to a place by ``go``, all others to one of ``acts``.
        """
        super().__init__(window)
        self._question = question
        KeyTips(window)
        acts = {**acts, **{act: partial(go, where) for act, where in PLACES.items()}}
        for one in SHORTCUTS:
            for keys in one.keys:
                shortcut = QShortcut(QKeySequence(keys), window)
                act = acts[one.act]
                shortcut.activated.connect(act if one.always else partial(self._do, keys, act))

    def _do(self, keys: str, act: Callable[[], object]) -> None:
        question = self._question()
        if question is None:
            act()
        elif keys == LEAVES:
            question.close_question()
