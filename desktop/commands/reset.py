"""``reset``: remove all records, keys and files of this user, after asking."""

import argparse
import os
import sys

from desktop.commands.profile_at_work import current_settings
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import load_profiles

CONFIRMATION = "reset"


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``reset``."""
    parser.add_argument("--yes", action="store_true", help="don't ask")


def run(arguments: argparse.Namespace) -> int:
    """Ask, then remove everything."""
    if not arguments.yes and not _confirmed():
        print("Nothing was removed.", file=sys.stderr)
        return 1
    # Imported here: nothing of it is needed to ask.
    from desktop.client.transport import Transport
    from desktop.foundation.daemon_threads import run_to_end
    from desktop.foundation.errors import KeystoreError
    from desktop.keystore.choice import open_vault
    from desktop.login_start import LoginStart
    from desktop.session.opening import open_profile
    from desktop.session.removal import reset

    paths = Paths.from_environment(os.environ)
    profiles = load_profiles(paths.profiles_file).profiles
    settings = current_settings(paths)

    async def remove() -> tuple[KeystoreError, ...]:
        transport = Transport(proxy=settings.proxy, certificate_file=settings.certificate_file)
        vault = open_vault(paths, os.environ)
        try:
            opened = tuple(
                open_profile(profile, paths=paths, vault=vault, transport=transport)
                for profile in profiles
            )
            return await reset(opened, paths=paths, vault=vault)
        finally:
            await transport.aclose()

    failed = run_to_end(remove())
    LoginStart.of_user(paths, os.environ).remove()
    for error in failed:
        print(error, file=sys.stderr)
        return error.exit_code
    print("All records and files were removed.", file=sys.stderr)
    return 0


def _confirmed() -> bool:
    print(
        "This removes every profile, session, setting and file of Cotter Authenticator.\n"
        f"Type “{CONFIRMATION}” to go on: ",
        end="",
        file=sys.stderr,
        flush=True,
    )
    return sys.stdin.readline().strip() == CONFIRMATION
