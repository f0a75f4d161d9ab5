"""Carries out what is asked about invitations. Whatever brings one, a person confirms it."""

import asyncio
from typing import TYPE_CHECKING

from desktop.foundation.device_errors import CodeUnreadableError
from desktop.foundation.errors import AuthenticatorError
from desktop.removal_conductor import RemovalConductor

if TYPE_CHECKING:
    from desktop.session.household import Household
    from desktop.system.qr_reading import Picture


class InvitationConductor(RemovalConductor):
    """Implements :class:`~desktop.ui.invitation_commands.InvitationCommands`."""

    def open_invitation(self, link: str) -> None:
        """See :class:`~desktop.ui.invitation_commands.InvitationCommands`, as for all below."""
        self._join(lambda house: house.joining.open_invitation(link))

    def find_invitation(self, text: str) -> None:
        """Look for a link in a text."""
        self._join(lambda house: house.joining.find_invitation(text))

    def read_invitation(self, content: "Picture") -> None:
        """Look for a link in a file or a picture."""
        self._join(lambda house: _read(house, content))

    def ask_invited(self) -> None:
        """Ask the service of the invitation."""
        self._join(lambda house: house.joining.ask_invited())

    def add_invited(self, name: str) -> None:
        """Add it."""
        self._join(lambda house: house.joining.add_invited(name))

    def close_invitation(self) -> None:
        """Leave it undecided."""
        self._tell(lambda house: house.joining.close_invitation())


async def _read(household: "Household", content: "Picture") -> None:
    # Imported here: hardly any start has an invitation to read.
    from desktop.foundation.invitation import LONGEST_TEXT, SCHEME

    if isinstance(content, bytes) and f"{SCHEME}:".encode() in content[:LONGEST_TEXT]:
        await household.joining.find_invitation(content[:LONGEST_TEXT].decode("utf-8", "replace"))
        return
    # Imported here: most invitations are links.
    from desktop.system.qr_reading import read_codes

    try:
        texts = await asyncio.to_thread(read_codes, content)
        if not texts:
            raise CodeUnreadableError(reason="no code is in the picture")
    except AuthenticatorError as error:
        household.joining.refuse_invitation(error)
        return
    await household.joining.find_invitation("\n".join(texts)[:LONGEST_TEXT])
