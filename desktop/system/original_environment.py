"""Gives children the environment that the user had, not the one that a frozen program runs in.

PyInstaller's start program puts the bundle's folder into ``LD_LIBRARY_PATH`` (what it was before is
then in ``LD_LIBRARY_PATH_ORIG``), and its hooks point Qt's variables into the bundle. A browser
that inherits that loads our libraries instead of its own, and dies or misbehaves.

The loader has read ``LD_LIBRARY_PATH`` when the program started, and Qt its variables when the
application object is there. From then on nobody but children looks at them, so this process's own
environment is put right: whatever starts a child (Qt's xdg-open, asyncio, D-Bus) does it well.
"""

import os
from collections.abc import MutableMapping
from pathlib import PurePath

LOADER_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")
SEARCH_VARIABLES = (*LOADER_VARIABLES, "QT_PLUGIN_PATH", "QML2_IMPORT_PATH", "PATH")
BEFORE = "_ORIG"
OF_THE_START_PROGRAM = "_PYI_"
OF_PYSIDE = "PYSIDE6_OPTION_PYTHON_ENUM"
"""PySide leaves its own default there; whoever set another value keeps that."""


def give_back_environment(environment: MutableMapping[str, str], bundle: str) -> None:
    """Take everything out of ``environment`` that leads into the folder ``bundle``.

    ======================== =======================================================
    variable                 becomes
    ======================== =======================================================
    ``LD_LIBRARY_PATH``      what it was before, if that was kept
    a list of folders        the same without those in the bundle; absent if none is left
    ``_PYI_…``               absent: a copy of ours that is started is one of its own
    ======================== =======================================================
    """
    for name in LOADER_VARIABLES:
        before = environment.pop(name + BEFORE, None)
        if before is not None:
            environment[name] = before
    for name in SEARCH_VARIABLES:
        if name in environment:
            _leave_bundle(environment, name, bundle)
    for name in [one for one in environment if one.startswith(OF_THE_START_PROGRAM)]:
        del environment[name]
    if environment.get(OF_PYSIDE) == "True":
        del environment[OF_PYSIDE]


def _leave_bundle(environment: MutableMapping[str, str], name: str, bundle: str) -> None:
    folders = environment[name].split(os.pathsep)
    left = [one for one in folders if not one or not PurePath(one).is_relative_to(bundle)]
    if any(left):
        environment[name] = os.pathsep.join(left)
    elif left != folders:
        del environment[name]
