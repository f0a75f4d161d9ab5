"""The pure rules of trusted devices: what is known of a key, and when it may be used by itself."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.client.device_key import DeviceKey
from desktop.foundation.errors import RecordDamagedError, RecordNewerError
from desktop.foundation.secret import Secret
from desktop.session.coming_back import may_be_clicked, may_come_back
from desktop.session.device_facts import DeviceTrust
from desktop.session.device_kind import kind_of
from desktop.session.device_note import (
    DeviceNote,
    load_notes,
    note_of_identifier,
    save_notes,
    trust_of,
)
from desktop.session.device_record import (
    DeviceRecord,
    encode_devices,
    of_user,
    parse_devices,
    with_record,
    without_user,
)
from desktop.session.fresh_proof import FreshProofs
from desktop.session.list_entries import DeviceKind
from tests.doubles.turned_clock import TurnedClock

RECORD = DeviceRecord(
    user_id="u1",
    identifier="maya@example.com",
    identifier_type="EMAIL",
    seed=DeviceKey.make(bytes).seed(),
    name="maple",
    made_at=1000.0,
    enrolled_at=1001.0,
)
MADE = replace(RECORD, enrolled_at=None)
NOTE = DeviceNote(
    user_id="u1",
    identifier="maya@example.com",
    public_key=RECORD.key().public_key,
    name="maple",
    since=1001.0,
    trust=DeviceTrust.TRUSTED,
)
SUSPENDED = replace(NOTE, trust=DeviceTrust.SUSPENDED)
REMOVED = replace(NOTE, trust=DeviceTrust.REMOVED)


@pytest.mark.parametrize(
    ("note", "record", "trust"),
    [
        (None, None, DeviceTrust.NOT_TRUSTED),
        (None, MADE, DeviceTrust.NOT_TRUSTED),
        (None, RECORD, DeviceTrust.TRUSTED),
        (NOTE, RECORD, DeviceTrust.TRUSTED),
        (NOTE, None, DeviceTrust.KEY_LOST),
        (NOTE, MADE, DeviceTrust.KEY_LOST),
        (SUSPENDED, RECORD, DeviceTrust.SUSPENDED),
        (SUSPENDED, None, DeviceTrust.KEY_LOST),
        (REMOVED, RECORD, DeviceTrust.REMOVED),
        (REMOVED, None, DeviceTrust.REMOVED),
    ],
)
def test_what_note_and_keystore_say_together(
    note: DeviceNote | None, record: DeviceRecord | None, trust: DeviceTrust
) -> None:
    assert trust_of(note, record) is trust


@pytest.mark.parametrize("explained", [True, False])
@pytest.mark.parametrize(
    ("reason", "explained_only"),
    [
        ("expired", None),
        ("reused", True),
        ("unknown", True),
        ("revoked", False),
        ("signed_out", False),
        ("disabled", False),
    ],
)
def test_when_a_device_signs_in_by_itself(
    reason: str, explained_only: bool | None, explained: bool
) -> None:
    expected = True if explained_only is None else explained_only and explained
    assert may_come_back(reason, explained=explained) is expected


@pytest.mark.parametrize(
    ("reason", "may"),
    [
        ("", True),
        ("expired", True),
        ("reused", True),
        ("unknown", True),
        ("revoked", False),
        ("signed_out", False),
        ("disabled", False),
        ("damaged", True),
    ],
)
def test_when_a_click_is_enough(reason: str, may: bool) -> None:
    assert may_be_clicked(reason) is may


def test_keys_come_back_from_the_record_as_they_were() -> None:
    other = replace(MADE, user_id="u2", identifier="+4915112345678", identifier_type="PHONE")
    records = with_record((RECORD,), other)
    assert parse_devices(encode_devices(records)) == records
    assert of_user(records, "u2") == other
    assert without_user(records, "u1") == (other,)
    assert with_record(records, RECORD) == (other, RECORD)
    assert "\n" not in encode_devices(records)
    assert encode_devices(records).isascii()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"format":1}', '{"format":1,"devices":[{}]}', '{"format":1,"devices":[5]}'],
)
def test_a_record_that_was_changed_is_damaged_and_does_not_tell_its_text(text: str) -> None:
    with pytest.raises(RecordDamagedError) as damaged:
        parse_devices(text)
    assert damaged.value.__cause__ is None


def test_a_record_of_a_newer_version_is_left_alone() -> None:
    with pytest.raises(RecordNewerError):
        parse_devices('{"format":2,"devices":[]}')


@pytest.mark.parametrize("seed", ["", "AAAA", "AA==", "not base64"])
def test_a_seed_that_is_none_is_damage(seed: str) -> None:
    with pytest.raises(RecordDamagedError):
        replace(RECORD, seed=Secret(seed)).key()


def test_neither_a_record_nor_a_key_prints_its_private_half() -> None:
    seed = RECORD.seed.reveal()
    assert seed not in repr(RECORD)
    assert seed not in repr(RECORD.key())
    assert "private" not in repr(RECORD.key())


def test_notes_are_kept_on_disk_without_a_secret(tmp_path: Path) -> None:
    save_notes(tmp_path, (NOTE, replace(SUSPENDED, user_id="u2")))
    assert load_notes(tmp_path) == (NOTE, replace(SUSPENDED, user_id="u2"))
    assert RECORD.seed.reveal() not in (tmp_path / "device.json").read_text("utf-8")


@pytest.mark.parametrize("text", ["", "{", "5", '[{"user_id":1}]', '[{"trust":"nonsense"}]'])
def test_broken_notes_are_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "device.json").write_text(text, "utf-8")
    assert load_notes(tmp_path) == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [("since", 10**400), ("since", float("nan")), ("since", -1), ("name", "\ud800"), ("name", 7)],
)
def test_a_note_that_could_not_be_shown_is_broken(
    tmp_path: Path, field: str, value: object
) -> None:
    save_notes(tmp_path, (NOTE,))
    [written] = json.loads((tmp_path / "device.json").read_text("utf-8"))
    (tmp_path / "device.json").write_text(json.dumps([{**written, field: value}]), "utf-8")
    assert load_notes(tmp_path) == ()


def test_a_note_is_found_by_its_address_in_any_case() -> None:
    assert note_of_identifier((NOTE,), "Maya@Example.COM") == NOTE
    assert note_of_identifier((NOTE,), "other@example.com") is None


def test_a_fresh_proof_lasts_ten_minutes_less_a_margin_for_its_own_user_alone() -> None:
    clock = TurnedClock(wall=5000.0)
    proofs = FreshProofs(clock)
    assert proofs.of("u1") is None
    proofs.keep(Secret("proof"), "u1")
    assert proofs.of("u1") == Secret("proof")
    assert proofs.until("u1") == 5000.0 + 595
    assert proofs.of("u2") is None
    clock.pass_seconds(594)
    assert proofs.of("u1") is not None
    clock.pass_seconds(1)
    assert proofs.of("u1") is None
    assert proofs.until("u1") is None


def test_a_proof_does_not_live_longer_because_the_wall_clock_was_set() -> None:
    clock = TurnedClock(wall=5000.0)
    proofs = FreshProofs(clock)
    proofs.keep(Secret("proof"), "u1")
    clock.set_wall(100.0)
    clock.pass_seconds(595)
    assert proofs.of("u1") is None


def test_a_proof_can_be_forgotten() -> None:
    proofs = FreshProofs(TurnedClock(wall=5000.0))
    proofs.keep(Secret("proof"), "u1")
    proofs.forget()
    assert proofs.of("u1") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Firefox on Windows", DeviceKind.BROWSER),
        ("Maya's iPhone", DeviceKind.PHONE),
        ("Kitchen tablet", DeviceKind.TABLET),
        ("Pixel 3 10", DeviceKind.PHONE),
        ("maple (Linux)", DeviceKind.COMPUTER),
        ("", DeviceKind.COMPUTER),
    ],
)
def test_a_device_looks_like_what_it_says(name: str, kind: DeviceKind) -> None:
    assert kind_of(name) is kind
