"""What is built: the app as it is, or as a company's brand names it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.foundation.brand import Brand

PACKAGE = "cotter-authenticator"
AUTHORS = "The Cotter Authenticator authors"
MAINTAINER = f"{AUTHORS} <authors@cotter-authenticator.invalid>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """``icon`` is an SVG or PNG; ``package`` the name in Debian; ``made_at`` seconds UTC.

    ``pictures`` is where software centres find those of ``resources/screenshots``, if anywhere.
    """

    name: str
    package: str
    version: str
    icon: Path
    made_at: int
    brand: Brand | None = None
    brand_file: Path | None = None
    pictures: str = ""

    @property
    def day(self) -> str:
        """The day of the build, as AppStream writes it."""
        return datetime.fromtimestamp(self.made_at, UTC).date().isoformat()

    @property
    def copyright(self) -> str:
        """As Windows and macOS show it."""
        return f"© {self.day[:4]} {AUTHORS}"

    @property
    def file_name(self) -> str:
        """The name without what a file can't be called on one of the systems."""
        return re.sub(r'[<>:"/\\|?*]', " ", self.name).strip(" .") or PACKAGE

    def small_icon(self, checkout: Path) -> Path:
        """What is drawn up to 24 pixels: ours has fewer details, a brand has one for all."""
        if self.brand is None or self.brand.icon is None:
            return checkout / "resources/icons/app/cotter-authenticator-small.svg"
        return self.icon

    def fill_in(self, text: str, **others: str) -> str:
        """``text`` with its ``@NAME@``, ``@VERSION@``, ``@DATE@`` and those of ``others``."""
        values = {"NAME": self.name, "VERSION": self.version, "DATE": self.day, **others}
        for key, value in values.items():
            text = text.replace(f"@{key}@", value)
        return text
