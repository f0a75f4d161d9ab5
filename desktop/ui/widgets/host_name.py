"""A host in large letters: all of it is shown, however long, and it breaks where it must."""

from typing import Final

from desktop.ui.theme.type import Size, Weight
from desktop.ui.widgets.text import Text

MAY_BREAK: Final = "\u200b"
"""A zero-width space: nothing is seen of it but where the line ends."""

LONG: Final = 32
"""Characters from which on the letters are smaller, or from which a label breaks anywhere."""


def breakable(text: str, after: str) -> str:
    """A text without blanks that may break behind each ``after``."""
    return text.replace(after, after + MAY_BREAK)


class HostName(Text):
    """Assistive tools read the host itself, without the places where it may break."""

    def __init__(self) -> None:
        """Show none yet."""
        super().__init__(size=Size.DISPLAY, weight=Weight.STRONG, wrap=True)

    def show_host(self, host: str) -> None:
        """Show this one, whole: its end is what tells two hosts apart."""
        labels = (one if len(one) < LONG else MAY_BREAK.join(one) for one in host.split("."))
        self.setText(breakable(".".join(labels), "."))
        self.setAccessibleName(host)
