"""What is built: the app as it is, or as a company's brand names it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.foundation.brand import Brand

PACKAGE = "cotter-authenticator"
MAINTAINER = "The Cotter Authenticator authors <authors@cotter-authenticator.invalid>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """``icon`` is an SVG or PNG; ``package`` the name in Debian; ``made_at`` seconds UTC."""

    name: str
    package: str
    version: str
    icon: Path
    made_at: int
    brand: Brand | None = None
    brand_file: Path | None = None

    @property
    def day(self) -> str:
        """The day of the build, as AppStream writes it."""
        return datetime.fromtimestamp(self.made_at, UTC).date().isoformat()

    def fill_in(self, text: str, **others: str) -> str:
        """``text`` with its ``@NAME@``, ``@VERSION@``, ``@DATE@`` and those of ``others``."""
        values = {"NAME": self.name, "VERSION": self.version, "DATE": self.day, **others}
        for key, value in values.items():
            text = text.replace(f"@{key}@", value)
        return text
