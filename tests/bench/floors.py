"""The two floors: what a window costs before it does anything. ``python -m tests.bench.floors``.

The bare floor is a PySide6 window on qasync with a label, a field and a button; the stack floor is
the same with the libraries of the app imported.
"""

import asyncio
import importlib
import sys

import qasync
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

TITLE = "Floor"
STACK = ("httpx", "keyring", "keyring.backends.SecretService", "jwt")


async def live() -> None:
    """Show the window and stay."""
    window = QWidget()
    window.setWindowTitle(TITLE)
    window.resize(960, 640)
    column = QVBoxLayout(window)
    for widget in (QLabel("Label"), QLineEdit(), QPushButton("Button")):
        column.addWidget(widget)
    window.show()
    await asyncio.Event().wait()


if __name__ == "__main__":
    if "stack" in sys.argv:
        for name in STACK:
            importlib.import_module(name)
    application = QApplication(sys.argv)
    qasync.run(live())
