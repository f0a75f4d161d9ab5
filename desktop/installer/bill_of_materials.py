"""What the package is made of, and under which licences: CycloneDX 1.6, and the texts.

Python packages say so themselves in their metadata. The libraries that PyInstaller takes from the
system are asked of the package manager that put them there.
"""

import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop.installer.product import Product
from desktop.installer.step import StepError
from desktop.installer.system_libraries import system_libraries

FILE = "sbom.cdx.json"
LICENSES = "licenses"
FORMAT = "1.6"

STATED_BY_US = {
    "h11": "MIT",
    "jaraco.classes": "MIT",
    "segno": "BSD-3-Clause",
}
"""Where an older form of metadata holds a name that is no SPDX expression."""

TEXTS = Path(__file__).resolve().parents[2] / "resources/installer/licenses"
BROUGHT_BY_US = {
    "PySide6_Essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
}
"""Whose wheels have no text. LGPL 3 is an addition to GPL 3, and wants both passed on (4b)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that the package is made of; ``texts`` are the files of its licence."""

    name: str
    version: str
    license: str
    purl: str
    texts: tuple[Path, ...] = ()


def write_papers(frozen: Path, modules: set[str], product: Product, papers: Path) -> list[Part]:
    """Write the bill and the licence texts of what is in ``frozen`` into ``papers``; the parts.

    ``modules`` are the top-level names of the Python modules that were frozen.

    Raises:
        StepError: a part comes without the text of its licence.
    """
    shutil.rmtree(papers, ignore_errors=True)
    (papers / LICENSES).mkdir(parents=True)
    parts = [_python(), *_distributions(modules)]
    parts += [_package(name) for name in sorted(set(system_libraries(frozen).values()))]
    parts.sort(key=lambda part: part.name.lower())
    for part in parts:
        if not part.texts:
            raise StepError(f"{part.name} {part.version} comes without its licence’s text.")
        for number, text in enumerate(part.texts):
            suffix = f"-{number + 1}" if len(part.texts) > 1 else ""
            shutil.copyfile(text, papers / LICENSES / f"{part.name}{suffix}.txt")
    bill = _bill(parts, product)
    (papers / FILE).write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return parts


def _bill(parts: list[Part], product: Product) -> dict[str, object]:
    return {
        "bomFormat": "CycloneDX",
        "specVersion": FORMAT,
        "version": 1,
        "metadata": {
            "timestamp": f"{product.day}T00:00:00Z",
            "component": {
                "type": "application",
                "name": product.name,
                "version": product.version,
                "licenses": [{"expression": "Apache-2.0"}],
            },
        },
        "components": [
            {
                "type": "library",
                "name": part.name,
                "version": part.version,
                "purl": part.purl,
                "licenses": [{"expression": part.license}]
                if _is_expression(part.license)
                else [{"license": {"name": part.license}}],
            }
            for part in parts
        ],
    }


def _is_expression(text: str) -> bool:
    words = text.replace("(", " ").replace(")", " ").split()
    return bool(words) and all(
        word in {"AND", "OR", "WITH"}
        or re.fullmatch(r"[A-Za-z0-9.+-]*[0-9.-][A-Za-z0-9.+-]*|MIT|ISC|Zlib|BSL", word)
        for word in words
    )


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    place = Path(sys.base_prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    debian = Path(f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright")
    text = next((file for file in (place / "LICENSE.txt", debian) if file.is_file()), None)
    return Part(
        name="python",
        version=version,
        license="Python-2.0",
        purl=f"pkg:generic/python@{version}",
        texts=(text,) if text else (),
    )


def _distributions(modules: set[str]) -> list[Part]:
    owners = importlib.metadata.packages_distributions()
    names = {name for module in modules for name in owners.get(module, ())}
    names -= {"cotter-authenticator"}
    return [_distribution(importlib.metadata.distribution(name)) for name in sorted(names)]


def _distribution(found: importlib.metadata.Distribution) -> Part:
    files = found.files or []
    texts = [
        Path(str(found.locate_file(file)))
        for file in files
        if re.match(r"(?i)(licen[cs]e|copying|notice|authors\.lic)", Path(str(file)).name)
        and Path(str(file)).suffix not in {".py", ".pyc"}
    ]
    texts += [TEXTS / name for name in BROUGHT_BY_US.get(found.name, ())]
    return Part(
        name=found.name,
        version=found.version,
        license=_license_of(found),
        purl=f"pkg:pypi/{found.name.lower()}@{found.version}",
        texts=tuple(file for file in texts if file.is_file()),
    )


def _license_of(found: importlib.metadata.Distribution) -> str:
    if found.name in STATED_BY_US:
        return STATED_BY_US[found.name]
    data = found.metadata
    stated = next(iter(data.get_all("License-Expression") or data.get_all("License") or ()), "")
    if stated and "\n" not in stated and len(stated) < 100:
        return str(stated)
    classified = [
        one.rpartition("::")[2].strip()
        for one in data.get_all("Classifier") or ()
        if one.startswith("License ::")
    ]
    return " AND ".join(classified) or "unknown"


def _package(name: str) -> Part:
    version = _ask(["dpkg-query", "--show", "--showformat", "${Version}\n", name]).split("\n")[0]
    text = Path("/usr/share/doc") / name / "copyright"
    licenses = (
        re.findall(r"(?m)^License:\s*(\S.*)$", text.read_text("utf-8", "replace"))
        if text.is_file()
        else []
    )
    return Part(
        name=name,
        version=version,
        license=", ".join(sorted(set(licenses))) or "see its text",
        purl=f"pkg:deb/debian/{name}@{version}",
        texts=(text,) if text.is_file() else (),
    )


def _ask(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
