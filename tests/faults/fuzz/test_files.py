"""Our own files, damaged: by a crash, a full disk, another program, a hand with an editor."""

import contextlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.client.transport import Transport
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import (
    Profile,
    ProfileBook,
    change_profiles,
    load_profiles,
    save_profiles,
)
from desktop.foundation.settings import Settings, load_settings, save_settings
from desktop.keystore.choice import choose, open_vault, remembered_kind
from desktop.keystore.record import check_name
from desktop.session.device_facts import DeviceTrust
from desktop.session.device_note import load_notes, save_notes, trust_of
from desktop.session.device_record import device_item
from desktop.session.generation import FILE as GENERATION_FILE
from desktop.session.generation import advance_generation, read_generation
from desktop.session.history import Deed, Entry, History, renewal_days
from desktop.session.last_seen import FILE as LAST_SEEN_FILE
from desktop.session.last_seen import last_overview, load_last_seen, save_last_seen
from desktop.session.past import export, past_deeds
from desktop.ui import names, times
from desktop.ui.claimed_name import claimed_name
from desktop.ui.session_notice import notice_of
from desktop.ui.timeline_rows import Filter, row_of, timeline_lines
from tests.doubles.token_issuer import API_KEY_ID
from tests.faults.fuzz.cases import fuzzed
from tests.faults.fuzz.harmless import assert_harmless, assert_told
from tests.faults.fuzz.shapes import (
    PIECES,
    as_json,
    changed,
    changed_bytes,
    every_file,
    file_contents,
)

NOW = 1_600_000_000.0
TODAY = date(2020, 9, 13)
PROFILE_ID = "0b0b0b0b0b0b4b0b8b0b0b0b0b0b0b0b"
PROFILE = Profile(
    id=PROFILE_ID,
    name="Example",
    service_url="https://id.example.com",
    api_key_id=API_KEY_ID,
    issuer="https://id.example.com",
    identity_key="A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=",
    compatibility="strict",
)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A home of its own."""
    config, data, state, runtime = (
        tmp_path / name for name in ("config", "data", "state", "runtime")
    )
    made = Paths(config, data, state, runtime)
    for folder in (made.config, made.data, made.state, made.profile_folder(PROFILE_ID)):
        folder.mkdir(parents=True, exist_ok=True)
    return made


SETTINGS = {
    "format": 1, "theme": "dark", "close_to_tray": True, "start_hidden": False,
    "hand_out_tokens": True, "clipboard_seconds": 30, "proxy": "http://proxy.example:3128",
    "certificate_file": "/etc/ssl/certs/ca.pem",
}  # fmt: skip


@given(file_contents(SETTINGS))
@fuzzed(each=every_file(SETTINGS))
def test_settings_are_read_or_set_aside(paths: Paths, content: bytes) -> None:
    file = paths.settings_file
    file.write_bytes(content)
    loaded = load_settings(file)
    assert loaded.kept_aside is None or loaded.kept_aside.read_bytes() == content
    try:
        save_settings(file, loaded.settings)
    except AuthenticatorError as error:
        assert_told(error)
        assert file.read_bytes() == content
    else:
        assert load_settings(file).settings == loaded.settings


PROXIES = (
    changed(SETTINGS["proxy"]) | changed("socks5://127.0.0.1:1080") | changed("https://p.example")
)


@given(PROXIES, st.just("") | changed("ca.pem"))
@fuzzed()
async def test_no_proxy_and_no_certificate_keep_the_app_from_starting(
    proxy: object, certificate_file: object
) -> None:
    transport = Transport(proxy=str(proxy), certificate_file=str(certificate_file))
    with contextlib.suppress(AuthenticatorError):
        await transport.call("GET", "http://127.0.0.1:1/", headers={})
    await transport.aclose()


BOOK = {
    "format": 1,
    "active": PROFILE_ID,
    "profiles": [
        {
            "id": PROFILE_ID, "name": "Example", "service_url": "https://id.example.com",
            "api_key_id": API_KEY_ID, "issuer": "https://id.example.com",
            "identity_key": PROFILE.identity_key, "compatibility": "strict",
            "service_name": "Example", "ways": ["OTP"], "channels": ["EMAIL"], "code_digits": 6,
            "demo": False, "last_identifier": "maya@example.com",
        }
    ],
}  # fmt: skip


@given(file_contents(BOOK))
@fuzzed(each=every_file(BOOK))
def test_the_list_of_profiles_is_read_or_left_as_it_is(paths: Paths, content: bytes) -> None:
    file = paths.profiles_file
    file.write_bytes(content)
    try:
        book = load_profiles(file)
    except AuthenticatorError as error:
        assert_told(error)
        with pytest.raises(AuthenticatorError):
            change_profiles(file, lambda known: known)
        assert file.read_bytes() == content
        return
    for profile in book.profiles:
        # The folder of a profile is in the folder of profiles, and nowhere else.
        assert paths.profile_folder(profile.id).parent == paths.state / "profiles"
        check_name(device_item(profile.id))
        assert_harmless(profile.name, profile.host, profile.service_name, profile.last_identifier)
        assert_harmless(*profile.ways, *profile.channels, profile.issuer)
        assert 0 < profile.code_digits < 20
    for snapshot in last_overview(paths, book).snapshots:
        assert_harmless(names.tooltip(snapshot, NOW), names.status(snapshot, NOW))
    save_profiles(file, book)
    assert load_profiles(file) == book


LAST_SEEN = {
    "headline": "active", "identifier": "maya@example.com", "way_in": "OTP", "channel": "EMAIL",
    "kept_in": "Secret Service", "refusal": "", "expires_at": NOW + 3600,
}  # fmt: skip


@given(file_contents(LAST_SEEN))
@fuzzed(each=every_file(LAST_SEEN))
def test_the_first_window_is_drawn_from_whatever_was_left(paths: Paths, content: bytes) -> None:
    folder = paths.profile_folder(PROFILE_ID)
    (folder / LAST_SEEN_FILE).write_bytes(content)
    [snapshot] = last_overview(paths, ProfileBook((PROFILE,), PROFILE_ID)).snapshots
    assert_harmless(
        names.tooltip(snapshot, NOW), names.status(snapshot, NOW), names.way_in(snapshot),
        names.keystore_word(snapshot), names.tray_shape(snapshot, NOW), snapshot.identifier,
        names.channel_word(snapshot.channel), snapshot.refusal,
    )  # fmt: skip
    notice = notice_of(snapshot, NOW)
    if notice is not None:
        assert_harmless(notice.title, notice.detail)
    if snapshot.expires_at is not None:
        assert_harmless(
            times.until(snapshot.expires_at, NOW), *times.time_left(snapshot.expires_at)
        )
    save_last_seen(folder, snapshot, NOW)
    again = load_last_seen(folder, PROFILE)
    assert (again.identifier, again.expires_at) == (snapshot.identifier, snapshot.expires_at)


HISTORY_LINES = [
    [NOW - 7200, PROFILE_ID, "signed_in", "OTP"],
    [NOW - 3600, PROFILE_ID, "renewed", ""],
    [NOW - 1800, PROFILE_ID, "request_approved", "number", "Pixel 9", "203.0.113.7"],
    [NOW - 60, PROFILE_ID, "refused", "revoked"],
]
HISTORY = b"\n".join(as_json(line) for line in HISTORY_LINES) + b"\n"


@given(
    st.lists(st.sampled_from(HISTORY_LINES).flatmap(changed).map(as_json) | PIECES, max_size=6).map(
        b"\n".join
    )
    | changed_bytes(HISTORY)
)
@fuzzed()
def test_the_history_is_shown_as_far_as_it_can_be_read(paths: Paths, content: bytes) -> None:
    paths.history_file.write_bytes(content)
    history = History(paths.history_file)
    entries = history.entries(NOW)
    renewal_days(entries, PROFILE_ID, TODAY)
    deeds = past_deeds(entries, PROFILE_ID)
    for line in timeline_lines(deeds, TODAY, "id.example.com", Filter(word="a")):
        row = row_of(line, TODAY, "id.example.com")
        assert_harmless(row.whole())
    for name in ("out.csv", "out.json"):
        export(deeds, paths.data / name)
        (paths.data / name).read_text("utf-8")
    history.add(Entry(NOW, PROFILE_ID, Deed.RENEWED))
    assert history.entries(NOW)[-1].deed is Deed.RENEWED


@given(st.binary(max_size=30) | changed_bytes(b"41") | st.integers(0, 5000).map(lambda n: b"9" * n))
@fuzzed()
def test_a_commit_is_announced_whatever_the_file_of_generations_holds(
    paths: Paths, content: bytes
) -> None:
    folder = paths.profile_folder(PROFILE_ID)
    (folder / GENERATION_FILE).write_bytes(content)
    before = read_generation(folder)
    assert advance_generation(folder) == read_generation(folder) != before


NOTES = [
    {
        "user_id": "u1", "identifier": "maya@example.com", "public_key": PROFILE.identity_key,
        "name": "maple (Linux)", "since": NOW, "trust": "trusted",
    }
]  # fmt: skip


@given(file_contents(NOTES))
@fuzzed(each=every_file(NOTES))
def test_notes_about_this_computers_trust_are_read_or_none(paths: Paths, content: bytes) -> None:
    folder = paths.profile_folder(PROFILE_ID)
    (folder / "device.json").write_bytes(content)
    notes = load_notes(folder)
    for note in notes:
        assert trust_of(note, None) in DeviceTrust
        assert_harmless(claimed_name(note.name), claimed_name(note.identifier), note.public_key)
        assert_harmless(times.long_day(note.since), note.identifier)
    save_notes(folder, notes)
    assert load_notes(folder) == notes


REMEMBERED = {"format": 1, "kind": "vault-file", "used": True}


@given(file_contents(REMEMBERED))
@fuzzed(each=every_file(REMEMBERED))
def test_what_was_remembered_of_the_keystore_is_read_or_said_to_be_unreadable(
    paths: Paths, content: bytes
) -> None:
    paths.keystore_file.write_bytes(content)
    try:
        kind = remembered_kind(paths)
        open_vault(paths, {}).close()
    except AuthenticatorError as error:
        assert_told(error)
        return
    assert kind in ("memory", "vault-file", "secret-service")
    choose(paths, kind)
    assert remembered_kind(paths) == kind


def test_the_right_files_are_read() -> None:
    """What is changed above is right before it is changed."""
    assert Settings().clipboard_seconds == SETTINGS["clipboard_seconds"]
    assert PROFILE.last_identifier == ""
