"""PySide's hook in every import, which an app without ``__feature__`` can do without.

PySide replaces ``__import__`` so that ``from __feature__ import snake_case`` works. It then reads
and keeps the source of each module that is imported later, whoever imports it: 12 MB with all of
the app's libraries, and a tenth of the time to the first window.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - installs the hook


def remove_import_hook() -> None:
    """Let imports be Python's own again; a PySide without a hook is left alone."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
