"""The other side of news of newer versions: a key to sign with, and the manifest to put up.

::

    python build_installer.py update-key release.key
    python build_installer.py update-manifest release.key --page https://… --out newest.json

The first makes a key once and prints its public half, which goes into ``[updates]`` of the brand
file; keep the file where only whoever releases can read it. The second is run for each release, and
again before ``expires``. Put its result up unchanged, at the ``url`` of the brand file, as
``application/json`` and without a redirect.
"""

import argparse
import json
import os
import re
import stat
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from desktop import __version__
from desktop.client.update_manifest import (
    DOMAIN,
    LONGEST_LIFE_SECONDS,
    ManifestError,
    UpdateManifest,
    envelope,
    read_manifest,
    signed_bytes,
)
from desktop.installer.step import StepError
from desktop.protocol.ed25519 import public_key_text, sign

COMMANDS: Final = ("update-key", "update-manifest")
DAYS: Final = 90
A_DAY: Final = 86_400
_OF_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def run(words: list[str]) -> int:
    """One of :data:`COMMANDS`; 0, or 1 with a sentence that says what is wrong."""
    parser = argparse.ArgumentParser(prog="build_installer.py", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("update-key", help="make a key to sign manifests with")
    making.add_argument("key", type=Path, metavar="FILE", help="the new file")
    signing = commands.add_parser("update-manifest", help="sign what the newest version is")
    signing.add_argument("key", type=Path, metavar="FILE", help="made by update-key")
    signing.add_argument("--page", required=True, metavar="URL", help="what tells of the version")
    signing.add_argument("--out", required=True, type=Path, metavar="FILE", help="what to put up")
    signing.add_argument("--version", default=__version__, help="default: this one, %(default)s")
    signing.add_argument("--released", default="", metavar="DATE", help="default: today")
    signing.add_argument(
        "--days", type=int, default=DAYS, help="how long it holds (default %(default)s)"
    )
    arguments = parser.parse_args(words)
    try:
        if arguments.command == "update-key":
            print(make_key(arguments.key))
        else:
            now = int(time.time())
            manifest = UpdateManifest(
                version=arguments.version,
                released=_day(arguments.released) if arguments.released else now,
                made=now,
                expires=now + arguments.days * A_DAY,
                page=arguments.page,
            )
            text = signed_manifest(manifest, load_key(arguments.key))
            arguments.out.write_text(text, "utf-8")
            until = datetime.fromtimestamp(manifest.expires, UTC)
            print(f"version {manifest.version}; sign again before {until:%d %B %Y}")
    except (StepError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def make_key(file: Path) -> str:
    """Write a new private key for its owner alone; the public half, as a brand file names it.

    Raises:
        OSError: it can't be written; one that is there is never overwritten.
    """
    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(text)
    return public_key_text(key)


def load_key(file: Path) -> Ed25519PrivateKey:
    """The key of :func:`make_key`.

    Raises:
        StepError: others can read it, or it is no Ed25519 key.
        OSError: it can't be read.
    """
    if os.name == "posix" and file.stat().st_mode & _OF_OTHERS:
        raise StepError(f"{file} can be read by others: chmod 600 {file}, or make a new key")
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError):
        raise StepError(f"{file} holds no private key in PEM without a passphrase") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise StepError(f"{file} holds another kind of key than Ed25519")
    return key


def signed_manifest(manifest: UpdateManifest, key: Ed25519PrivateKey) -> str:
    """What to put up, read back as every app will read it.

    Raises:
        StepError: no app would believe it.
    """
    if manifest.expires > manifest.made + LONGEST_LIFE_SECONDS:
        raise StepError(f"a manifest holds {LONGEST_LIFE_SECONDS // A_DAY} days at most")
    signed = signed_bytes(manifest)
    document = envelope(signed, sign(key, DOMAIN + signed))
    try:
        read_manifest(document, key=public_key_text(key), now=manifest.made)
    except ManifestError as error:
        raise StepError(f"no app would believe this: {error}") from error
    return json.dumps(document, indent=1) + "\n"


def _day(text: str) -> int:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise StepError(f"“{text}” is no day: write it as 2026-11-25")
    try:
        return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())
    except ValueError as error:
        raise StepError(f"“{text}” is no day of the calendar") from error
