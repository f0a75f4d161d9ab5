"""The tools that a build needs, and how each is installed; asked for before anything is built."""

import ctypes
import importlib.util
import shutil
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Tool(NamedTuple):
    """A program or library; ``install`` is the line that brings it."""

    name: str
    purpose: str
    install: str


def _apt(package: str) -> str:
    return f"sudo apt install {package}"


LINUX = (
    Tool("objdump", "PyInstaller finds linked libraries with it", _apt("binutils")),
    Tool("chrpath", "takes the folders of this computer out of the libraries", _apt("chrpath")),
    Tool("strip", "makes the libraries smaller", _apt("binutils")),
    Tool("dpkg-deb", "writes the Debian package", _apt("dpkg")),
    Tool("dpkg-shlibdeps", "finds what the package depends on", _apt("dpkg-dev")),
    Tool("tar", "writes the archive", _apt("tar")),
    Tool("xz", "compresses the archive", _apt("xz-utils")),
    Tool("dbus-daemon", "carries the test of the frozen app’s keystore", _apt("dbus-daemon")),
    Tool("gnome-keyring-daemon", "is that test’s keystore", _apt("gnome-keyring")),
)
LIBRARIES = tuple(
    Tool(name, "Qt needs it here too, and the archive brings it along", _apt(package))
    for name, package in (
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libfreetype.so.6", "libfreetype6"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("libxcb-shape.so.0", "libxcb-shape0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
    )
)
"""Without one of them PyInstaller would build nevertheless, and leave it out."""

WINDOWS = (Tool("makensis", "writes the installer", "https://nsis.sourceforge.io/Download"),)
MACOS = (
    Tool("hdiutil", "writes the disk image", "it comes with macOS"),
    Tool("codesign", "signs the app", "xcode-select --install"),
)
PYINSTALLER = Tool("PyInstaller", "freezes the app", "make venv")
SHARED_PYTHON = Tool(
    "the Python shared library",
    "the frozen app brings it along",
    _apt(f"libpython{sys.version_info[0]}.{sys.version_info[1]}"),
)


def missing_tools(
    platform: str,
    *,
    find: Callable[[str], str | None] = shutil.which,
    has_module: Callable[[str], object] = importlib.util.find_spec,
    loads: Callable[[str], bool] | None = None,
    python_library: Callable[[], bool] | None = None,
) -> list[Tool]:
    """What a build on ``platform`` (as ``sys.platform``) lacks here."""
    programs = {"linux": LINUX, "win32": WINDOWS, "darwin": MACOS}.get(platform, ())
    missing = [tool for tool in programs if find(tool.name) is None]
    if platform == "linux":
        missing += [library for library in LIBRARIES if not (loads or _loads)(library.name)]
    if platform == "linux" and not (python_library or _python_library_is_there)():
        missing.append(SHARED_PYTHON)
    if has_module("PyInstaller") is None:
        missing.append(PYINSTALLER)
    return missing


def in_words(missing: list[Tool]) -> str:
    """One line a tool: what it is for, and the line that installs it."""
    width = max(len(tool.name) for tool in missing)
    lines = [f"  {tool.name:<{width}}  {tool.purpose}: {tool.install}" for tool in missing]
    return "\n".join(("Missing here; nothing was built:", *lines))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _python_library_is_there() -> bool:
    name = str(sysconfig.get_config_var("INSTSONAME") or "")
    folders = [str(sysconfig.get_config_var(one) or "") for one in ("LIBDIR", "LIBPL")]
    multiarch = str(sysconfig.get_config_var("MULTIARCH") or "")
    places = [Path(one) for one in folders] + [Path("/usr/lib") / multiarch]
    version = f"libpython{sys.version_info[0]}.{sys.version_info[1]}.so.1.0"
    names = {version, name} if ".so" in name else {version}
    return any((place / one).exists() for place in places for one in names)
