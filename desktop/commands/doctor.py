"""``doctor``: check keystore, service, clock, tray and files; no secret in what it says."""

import argparse
import json
import os
import sys
from pathlib import Path

from desktop.commands.open_keystore import open_keystore
from desktop.diagnosis.examination import examine
from desktop.diagnosis.finding import Finding, Verdict
from desktop.foundation.clock import SystemClock
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.paths import Paths
from desktop.keystore.vault import Vault

USAGE = 2


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``doctor``."""
    parser.add_argument("--profile", metavar="NAME", help="only this one; all otherwise")
    parser.add_argument("--json", action="store_true", help="one JSON array")
    parser.add_argument(
        "--bundle",
        metavar="FILE",
        type=Path,
        help="also write diagnostics to FILE: no name, address or text of yours is in them",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; the exit code of the first that failed, or 0."""
    bundle: Path | None = arguments.bundle
    if bundle is not None and (trouble := _trouble_with(bundle)):
        print(f"{trouble} Nothing was written; name another file.", file=sys.stderr)
        return USAGE
    paths = Paths.from_environment(os.environ)
    clock = SystemClock()
    vault = _open_keystore(paths)
    findings = examine(paths, os.environ, clock, vault, profile=arguments.profile)
    if arguments.json:
        print(json.dumps([_row_of(finding) for finding in findings]))
    else:
        for finding in findings:
            print(f"{finding.verdict:<8} {finding.label}: {finding.text}")
    if bundle is not None:
        _write_bundle(bundle, paths, findings, clock.wall())
    failed = (one.exit_code for one in findings if one.verdict is Verdict.FAILED)
    return next(failed, 0)


def _trouble_with(file: Path) -> str:
    if os.path.lexists(file):
        return f"{file} is there already."
    return "" if file.absolute().parent.is_dir() else f"{file.parent} is no folder."


def _open_keystore(paths: Paths) -> Vault | AuthenticatorError:
    try:
        return open_keystore(paths)
    except AuthenticatorError as error:
        return error


def _row_of(finding: Finding) -> dict[str, object]:
    return {
        "check": finding.label,
        "verdict": finding.verdict,
        "outcome": finding.outcome,
        "text": finding.text,
        "exit_code": finding.exit_code,
    }


def _write_bundle(file: Path, paths: Paths, findings: list[Finding], now: float) -> None:
    # Imported here: most calls ask for none.
    from desktop.diagnosis.collecting import collect
    from desktop.diagnosis.diagnostics import encode
    from desktop.foundation.atomic_file import write_atomically

    write_atomically(file.absolute(), encode(collect(paths, os.environ, findings, now)))
    print(f"Diagnostics are in {file}. Read them before you send them.", file=sys.stderr)
