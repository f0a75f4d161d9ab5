"""Trusted devices of a user, and what each may do (cotter-api 13.3, 13.4).

====================================  =======================================================
a device                              may
====================================  =======================================================
trusted for 24 h                      everything: sign in, decide, add and remove devices
younger                               sign in, decide, remove itself; the rest with a fresh
                                      proof
suspended                             remove itself, until a code or another device confirms it
the last one of its user              be removed with a fresh proof only
====================================  =======================================================

In a strict project neither devices of a user who proved nothing nor keys other than Ed25519 count:
both stem from a time when the project was a published one (13.9).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.service.device_keys import Algorithm, DeviceKey
from desktop.service.projects import Project
from desktop.service.timestamps import rfc3339
from desktop.service.users import User
from desktop.service.wire import JsonObject

YOUNG_SECONDS = 86400
MOST_DEVICES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One trusted device. Times are Unix seconds; ``added_by`` is a device's name, or empty."""

    id: int
    user_id: str
    key: DeviceKey
    device_type: str
    device_name: str
    created_at: float
    added_by: str
    used_at: float | None
    suspended_at: float | None

    def is_young(self, now: float) -> bool:
        """Whether it was trusted less than 24 hours ago."""
        return now < self.created_at + YOUNG_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDevice:
    """A device about to be trusted, its name and type made harmless."""

    key: DeviceKey
    device_type: str
    device_name: str
    added_by: str = ""


def counts(device: Device, project: Project, user: User) -> bool:
    """Whether the device is one in the mode that its project is in."""
    if not project.is_strict:
        return True
    return user.proved_at is not None and device.key.algorithm is Algorithm.ED25519


def is_last(device: Device, devices: Sequence[Device]) -> bool:
    """Whether none that can be used would be left without ``device``."""
    return not any(other.id != device.id and other.suspended_at is None for other in devices)


def device_json(device: Device) -> JsonObject:
    """One entry of the user's list of devices."""
    return {
        "public_key": device.key.text,
        "algorithm": device.key.algorithm,
        "device_type": device.device_type,
        "device_name": device.device_name,
        "created_at": rfc3339(device.created_at),
        "added_by": device.added_by,
        "used_at": None if device.used_at is None else rfc3339(device.used_at),
        "suspended": device.suspended_at is not None,
    }
