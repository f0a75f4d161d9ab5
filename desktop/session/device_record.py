"""The device keys of one profile as one record of the keystore, whole or absent.

One key a user (cotter-api 5.1). A key is stored before the service hears of it, so that none is
ever enrolled whose private half could be lost with the process:

============= =============================================================================
enrolled_at   what it means
============= =============================================================================
None          made, perhaps enrolled: ask the service before relying on it
a time        the service said that it is enrolled
============= =============================================================================
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop.client.device_key import DeviceKey
from desktop.foundation.errors import RecordDamagedError, RecordNewerError
from desktop.foundation.line import line_of
from desktop.foundation.moment import moment_of
from desktop.foundation.secret import Secret
from desktop.protocol.encoding import EncodingError

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRecord:
    """This computer's key for one user; times are seconds UTC of this computer's wall clock."""

    user_id: str
    identifier: str
    identifier_type: str
    seed: Secret
    name: str
    made_at: float
    enrolled_at: float | None = None

    def key(self) -> DeviceKey:
        """The key pair.

        Raises:
            RecordDamagedError: the seed is none.
        """
        try:
            return DeviceKey.from_seed(self.seed)
        except EncodingError:
            raise RecordDamagedError(reason="the device key can't be read") from None

    def enrolled(self, at: float) -> "DeviceRecord":
        """The service said at wall time ``at`` that it is enrolled."""
        return replace(self, enrolled_at=at)


def device_item(profile_id: str) -> str:
    """The name of the keystore record that holds a profile's device keys."""
    return f"{profile_id}.device"


def of_user(records: Iterable[DeviceRecord], user_id: str) -> DeviceRecord | None:
    """The key of this user, if there is one."""
    return next((record for record in records if record.user_id == user_id), None)


def with_record(records: tuple[DeviceRecord, ...], new: DeviceRecord) -> tuple[DeviceRecord, ...]:
    """The records with the one of its user replaced."""
    return (*without_user(records, new.user_id), new)


def without_user(records: tuple[DeviceRecord, ...], user_id: str) -> tuple[DeviceRecord, ...]:
    """The records but that of this user."""
    return tuple(record for record in records if record.user_id != user_id)


def encode_devices(records: tuple[DeviceRecord, ...]) -> str:
    """One line of ASCII JSON."""
    return json.dumps(
        {
            "format": FORMAT,
            "devices": [
                {
                    "user_id": record.user_id,
                    "identifier": record.identifier,
                    "identifier_type": record.identifier_type,
                    "seed": record.seed.reveal(),
                    "name": record.name,
                    "made_at": record.made_at,
                    "enrolled_at": record.enrolled_at,
                }
                for record in records
            ],
        },
        separators=(",", ":"),
    )


def parse_devices(text: str) -> tuple[DeviceRecord, ...]:
    """The records as they were written.

    Raises:
        RecordNewerError: a newer version wrote them.
        RecordDamagedError: they are anything else.
    """
    try:
        document = json.loads(text)
        if document["format"] > FORMAT:
            raise RecordNewerError
        return tuple(
            DeviceRecord(
                user_id=line_of(entry["user_id"]),
                identifier=line_of(entry["identifier"]),
                identifier_type=line_of(entry["identifier_type"]),
                seed=Secret(line_of(entry["seed"])),
                name=line_of(entry["name"]),
                made_at=moment_of(entry["made_at"]),
                enrolled_at=(
                    None if entry["enrolled_at"] is None else moment_of(entry["enrolled_at"])
                ),
            )
            for entry in document["devices"]
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        # Without the cause: a JSON error carries the text, and the text holds the keys.
        raise RecordDamagedError(reason="the device keys are not as they were written") from None
