"""What the person can ask for about trusted devices, sign-in requests and the history.

Part of :class:`~desktop.ui.commands.Commands`. What takes a fresh proof and has none sets
``Snapshot.needs_code`` (cotter-api 13.3).
"""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


class DeviceCommands(Protocol):
    """Never blocks, never raises; what came of it is seen in the next overview."""

    def sign_out_everywhere(self) -> None:
        """End every session of the user at the service; the person has confirmed."""

    def forget_computer(self) -> None:
        """Sign out, take this computer off the user's devices and delete its key; confirmed."""

    # Trusted devices

    def trust_computer(self) -> None:
        """Make this computer a trusted device of the signed-in user, or confirm a suspended one."""

    def stop_trusting(self) -> None:
        """Take this computer off the user's devices and delete its key; confirmed."""

    def confirm_with_code(self) -> None:
        """Send a code to the signed-in user, for what needs a fresh proof; the code page follows.

        What had asked for it goes on by itself afterwards.
        """

    def sign_in_with_device(self) -> None:
        """Sign in with this computer's key; no code."""

    def ask_another_device(self, identifier: str, region: str) -> None:
        """Ask the user's trusted devices; ``Snapshot.sign_in`` becomes an ApprovalWait.

        :meth:`cancel_sign_in` ends the wait and takes the request back.
        """

    def read_devices(self) -> None:
        """Ask the service for the user's devices: the devices page was opened."""

    def remove_device(self, device_id: str) -> None:
        """Take a device off the user's; the person has confirmed."""

    def show_code(self, identifier: str, region: str) -> None:
        """Show this computer to be added elsewhere; an empty identifier is the user known here."""

    def hide_code(self) -> None:
        """Stop showing it."""

    def read_device_code_text(self, text: str) -> None:
        """Read a new device's code from typed or pasted text; sets ``Snapshot.added_device``."""

    def read_device_code_picture(self, picture: "bytes | QImage") -> None:
        """Read it from a picture: the bytes of a PNG, JPEG and so on, or one that was copied."""

    def scan_screen(self) -> None:
        """Read it from what is on this computer's screens."""

    def add_device(self, digits: str) -> None:
        """Trust the device that was read, if these are its six digits."""

    def leave_adding(self) -> None:
        """Forget the device that was read."""

    # Sign-in requests

    def approve_request(self, request_id: int, number: str) -> None:
        """Approve it with the number that was typed, empty for one that has none; confirmed."""

    def deny_request(self, request_id: int) -> None:
        """Deny it."""

    # History

    def read_history(self) -> None:
        """Read it again: its page was opened."""

    def export_history(self, file: str) -> None:
        """Write it to a file, CSV or JSON by its name's ending."""
