"""Windows' registry as far as one user's values go, in place of the module ``winreg``."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class Registry(ModuleType):
    """Keys by their path; a key that nobody made is not found."""

    HKEY_CURRENT_USER = "HKCU"
    REG_SZ, REG_BINARY, KEY_SET_VALUE = 1, 3, 2

    def __init__(self) -> None:
        """Empty, as for a new user."""
        super().__init__("winreg")
        self.keys: dict[str, dict[str, object]] = {}

    @contextmanager
    def OpenKey(self, _: str, path: str, access: int = 0) -> Iterator[str]:  # noqa: N802 (its name)
        """A key that is there."""
        if path not in self.keys:
            raise FileNotFoundError(2, "no such key", path)
        yield path

    @contextmanager
    def CreateKey(self, _: str, path: str) -> Iterator[str]:  # noqa: N802 (its name)
        """A key, made if it is absent."""
        self.keys.setdefault(path, {})
        yield path

    def QueryValueEx(self, key: str, name: str) -> tuple[object, int]:  # noqa: N802 (its name)
        """A value and its type."""
        if name not in self.keys[key]:
            raise FileNotFoundError(2, "no such value", name)
        return self.keys[key][name], self.REG_SZ

    def SetValueEx(  # noqa: N802 (its name)
        self, key: str, name: str, _reserved: int, _type: int, value: object
    ) -> None:
        """Write a value."""
        self.keys[key][name] = value

    def DeleteValue(self, key: str, name: str) -> None:  # noqa: N802 (its name)
        """Delete a value that is there."""
        if self.keys[key].pop(name, None) is None:
            raise FileNotFoundError(2, "no such value", name)
