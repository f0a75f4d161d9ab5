"""``sign-out``: delete the tokens here and tell the service, later if it can't be reached."""

import argparse
import os
import sys

from desktop.commands.open_keystore import open_keystore
from desktop.commands.profile_at_work import add_profile_option, chosen_profile, work_on
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile
from desktop.session.opening import OpenProfile


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``sign-out``."""
    add_profile_option(parser)
    parser.add_argument(
        "--forget", action="store_true", help="take this computer off your devices too"
    )
    parser.add_argument(
        "--everywhere", action="store_true", help="end your sessions on all devices"
    )


def run(arguments: argparse.Namespace) -> int:
    """Sign out; nobody being signed in is fine, unless it is to end sessions elsewhere."""
    paths = Paths.from_environment(os.environ)
    profile = chosen_profile(arguments, paths)
    if arguments.forget or arguments.everywhere:
        return _sign_out_further(arguments, profile, paths)

    async def sign_out(opened: OpenProfile) -> bool:
        return await opened.keeper.sign_out()

    told = work_on(profile, paths, sign_out, vault=open_keystore(paths))
    print(f"Signed out of “{profile.name}”.", file=sys.stderr)
    if not told:
        print("The service can't be reached now; it is told later.", file=sys.stderr)
    return 0


def _sign_out_further(arguments: argparse.Namespace, profile: Profile, paths: Paths) -> int:
    # Imported here: signing out alone reads no device key.
    from desktop.commands.code_entry import confirmed
    from desktop.commands.device_at_work import work_with_device

    async def sign_out(opened: OpenProfile) -> None:
        if arguments.everywhere:
            await confirmed(opened, opened.trusting.sign_out_everywhere)
            print(f"Signed out of “{profile.name}” everywhere.", file=sys.stderr)
            await opened.own_device.read()
        if arguments.forget:
            await confirmed(opened, opened.trusting.forget)
            print(f"“{profile.name}” has forgotten this computer.", file=sys.stderr)

    work_with_device(profile, paths, sign_out)
    return 0
