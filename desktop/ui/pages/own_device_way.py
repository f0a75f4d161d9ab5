"""The way in by this computer's own key, above the others where it is open."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.session.device_facts import DeviceTrust
from desktop.session.snapshot import Activity, Snapshot
from desktop.ui.theme.type import Size
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.text import Elided, Hairline, Text

translate = QCoreApplication.translate

ONLY_A_CODE_AFTER: Final = ("revoked", "signed_out", "disabled")
"""Why a service ended a session that this computer's key may not begin anew (design section 4)."""


def is_open(snapshot: Snapshot) -> bool:
    """Whether this computer's key can sign in."""
    trusted = snapshot.this_device.trust is DeviceTrust.TRUSTED
    return trusted and snapshot.refusal not in ONLY_A_CODE_AFTER


def way_words(snapshot: Snapshot) -> str:
    """Why it can't, where it could before; nothing at all where it never could."""
    match snapshot.this_device.trust:
        case DeviceTrust.SUSPENDED:
            return translate(
                "way", "The service has suspended this computer. A code signs you in and frees it."
            )
        case DeviceTrust.REMOVED:
            return translate("way", "This computer is not trusted any more. A code signs you in.")
        case DeviceTrust.KEY_LOST:
            return translate(
                "way", "This computer’s key is gone from the keystore. A code signs you in."
            )
        case DeviceTrust.TRUSTED if not is_open(snapshot):
            return translate("way", "Your session was ended elsewhere. A code signs you in.")
    return ""


class OwnDeviceWay(QWidget):
    """The page's primary button while it is shown, and whom it signs in."""

    def __init__(self) -> None:
        """Not be there yet."""
        super().__init__()
        self.button: Final = Button(
            self.tr("Sign in with this computer"), Kind.PRIMARY, tall=True, wide=True
        )
        self._who = Elided(size=Size.SMALL, tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(0)
        column.addWidget(self.button)
        column.addSpacing(6)
        column.addWidget(self._who)
        column.addSpacing(14)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Hairline(), 1)
        line.addWidget(Text(self.tr("or with a code"), size=Size.SMALL, tone="muted"))
        line.addWidget(Hairline(), 1)
        column.addLayout(line)
        self.hide()

    def draw(self, snapshot: Snapshot) -> None:
        """Show it where it is open; it rests while somebody signs in."""
        self.setVisible(is_open(snapshot))
        who = snapshot.this_device.identifier
        self._who.say(self.tr("As {who}, without a code").format(who=who) if who else "")
        busy = snapshot.this_device.busy or snapshot.activity is Activity.SIGNING_IN
        self.button.setDisabled(busy)
        signing_in = busy and not snapshot.sending
        words = self.tr("Signing in…") if signing_in else self.tr("Sign in with this computer")
        self.button.setText(words)

    def is_ready(self) -> bool:
        """Whether its button can be pressed."""
        return not self.isHidden() and self.button.isEnabled()
