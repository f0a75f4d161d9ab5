"""The command line: one module a command, imported when named.

Results go to standard output, everything else to standard error. Exit codes:

==== ============================================================
0    done
1    anything else
2    usage
3    sign-in needed
4    keystore locked, unavailable, or the memory of another process;
     or the app is hidden from onlookers
5    service out of reach
6    refused by the service
==== ============================================================

Each module has ``configure(parser)`` and ``run(arguments) -> int``.
"""

import argparse
import importlib
import io
import os
import sys
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn, Protocol, TextIO, cast

from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.line import visible

PROGRAM = "cotter-authenticator"
INTERRUPTED = 130


class Summary(NamedTuple):
    """Where a command is and what its help says."""

    module: str
    text: str


COMMANDS = {
    "sign-in": Summary("sign_in", "sign in from a terminal; the code comes on standard input"),
    "token": Summary("token", "print a valid access token"),
    "status": Summary("status", "who is signed in, until when, and where that is kept"),
    "requests": Summary("requests", "list, approve and deny other devices’ requests to sign in"),
    "devices": Summary("devices", "list, trust, add and remove devices"),
    "sign-out": Summary("sign_out", "tell the service and delete the tokens"),
    "profile": Summary("profile", "list, add, remove and use services"),
    "keystore": Summary("keystore", "where sessions are kept; move them to another keystore"),
    "doctor": Summary("doctor", "check keystore, service, clock, tray and files"),
    "reset": Summary("reset", "remove all records, keys and files of this user"),
    "serve": Summary("serve", "run the service"),
    "service": Summary("service", "look after a service's database"),
}


class CommandModule(Protocol):
    """What each module of this folder offers."""

    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


class CommandParser(argparse.ArgumentParser):
    """Takes options by their whole names: a shortened one could mean another one later."""

    # Any: argparse's own options, passed on as they are.
    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words, which are part of it, and end with 2."""
        super().error(visible(message))


def run_command(words: list[str]) -> int:
    """Run the command that ``words`` begins with; the exit code."""
    name, *rest = words
    summary = COMMANDS.get(name)
    if summary is None:
        print(f"{PROGRAM}: there is no command “{visible(name)}”.\n\n{overview()}", file=sys.stderr)
        return 2
    prepare_streams()
    parser = CommandParser(prog=f"{PROGRAM} {name}", description=summary.text)
    try:
        module = cast(CommandModule, importlib.import_module(f"{__name__}.{summary.module}"))
        module.configure(parser)
        code = module.run(parser.parse_args(rest))
        sys.stdout.flush()
    except AuthenticatorError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return 1  # whoever read the result has gone, and needs no sentence
    except OSError as error:
        print(f"{PROGRAM}: {error}. Nothing was lost.", file=sys.stderr)
        return 1
    return code


def prepare_streams() -> None:
    """Let every standard stream be there, and show any text.

    A stream that whoever started us has closed reads as empty and takes everything. Where a
    terminal's encoding has no such character, its number is written; bytes that are no text of it
    are read as the sign for that.
    """
    # In this order: each takes the lowest number that is free, its own.
    sys.stdin = sys.stdin or _open_nothing("r")
    sys.stdout = sys.stdout or _open_nothing("w")
    sys.stderr = sys.stderr or _open_nothing("w")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _open_nothing(mode: str) -> TextIO:
    return cast(TextIO, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123 - stays open


def overview() -> str:
    """The commands, one a line."""
    lines = (f"  {name:<10}{summary.text}" for name, summary in COMMANDS.items())
    return "\n".join(("Commands:", *lines))
