"""``keystore``: where sessions are kept, and moving them to another keystore.

``move`` takes everything along: nobody has to sign in again, no device key is lost.
"""

import argparse
import json
import os
import sys

from desktop.commands.open_keystore import VAULT_FILE, ask_for_new, open_keystore
from desktop.foundation.errors import KeystoreUnavailableError, MemoryOfAnotherProcessError
from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.keystore.choice import (
    LABELS,
    VARIABLE,
    copies_in,
    named_kind,
    open_other,
    platform_kind,
    remembered_kind,
)

PLATFORM = "platform"


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``keystore``."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="show|move")
    showing = deeds.add_parser("show", help="where sessions are kept")
    showing.add_argument("--json", action="store_true", help="one JSON object")
    moving = deeds.add_parser("move", help="move everything to another keystore")
    moving.add_argument(
        "kind",
        choices=(PLATFORM, VAULT_FILE),
        help="the system’s own keystore, or a file under a passphrase",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what was named."""
    paths = Paths.from_environment(os.environ)
    if arguments.deed == "show":
        _show(paths, as_json=arguments.json)
    else:
        _move(paths, platform_kind() if arguments.kind == PLATFORM else arguments.kind)
    return 0


def _show(paths: Paths, *, as_json: bool) -> None:
    kind = os.environ.get(VARIABLE) or remembered_kind(paths) or named_kind(os.environ)
    copies = copies_in(paths)
    if as_json:
        print(json.dumps({"kind": kind, "copies": copies}))
        return
    print(f"Kept in       {LABELS.get(kind, kind)}")
    for copy in copies:
        print(f"Old copy in   {LABELS[copy]}; it is deleted as soon as that opens")


def _move(paths: Paths, kind: str) -> None:
    # Imported here: showing needs none of it.
    from desktop.foundation.daemon_threads import run_to_end
    from desktop.session.moving import Moving, kept_profiles

    if (os.environ.get(VARIABLE) or kind) != kind:
        # It would be the keystore of the next start all the same.
        raise KeystoreUnavailableError(reason=f"{VARIABLE} names another one than {LABELS[kind]}")
    before = open_keystore(paths)
    if before.kind == "memory":
        raise MemoryOfAnotherProcessError
    if before.kind == kind:
        print(f"Your sessions are kept in {LABELS[kind]} already.", file=sys.stderr)
        return
    passphrase: Secret | None = ask_for_new() if kind == VAULT_FILE else None
    moving = Moving(paths, kept_profiles(paths), before)

    async def move() -> None:
        await moving.delete_copies()
        await moving.run(open_other(paths, kind, passphrase=passphrase))

    run_to_end(move())
    print(f"Moved from {before.label} to {LABELS[kind]}.", file=sys.stderr)
    if copies_in(paths):
        print(
            f"What {before.label} held could not be deleted yet. It is not used any more, and goes"
            " as soon as that opens.",
            file=sys.stderr,
        )
