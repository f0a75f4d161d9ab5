"""A line of things that goes on in a second one where there is no room, as words do."""

from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desktop.ui.theme import measure

FIXED: Final = -1
"""What does not grow is as wide as it wants to be."""


class _Part(NamedTuple):
    item: QLayoutItem
    least: int = FIXED

    @property
    def grows(self) -> bool:
        return self.least != FIXED

    def needs(self) -> int:
        """Pixels without which it moves on to the next line."""
        wanted = self.item.sizeHint().width()
        if not self.grows:
            return wanted
        return max(min(self.least, wanted), self.item.minimumSize().width())


class _Placed(NamedTuple):
    item: QLayoutItem
    width: int
    height: int


class Flow(QLayout):
    """Things beside each other; what grows takes the room that is left on its line.

    With ``spread`` the last of several on the first line stands at its end.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap: int = measure.GAP,
        below: int = measure.GAP,
        spread: bool = False,
    ) -> None:
        """Keep ``gap`` pixels between two things, and ``below`` between two lines."""
        super().__init__(parent) if parent is not None else super().__init__()
        self._gap, self._below, self._spread = gap, below, spread
        self._parts: list[_Part] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, part: QWidget | QLayout, *, least: int = FIXED) -> None:
        """Put ``part`` at the end; it grows, and moves on rather than have less than ``least``."""
        if isinstance(part, QWidget):
            self.addWidget(part)
        else:
            self.addChildLayout(part)
            self.addItem(part)
        self._parts[-1] = self._parts[-1]._replace(least=least)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 (Qt's)
        """Keep it; Qt calls this."""
        self._parts.append(_Part(item))
        self._heights.clear()

    def count(self) -> int:
        """How many things there are."""
        return len(self._parts)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """One of them; Qt asks beyond the last."""
        return self._parts[index].item if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Give one of them away."""
        self._heights.clear()
        return self._parts.pop(index).item if 0 <= index < len(self._parts) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """It takes the width it is given, and no more height than it needs."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def invalidate(self) -> None:
        """Forget what was measured; Qt calls this when anything in it has another size."""
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        """The lines that ``width`` pixels make."""
        # Kept: within one laying out Qt asks for the same ones dozens of times.
        if width not in self._heights:
            margins = self.contentsMargins()
            lines = self._lines(width - margins.left() - margins.right())
            self._heights[width] = self._height(lines) + margins.top() + margins.bottom()
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """All on one line."""
        shown = self._shown()
        width = sum(one.item.sizeHint().width() for one in shown)
        height = max((one.item.sizeHint().height() for one in shown), default=0)
        return self._with_margins(QSize(width + self._gap * max(0, len(shown) - 1), height))

    def minimumSize(self) -> QSize:  # noqa: N802
        """The widest of them alone on a line."""
        shown = self._shown()
        width = max((one.item.minimumSize().width() for one in shown), default=0)
        height = max((one.item.minimumSize().height() for one in shown), default=0)
        return self._with_margins(QSize(width, height))

    def setGeometry(self, box: QRect) -> None:  # noqa: N802
        """Put everything in its place."""
        super().setGeometry(box)
        inner = box.marginsRemoved(self.contentsMargins())
        top = inner.top()
        lines = self._lines(inner.width())
        # A line that is alone has all the height there is.
        spare = max(0, inner.height() - self._height(lines)) if len(lines) == 1 else 0
        for line in lines:
            height = max(one.height for one in line) + spare
            self._place(line, QRect(inner.left(), top, inner.width(), height))
            top += height + self._below

    def _place(self, line: list[_Placed], box: QRect) -> None:
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        left = box.left()
        free = box.width() - sum(one.width for one in line) - self._gap * (len(line) - 1)
        for index, one in enumerate(line):
            if self._spread and index and index == len(line) - 1:
                left += max(0, free)
            at = box.right() + 1 - (left - box.left()) - one.width if mirrored else left
            one.item.setGeometry(QRect(QPoint(at, box.top()), QSize(one.width, box.height())))
            left += one.width + self._gap

    def _lines(self, width: int) -> list[list[_Placed]]:
        lines: list[list[_Part]] = []
        left = 0
        for part in self._shown():
            needs = part.needs()
            if not lines or left + self._gap + needs > width:
                lines.append([])
                left = needs
            else:
                left += self._gap + needs
            lines[-1].append(part)
        return [self._measured(line, width) for line in lines]

    def _measured(self, line: list[_Part], width: int) -> list[_Placed]:
        growing = sum(part.grows for part in line)
        taken = sum(part.item.sizeHint().width() for part in line if not part.grows)
        room = max(0, width - taken - self._gap * (len(line) - 1))
        placed = []
        for part in line:
            item = part.item
            wide = room // growing if part.grows else min(item.sizeHint().width(), width)
            high = item.heightForWidth(wide) if item.hasHeightForWidth() else -1
            placed.append(_Placed(item, wide, high if high >= 0 else item.sizeHint().height()))
        return placed

    def _shown(self) -> list[_Part]:
        return [part for part in self._parts if not part.item.isEmpty()]

    def _height(self, lines: list[list[_Placed]]) -> int:
        heights = [max(one.height for one in line) for line in lines]
        return sum(heights) + self._below * max(0, len(heights) - 1)

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return QSize(
            size.width() + margins.left() + margins.right(),
            size.height() + margins.top() + margins.bottom(),
        )
