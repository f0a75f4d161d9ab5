"""What is imported before the first paint, asked of a child process with a session to show."""

import os
import subprocess
import sys

import pytest

from tests.parts.child import CHECKOUT
from tests.parts.secret_service import SecretService

LOOK = """
import sys
from PySide6.QtCore import QEvent, QTimer
from desktop import app
from desktop.wish import Wish

HEAVY = {
    "cryptography", "email", "email_validator", "http", "httpx", "jeepney", "jwt",
    "keyring", "phonenumbers", "secretstorage", "PySide6.QtNetwork",
}
notice = app.App.eventFilter

def look(self, watched, event):
    if event.type() == QEvent.Type.Paint:
        print(self._window.page, sorted(HEAVY & sys.modules.keys()), flush=True)
        QTimer.singleShot(0, self._conductor.quit)
    return notice(self, watched, event)

app.App.eventFilter = look
raise SystemExit(app.run_app(Wish()))
"""


@pytest.mark.usefixtures("signed_in")
def test_nothing_of_network_keystore_or_tokens_is_imported_by_then(
    signed_in: SecretService,
) -> None:
    said = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=CHECKOUT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    assert said.stderr == ""
    assert said.stdout == "session []\n"
