"""``sign-in IDENTIFIER``: sign in without a window; the code is read from standard input."""

import argparse
import os
import sys
from concurrent.futures import TimeoutError as CallTimeoutError

from desktop.commands.code_entry import channel_to, sign_in_with_code
from desktop.commands.open_keystore import open_keystore
from desktop.commands.profile_at_work import add_profile_option, chosen_profile, work_on
from desktop.foundation.errors import (
    KeystoreBusyError,
    MemoryOfAnotherProcessError,
    RecordDamagedError,
)
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile
from desktop.keystore.vault import Vault
from desktop.session.identifier import parse_identifier
from desktop.session.record import session_item

CALL_SECONDS = 5.0
USAGE = 2
CHANNELS = ("EMAIL", "SMS", "WHATSAPP")


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``sign-in``."""
    parser.add_argument("identifier", metavar="IDENTIFIER", help="e-mail address or phone number")
    add_profile_option(parser)
    parser.add_argument(
        "--channel", choices=CHANNELS, type=str.upper, help="how the code comes to a phone"
    )
    parser.add_argument("--region", default="", help="country of a number without +, such as DE")


def run(arguments: argparse.Namespace) -> int:
    """Ask for a code, read it, and sign in."""
    paths = Paths.from_environment(os.environ)
    profile = chosen_profile(arguments, paths)
    identifier = parse_identifier(arguments.identifier, arguments.region.upper())
    channel = arguments.channel or channel_to(identifier, profile)
    if channel not in profile.channels:
        # The service might send one all the same: a brand can allow fewer than it has.
        ways = ", ".join(profile.channels)
        print(
            f"“{profile.name}” has no codes by {channel}, only by {ways}. Nothing was sent.",
            file=sys.stderr,
        )
        return USAGE
    vault = open_keystore(paths, will_write=True)
    if vault.kind == "memory":
        # The session would be gone when this command ends.
        raise MemoryOfAnotherProcessError
    _check_keystore(vault, profile)
    work_on(
        profile,
        paths,
        lambda opened: sign_in_with_code(opened, identifier, channel),
        vault=vault,
    )
    print(f"Signed in to “{profile.name}” as {identifier.text}.", file=sys.stderr)
    return 0


def _check_keystore(vault: Vault, profile: Profile) -> None:
    """Ask whether it can be read before a code is sent: afterwards the code would be lost."""
    try:
        vault.read(session_item(profile.id)).result(CALL_SECONDS)
    except RecordDamagedError:
        return  # signing in replaces it
    except CallTimeoutError as error:
        raise KeystoreBusyError from error
