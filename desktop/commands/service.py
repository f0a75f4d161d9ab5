"""``service``: look after the database of a service, also while ``serve`` runs on it."""

import argparse
import json
import os
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.serve import DONE, FAILED, USAGE, database_path

if TYPE_CHECKING:
    from desktop.service.master_key import MasterKey
    from desktop.service.store import Store


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the sub-commands and their options."""
    # Both before and after the sub-command; where it is not given it must not undo the other.
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--database", type=Path, help="SQLite file; default: that of serve")
    parser.add_argument("--database", type=Path, help="SQLite file; default: that of serve")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    create = actions.add_parser(
        "create-key", parents=[shared], help="make a project; its secret is shown once"
    )
    create.add_argument("name", help="what people see in messages and on pages")
    create.add_argument("--compatibility", choices=("strict", "published"), default="strict")
    create.add_argument(
        "--allow-url",
        action="append",
        default=[],
        metavar="URL",
        help="scheme://host that a sign-in in the browser may lead back to; may be repeated",
    )
    create.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="https://host whose pages may call the API; may be repeated",
    )
    create.add_argument("--json", action="store_true", help="print an object")
    rotation = actions.add_parser(
        "rotate-keys", parents=[shared], help="sign with new keys from now on"
    )
    rotation.add_argument(
        "--stolen", action="store_true", help="let nothing count any more that the old ones signed"
    )
    listing = actions.add_parser("list", parents=[shared], help="the projects and their modes")
    listing.add_argument("--json", action="store_true", help="one object a line")
    users = actions.add_parser("users", parents=[shared], help="the users")
    users.add_argument("--json", action="store_true", help="one object a line")
    users.add_argument("--disable", metavar="ID", help="let this user in no more")
    users.add_argument("--enable", metavar="ID", help="let this user in again")
    invitation = actions.add_parser(
        "invitation", parents=[shared], help="a link that leads people's app to this service"
    )
    invitation.add_argument("url", metavar="URL", help="where people reach the service: https://…")
    invitation.add_argument(
        "--api-key", metavar="ID", default="", help="of this project; needed where there are more"
    )
    invitation.add_argument(
        "--qr", action="store_true", help="draw it on standard error, to be scanned"
    )
    audit = actions.add_parser("audit", parents=[shared], help="what the service did")
    audit.add_argument("--json", action="store_true", help="one object a line")


def run(arguments: argparse.Namespace) -> int:
    """Do what was named; the exit code."""
    # Imported here: the command line imports this file for its options alone.
    from desktop.service.errors import OptionsError, ServiceError
    from desktop.service.master_key import load_master_key
    from desktop.service.store import Store

    actions: dict[str, Callable[[argparse.Namespace, Store, MasterKey], None]] = {
        "create-key": _create_key,
        "rotate-keys": _rotate_keys,
        "list": _list,
        "users": _users,
        "audit": _audit,
        "invitation": _invitation,
    }
    database = database_path(arguments)
    if arguments.action != "create-key" and not database.exists():
        print(f"There is no database {database}. Name one with --database.", file=sys.stderr)
        return FAILED
    try:
        master_key = load_master_key(database, os.environ, secrets.token_bytes)
        store = Store(database)
        try:
            actions[arguments.action](arguments, store, master_key)
        finally:
            store.close()
    except ServiceError as error:
        print(error, file=sys.stderr)
        return USAGE if isinstance(error, OptionsError) else FAILED
    return DONE


def _create_key(arguments: argparse.Namespace, store: "Store", master_key: "MasterKey") -> None:
    from desktop.service.administration import add_project
    from desktop.service.projects import Compatibility
    from desktop.service.startup import PUBLISHED_WEAKNESSES

    made = add_project(
        store,
        master_key,
        name=arguments.name,
        compatibility=Compatibility(arguments.compatibility),
        allowed_urls=tuple(arguments.allow_url),
        allowed_origins=tuple(arguments.allow_origin),
        now=time.time(),
        random_bytes=secrets.token_bytes,
    )
    if not made.project.is_strict:
        print(PUBLISHED_WEAKNESSES, file=sys.stderr)
    if arguments.json:
        facts = {"api_key_id": made.project.id, "api_secret_key": made.api_secret_key}
        print(json.dumps(facts))
    else:
        print(f"API key id: {made.project.id}")
        print(f"API secret key: {made.api_secret_key} (shown once; keep it for your backend)")


def _rotate_keys(arguments: argparse.Namespace, store: "Store", master_key: "MasterKey") -> None:
    from desktop.service.administration import rotate_keys

    rotate_keys(store, master_key, time.time, secrets.token_bytes, stolen=arguments.stolen)
    if arguments.stolen:
        print("Tokens are signed with new keys. Those of before have ended: programs renew them.")
        return
    print("Tokens are signed with new keys from now on. Tokens of strict projects stay valid.")
    if any(not project.is_strict for project in store.projects.all()):
        print("Access tokens of published projects have ended: their programs must renew them.")


def _list(arguments: argparse.Namespace, store: "Store", _master_key: "MasterKey") -> None:
    from desktop.service.administration import describe_projects

    for line in describe_projects(store, as_json=arguments.json):
        print(line)


def _users(arguments: argparse.Namespace, store: "Store", _master_key: "MasterKey") -> None:
    from desktop.service.administration import describe_users, set_disabled

    for user_id, disabled in ((arguments.disable, True), (arguments.enable, False)):
        if user_id is not None:
            set_disabled(store, user_id, disabled=disabled, now=time.time())
    for line in describe_users(store, as_json=arguments.json):
        print(line)


def _invitation(arguments: argparse.Namespace, store: "Store", master_key: "MasterKey") -> None:
    from desktop.commands.terminal_qr import can_be_drawn, draw_qr
    from desktop.foundation.invitation import make_invitation
    from desktop.service.administration import identity_key, invited_project

    project = invited_project(store, arguments.api_key)
    link = make_invitation(
        arguments.url,
        project.id,
        name=project.name,
        identity_key=identity_key(store, master_key, time.time, secrets.token_bytes),
    ).link()
    print(link)
    if arguments.qr:
        if can_be_drawn(sys.stderr.encoding, os.environ.get("TERM", "")):
            print(draw_qr(link), file=sys.stderr)
        else:
            print("This terminal can't draw it.", file=sys.stderr)


def _audit(arguments: argparse.Namespace, store: "Store", _master_key: "MasterKey") -> None:
    from desktop.service.administration import describe_audit

    for line in describe_audit(store, as_json=arguments.json):
        print(line)
