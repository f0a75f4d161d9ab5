"""``devices add``: trust another device by the code that it shows.

What was named is one of these, the first that fits:

=================== ====================================================
``-``               the code is read from standard input
a code              is taken as it is
a file's path       the codes on that picture; of several one is chosen
=================== ====================================================
"""

import re
import sys
from pathlib import Path

from desktop.commands.code_entry import confirmed
from desktop.commands.picture_codes import codes_on
from desktop.commands.standard_input import InputEndedError, read_digits, read_line
from desktop.foundation.device_errors import (
    CodeUnreadableError,
    SeveralCodesError,
    WrongDigitsError,
)
from desktop.foundation.errors import CodeNotTypedError
from desktop.protocol.enrolment_code import LONGEST_CHARACTERS
from desktop.protocol.shown_request import DEVICE_DIGITS
from desktop.session.opening import OpenProfile
from desktop.session.under_way import AddedDevice, CodeChoice

STANDARD_INPUT = "-"
SEPARATOR = ":"
SEPARATORS = 4
LINE_OF_A_KEY = re.compile(r"[A-Za-z0-9+/=]+\r?")


async def add_device(opened: OpenProfile, named: str) -> None:
    """Read the code, show what the service saw, ask for the digits, and trust the device.

    Raises:
        CodeNotTypedError: the input ended before the digits.
        AuthenticatorError: the code can't be followed, or anything else; nobody was added.
    """
    try:
        await _read(opened, named)
        added = _added(opened)
        _describe(added)
        while True:
            digits = read_digits(
                "Digits on the new device: ", DEVICE_DIGITS, f"It shows {DEVICE_DIGITS} digits."
            )
            try:
                await confirmed(opened, lambda: opened.adding.add(digits))  # noqa: B023 - awaited
            except WrongDigitsError as error:
                print(error, file=sys.stderr)
            else:
                break
    except InputEndedError as error:
        raise CodeNotTypedError from error
    print(f"Added. “{added.name or added.key_print}” is trusted now.", file=sys.stderr)


async def _read(opened: OpenProfile, named: str) -> None:
    if named == STANDARD_INPUT:
        await opened.adding.read_text(_read_typed_code())
    elif _is_picture(named):
        await opened.adding.read_picture(await codes_on(Path(named)))
        choices = _added(opened).choices
        if choices:
            await opened.adding.read_text(_choose(choices))
    else:
        await opened.adding.read_text(named)


def _is_picture(named: str) -> bool:
    return named.count(SEPARATOR) < SEPARATORS and Path(named).is_file()


def _added(opened: OpenProfile) -> AddedDevice:
    added = opened.keeper.snapshot.added_device
    if added is None:
        raise CodeUnreadableError(reason="it was put away")
    return added


def _read_typed_code() -> str:
    """One code; its key may go over several lines, as those of the Android and iOS clients do."""
    text = ""
    while len(text) <= LONGEST_CHARACTERS:
        try:
            line = read_line("Code: ")
        except InputEndedError:
            break
        text += f"{line}\n"
        if not LINE_OF_A_KEY.fullmatch(line):
            break
    return text


def _choose(choices: tuple[CodeChoice, ...]) -> str:
    print("There are several codes in this picture. Their keys:", file=sys.stderr)
    for number, choice in enumerate(choices, 1):
        print(f"{number}  {choice.key_print}", file=sys.stderr)
    typed = read_line("Which one: ").strip()
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(choices)):
        raise SeveralCodesError
    return choices[int(typed) - 1].text


def _describe(added: AddedDevice) -> None:
    rows = {
        "Key": added.key_print,
        "Address": added.address or "the service doesn’t say",
        "New device": f"“{added.name}”" if added.name else "the service doesn’t say",
    }
    for label, value in rows.items():
        print(f"{label:<12}{value}", file=sys.stderr)
