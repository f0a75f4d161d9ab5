"""PySide without what an app can do without.

Two things come along with ``import PySide6.QtCore``:

* A hook in every import, for ``from __feature__ import snake_case``. It reads and keeps the source
  of each module that is imported later, whoever imports it: 12 MB with all of the app's libraries,
  and a tenth of the time to the first window.
* Code that explains wrong arguments, gives signatures and writes type stubs, compiled from its
  source at each start: another tenth. Here each module of it is executed when it is first needed.
"""

import builtins
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from threading import RLock
from types import ModuleType
from typing import Final

SUPPORT: Final = "shibokensupport.signature"
SELDOM_NEEDED: Final = (
    *("errorhandler", "layout", "parser"),
    *("lib.tool", "lib.enum_sig", "lib.pyi_generator"),
)
"""All but ``mapping``, into which Shiboken's C looks by itself."""

_EXECUTING: Final = RLock()

Import = Callable[..., ModuleType]


def import_qt() -> None:
    """Import QtCore that way; a PySide that brings neither is left alone."""
    # PySide's, where somebody was earlier.
    imported: Import = getattr(builtins, "__orig_import__", builtins.__import__)
    builtins.__import__ = _postponing(imported)
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        # PySide's own is there now, and this function's is what it would call.
        builtins.__import__ = imported
        if hasattr(builtins, "__orig_import__"):
            builtins.__orig_import__ = imported


def _postponing(imported: Import) -> Import:
    """An import that puts the postponed modules into PySide's package as soon as that is there."""

    def import_and_postpone(name: str, *rest: object, **named: object) -> ModuleType:
        # PySide makes its package twice where it finds it in a folder.
        if name.startswith(SUPPORT) and SUPPORT not in sys.modules:
            imported(SUPPORT)
            for full_name in (f"{SUPPORT}.{part}" for part in SELDOM_NEEDED):
                spec = find_spec(full_name)
                if spec is not None and spec.loader is not None:
                    sys.modules[full_name] = _Postponed(spec)
        return imported(name, *rest, **named)

    return import_and_postpone


class _Postponed(ModuleType):
    """A module that is executed when something of it is needed."""

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        # PySide gives what it finds here another name, by which it could not be loaded.
        self.__spec__ = ModuleSpec(spec.name, spec.loader)
        self._postponed: ModuleSpec | None = spec

    def __getattr__(self, name: str) -> object:
        if not name.startswith("__"):
            # Of two threads that need it at once, one executes it and the other waits.
            with _EXECUTING:
                spec, self._postponed = self._postponed, None
                if spec is not None and spec.loader is not None:
                    self.__spec__ = spec
                    spec.loader.exec_module(self)
            if name in self.__dict__:
                return self.__dict__[name]
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
