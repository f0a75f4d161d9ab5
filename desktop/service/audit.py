"""What the service did, for the people who run it: one event a row, no secret in it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop.service.wire import Json


class AuditEvent(StrEnum):
    """The names of events, as ``service audit`` prints them."""

    PROJECT_CREATED = "project.created"
    KEYS_ROTATED = "keys.rotated"
    USER_CREATED = "user.created"
    USER_DISABLED = "user.disabled"
    USER_ENABLED = "user.enabled"
    USER_DELETED = "user.deleted"
    CODE_SENT = "code.sent"
    CODE_REFUSED = "code.refused"
    MESSAGE_FAILED = "message.failed"
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in.refused"
    SIGNED_OUT = "signed_out"
    REQUEST_ASKED = "request.asked"
    REQUEST_APPROVED = "request.approved"
    REQUEST_DENIED = "request.denied"
    TOKEN_RENEWED = "token.renewed"
    TOKEN_REUSED = "token.reused"
    TOKEN_REFUSED = "token.refused"
    DEVICE_ENROLLED = "device.enrolled"
    DEVICE_ADDED = "device.added"
    DEVICE_REMOVED = "device.removed"
    DEVICE_SUSPENDED = "device.suspended"
    DEVICE_CONFIRMED = "device.confirmed"


ROUTINE: Final = frozenset(
    {
        AuditEvent.CODE_SENT,
        AuditEvent.CODE_REFUSED,
        AuditEvent.MESSAGE_FAILED,
        AuditEvent.SIGN_IN_REFUSED,
        AuditEvent.REQUEST_ASKED,
        AuditEvent.TOKEN_RENEWED,
        AuditEvent.TOKEN_REFUSED,
    }
)
"""What anybody can make happen again and again; however much of it there is, the rest is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """One event at one time (Unix seconds)."""

    at: float
    event: AuditEvent
    project_id: str | None = None
    user_id: str | None = None
    detail: dict[str, Json]
