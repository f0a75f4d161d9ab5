"""What a keystore gives back: as it was written, or refused without a word of what it holds."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.commands.status import _facts_of
from desktop.foundation.clock import SystemClock
from desktop.foundation.errors import (
    KeystoreError,
    RecordDamagedError,
    RecordNewerError,
)
from desktop.foundation.secret import Secret
from desktop.keystore.record import delete_record, read_record, write_record
from desktop.keystore.store import ITEM_LIMIT, Layout
from desktop.keystore.vault_file import VaultFileStore
from desktop.session.claims import claims_of
from desktop.session.device_record import encode_devices, parse_devices
from desktop.session.drawing import draw_session
from desktop.session.last_seen import blank_snapshot
from desktop.session.record import SessionRecord, encode_record, parse_record
from desktop.session.snapshot import Obstacle, Snapshot
from desktop.session.stored import _parse_revocations
from desktop.ui import names, times
from tests.doubles.computer import PROFILE
from tests.doubles.token_issuer import NOW, TokenIssuer
from tests.doubles.turned_clock import TurnedClock
from tests.faults.fuzz.cases import fuzzed
from tests.faults.fuzz.harmless import assert_harmless, assert_told
from tests.faults.fuzz.shapes import (
    TEXTS,
    as_json,
    changed,
    changed_bytes,
    every_change,
    file_contents,
    spliced,
)
from tests.guards.secrets import SecretWatch

ISSUER = TokenIssuer()
TOKENS = [
    ISSUER.access_token().reveal(),
    ISSUER.id_token().reveal(),
    "94:" + "r" * 43,
    NOW,
    NOW + 3600,
]
SESSION = {
    "format": 1,
    "generation": 7,
    "user_id": "u1",
    "identifier": "maya@example.com",
    "identifier_type": "EMAIL",
    "way_in": "OTP",
    "channel": "EMAIL",
    "signed_in_at": NOW,
    "renewed_at": NOW,
    "mark": [0.5, NOW, 1000.0, "boot-1"],
    "tokens": TOKENS,
    "attempt_id": "A" * 22,
    "answer": TOKENS,
    "replaces": ["93:" + "r" * 43],
}
DEVICES = {
    "format": 1,
    "devices": [
        {
            "user_id": "u1",
            "identifier": "maya@example.com",
            "identifier_type": "EMAIL",
            "seed": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "name": "maple (Linux)",
            "made_at": NOW,
            "enrolled_at": NOW,
        }
    ],
}


def look_at_session(record: SessionRecord) -> None:
    """All that is drawn and told of a stored session."""
    clock = TurnedClock(wall=NOW)
    snapshot: Snapshot = draw_session(
        blank_snapshot(PROFILE),
        record,
        clock,
        jitter=0.0,
        retry_at=None,
        problem=None,
        obstacle=Obstacle.NONE,
    )
    assert_harmless(names.tooltip(snapshot, NOW), names.way_in(snapshot), snapshot.identifier)
    for moment in (snapshot.expires_at, snapshot.signed_in_at, snapshot.next_renewal_at):
        if moment is not None:
            times.until(moment, NOW)
    assert_harmless(*(str(fact) for fact in _facts_of(record, SystemClock()).values()))
    record.holds(clock, 60.0)
    claims_of(record.tokens.access_token)
    assert parse_record(encode_record(record)) == record


def read_session(text: str) -> None:
    look_at_session(parse_record(text))


def read_devices(text: str) -> None:
    devices = parse_devices(text)
    for device in devices:
        assert_harmless(device.name, device.identifier, times.long_day(device.made_at))
        try:
            device.key().sign(b"text")
        except RecordDamagedError as error:
            assert_told(error)
    assert parse_devices(encode_devices(devices)) == devices


def read_revocations(text: str) -> None:
    for token in _parse_revocations(text):
        token.reveal()


RECORDS = {
    "session": (SESSION, read_session),
    "devices": (DEVICES, read_devices),
    "revocations": (["93:" + "r" * 43], read_revocations),
}


def look(name: str, text: str, watch: SecretWatch) -> None:
    """Read one record's text; whatever is refused is refused without its text."""
    try:
        RECORDS[name][1](text)
    except KeystoreError as error:
        assert_told(error)
    finally:
        watch.forget()


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_with_any_place_changed_is_used_or_refused(
    name: str, secret_watch: SecretWatch
) -> None:
    for document in every_change(RECORDS[name][0]):
        look(name, json.dumps(document), secret_watch)


@pytest.mark.parametrize("name", RECORDS)
@given(chosen=st.data())
@fuzzed()
def test_a_record_of_any_text_is_used_or_refused(
    name: str, secret_watch: SecretWatch, chosen: st.DataObject
) -> None:
    document = RECORDS[name][0]
    text = json.dumps(document)
    look(name, chosen.draw(changed(document).map(json.dumps) | spliced(text)), secret_watch)


@dataclass
class Items:
    """A keystore of one layout, in a dictionary, each item no longer than it may be."""

    layout: Layout
    items: dict[str, str] = field(default_factory=dict)
    kind: str = "items"
    label: str = "items"

    def get(self, item: str) -> str | None:
        return self.items.get(item)

    def set(self, item: str, text: str) -> None:
        assert len(text) <= ITEM_LIMIT or self.layout is not Layout.PARTS
        self.items[item] = text

    def delete(self, item: str) -> None:
        self.items.pop(item, None)

    def is_locked(self) -> bool:
        return False

    def unlock(self) -> None:
        """Nothing to do."""


TEXT = json.dumps({"text": "x" * 3 * ITEM_LIMIT})


@pytest.mark.parametrize("layout", Layout, ids=str)
@given(chosen=st.data())
@fuzzed()
def test_changed_items_give_the_old_text_the_new_one_or_an_error(
    layout: Layout, chosen: st.DataObject
) -> None:
    store = Items(layout)
    write_record(store, "p.session", '"old"')
    write_record(store, "p.session", TEXT)
    for _ in range(chosen.draw(st.integers(0, 2), "changes")):
        kept = sorted(store.items)
        item = chosen.draw(st.sampled_from([*kept, "p.session/a", "p.session/b/0"]), "item")
        before = store.items.get(item, "")
        match chosen.draw(st.integers(0, 4), "kind"):
            case 0:
                store.items.pop(item, None)
            case 1:
                store.items[item] = store.items[kept[0]] if kept else ""
            case 2:
                store.items[item] = chosen.draw(TEXTS)
            case _:
                # Where the numbers stand: the generation, the count of parts, the checksum.
                head, tail = before[:120], before[120:]
                store.items[item] = chosen.draw(spliced(head)) + tail
    try:
        assert read_record(store, "p.session") in (None, '"old"', TEXT)
    except (RecordDamagedError, RecordNewerError) as error:
        assert_told(error)
    try:
        write_record(store, "p.session", '"new"')
    except RecordNewerError:
        return
    assert read_record(store, "p.session") == '"new"'
    delete_record(store, "p.session")
    assert read_record(store, "p.session") is None


@dataclass(frozen=True)
class OpenVault:
    """A vault file that was opened with its passphrase, and its bytes."""

    store: VaultFileStore
    file: Path
    content: bytes


@pytest.fixture
def vault(tmp_path: Path) -> OpenVault:
    file = tmp_path / "vault.json"
    store = VaultFileStore(file, Secret("a long enough passphrase"))
    store.set("p.session", TEXT)
    return OpenVault(store, file, file.read_bytes())


def look_at_vault(vault: OpenVault, content: bytes) -> None:
    """Read and write the file; it opens as it was, or not at all, and then it stays as it is."""
    vault.file.write_bytes(content)
    try:
        text = vault.store.get("p.session")
    except KeystoreError as error:
        assert_told(error)
        with pytest.raises(KeystoreError):
            vault.store.set("p.session", '"new"')
        assert vault.file.read_bytes() == content
    else:
        assert (text, content) == (TEXT, vault.content)


def test_a_vault_file_with_any_field_changed_stays_shut(vault: OpenVault) -> None:
    for document in every_change(json.loads(vault.content)):
        look_at_vault(vault, json.dumps(document, separators=(",", ":")).encode())


@given(chosen=st.data())
@fuzzed()
def test_a_vault_file_of_any_bytes_opens_as_it_was_or_not_at_all(
    vault: OpenVault, chosen: st.DataObject
) -> None:
    document = json.loads(vault.content)
    content = chosen.draw(
        changed_bytes(vault.content) | file_contents(document) | changed(document).map(as_json)
    )
    look_at_vault(vault, content)
