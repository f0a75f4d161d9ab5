"""How large everything came out, and how large it may be."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from desktop.installer.step import StepError

MB = 1_000_000
FOLDER_MB, PACKAGE_MB = 150, 45


@dataclass(frozen=True, slots=True)
class Result:
    """A file or folder that was built, and its bytes."""

    name: str
    bytes: int

    @classmethod
    def of_folder(cls, name: str, folder: Path) -> Self:
        """All files of ``folder``, each once."""
        files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        return cls(name, sum(path.stat().st_size for path in files))

    @property
    def most(self) -> int:
        """The bytes that it may have."""
        return (FOLDER_MB if self.name == "folder" else PACKAGE_MB) * MB


def keep_bounds(results: list[Result]) -> None:
    """Let nothing grow by accident.

    Raises:
        StepError: something is larger than it may be.
    """
    for one in results:
        if one.bytes > one.most:
            raise StepError(
                f"{one.name} has {one.bytes / MB:.1f} MB, more than {one.most // MB}."
                " Look at what came along, and leave it out in desktop/installer/left_out.py."
            )


def table(results: list[Result]) -> str:
    """One line each: name, size and bound."""
    width = max(len(one.name) for one in results)
    lines = [
        f"  {one.name:<{width}}  {one.bytes / MB:6.1f} MB  of {one.most // MB}" for one in results
    ]
    return "\n".join(lines)
