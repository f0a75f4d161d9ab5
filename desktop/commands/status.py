"""``status``: who is signed in, until when, next renewal, keystore, device trust. No network."""

import argparse
import json
import os
from concurrent.futures import TimeoutError as CallTimeoutError

from desktop.commands.moment import rfc3339
from desktop.commands.open_keystore import open_keystore
from desktop.commands.profile_at_work import add_profile_option, chosen_profile
from desktop.foundation.clock import Clock, SystemClock
from desktop.foundation.errors import KeystoreBusyError, KeystoreError, RecordDamagedError
from desktop.foundation.paths import Paths
from desktop.keystore.vault import Vault
from desktop.session.device_facts import DeviceTrust
from desktop.session.device_note import (
    DeviceNote,
    load_notes,
    note_of_identifier,
    note_of_user,
    trust_of,
)
from desktop.session.device_record import device_item, of_user, parse_devices
from desktop.session.expiry import as_wall_time, renewal_due_at, service_time
from desktop.session.last_seen import load_last_seen
from desktop.session.record import SessionRecord, parse_record, session_item

CALL_SECONDS = 5.0

TRUST = {
    DeviceTrust.UNKNOWN: "not read",
    DeviceTrust.NOT_TRUSTED: "not trusted",
    DeviceTrust.TRUSTED: "trusted",
    DeviceTrust.SUSPENDED: "suspended by the service until you confirm it",
    DeviceTrust.REMOVED: "not trusted any more",
    DeviceTrust.KEY_LOST: "its key is gone from the keystore",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``status``."""
    add_profile_option(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print it; 0 when signed in, 3 when not, 4 when the keystore doesn't tell.

    The object of ``--json`` has the same names always; what is not known is null.
    """
    paths = Paths.from_environment(os.environ)
    profile = chosen_profile(arguments, paths)
    last = load_last_seen(paths.profile_folder(profile.id), profile)
    facts: dict[str, object] = {
        "profile": profile.name,
        "service": profile.service_url,
        "keystore": None,
        "session": "none",
        "identifier": None,
        "valid_until": None,
        "next_renewal": None,
        "refusal": last.refusal or None,
        "trusted_device": False,
        "device": DeviceTrust.UNKNOWN.value,
        "clock_certain": None,
        "problem": None,
    }
    code = 0
    try:
        vault = open_keystore(paths)
        facts["keystore"] = vault.label
        record = _read(vault.read(session_item(profile.id)).result(CALL_SECONDS))
        if record is None and vault.kind == "memory" and last.identifier and not last.refusal:
            facts["session"], code = "memory_of_the_app", KeystoreError.exit_code
        elif record is None:
            facts["session"], code = ("refused" if last.refusal else "none"), 3
        else:
            facts |= _facts_of(record, SystemClock())
        notes = load_notes(paths.profile_folder(profile.id))
        note = _note(notes, record, last.last_identifier)
        trust = _trust(vault, profile.id, note, record)
        facts |= {"trusted_device": trust is DeviceTrust.TRUSTED, "device": trust.value}
    except CallTimeoutError:
        facts |= {"session": "unread", "problem": str(KeystoreBusyError())}
        code = KeystoreBusyError.exit_code
    except KeystoreError as error:
        facts |= {"session": "unread", "problem": str(error)}
        code = error.exit_code
    print(json.dumps(facts) if arguments.json else _as_text(facts))
    return code


def _read(text: str | None) -> SessionRecord | None:
    return None if text is None else parse_record(text)


def _note(
    notes: tuple[DeviceNote, ...], record: SessionRecord | None, identifier: str
) -> DeviceNote | None:
    if record is not None:
        return note_of_user(notes, record.user_id)
    return note_of_identifier(notes, identifier) or (notes[0] if len(notes) == 1 else None)


def _trust(
    vault: Vault, profile_id: str, note: DeviceNote | None, record: SessionRecord | None
) -> DeviceTrust:
    """What is known of this computer's key: that of the signed-in user, or of the last one."""
    if vault.kind == "memory":
        return DeviceTrust.UNKNOWN  # in the memory of the app, if anywhere
    try:
        text = vault.read(device_item(profile_id)).result(CALL_SECONDS)
        keys = () if text is None else parse_devices(text)
    except RecordDamagedError:
        return DeviceTrust.UNKNOWN if note is None else DeviceTrust.KEY_LOST
    user_id = record.user_id if record is not None else note.user_id if note is not None else ""
    return trust_of(note, of_user(keys, user_id))


def _facts_of(record: SessionRecord, clock: Clock) -> dict[str, object]:
    now = service_time(record.mark, clock)
    tokens = record.tokens
    due = renewal_due_at(tokens.issued_at, tokens.expires_at, 0.0)
    return {
        "session": "active" if tokens.expires_at > now.at else "expired",
        "identifier": record.identifier,
        "valid_until": rfc3339(as_wall_time(tokens.expires_at, now, clock)),
        "next_renewal": rfc3339(as_wall_time(due, now, clock)),
        "clock_certain": now.certain,
    }


def _as_text(facts: dict[str, object]) -> str:
    labels = {
        "profile": "Profile",
        "service": "Service",
        "session": "Session",
        "identifier": "Signed in as",
        "valid_until": "Valid until",
        "next_renewal": "Next renewal",
        "keystore": "Kept in",
        "refusal": "Ended because",
        "problem": "Problem",
    }
    words = {
        "none": "nobody is signed in",
        "memory_of_the_app": "in the memory of the running app",
        "unread": "not read",
        "refused": "ended by the service",
    }
    lines = [
        f"{label:<14}{words.get(str(facts[name]), facts[name])}"
        for name, label in labels.items()
        if facts.get(name) is not None
    ]
    trust = TRUST[DeviceTrust(str(facts["device"]))]
    return "\n".join((*lines, f"{'This computer':<14}{trust}"))
