"""A company's brand in a build: read as the app reads it, and laid out for the frozen folder."""

import re
import shutil
import subprocess
import tempfile
import unicodedata
from pathlib import Path

from desktop.foundation.brand import Brand, parse_brand
from desktop.foundation.brand_errors import BrandError
from desktop.foundation.brand_file import FILE
from desktop.installer.product import PACKAGE
from desktop.installer.step import StepError


def read_brand(file: Path) -> Brand:
    """The brand in ``file``.

    Raises:
        StepError: it can't be read, or something in it can't be meant.
    """
    try:
        return parse_brand(file.read_text("utf-8"), file.parent, file=str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise StepError(f"The brand file {file} can't be read: {error}.") from error
    except BrandError as error:
        raise StepError(str(error)) from error


def package_of(brand: Brand) -> str:
    """What the package is called: the app's own name, and the brand's in Debian's letters."""
    # “Söhne” is “sohne” there.
    plain = unicodedata.normalize("NFKD", brand.name).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join((PACKAGE, *words)) if words else f"{PACKAGE}-branded"


def lay_out_brand(folder: Path, file: Path, brand: Brand) -> None:
    """Put the file and its icon into ``folder``; nothing of an earlier build stays there.

    Raises:
        OSError: a file can't be copied.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(file, folder / FILE)
    if brand.icon is not None:
        shutil.copyfile(brand.icon, folder / brand.icon.name)


def prove_brand(program: Path, brand: Brand) -> None:
    """The frozen app knows the brand's service without being told.

    Raises:
        StepError: it does not.
    """
    if brand.service is None:
        return
    with tempfile.TemporaryDirectory(prefix="cotter-") as home:
        ended = subprocess.run(
            [str(program), "profile", "list", "--json"],
            env={"COTTER_AUTHENTICATOR_HOME": home, "HOME": home},
            capture_output=True,
            text=True,
            check=False,
        )
    if brand.service.url not in ended.stdout:
        raise StepError(f"The frozen app doesn't know the brand's service: {ended.stderr.strip()}")
