"""Windows: what the two programs say of themselves, and the installer by NSIS. Never run there.

The installer is for one user and asks for no administrator. ``cotter-authenticator.exe`` has a
console and is what people type; ``cotter-authenticator-app.exe`` has none and is in the menu.
"""

import re
import subprocess
from pathlib import Path

from desktop.installer.freezing import Places
from desktop.installer.icon_files import write_ico
from desktop.installer.product import AUTHORS, Product
from desktop.installer.step import StepError

HERE = Path("resources/installer/windows")


def lay_out_windows(places: Places, product: Product) -> None:
    """Write the version resource and the icon for the spec.

    Raises:
        OSError: a picture can't be read, or a file can't be written.
    """
    places.laid_out.mkdir(parents=True, exist_ok=True)
    write_ico(product.icon, product.small_icon(places.checkout), places.laid_out / "icon.ico")
    (places.laid_out / "version.txt").write_text(version_resource(product), "utf-8")


def version_resource(product: Product) -> str:
    """The text that PyInstaller evaluates to a version resource (VS_VERSIONINFO)."""
    numbers = four_numbers(product.version)
    said = {
        "CompanyName": AUTHORS,
        "FileDescription": product.name,
        "FileVersion": product.version,
        "InternalName": product.package,
        "LegalCopyright": product.copyright,
        "ProductName": product.name,
        "ProductVersion": product.version,
    }
    lines = ",\n      ".join(f"StringStruct({key!r}, {text!r})" for key, text in said.items())
    return f"""\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      {lines}])]),
    VarFileInfo([VarStruct('Translation', [0x0409, 1200])])
  ]
)
"""


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """A version as Windows counts: “0.1.0rc1” is (0, 1, 0, 0)."""
    found = [int(one) for one in re.findall(r"\d+", version.partition("rc")[0])[:4]]
    first, second, third, fourth = (*found, 0, 0, 0, 0)[:4]
    return first, second, third, fourth


def setup_command(places: Places, product: Product, papers: Path, file: Path) -> list[str]:
    """How makensis is called to write the installer ``file``."""
    kilobytes = sum(one.stat().st_size for one in places.frozen.rglob("*") if one.is_file()) // 1024
    values = {
        "NAME": _in_nsis(product.name),
        "SHOWN_NAME": product.name.replace('"', '$\\"'),  # a version resource has no variables
        "LINK": _in_nsis(product.file_name),
        "AUTHORS": AUTHORS,
        "COPYRIGHT": product.copyright,
        "VERSION": product.version,
        "FOUR_NUMBERS": ".".join(map(str, four_numbers(product.version))),
        "KILOBYTES": str(kilobytes),
        "FILES": str(places.frozen / "*"),
        "PAPERS": str(papers / "*"),
        "ICON": str(places.laid_out / "icon.ico"),
        "OUT": str(file),
    }
    defined = [f"-D{key}={text}" for key, text in values.items()]
    script = places.checkout / HERE / "installer.nsi"
    # A warning is a mistake of ours.
    return ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, str(script)]


def build_setup(places: Places, product: Product, papers: Path) -> Path:
    """Build ``NAME-VERSION-setup.exe`` in ``places.results``; the file.

    Raises:
        StepError: makensis refused.
    """
    file = places.results / f"{product.package}-{product.version}-setup.exe"
    command = setup_command(places, product, papers, file)
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise StepError(f"makensis failed: {(ended.stdout + ended.stderr).strip()[-2000:]}")
    return file


def _in_nsis(text: str) -> str:
    """Inside double quotes of a script."""
    return text.replace("$", "$$").replace('"', '$\\"')
