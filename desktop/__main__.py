"""``python -m desktop`` and ``cotter-authenticator``: the app, or the command that was named."""

import gc
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run what the arguments say; the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    if words and not words[0].startswith("-"):
        from desktop.commands import run_command

        return run_command(words)
    # Until the first paint everything that is made stays: looking through it finds nothing.
    gc.disable()
    # Imported here: the commands never load Qt.
    from desktop.app import run_app

    return run_app(words)


if __name__ == "__main__":
    raise SystemExit(main())
