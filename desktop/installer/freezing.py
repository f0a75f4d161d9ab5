"""Freezes the app: PyInstaller, by ``resources/installer/authenticator.spec``, into one folder.

A folder and not one file: that would unpack itself at each start, which takes four times as long.
"""

import os
import py_compile
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop.installer.step import StepError

NAME = "cotter-authenticator"
SPEC = Path("resources/installer/authenticator.spec")


@dataclass(frozen=True, slots=True)
class Places:
    """Where a build reads and writes: ``checkout``, ``work`` (thrown away) and ``results``."""

    checkout: Path
    work: Path
    results: Path

    @property
    def laid_out(self) -> Path:
        """What earlier steps prepare for the spec."""
        return self.work / "laid-out"

    @property
    def frozen(self) -> Path:
        """The folder with the frozen app."""
        return self.work / "frozen" / NAME


def lay_out_support_code(places: Places) -> None:
    """Take PySide's support code out of its archive, compiled, for ``shiboken6/files.dir``.

    PySide would compile it from an archive of sources at each start; a folder of this name beside
    shiboken6 is what it looks for first (its own switch, ``SBK_EMBED``).

    Raises:
        StepError: this PySide has no such archive.
    """
    copy = places.work / "support"
    shutil.rmtree(copy, ignore_errors=True)
    import shiboken6

    # The switch writes beside shiboken6: into a copy, not into the environment that builds.
    package = Path(shiboken6.__file__).parent
    shutil.copytree(package, copy / "shiboken6", ignore=shutil.ignore_patterns("include", "*.pyi"))
    program = "import shiboken6"
    environment = {**os.environ, "SBK_EMBED": "0", "PYTHONPATH": str(copy)}
    _run([sys.executable, "-c", program], environment, "PySide’s support code")
    source = copy / "shiboken6" / "files.dir"
    if not source.is_dir():
        raise StepError(
            "This PySide keeps its support code elsewhere; freezing.py has to learn it."
        )
    target = places.laid_out / "shiboken6" / "files.dir"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    for module in target.rglob("*.py"):
        # By its hash and unchecked: the times of a package's files are not those of this build.
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(
            str(module),
            dfile=str(module.relative_to(target)),
            doraise=True,
            invalidation_mode=mode,
        )


def freeze(places: Places, *, identity: str = "") -> None:
    """Make ``places.frozen``; ``identity`` signs a macOS bundle.

    Raises:
        StepError: PyInstaller failed, with the end of what it said.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": str(places.checkout),
        "PYTHONHASHSEED": "1",  # sets are written in the same order by each build
        # Unpacking each module would take a tenth of the start; the packages are packed themselves.
        "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0",
        "COTTER_BUILD_CHECKOUT": str(places.checkout),
        "COTTER_BUILD_LAID_OUT": str(places.laid_out),
        "COTTER_BUILD_IDENTITY": identity,
    }
    command = [
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", str(places.frozen.parent), "--workpath", str(places.work / "pyinstaller")),
        str(places.checkout / SPEC),
    ]
    _run(command, environment, "PyInstaller")
    if sys.platform == "linux":
        forget_where_it_was_built(places.frozen)


def forget_where_it_was_built(folder: Path) -> None:
    """Take out where libraries are looked for on this computer; what is beside one stays.

    On another computer, whoever may make such a folder could put libraries of theirs into it.

    Raises:
        StepError: chrpath failed.
    """
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink() and foreign_folders(file):
            _run(["chrpath", "--delete", str(file)], dict(os.environ), "chrpath")


def foreign_folders(file: Path) -> str:
    """Where a library looks for others besides in the package; empty if nowhere, or if it is none.

    ``file: RUNPATH=$ORIGIN/..`` is what chrpath says of one that looks beside itself.
    """
    if file.read_bytes()[:4] != b"\x7fELF":
        return ""
    listed = subprocess.run(
        ["chrpath", "--list", str(file)], capture_output=True, text=True, check=False
    ).stdout
    _, found, folders = listed.strip().partition("PATH=")
    foreign = [one for one in folders.split(":") if not one.startswith("$ORIGIN")]
    return ":".join(foreign) if found else ""


def _run(command: list[str], environment: dict[str, str], name: str) -> None:
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        end = "\n".join(ended.stderr.splitlines()[-20:])
        raise StepError(f"{name} failed with {ended.returncode}:\n{end}")


def frozen_modules(places: Places) -> set[str]:
    """The top-level names of the Python modules and folders that were frozen."""
    listed = (places.work / "frozen-modules.txt").read_text("utf-8").split()
    return {name.partition(".")[0] for name in listed}
