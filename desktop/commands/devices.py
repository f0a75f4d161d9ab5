"""``devices``: list what is trusted, trust this computer, add another, remove one."""

import argparse
import json
import os
import sys

from desktop.commands.code_entry import confirmed
from desktop.commands.device_at_work import work_with_device
from desktop.commands.moment import rfc3339
from desktop.commands.new_device import add_device
from desktop.commands.profile_at_work import add_profile_option, chosen_profile
from desktop.commands.show_code import CodePrinter, show_code
from desktop.foundation.device_errors import DeviceRemovedError, DeviceSuspendedError
from desktop.foundation.paths import Paths
from desktop.foundation.screened import refuse_while_screened
from desktop.session.device_facts import DeviceTrust
from desktop.session.identifier import parse_identifier
from desktop.session.list_entries import KnownDevice
from desktop.session.opening import OpenProfile

NOT_ADDED = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``devices``."""
    deeds = parser.add_subparsers(
        dest="deed", required=True, metavar="list|enrol|show-code|add|remove"
    )
    listing = deeds.add_parser("list", help="all devices that you trust; this one is marked")
    enrolling = deeds.add_parser("enrol", help="trust this computer; a code may be asked for")
    showing = deeds.add_parser(
        "show-code", help="be added by a device that you trust, then sign in"
    )
    showing.add_argument(
        "identifier",
        metavar="IDENTIFIER",
        nargs="?",
        default="",
        help="e-mail address or phone number; the last one otherwise",
    )
    adding = deeds.add_parser("add", help="trust the device that shows a code")
    adding.add_argument(
        "code",
        metavar="CODE-OR-IMAGE",
        help="the text, a picture's path, or - for standard input",
    )
    removing = deeds.add_parser("remove", help="take a device off the list")
    removing.add_argument("id", metavar="ID", help="as “devices list” shows it")
    for one in (listing, showing):
        one.add_argument("--json", action="store_true", help="JSON instead of text")
    for one in (listing, enrolling, showing, adding, removing):
        add_profile_option(one)


def run(arguments: argparse.Namespace) -> int:
    """Do what was named."""
    paths = Paths.from_environment(os.environ)
    profile = chosen_profile(arguments, paths)
    if arguments.deed != "list":
        refuse_while_screened(paths)
    if arguments.deed == "show-code":
        printer = CodePrinter(as_json=arguments.json)
        return work_with_device(
            profile,
            paths,
            lambda opened: _show(opened, arguments.identifier),
            on_change=printer,
            will_write=True,
        )

    async def act(opened: OpenProfile) -> int:
        match arguments.deed:
            case "enrol":
                await _enrol(opened)
            case "add":
                await add_device(opened, arguments.code)
            case "remove":
                await _remove(opened, arguments.id)
            case _:
                await _list(opened, as_json=arguments.json)
        return 0

    return work_with_device(profile, paths, act)


async def _list(opened: OpenProfile, *, as_json: bool) -> None:
    devices = (await opened.devices.read()).devices
    if as_json:
        print(json.dumps([_as_row(one) for one in devices]))
        return
    for one in devices:
        print(_as_line(one))


async def _enrol(opened: OpenProfile) -> None:
    name = opened.profile.name
    if await _is_trusted(opened):
        print(f"This computer is trusted by “{name}” already.", file=sys.stderr)
        return
    await confirmed(opened, opened.trusting.trust)
    print(f"This computer is trusted by “{name}” now.", file=sys.stderr)


async def _is_trusted(opened: OpenProfile) -> bool:
    if opened.keeper.snapshot.this_device.trust is not DeviceTrust.TRUSTED:
        return False
    try:
        # What is noted here may be over at the service.
        await opened.devices.read()
    except (DeviceRemovedError, DeviceSuspendedError):
        return False
    return True


async def _show(opened: OpenProfile, identifier: str) -> int:
    snapshot, name = opened.keeper.snapshot, opened.profile.name
    if await _is_trusted(opened):
        print(f"This computer is trusted by “{name}” already.", file=sys.stderr)
        return 0
    known = identifier or snapshot.identifier or snapshot.last_identifier
    if not await show_code(opened, parse_identifier(known)):
        print("This computer was not added within three minutes.", file=sys.stderr)
        return NOT_ADDED
    print(f"Added: this computer is trusted by “{name}” now.", file=sys.stderr)
    return 0


async def _remove(opened: OpenProfile, device_id: str) -> None:
    wanted = "".join(device_id.split()).lower()
    devices = (await opened.devices.read()).devices
    named = next((one.name for one in devices if one.id == wanted), "")
    await confirmed(opened, lambda: opened.devices.remove(wanted))
    print(f"Removed. “{named}” is not trusted any more.", file=sys.stderr)


def _as_row(device: KnownDevice) -> dict[str, object]:
    return {
        "id": device.id,
        "name": device.name,
        "kind": device.kind.value,
        "added_at": rfc3339(device.added_at),
        "added_by": device.added_by or None,
        "used_at": None if device.used_at is None else rfc3339(device.used_at),
        "suspended": device.suspended,
        "this_computer": device.is_this,
    }


def _as_line(device: KnownDevice) -> str:
    # The name goes last: letters that run from right to left can't move anything behind them.
    used = "never used" if device.used_at is None else f"used {rfc3339(device.used_at)}"
    parts = (
        f"{'*' if device.is_this else ' '} {device.id}",
        f"added {rfc3339(device.added_at)}",
        used,
        *(("suspended",) if device.suspended else ()),
        f"“{device.name}”",
    )
    return "  ".join(parts)
