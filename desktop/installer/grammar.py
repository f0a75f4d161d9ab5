"""The words that the program takes, read off its own parsers: for completions and the man page."""

import argparse
import importlib
from dataclasses import dataclass, field
from typing import cast

from desktop.commands import COMMANDS, CommandModule
from desktop.wish import wish_parser


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """An option (``names`` begin with “-”) or a positional word (``names`` is empty).

    ``value`` is what is to be written for what follows an option, or for the word; empty for a
    switch. ``is_file``: a path is expected.
    """

    names: tuple[str, ...] = ()
    value: str = ""
    choices: tuple[str, ...] = ()
    help: str = ""
    is_file: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command; ``name`` is empty for the program itself, ``parts`` are its sub-commands."""

    name: str
    help: str
    words: tuple[Word, ...]
    parts: tuple["Command", ...] = field(default=())

    def options(self) -> tuple[Word, ...]:
        """Its options, without those of its parts."""
        return tuple(word for word in self.words if word.names)

    def positionals(self) -> tuple[Word, ...]:
        """Its other words, in order."""
        return tuple(word for word in self.words if not word.names)


def read_grammar() -> Command:
    """The program with all its commands."""
    commands = []
    for name, summary in COMMANDS.items():
        parser = argparse.ArgumentParser(prog=name)
        module = cast(CommandModule, importlib.import_module(f"desktop.commands.{summary.module}"))
        module.configure(parser)
        commands.append(_command(name, summary.text, parser))
    program = _command("", "", wish_parser())
    return Command(name="", help="", words=program.words, parts=tuple(commands))


def _command(name: str, text: str, parser: argparse.ArgumentParser) -> Command:
    words: list[Word] = []
    parts: list[Command] = []
    # argparse has no other way to ask a parser what it takes.
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {one.dest: one.help or "" for one in action._choices_actions}
            parts += [_command(one, helps[one], sub) for one, sub in action.choices.items()]
        elif action.help != argparse.SUPPRESS:
            words.append(_word(action))
    return Command(name=name, help=text, words=tuple(words), parts=tuple(parts))


def _word(action: argparse.Action) -> Word:
    is_switch = action.nargs == 0
    choices = tuple(map(str, action.choices or ()))
    shown = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    value = "" if is_switch else "|".join(choices) or shown
    text = (action.help or "").replace("%(default)s", str(action.default)).replace("%(prog)s", "")
    is_file = getattr(action.type, "__name__", "") == "Path" or "IMAGE" in value or value == "FILE"
    return Word(
        names=tuple(action.option_strings),
        value=value.replace("_", "-"),
        choices=choices,
        help=text,
        is_file=is_file,
    )
