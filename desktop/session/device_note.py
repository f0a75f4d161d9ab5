"""What is kept on disk of this computer's trust: no secret, for whoever can't read the keystore.

The note is what makes a lost key show: it says that there was one. First row that applies:

============== ==================== ============ ==============
the note says  the keystore has     trust        a key signs in
============== ==================== ============ ==============
removed        anything             removed      no
suspended      an enrolled key      suspended    no
anything       an enrolled key      trusted      yes
trusted,       no such key          key_lost     no
suspended
nothing        none, or a key that  not_trusted  no
               may be enrolled
============== ==================== ============ ==============
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop.foundation.atomic_file import write_atomically
from desktop.foundation.line import line_of
from desktop.foundation.moment import moment_of
from desktop.session.device_facts import DeviceTrust
from desktop.session.device_record import DeviceRecord

FILE = "device.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceNote:
    """This computer as a device of one user; ``since`` is wall time in seconds UTC."""

    user_id: str
    identifier: str
    public_key: str
    name: str
    since: float
    trust: DeviceTrust


def trust_of(note: DeviceNote | None, record: DeviceRecord | None) -> DeviceTrust:
    """What is known of this computer's key, by the table above."""
    is_enrolled = record is not None and record.enrolled_at is not None
    if note is not None and note.trust is DeviceTrust.REMOVED:
        return DeviceTrust.REMOVED
    if is_enrolled:
        suspended = note is not None and note.trust is DeviceTrust.SUSPENDED
        return DeviceTrust.SUSPENDED if suspended else DeviceTrust.TRUSTED
    return DeviceTrust.NOT_TRUSTED if note is None else DeviceTrust.KEY_LOST


def load_notes(folder: Path) -> tuple[DeviceNote, ...]:
    """The notes of one profile; none when the file is absent or broken."""
    try:
        document = json.loads((folder / FILE).read_text("utf-8"))
        return tuple(
            DeviceNote(
                user_id=line_of(entry["user_id"]),
                identifier=line_of(entry["identifier"]),
                public_key=line_of(entry["public_key"]),
                name=line_of(entry["name"]),
                since=moment_of(entry["since"]),
                trust=DeviceTrust(entry["trust"]),
            )
            for entry in document
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()


def save_notes(folder: Path, notes: tuple[DeviceNote, ...]) -> None:
    """Replace the notes of one profile.

    Raises:
        OSError: the folder can't be written.
    """
    content = json.dumps([asdict(note) for note in notes]).encode()
    write_atomically(folder / FILE, content)


def note_of_user(notes: tuple[DeviceNote, ...], user_id: str) -> DeviceNote | None:
    """The note about this user."""
    return next((note for note in notes if note.user_id == user_id), None)


def note_of_identifier(notes: tuple[DeviceNote, ...], identifier: str) -> DeviceNote | None:
    """The note about the user of this identifier, in any case of letters."""
    wanted = identifier.casefold()
    return next((note for note in notes if note.identifier.casefold() == wanted), None)
