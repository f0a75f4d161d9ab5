"""By which channel a code can reach an identifier."""

from collections.abc import Sequence
from typing import Final

from desktop.ui.commands import IdentifierKind

PHONE_CHANNELS: Final = ("SMS", "WHATSAPP")


def fits(channel: str, kind: IdentifierKind) -> bool:
    """Whether a code can go there; before it is clear what it is, anything may."""
    if kind is IdentifierKind.PHONE:
        return channel in PHONE_CHANNELS
    if kind is IdentifierKind.EMAIL:
        return channel not in PHONE_CHANNELS
    return True


def channel_for(kind: IdentifierKind, channels: Sequence[str]) -> str:
    """The first of the service's channels that reaches it; empty where none is clear to."""
    if kind not in (IdentifierKind.PHONE, IdentifierKind.EMAIL):
        return ""
    return next((one for one in channels if fits(one, kind)), "")
