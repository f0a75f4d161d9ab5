"""By which channel a code can reach an identifier."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.ui.commands import IdentifierKind

PHONE_CHANNELS: Final = ("SMS", "WHATSAPP")

translate = QCoreApplication.translate


def identifier_label(channels: Sequence[str]) -> str:
    """What a service takes that sends codes by these channels."""
    match _kinds(channels):
        case (IdentifierKind.EMAIL,):
            return translate("channels", "E-mail address")
        case (IdentifierKind.PHONE,):
            return translate("channels", "Phone number")
    return translate("channels", "E-mail address or phone number")


def identifier_wanted(channels: Sequence[str]) -> str:
    """What is said where nothing was typed."""
    match _kinds(channels):
        case (IdentifierKind.EMAIL,):
            return translate("channels", "Type your e-mail address.")
        case (IdentifierKind.PHONE,):
            return translate("channels", "Type your phone number.")
    return translate("channels", "Type your e-mail address or phone number.")


def _kinds(channels: Sequence[str]) -> tuple[IdentifierKind, ...]:
    kinds = (IdentifierKind.EMAIL, IdentifierKind.PHONE)
    return tuple(kind for kind in kinds if channel_for(kind, channels))


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
