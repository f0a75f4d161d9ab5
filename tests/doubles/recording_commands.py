"""Commands that are written down instead of carried out."""

from dataclasses import dataclass, field

from PySide6.QtGui import QImage

from desktop.foundation.secret import Secret
from desktop.foundation.settings import Settings
from desktop.ui.commands import IdentifierKind, KeystoreChoice, Recognised, Region

REGIONS = (
    Region("AT", "Austria", "+43"),
    Region("DE", "Germany", "+49"),
    Region("US", "United States", "+1"),
)


@dataclass
class RecordingCommands:
    """Implements ``desktop.ui.commands.Commands``; ``calls`` are ``(name, *arguments)``.

    Secrets are written down as their text, so that a test can compare them.
    """

    calls: list[tuple[object, ...]] = field(default_factory=list)

    def named(self, name: str) -> list[tuple[object, ...]]:
        """The arguments of each call of this name."""
        return [call[1:] for call in self.calls if call[0] == name]

    def check_service(self, service_url: str, api_key_id: str) -> None:
        self.calls.append(("check_service", service_url, api_key_id))

    def add_profile(self, name: str) -> None:
        self.calls.append(("add_profile", name))

    def open_newer_version(self) -> None:
        self.calls.append(("open_newer_version",))

    def forget_connection(self) -> None:
        self.calls.append(("forget_connection",))

    def open_invitation(self, link: str) -> None:
        self.calls.append(("open_invitation", link))

    def find_invitation(self, text: str) -> None:
        self.calls.append(("find_invitation", text))

    def read_invitation(self, content: "bytes | QImage") -> None:
        self.calls.append(("read_invitation", content))

    def ask_invited(self) -> None:
        self.calls.append(("ask_invited",))

    def add_invited(self, name: str) -> None:
        self.calls.append(("add_invited", name))

    def close_invitation(self) -> None:
        self.calls.append(("close_invitation",))

    def start_demo(self) -> None:
        self.calls.append(("start_demo",))

    def leave_demo(self) -> None:
        self.calls.append(("leave_demo",))

    def show_profile(self, profile_id: str) -> None:
        self.calls.append(("show_profile", profile_id))

    def remove_profile(self, profile_id: str) -> None:
        self.calls.append(("remove_profile", profile_id))

    def keep_profile(self, profile_id: str) -> None:
        self.calls.append(("keep_profile", profile_id))

    def recognise(self, text: str, region: str) -> Recognised:
        """Much simpler than the real one: an ``@`` with a dot after it, or eight digits."""
        digits = "".join(one for one in text if one.isdecimal())
        if not text:
            return Recognised(IdentifierKind.EMPTY)
        if "@" in text and "." in text.partition("@")[2].strip("."):
            return Recognised(IdentifierKind.EMAIL, text)
        if len(digits) > 7 and "@" not in text:
            return Recognised(IdentifierKind.PHONE, f"+{digits}", region)
        return Recognised(IdentifierKind.UNFINISHED)

    def regions(self) -> tuple[Region, ...]:
        return REGIONS

    def send_code(self, identifier: str, region: str, channel: str) -> None:
        self.calls.append(("send_code", identifier, region, channel))

    def send_code_again(self) -> None:
        self.calls.append(("send_code_again",))

    def submit_code(self, code: Secret) -> None:
        self.calls.append(("submit_code", code.reveal()))

    def continue_in_browser(self, identifier: str, region: str) -> None:
        self.calls.append(("continue_in_browser", identifier, region))

    def cancel_sign_in(self) -> None:
        self.calls.append(("cancel_sign_in",))

    def renew(self) -> None:
        self.calls.append(("renew",))

    def copy_access_token(self) -> None:
        self.calls.append(("copy_access_token",))

    def sign_out(self) -> None:
        self.calls.append(("sign_out",))

    def sign_out_everywhere(self) -> None:
        self.calls.append(("sign_out_everywhere",))

    def forget_computer(self) -> None:
        self.calls.append(("forget_computer",))

    def trust_computer(self) -> None:
        self.calls.append(("trust_computer",))

    def stop_trusting(self) -> None:
        self.calls.append(("stop_trusting",))

    def confirm_with_code(self) -> None:
        self.calls.append(("confirm_with_code",))

    def sign_in_with_device(self) -> None:
        self.calls.append(("sign_in_with_device",))

    def ask_another_device(self, identifier: str, region: str) -> None:
        self.calls.append(("ask_another_device", identifier, region))

    def read_devices(self) -> None:
        self.calls.append(("read_devices",))

    def remove_device(self, device_id: str) -> None:
        self.calls.append(("remove_device", device_id))

    def show_code(self, identifier: str, region: str) -> None:
        self.calls.append(("show_code", identifier, region))

    def hide_code(self) -> None:
        self.calls.append(("hide_code",))

    def read_device_code_text(self, text: str) -> None:
        self.calls.append(("read_device_code_text", text))

    def read_device_code_picture(self, picture: bytes | QImage) -> None:
        self.calls.append(("read_device_code_picture", picture))

    def scan_screen(self) -> None:
        self.calls.append(("scan_screen",))

    def add_device(self, digits: str) -> None:
        self.calls.append(("add_device", digits))

    def leave_adding(self) -> None:
        self.calls.append(("leave_adding",))

    def approve_request(self, request_id: int, number: str) -> None:
        self.calls.append(("approve_request", request_id, number))

    def deny_request(self, request_id: int) -> None:
        self.calls.append(("deny_request", request_id))

    def read_history(self) -> None:
        self.calls.append(("read_history",))

    def export_history(self, file: str) -> None:
        self.calls.append(("export_history", file))

    def unlock_keystore(self) -> None:
        self.calls.append(("unlock_keystore",))

    def cancel_unlock(self) -> None:
        self.calls.append(("cancel_unlock",))

    def choose_keystore(self, choice: KeystoreChoice, passphrase: Secret | None) -> None:
        text = passphrase.reveal() if passphrase is not None else None
        self.calls.append(("choose_keystore", choice, text))

    def open_vault(self, passphrase: Secret) -> None:
        self.calls.append(("open_vault", passphrase.reveal()))

    def change_settings(self, settings: Settings) -> None:
        self.calls.append(("change_settings", settings))

    def save_diagnostics(self, file: str) -> None:
        self.calls.append(("save_diagnostics", file))

    def reset(self) -> None:
        self.calls.append(("reset",))

    def show_window(self) -> None:
        self.calls.append(("show_window",))

    def show_behind_screen(self) -> None:
        self.calls.append(("show_behind_screen",))

    def quit(self) -> None:
        self.calls.append(("quit",))
