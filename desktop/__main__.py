"""``python -m desktop`` and ``cotter-authenticator``: the app, or the command that was named."""

import gc
import os
import sys

from desktop.foundation.packaged import bundle_folder, is_packaged
from desktop.system.hardening import close_to_others

READ_CODES = "--read-codes"
LINK = "cotter-authenticator:"
"""How a link begins that the browser hands over: the app opens it."""


def main(arguments: list[str] | None = None) -> int:
    """Run what the arguments say; the exit code."""
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    finally:
        _give_up_output()


def _run(words: list[str]) -> int:
    if words and not words[0].lower().startswith(("-", LINK)):
        close_to_others()
        if is_packaged():
            # Imported here: from source the environment is the user's.
            from desktop.system.original_environment import give_back_environment

            give_back_environment(os.environ, bundle_folder())
        from desktop.commands import run_command

        return run_command(words)
    if words == [READ_CODES]:
        close_to_others()
        # A command's child. Imported here: nothing else needs it.
        from desktop.system.reading_process import read_codes_of_input

        return read_codes_of_input()
    # “--help” and “--version” end here, and load no Qt either.
    from desktop.wish import read_wish

    wish = read_wish(words)
    # Until the first paint everything that is made stays: looking through it finds nothing.
    gc.disable()
    if is_packaged():
        # Imported here: only the app lives long enough to be updated meanwhile.
        from desktop.system.own_archive import read_from_running_program

        read_from_running_program()
    # Imported here: the commands never load Qt. Qt comes before all that follows.
    from desktop.system.lean_qt import import_qt

    import_qt()
    try:
        from desktop.app import run_app
    except ImportError as error:
        return _say_what_is_missing(error)
    return run_app(wish)


def _say_what_is_missing(error: ImportError) -> int:
    # Imported here, as the rest of this: hardly any start needs it.
    from desktop.foundation.start_errors import LibraryMissingError
    from desktop.starting import say
    from desktop.system.missing_library import missing_library

    missing = missing_library(str(error))
    if not missing:
        raise error
    reason = LibraryMissingError(name=missing)
    say(reason)
    return reason.exit_code


def _give_up_output() -> None:
    """What nobody takes any more, the interpreter must not try to write once again."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    raise SystemExit(main())
