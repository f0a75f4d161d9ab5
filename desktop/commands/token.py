"""``token``: print a valid access token, renewing first when it must be."""

import argparse
import json
import os
import shlex
import time

from desktop.commands.exec_credential import asked_version, exec_credential
from desktop.commands.moment import rfc3339
from desktop.commands.open_keystore import open_keystore
from desktop.commands.profile_at_work import (
    add_profile_option,
    chosen_profile,
    current_settings,
    work_on,
)
from desktop.foundation.clock import SystemClock
from desktop.foundation.errors import TokensNotHandedOutError
from desktop.foundation.file_lock import FileLock
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile
from desktop.foundation.screened import refuse_while_screened
from desktop.keystore.choice import KeystoreMovedError
from desktop.keystore.vault import Vault
from desktop.session.expiry import as_wall_time, service_time
from desktop.session.hand_out import hand_out
from desktop.session.record import SessionRecord

FORMATS = ("raw", "header", "json", "env", "exec-credential")
MIN_VALID_SECONDS = 10
LONGEST_MIN_VALID_SECONDS = 86400


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``token``."""
    add_profile_option(parser)
    parser.add_argument(
        "--min-valid",
        metavar="SECONDS",
        type=_seconds,
        default=MIN_VALID_SECONDS,
        help="renew first if it holds less than this many seconds more (default %(default)s)",
    )
    parser.add_argument("--format", choices=FORMATS, default="raw", help="default: raw")
    parser.add_argument("--id-token", action="store_true", help="the ID token instead")


def run(arguments: argparse.Namespace) -> int:
    """Print the token."""
    # First: a caller that reads no answer of ours is to cost no renewal.
    version = asked_version(os.environ) if arguments.format == "exec-credential" else ""
    paths = Paths.from_environment(os.environ)
    profile = chosen_profile(arguments, paths)
    settings = current_settings(paths)
    if not settings.hand_out_tokens:
        raise TokensNotHandedOutError
    may_be_hidden = settings.hand_out_while_hidden
    if not may_be_hidden:
        refuse_while_screened(paths)
    clock = SystemClock()

    def ask(vault: Vault) -> SessionRecord:
        def renew(lock: FileLock) -> SessionRecord:
            return work_on(
                profile,
                paths,
                lambda opened: opened.keeper.access_token(min_valid=arguments.min_valid),
                vault=vault,
                lock=lock,
            )

        return hand_out(
            profile,
            paths=paths,
            vault=vault,
            clock=clock,
            min_valid=arguments.min_valid,
            renew=renew,
        )

    try:
        record = ask(open_keystore(paths))
    except KeystoreMovedError:
        # While this one waited for the lock; where it is now is written down.
        record = ask(open_keystore(paths))
    if not may_be_hidden:
        # Once more: waiting for a renewal may take longer than locking a screen.
        refuse_while_screened(paths)
    expires_at = as_wall_time(record.tokens.expires_at, service_time(record.mark, clock), clock)
    secret = record.tokens.id_token if arguments.id_token else record.tokens.access_token
    if version:
        print(exec_credential(secret.reveal(), rfc3339(expires_at), version))
    else:
        print(_in_format(arguments.format, secret.reveal(), expires_at, profile, record))
    return 0


def _in_format(
    style: str, token: str, expires_at: float, profile: Profile, record: SessionRecord
) -> str:
    match style:
        case "header":
            return f"Authorization: Bearer {token}"
        case "env":
            return f"export COTTER_ACCESS_TOKEN={shlex.quote(token)}"
        case "json":
            document: dict[str, object] = {
                "access_token": token,
                "token_type": "Bearer",
                "expires_at": rfc3339(expires_at),
                "expires_in": max(0, int(expires_at - time.time())),
                "profile": profile.name,
                "identifier": record.identifier,
            }
            return json.dumps(document)
        case _:
            return token


def _seconds(text: str) -> int:
    # As people write it: int() takes “1_0”, blanks and digits of other scripts too.
    if not (text.isascii() and text.isdecimal() and int(text) <= LONGEST_MIN_VALID_SECONDS):
        raise argparse.ArgumentTypeError(f"a number from 0 to {LONGEST_MIN_VALID_SECONDS}")
    return int(text)
