"""How the app is to start, as the words behind its name say."""

from typing import TYPE_CHECKING, NamedTuple

from desktop import __version__

if TYPE_CHECKING:
    from argparse import ArgumentParser

NAME = "cotter-authenticator"
TITLE = "Cotter Authenticator"
SCHEME = "cotter-authenticator"


class Wish(NamedTuple):
    """How the app is to start; ``link`` is the one that was opened, as it was written."""

    hidden: bool = False
    demo: bool = False
    link: str = ""


def is_link(words: list[str]) -> bool:
    """Whether the app is to open a link: it counts only alone.

    A browser's link is what a page chose: it must not bring options along (on Windows a quotation
    mark in it begins another word).
    """
    return len(words) == 1 and words[0].lower().startswith(f"{SCHEME}:")


def read_wish(words: list[str]) -> Wish:
    """Read ``words``; on “--help” and on what can't be a wish, say so and exit."""
    if not words:
        return Wish()
    if is_link(words):
        return Wish(link=words[0])
    arguments = wish_parser().parse_args(words)
    return Wish(hidden=arguments.hidden, demo=arguments.demo)


def wish_parser() -> "ArgumentParser":
    """What parses the options of the app."""
    # Imported here: an app that is opened by a click has no words to read.
    import argparse

    from desktop.commands import overview

    parser = argparse.ArgumentParser(
        prog=NAME,
        description="Sign in without a password, and stay signed in from the tray.",
        epilog=overview(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--hidden", action="store_true", help="start in the tray")
    parser.add_argument(
        "--demo", action="store_true", help="on a service of its own here; nothing is kept"
    )
    parser.add_argument("--version", action="version", version=f"{TITLE} {__version__}")
    return parser
