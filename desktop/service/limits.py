"""How often is too often (cotter-api 13.5, 13.6).

==========================  ===============================  =====================================
what is counted             per                              windows
==========================  ===============================  =====================================
messages sent               mailbox or number                5 in 5 minutes, 20 in a day
messages sent               address (IPv6: /64)              10 in 5 minutes
messages sent               project                          1,000 in 5 minutes
wrong codes                 identifier, across challenges    10 in an hour, 30 in a day
wrong codes                 address, whomever they are for   30 in an hour, 100 in a day
events asked for or made    address                          60 in a minute
sign-in requests            user, real or made up            20 in 10 minutes
denials                     user and address that asked      1 in 10 minutes
offers of new devices       address                          10 in 5 minutes
users made without secret   address                          30 in 5 minutes
refusals that are noted     address                          30 in a minute
==========================  ===============================  =====================================

A mailbox is an address without what stands behind a ``+``: its owner gets those mails too.
Windows slide: what counts is the time of each occurrence, not a calendar hour.
"""

import ipaddress
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MINUTE = 60
HOUR = 3600
DAY = 86400


class Counted(StrEnum):
    """What occurrences are counted, and so the name they are kept under."""

    MESSAGE_TO_IDENTIFIER = "message.identifier"
    MESSAGE_FROM_ADDRESS = "message.address"
    MESSAGE_IN_PROJECT = "message.project"
    WRONG_CODE = "code.wrong"
    WRONG_CODE_FROM_ADDRESS = "code.address"
    EVENT_FROM_ADDRESS = "event.address"
    REQUEST_TO_USER = "request.user"
    DENIAL = "request.denied"
    OFFER_FROM_ADDRESS = "offer.address"
    USER_FROM_ADDRESS = "user.address"
    NOTED_REFUSAL = "refusal.noted"


@dataclass(frozen=True, slots=True)
class Window:
    """At most ``count`` occurrences within ``seconds``."""

    count: int
    seconds: int


WINDOWS: dict[Counted, tuple[Window, ...]] = {
    Counted.MESSAGE_TO_IDENTIFIER: (Window(5, 5 * MINUTE), Window(20, DAY)),
    Counted.MESSAGE_FROM_ADDRESS: (Window(10, 5 * MINUTE),),
    Counted.MESSAGE_IN_PROJECT: (Window(1000, 5 * MINUTE),),
    Counted.WRONG_CODE: (Window(10, HOUR), Window(30, DAY)),
    Counted.WRONG_CODE_FROM_ADDRESS: (Window(30, HOUR), Window(100, DAY)),
    Counted.EVENT_FROM_ADDRESS: (Window(60, MINUTE),),
    Counted.REQUEST_TO_USER: (Window(20, 10 * MINUTE),),
    Counted.DENIAL: (Window(1, 10 * MINUTE),),
    Counted.OFFER_FROM_ADDRESS: (Window(10, 5 * MINUTE),),
    Counted.USER_FROM_ADDRESS: (Window(30, 5 * MINUTE),),
    Counted.NOTED_REFUSAL: (Window(30, MINUTE),),
}
LONGEST_WINDOW = max(window.seconds for windows in WINDOWS.values() for window in windows)


def window_of(counted: Counted) -> int:
    """Seconds for which an occurrence counts."""
    return max(window.seconds for window in WINDOWS[counted])


def seconds_to_wait(counted: Counted, times: Sequence[float], now: float) -> int:
    """Whole seconds until one more is allowed; 0 when it is allowed now.

    ``times`` are the Unix seconds of earlier occurrences, in any order.
    """
    wait = 0.0
    ordered = sorted(times)
    for window in WINDOWS[counted]:
        recent = [at for at in ordered if at > now - window.seconds]
        if len(recent) >= window.count:
            # One more fits when the oldest of the last `count` has left the window.
            wait = max(wait, recent[-window.count] + window.seconds - now)
    return math.ceil(wait)


def address_subject(address: str) -> str:
    """The peer address as it is counted: an IPv6 host owns its whole /64."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return address
