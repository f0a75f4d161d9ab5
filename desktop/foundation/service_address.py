"""A service's address that came from somewhere else than the person's own keyboard.

What somebody types they have read. What a link or a file brings may have been made to look like
another address, so more is refused here than :func:`~desktop.foundation.profiles.parse_service_url`
refuses:

==================================== ==========================================================
an address                           outcome
==================================== ==========================================================
not ASCII: letters of other          refused: they look like others; where such a name is meant,
alphabets, fullwidth digits          its ``xn--…`` says so
a user, a path, ``%``, a backslash   refused: parsers don't agree which host that is
a host that ends in a dot, an empty  refused: no host is called so
label, one over 63 characters
a number that is not written as      refused: ``127.1``, ``0x7f000001``, ``::ffff:127.0.0.1``
four decimals, or as RFC 5952 says
http and not this computer           refused: others could read the code
``xn--`` in its host                 taken, with a caution: it stands for another alphabet's
                                     letters, and that is what a look-alike is made of
a number; this computer              taken, with a caution: it says nothing of who answers
==================================== ==========================================================
"""

import ipaddress
import re
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from desktop.foundation.errors import InvalidServiceUrlError
from desktop.foundation.profiles import LONGEST_HOST, is_loopback, parse_service_url

LONGEST_LABEL: Final = 63
HIGHEST_PORT: Final = 65535
LONGEST_SHOWN: Final = 40
_ORIGIN: Final = re.compile(
    r"https?://(?P<host>[A-Za-z0-9.-]+|\[(?P<six>[0-9A-Fa-f:.]+)\])(?::(?P<port>[1-9][0-9]{0,4}))?/?"
)
_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
# WHATWG URL, “ends in a number”: what a browser would take for an IPv4 address.
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")


class Caution(StrEnum):
    """What a person should know of an address before anything is sent to it."""

    OTHER_ALPHABET = "other_alphabet"
    NUMBERS = "numbers"
    THIS_COMPUTER = "this_computer"


def strict_service_url(text: str) -> str:
    """The address in one spelling, by the table above: scheme, host and port.

    Raises:
        InvalidServiceUrlError: it is refused; says why.
    """
    if not text.isascii():
        raise _refused(text, "its host is not written in ASCII")
    if text[:8].lower().startswith(("http://", "https://")) and "@" in text:
        raise _refused(text.rpartition("@")[2], "it holds a user name")
    found = _ORIGIN.fullmatch(text)
    if found is None:
        reason = (
            "it has more in it than a host and a port"
            if text.startswith(("http://", "https://"))
            else "it doesn't begin with https:// and a host"
        )
        raise _refused(text, reason)
    if int(found["port"] or 0) > HIGHEST_PORT:
        raise _refused(text, "it has a port that none can have")
    if found["six"] is not None:
        _check_six(text, found["six"].lower())
    else:
        _check_host(text, found["host"].lower())
    return parse_service_url(text)


def cautions_of(service_url: str) -> tuple[Caution, ...]:
    """What to know of an address that :func:`strict_service_url` has taken."""
    host = urlsplit(service_url).hostname or ""
    if is_loopback(host):
        return (Caution.THIS_COMPUTER,)
    if ":" in host or _NUMBER.fullmatch(host.rpartition(".")[2]):
        return (Caution.NUMBERS,)
    if any(label.startswith("xn--") for label in host.split(".")):
        return (Caution.OTHER_ALPHABET,)
    return ()


def _check_host(text: str, host: str) -> None:
    if len(host) > LONGEST_HOST:
        raise _refused(text, "its host is longer than any can be")
    labels = host.split(".")
    if not all(_LABEL.fullmatch(one) and len(one) <= LONGEST_LABEL for one in labels):
        raise _refused(text, "its host is none that can be")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            address = ipaddress.IPv4Address(host)
        except ValueError as error:
            raise _refused(text, "its host is a number in disguise") from error
        _check_reach(text, address)


def _check_six(text: str, host: str) -> None:
    try:
        address = ipaddress.IPv6Address(host)
    except ValueError as error:
        raise _refused(text, "its host is none that can be") from error
    if str(address) != host or address.ipv4_mapped is not None:
        raise _refused(text, "its host is a number in disguise")
    _check_reach(text, address)


def _check_reach(text: str, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if address.is_unspecified or address.is_multicast:
        raise _refused(text, "no single computer has that address")


def _refused(text: str, reason: str) -> InvalidServiceUrlError:
    # Whatever was put in the place of an address may be something secret: the rest tells nothing.
    shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return InvalidServiceUrlError(url=shown, reason=reason)
