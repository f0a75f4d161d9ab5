"""What the person can ask for about invitations. Part of :class:`~desktop.ui.commands.Commands`."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


class InvitationCommands(Protocol):
    """Never blocks, never raises; what came of it is ``Overview.invitation``."""

    def open_invitation(self, link: str) -> None:
        """Show where a link leads that something else opened. Nobody is asked, nothing decided."""

    def find_invitation(self, text: str) -> None:
        """The same for the link in a text that was pasted."""

    def read_invitation(self, content: "bytes | QImage") -> None:
        """The same for a file with a link or a picture of its QR code, or a picture."""

    def ask_invited(self) -> None:
        """The person agrees: ask the service of the invitation on show what it is."""

    def add_invited(self, name: str) -> None:
        """Add the service that was found as a profile and show its sign-in page."""

    def close_invitation(self) -> None:
        """Leave the invitation on show, undecided; the next one that waits is shown."""
