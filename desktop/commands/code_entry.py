"""The code of a message, typed at a terminal: to sign in, and for what needs a fresh proof."""

import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

from desktop.commands.standard_input import InputEndedError, read_digits
from desktop.foundation.device_errors import FreshProofNeededError
from desktop.foundation.errors import CodeNotTypedError, NotSignedInError, WrongCodeError
from desktop.foundation.profiles import Profile
from desktop.foundation.secret import Secret
from desktop.session.identifier import Identifier, parse_identifier
from desktop.session.opening import OpenProfile

Result = TypeVar("Result")


async def sign_in_with_code(opened: OpenProfile, identifier: Identifier, channel: str) -> None:
    """Have a code sent, read it from standard input, and sign in.

    Raises:
        CodeNotTypedError: the input ended before there was a code in it.
        AuthenticatorError: it was not sent, no try is left, or the session could not be stored.
    """
    entry = await opened.sign_in.request_code(identifier, channel)
    print(f"A code of {entry.digits} digits was sent to {entry.sent_to}.", file=sys.stderr)
    while True:
        code = _read_code(entry.digits)
        try:
            await opened.sign_in.submit(code)
        except WrongCodeError as error:
            if error.attempts_left == 0:
                raise
            print(error, file=sys.stderr)
        else:
            return


async def confirmed(opened: OpenProfile, deed: Callable[[], Awaitable[Result]]) -> Result:
    """Do it; where the service wants a code first, ask for one and do it then (13.3).

    Raises:
        AuthenticatorError: whatever ``deed`` raises but the wish for a code, or no code was typed.
    """
    try:
        return await deed()
    except FreshProofNeededError as needed:
        print(needed.happened.format(**needed.values), file=sys.stderr)
    await sign_in_with_code(opened, *_where_to(opened))
    await opened.own_device.read()
    return await deed()


def _where_to(opened: OpenProfile) -> tuple[Identifier, str]:
    session, this = opened.keeper.signed_in, opened.keeper.snapshot.this_device
    known = session.identifier if session is not None else this.identifier
    if not known:
        raise NotSignedInError(profile=opened.profile.name)
    identifier = parse_identifier(known)
    return identifier, channel_to(identifier, opened.profile)


def channel_to(identifier: Identifier, profile: Profile) -> str:
    """How a code comes there: the first of the profile's channels that reaches it."""
    if identifier.type == "EMAIL":
        return "EMAIL"
    return next((one for one in profile.channels if one != "EMAIL"), "SMS")


def _read_code(digits: int) -> Secret:
    try:
        return Secret(read_digits("Code: ", digits, f"A code has {digits} digits."))
    except InputEndedError as error:
        raise CodeNotTypedError from error
