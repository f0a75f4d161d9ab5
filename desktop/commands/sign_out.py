"""``sign-out``: delete the tokens here and tell the service, later if it can't be reached."""

import argparse
import os
import sys

from desktop.commands.open_keystore import open_keystore
from desktop.commands.profile_at_work import add_profile_option, chosen_profile, work_on
from desktop.foundation.paths import Paths
from desktop.session.opening import OpenProfile


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``sign-out``."""
    add_profile_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Sign out; nobody being signed in is fine."""
    paths = Paths.from_environment(os.environ)
    profile = chosen_profile(arguments, paths)

    async def sign_out(opened: OpenProfile) -> bool:
        return await opened.keeper.sign_out()

    told = work_on(profile, paths, sign_out, vault=open_keystore(paths))
    print(f"Signed out of “{profile.name}”.", file=sys.stderr)
    if not told:
        print("The service can't be reached now; it is told later.", file=sys.stderr)
    return 0
