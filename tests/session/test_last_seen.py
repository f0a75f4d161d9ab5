"""What is kept for the next start: who and until when, and nothing that opens a door."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile, ProfileBook
from desktop.session.chronicle import Chronicle
from desktop.session.history import Deed, History
from desktop.session.keeper import Keeper
from desktop.session.last_seen import last_overview, load_last_seen, save_last_seen
from desktop.session.snapshot import Headline, Obstacle, SessionFact
from tests.doubles.computer import PROFILE, Computer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import IDENTIFIER
from tests.doubles.turned_clock import TurnedClock
from tests.guards.log import LogWatch

RIGHT = (
    b'{"headline":"active","identifier":"me","way_in":"","channel":"","kept_in":"","refusal":"",'
    b'"expires_at":1.5}'
)


async def test_it_says_who_until_when_and_where_that_is_kept(
    keeper: Keeper, computer: Computer, clock: TurnedClock
) -> None:
    shown = load_last_seen(computer.folder, PROFILE)
    assert shown.session is SessionFact.UNREAD
    assert shown.last_headline is Headline.ACTIVE
    assert (shown.identifier, shown.kept_in) == (IDENTIFIER, "Secret Service")
    assert (shown.way_in, shown.channel) == ("OTP", "EMAIL")
    assert shown.expires_at == clock.wall() + 3600


def test_what_is_kept_already_is_not_written_again(computer: Computer) -> None:
    shown = load_last_seen(computer.folder, PROFILE)
    written = computer.folder / "last-seen.json"
    save_last_seen(computer.folder, shown, 0)
    first = written.stat().st_ino
    save_last_seen(computer.folder, shown, 0)
    assert written.stat().st_ino == first
    save_last_seen(computer.folder, replace(shown, identifier="other@example.com"), 0)
    assert written.stat().st_ino != first
    assert load_last_seen(computer.folder, PROFILE).identifier == "other@example.com"


async def test_no_file_of_the_profile_holds_a_token(
    keeper: Keeper, computer: Computer, store: FaultyStore
) -> None:
    await keeper.renew()
    await keeper.sign_out()
    files = [file for file in computer.folder.rglob("*") if file.is_file()]
    assert {file.name for file in files} >= {"last-seen.json", "generation", "history.jsonl"}
    for file in files:
        assert "token" not in file.read_text("utf-8")
        assert file.stat().st_mode & 0o077 == 0


async def test_what_stands_in_the_way_is_kept_with_who_it_is(
    keeper: Keeper, computer: Computer, store: FaultyStore
) -> None:
    store.locked = True
    await keeper.read()
    assert keeper.snapshot.obstacle is Obstacle.KEYSTORE_LOCKED
    shown = load_last_seen(computer.folder, PROFILE)
    assert (shown.last_headline, shown.identifier) == (Headline.KEYSTORE_LOCKED, IDENTIFIER)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"{}",
        b'{"headline":"dancing"}',
        b'{"expires_at":[]}',
        b"[" * 100_000,
        *(RIGHT.replace(b'"me"', b'"%s"' % text) for text in (b"\\ud800", b"\\u202e", b"\\n")),
        *(RIGHT.replace(b"1.5", text) for text in (b"NaN", b"1e999", b"-1", b"1" + b"0" * 400)),
    ],
)
def test_a_broken_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "last-seen.json").write_bytes(content)
    shown = load_last_seen(tmp_path, PROFILE)
    assert shown == load_last_seen(tmp_path / "elsewhere", PROFILE)
    assert shown.session is SessionFact.UNREAD


def test_every_profile_is_shown_before_anything_is_read(tmp_path: Path) -> None:
    paths = Paths(tmp_path, tmp_path, tmp_path, tmp_path)
    other = replace(PROFILE, id="profile-2", name="work", last_identifier="me@example.com")
    shown = replace(load_last_seen(tmp_path, PROFILE), session=SessionFact.ACTIVE, identifier="me")
    save_last_seen(paths.profile_folder(PROFILE.id), shown, 0.0)
    overview = last_overview(paths, ProfileBook((PROFILE, other), "profile-2"))
    assert [one.identifier for one in overview.snapshots] == ["me", ""]
    active = overview.active()
    assert active is not None
    assert (active.profile_name, active.last_identifier) == ("work", "me@example.com")


class TestChronicle:
    """Writing it down never stops a session."""

    def chronicle(self, folder: Path, clock: TurnedClock, profile: Profile = PROFILE) -> Chronicle:
        return Chronicle(History(folder / "history.jsonl"), clock, profile, folder)

    async def test_a_folder_that_cant_be_written_costs_the_memory_and_nothing_else(
        self, tmp_path: Path, clock: TurnedClock, log_watch: LogWatch
    ) -> None:
        (tmp_path / "state").write_bytes(b"")
        chronicle = self.chronicle(tmp_path / "state" / "profile", clock)
        log_watch.expect("history could not be written")
        log_watch.expect("history could not be read")
        log_watch.expect("could not be kept for the next start")
        await chronicle.note(Deed.RENEWED)
        shown = load_last_seen(tmp_path, PROFILE)
        chronicle.remember(replace(shown, session=SessionFact.NONE))

    async def test_of_a_demo_nothing_is_written_and_its_renewals_are_counted_all_the_same(
        self, tmp_path: Path, clock: TurnedClock
    ) -> None:
        demo = replace(PROFILE, demo=True)
        chronicle = self.chronicle(tmp_path / "demo", clock, demo)
        await chronicle.note(Deed.RENEWED)
        shown = load_last_seen(tmp_path, demo)
        chronicle.remember(replace(shown, session=SessionFact.ACTIVE))
        assert chronicle.renewals[-1].on_time == 1
        assert not (tmp_path / "demo").exists()

    def test_what_was_not_read_yet_is_not_remembered(
        self, tmp_path: Path, clock: TurnedClock
    ) -> None:
        self.chronicle(tmp_path / "state", clock).remember(load_last_seen(tmp_path, PROFILE))
        assert not (tmp_path / "state").exists()

    def test_why_the_session_ended_is_found_by_every_process(
        self, tmp_path: Path, clock: TurnedClock
    ) -> None:
        shown = load_last_seen(tmp_path, PROFILE)
        ended = replace(shown, session=SessionFact.REFUSED, refusal="revoked")
        self.chronicle(tmp_path, clock).remember(ended)
        assert self.chronicle(tmp_path, clock).last_refusal() == "revoked"
        assert "revoked" in json.loads((tmp_path / "last-seen.json").read_text("utf-8")).values()
