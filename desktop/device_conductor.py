"""Carries out what is asked about trusted devices, sign-in requests and the history."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.foundation.errors import AuthenticatorError
from desktop.own_tasks import OwnTasks

if TYPE_CHECKING:
    from desktop.session.household import Household
    from desktop.system.qr_reading import Picture


class DeviceConductor(OwnTasks):
    """Implements :class:`~desktop.ui.device_commands.DeviceCommands`."""

    def __init__(self, on_exported: Callable[[Path], None]) -> None:
        """``on_exported`` is told of the file that the history was written to."""
        super().__init__()
        self._on_exported = on_exported
        self._showing: asyncio.Task[None] | None = None

    def sign_out_everywhere(self) -> None:
        """See :class:`~desktop.ui.device_commands.DeviceCommands`, as for all that follow."""
        self._ask(lambda house: house.devices.sign_out_everywhere())

    def forget_computer(self) -> None:
        """Sign out and delete the key."""
        self._ask(lambda house: house.devices.forget_computer())

    # Trusted devices

    def trust_computer(self) -> None:
        """Make or confirm this computer's key."""
        self._ask(lambda house: house.devices.trust())

    def stop_trusting(self) -> None:
        """Delete the key, here and at the service."""
        self._ask(lambda house: house.devices.stop_trusting())

    def confirm_with_code(self) -> None:
        """Send a code."""
        self._ask(lambda house: house.devices.confirm_with_code())

    def sign_in_with_device(self) -> None:
        """Sign in with the key."""
        self._ask(lambda house: house.devices.sign_in())

    def read_devices(self) -> None:
        """Ask the service for the list."""
        self._ask(lambda house: house.devices.read_list())

    def remove_device(self, device_id: str) -> None:
        """Take a device off."""
        self._ask(lambda house: house.devices.remove(device_id))

    def show_code(self, identifier: str, region: str) -> None:
        """Show this computer, until it is added or hidden."""
        if self._showing is None or self._showing.done():
            self._showing = self._ask(lambda house: house.devices.show_code(identifier, region))

    def hide_code(self) -> None:
        """Stop showing it."""
        if self._showing is not None:
            self._showing.cancel()
            self._showing = None

    def read_device_code_text(self, text: str) -> None:
        """Read a new device's code."""
        self._ask(lambda house: house.devices.read_code(text))

    def read_device_code_picture(self, picture: "Picture") -> None:
        """Read it from a picture."""
        self._ask(partial(_read_pictures, lambda: (picture,)))

    def scan_screen(self) -> None:
        """Read it from the screens."""
        self._ask(partial(_read_pictures, _grab_screens))

    def add_device(self, digits: str) -> None:
        """Trust it."""
        self._ask(lambda house: house.devices.add(digits))

    def leave_adding(self) -> None:
        """Forget it."""
        self._tell(lambda house: house.devices.leave_adding())

    # Sign-in requests

    def approve_request(self, request_id: int, number: str) -> None:
        """Approve."""
        self._ask(lambda house: house.devices.approve(request_id, number))

    def deny_request(self, request_id: int) -> None:
        """Deny."""
        self._ask(lambda house: house.devices.deny(request_id))

    def deny_request_of(self, profile_id: str, request_id: int) -> None:
        """Deny a request of any profile, from its notification."""
        self._ask(lambda house: house.devices.deny_of(profile_id, request_id))

    # History

    def read_history(self) -> None:
        """Read it again."""
        self._ask(lambda house: house.history.read())

    def export_history(self, file: str) -> None:
        """Write it to a file."""
        self._ask(lambda house: self._export(house, file))

    async def _export(self, household: "Household", file: str) -> None:
        if await household.history.export(file):
            self._on_exported(Path(file))


def _grab_screens() -> "tuple[Picture, ...]":
    from desktop.system.screen_picture import grab_screens

    return grab_screens()


async def _read_pictures(take: "Callable[[], tuple[Picture, ...]]", household: "Household") -> None:
    # Imported here: most people never add a device.
    from desktop.system.qr_reading import read_codes

    try:
        texts: list[str] = []
        for picture in take():
            texts += await asyncio.to_thread(read_codes, picture)
    except AuthenticatorError as error:
        household.devices.show_reading_problem(error)
        return
    await household.devices.read_picture(tuple(texts))
