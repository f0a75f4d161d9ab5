"""What the person can ask for: the UI calls these, the app carries them out.

Each returns at once; what came of it is seen in the next :class:`Overview`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from desktop.foundation.secret import Secret
from desktop.foundation.settings import Settings
from desktop.ui.device_commands import DeviceCommands
from desktop.ui.invitation_commands import InvitationCommands


class IdentifierKind(StrEnum):
    """What a text in the sign-in field is, as far as it has been typed."""

    EMPTY = "empty"
    UNFINISHED = "unfinished"
    EMAIL = "EMAIL"
    PHONE = "PHONE"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A text as recognised: ``identifier`` is its normal form, ``region`` the phone's country."""

    kind: IdentifierKind
    identifier: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A country of the picker: ISO 3166 code, name, and calling code such as ``+49``."""

    code: str
    name: str
    calling_code: str


class KeystoreChoice(StrEnum):
    """Where to keep sessions when the keystore of before is not there."""

    MEMORY = "memory"
    VAULT_FILE = "vault-file"
    HERE_NOW = "here-now"


class Commands(DeviceCommands, InvitationCommands, Protocol):
    """Everything a page, the window or the tray can ask for. Never blocks, never raises."""

    def check_service(self, service_url: str, api_key_id: str) -> None:
        """Ask a service what it is; the answer is ``Overview.connection``."""

    def add_profile(self, name: str) -> None:
        """Add the service that was found as a profile and show its sign-in page."""

    def forget_connection(self) -> None:
        """Leave the connect page without adding anything."""

    def start_demo(self) -> None:
        """Start a service on this computer and a profile on it."""

    def leave_demo(self) -> None:
        """End the demo's service and forget its profile."""

    def show_profile(self, profile_id: str) -> None:
        """Show this profile, and use it when none is named."""

    def remove_profile(self, profile_id: str) -> None:
        """Remove a profile, which is gone to the eye at once and signed out a while later."""

    def keep_profile(self, profile_id: str) -> None:
        """Bring back a profile that was removed just now."""

    def recognise(self, text: str, region: str) -> Recognised:
        """What the text in the sign-in field is; under a millisecond once warmed."""

    def regions(self) -> tuple[Region, ...]:
        """The countries of the picker, by name."""

    def send_code(self, identifier: str, region: str, channel: str) -> None:
        """Ask for a code by ``EMAIL``, ``SMS`` or ``WHATSAPP``."""

    def send_code_again(self) -> None:
        """Ask for a new code to the same place."""

    def submit_code(self, code: Secret) -> None:
        """Answer the challenge."""

    def continue_in_browser(self, identifier: str, region: str) -> None:
        """Sign in on the service's own page; ``identifier`` may be empty."""

    def cancel_sign_in(self) -> None:
        """Leave the challenge or stop waiting for the browser."""

    def renew(self) -> None:
        """Renew now."""

    def copy_access_token(self) -> None:
        """Put the access token on the clipboard, marked as concealed."""

    def sign_out(self) -> None:
        """End the session here and at the service."""

    def unlock_keystore(self) -> None:
        """Let the platform ask for the keystore's password."""

    def cancel_unlock(self) -> None:
        """Stop waiting for the keystore's password."""

    def choose_keystore(self, choice: KeystoreChoice, passphrase: Secret | None) -> None:
        """Keep sessions there from now on; a new vault file takes the passphrase."""

    def open_vault(self, passphrase: Secret) -> None:
        """Open the vault file."""

    def change_settings(self, settings: Settings) -> None:
        """Keep these settings."""

    def open_newer_version(self) -> None:
        """Open the page of the newer version in the browser."""

    def save_diagnostics(self, file: str) -> None:
        """Examine everything and write what may be shown to others to this file."""

    def reset(self) -> None:
        """Remove all records and files of this user; the person has confirmed."""

    def show_window(self) -> None:
        """Bring the window to the front."""

    def show_behind_screen(self) -> None:
        """Show what was hidden from onlookers while the screen was locked."""

    def quit(self) -> None:
        """Quit; sessions that are kept stay."""
