"""Builds the packages for the system it runs on: ``python build_installer.py``.

One line a step, then a table of sizes. Work is in ``build/installer``, results are in ``dist``.
Each step is a file in ``desktop/installer``; what is declared is in ``resources/installer``.
``update-key`` and ``update-manifest`` sign news of a version (see ``update_manifest.py`` there).
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from desktop import __version__
from desktop.foundation.brand import Brand
from desktop.installer import update_manifest
from desktop.installer.archive import build_archive
from desktop.installer.bill_of_materials import write_papers
from desktop.installer.branding import lay_out_brand, package_of, prove_brand, read_brand
from desktop.installer.deb import build_deb
from desktop.installer.freezing import NAME, Places, freeze, frozen_modules, lay_out_support_code
from desktop.installer.macos import Signing, build_image, lay_out_macos
from desktop.installer.needs import in_words, missing_tools
from desktop.installer.product import PACKAGE, Product
from desktop.installer.proof import prove_commands, prove_sign_in, prove_window
from desktop.installer.screenshots import screenshots_at
from desktop.installer.sizes import Result, keep_bounds, table
from desktop.installer.step import StepError, Steps
from desktop.installer.windows import build_setup, lay_out_windows

CHECKOUT = Path(__file__).resolve().parent
Act = tuple[str, Callable[[], object]]
"""A step: what its line says, and what is done."""

BUILT = Path("build/installer/built.json")
"""What the last build came to; the bench reads it."""


def main(words: list[str] | None = None) -> int:
    """Build; 0, or 1 with a sentence that says what is missing or wrong."""
    words = sys.argv[1:] if words is None else words
    if words and words[0] in update_manifest.COMMANDS:
        return update_manifest.run(words)
    parser = argparse.ArgumentParser(prog="build_installer.py", description=__doc__)
    parser.add_argument("--brand", type=Path, metavar="FILE", help="TOML file of a company")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write sizes and times there too")
    parser.add_argument(
        "--pictures",
        default="",
        metavar="URL",
        help="https address at which software centres find the files of resources/screenshots",
    )
    parser.add_argument("--sign-identity", default="", metavar="NAME", help="sign the macOS app")
    parser.add_argument(
        "--notary-profile",
        default="",
        metavar="NAME",
        help="of notarytool’s keychain: have the signed macOS image notarised",
    )
    arguments = parser.parse_args(words)
    signing = Signing(arguments.sign_identity, arguments.notary_profile)
    missing = missing_tools(sys.platform)
    if missing:
        print(in_words(missing), file=sys.stderr)
        return 1
    try:
        brand = None if arguments.brand is None else read_brand(arguments.brand)
        product = replace(_product(arguments.brand, brand), pictures=arguments.pictures)
        screenshots_at(product.pictures)
        results, seconds = build(product, signing)
        keep_bounds(results)
    except (StepError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    print(table(results))
    document = {"bytes": {one.name: one.bytes for one in results}, "seconds": seconds}
    for file in filter(None, (CHECKOUT / BUILT, arguments.json)):
        file.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    return 0


def build(product: Product, signing: Signing) -> tuple[list[Result], dict[str, float]]:
    """Run every step for this system; what came of it, and the seconds of each step."""
    places = Places(CHECKOUT, CHECKOUT / "build" / "installer", CHECKOUT / "dist")
    for folder in (places.laid_out, places.results):
        folder.mkdir(parents=True, exist_ok=True)
    papers = places.work / "papers"
    program = places.frozen / (f"{NAME}.exe" if sys.platform == "win32" else NAME)
    packages: list[Path] = []
    acts: list[Act] = [
        ("PySide’s support code, compiled", lambda: lay_out_support_code(places)),
        *_laying_out(places, product),
        ("freeze", lambda: freeze(places, identity=signing.identity)),
        (
            "bill of materials and licences",
            lambda: write_papers(places.frozen, frozen_modules(places), product, papers),
        ),
        ("prove: every command", lambda: prove_commands(program, product.version)),
        ("prove: sign in, keystore, token", lambda: prove_sign_in(program)),
        ("prove: the window", lambda: prove_window(program)),
    ]
    brand, file = product.brand, product.brand_file
    if brand is not None and file is not None:
        if sys.platform == "darwin":  # the bundle is sealed when it is made
            lay_out_brand(places.laid_out / "brand", file, brand)
        else:
            acts.append(("brand", lambda: _put_brand(places, program, file, brand)))
    for name, pack in _packing(places, product, papers, signing):
        acts.append((name, partial(_pack, pack, packages)))
    steps = Steps(len(acts), sys.stdout)
    for name, act in acts:
        steps.run(name, act)
    results = [Result.of_folder("folder", places.frozen)]
    results += [Result(file.name, file.stat().st_size) for file in packages]
    return results, steps.seconds


def _laying_out(places: Places, product: Product) -> list[Act]:
    if sys.platform == "win32":
        return [("icon and version", lambda: lay_out_windows(places, product))]
    if sys.platform == "darwin":
        return [("icon and property list", lambda: lay_out_macos(places, product))]
    return []


def _packing(
    places: Places, product: Product, papers: Path, signing: Signing
) -> list[tuple[str, Callable[[], Path]]]:
    if sys.platform == "win32":
        return [("installer", lambda: build_setup(places, product, papers))]
    if sys.platform == "darwin":
        return [("disk image", lambda: build_image(places, product, papers, signing))]
    machine = platform.machine()
    return [
        ("Debian package", lambda: build_deb(places, product, papers)),
        ("archive", lambda: build_archive(places, product, papers, machine)),
    ]


def _pack(pack: Callable[[], Path], packages: list[Path]) -> None:
    packages.append(pack())


def _put_brand(places: Places, program: Path, file: Path, brand: Brand) -> None:
    # After the proofs: they sign in at a service of their own, which a brand may not allow.
    lay_out_brand(places.frozen / "_internal" / "resources" / "brand", file, brand)
    prove_brand(program, brand)


def _product(file: Path | None, brand: Brand | None) -> Product:
    icon = CHECKOUT / "resources/icons/app/cotter-authenticator.svg"
    return Product(
        name="Cotter Authenticator" if brand is None else brand.name,
        package=PACKAGE if brand is None else package_of(brand),
        version=__version__,
        icon=icon if brand is None or brand.icon is None else brand.icon,
        made_at=_time_of_source(),
        brand=brand,
        brand_file=file,
    )


def _time_of_source() -> int:
    """Of the last commit, so that the same source makes the same package; now without git."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    if stated.isdigit():
        return int(stated)
    try:
        said = subprocess.run(
            ["git", "log", "-1", "--format=%ct"],
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        return int(said)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return int(time.time())


if __name__ == "__main__":
    raise SystemExit(main())
