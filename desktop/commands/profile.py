"""``profile``: list, add, remove and use services."""

import argparse
import json
import os
import sys

from desktop.commands.profile_at_work import current_settings, work_on
from desktop.foundation.branded import known_profiles, refuse_other_services, refuse_removal
from desktop.foundation.clock import SystemClock
from desktop.foundation.errors import ProfileExistsError
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import (
    ProfileBook,
    change_profiles,
    parse_api_key_id,
    parse_profile_name,
    parse_service_url,
)


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``profile``."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="list|add|remove|use")
    listing = deeds.add_parser("list", help="all profiles; the one in use is marked")
    listing.add_argument("--json", action="store_true", help="one JSON array")
    adding = deeds.add_parser("add", help="ask a service what it is and add it")
    adding.add_argument("name", metavar="NAME", nargs="?")
    adding.add_argument("--service", metavar="URL", default="")
    adding.add_argument("--api-key", metavar="ID", default="")
    adding.add_argument(
        "--invitation",
        metavar="LINK",
        default="",
        help="in place of NAME, --service and --api-key; “-” reads it from standard input",
    )
    adding.add_argument("--yes", action="store_true", help="follow the invitation without asking")
    adding.set_defaults(refuse=adding.error)
    removing = deeds.add_parser("remove", help="sign out and remove")
    removing.add_argument("name", metavar="NAME")
    using = deeds.add_parser("use", help="the profile where none is named")
    using.add_argument("name", metavar="NAME")


def run(arguments: argparse.Namespace) -> int:
    """Do what was named."""
    paths = Paths.from_environment(os.environ)
    book = known_profiles(paths)
    match arguments.deed:
        case "list":
            _list(book, as_json=arguments.json)
        case "add" if arguments.invitation:
            return _follow(arguments, book, paths)
        case "add":
            _add(arguments, book, paths)
        case "remove":
            _remove(arguments.name, book, paths)
        case "use":
            profile = book.named(arguments.name)
            change_profiles(paths.profiles_file, lambda now: now.with_active(profile.id))
            print(f"“{profile.name}” is used from now on.", file=sys.stderr)
    return 0


def _list(book: ProfileBook, *, as_json: bool) -> None:
    active = book.active()
    rows = [
        {
            "name": profile.name,
            "service": profile.service_url,
            "api_key_id": profile.api_key_id,
            "compatibility": profile.compatibility,
            "active": profile == active,
        }
        for profile in book.profiles
    ]
    if as_json:
        print(json.dumps(rows))
        return
    for row in rows:
        mark = "*" if row["active"] else " "
        print(f"{mark} {row['name']}  {row['service']}  {row['compatibility']}")


def _follow(arguments: argparse.Namespace, book: ProfileBook, paths: Paths) -> int:
    if arguments.service or arguments.api_key:
        arguments.refuse("--invitation brings --service and --api-key along")
    refuse_other_services(paths)
    # Imported here: listing needs none of it.
    from desktop.commands.invitation import add_invited

    return add_invited(
        arguments.invitation, arguments.name or "", book, paths, agreed=arguments.yes
    )


def _add(arguments: argparse.Namespace, book: ProfileBook, paths: Paths) -> None:
    if arguments.name is None or not (arguments.service and arguments.api_key):
        arguments.refuse("NAME, --service and --api-key are needed, or --invitation")
    refuse_other_services(paths)
    name = parse_profile_name(arguments.name)
    if any(known.name == name for known in book.profiles):
        raise ProfileExistsError(name=name)
    url, key = parse_service_url(arguments.service), parse_api_key_id(arguments.api_key)

    # Imported here: listing needs none of it.
    from desktop.client.answers import ServiceDescription
    from desktop.client.transport import Transport
    from desktop.foundation.daemon_threads import run_to_end
    from desktop.session.connecting import ask_service, key_fingerprint, profile_of

    settings = current_settings(paths)

    async def ask() -> ServiceDescription:
        transport = Transport(proxy=settings.proxy, certificate_file=settings.certificate_file)
        try:
            return await ask_service(url, key, transport=transport, clock=SystemClock())
        finally:
            await transport.aclose()

    description = run_to_end(ask())
    profile = profile_of(description, name=name, service_url=url, api_key_id=key)
    change_profiles(paths.profiles_file, lambda book: book.with_added(profile))
    print(
        f"Added “{profile.name}”: {description.name or profile.host}, "
        f"{description.compatibility}.\n"
        f"Its identity key is {key_fingerprint(description.identity_key)}.",
        file=sys.stderr,
    )


def _remove(name: str, book: ProfileBook, paths: Paths) -> None:
    profile = book.named(name)
    refuse_removal(paths, profile.id)

    from desktop.commands.open_keystore import open_keystore
    from desktop.session.removal import remove_profile

    vault = open_keystore(paths)
    told = work_on(
        profile,
        paths,
        lambda opened: remove_profile(opened, paths=paths, vault=vault),
        vault=vault,
    )
    print(f"Removed “{name}”.", file=sys.stderr)
    if not told:
        print("The service could not be told that the session has ended.", file=sys.stderr)
