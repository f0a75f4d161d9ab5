"""All profiles under one roof: added, kept alive, shared with other processes, removed."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.foundation.errors import (
    AuthenticatorError,
    FileUnwritableError,
    InvalidIdentifierError,
    ProfileExistsError,
)
from desktop.foundation.file_lock import FileLock
from desktop.foundation.profiles import ProfilesDamagedError, load_profiles
from desktop.foundation.secret import Secret
from desktop.foundation.settings import Settings
from desktop.session.snapshot import Headline, SessionFact
from desktop.session.under_way import CodeEntry
from tests.doubles.turned_clock import TurnedClock
from tests.guards.secrets import SecretWatch
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.secret_service import SecretService
from tests.parts.service import Service, serve

REAL = "secret-service"
OTHER = "other@example.com"


@pytest.fixture
def brief(tmp_path: Path, secret_watch: SecretWatch) -> Iterator[Service]:
    """Our service, whose tokens live a minute."""
    folder = tmp_path / "brief"
    folder.mkdir()
    with serve(folder, os.environ, "--token-lifetime", "60") as running:
        secret_watch.plant(running.api_secret_key)
        yield running


def files_in(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


class TestProfiles:
    """Added, shown, removed."""

    async def test_a_new_installation_has_none_and_nothing_to_do(self, home: Path) -> None:
        async with AtHome(home) as at:
            assert at.overview.snapshots == ()
            assert at.overview.active() is None
            assert not at.overview.keystore_choice
            assert await at.house.beat() == float("inf")

    async def test_opening_the_keystore_hides_no_other_trouble(self, home: Path) -> None:
        at = AtHome(home)
        at.house.show_problem(FileUnwritableError(file="settings.json", reason="full"))
        async with at:
            assert isinstance(at.overview.problem, FileUnwritableError)

    async def test_a_service_that_was_added_is_shown_signed_out(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.connect(service)
            assert at.shown.session is SessionFact.NONE
            assert at.shown.profile_name == "home"
            assert at.overview.connection is None
            await at.connect(service)
            assert at.overview.connection is not None
            assert isinstance(at.overview.connection.problem, ProfileExistsError)

    async def test_signing_in_concerns_the_shown_one_alone(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.connect(service, "home")
            await at.connect(service, "work")
            await at.sign_in(service)
            assert [one.session for one in at.overview.snapshots] == [
                SessionFact.NONE,
                SessionFact.ACTIVE,
            ]
            first = at.overview.snapshots[0].profile_id
            at.house.show_profile(first)
            assert at.shown.session is SessionFact.NONE
            assert load_profiles(at.paths.profiles_file).active_id == first
            urgent = at.overview.most_urgent(time.time())
            assert urgent is not None
            assert urgent.profile_name == "work"

    async def test_removing_one_signs_out_deletes_what_there_was_of_it_and_shows_another(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.connect(service, "home")
            await at.connect(service, "work")
            await at.sign_in(service)
            gone = at.shown.profile_id
            await at.house.remove_profile(gone)
            assert at.shown.profile_name == "home"
            assert not at.paths.profile_folder(gone).exists()
            assert [one.name for one in load_profiles(at.paths.profiles_file).profiles] == ["home"]

    async def test_the_address_that_was_used_last_is_remembered(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.connect(service)
            await at.sign_in(service)
            await at.house.shown.sign_out()
            assert at.shown.last_identifier == ADDRESS
            await at.sign_in(service, OTHER)
            await at.house.shown.sign_out()
            assert at.shown.last_identifier == OTHER
        async with AtHome(home) as again:
            assert again.shown.last_identifier == OTHER


class TestKeepingAlive:
    """Every profile, again and again, without anybody asking."""

    async def test_tokens_that_live_a_minute_are_renewed_in_time_every_time(
        self, home: Path, brief: Service
    ) -> None:
        clock = TurnedClock(wall=time.time())
        async with AtHome(home, clock=clock) as at:
            for name in ("home", "work"):
                await at.connect(brief, name)
                await at.sign_in(brief, f"{name}@example.com")
            for count in range(1, 6):
                waited = 0.0
                while waited < 50 and any(
                    one.renewals[-1].on_time < count for one in at.overview.snapshots
                ):
                    seconds = min(await at.house.beat(), 30.0)
                    assert all(
                        one.headline(clock.wall()) in (Headline.ACTIVE, Headline.RENEWING)
                        for one in at.overview.snapshots
                    )
                    clock.pass_seconds(max(seconds, 0.05))
                    waited += seconds
                for one in at.overview.snapshots:
                    assert one.renewals[-1].on_time == count
                    assert one.issued_at is not None
                    assert one.next_renewal_at is not None
                    assert one.next_renewal_at - one.issued_at == pytest.approx(46.5, abs=1.6)


class TestOtherProcesses:
    """The same home and keystore, whoever acts."""

    @pytest.mark.usefixtures("secret_service")
    async def test_a_session_outlives_its_process_and_is_shared_with_others(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home, REAL) as at:
            await at.connect(service)
            async with AtHome(home, REAL) as other:
                await at.sign_in(service)
                await other.house.notice_commits()
                assert other.shown.session is SessionFact.ACTIVE
                await other.house.shown.sign_out()
            await at.house.notice_commits()
            assert at.shown.session is SessionFact.NONE
            await at.sign_in(service)
        async with AtHome(home, REAL) as later:
            assert later.shown.session is SessionFact.ACTIVE
            assert later.shown.identifier == ADDRESS
            assert later.shown.kept_in == "Secret Service"

    async def test_profiles_that_others_add_and_remove_come_and_go(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at, AtHome(home) as other:
            await other.connect(service, "home")
            await other.connect(service, "work")
            await at.house.notice_commits()
            assert [one.profile_name for one in at.overview.snapshots] == ["home", "work"]
            await other.house.remove_profile(other.shown.profile_id)
            await at.house.notice_commits()
            assert [one.profile_name for one in at.overview.snapshots] == ["home"]


class TestTrouble:
    """Drawn, never raised."""

    async def test_a_damaged_list_is_said_and_what_is_open_goes_on(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.connect(service)
            await at.sign_in(service)
            at.paths.profiles_file.write_bytes(b"{")
            for act in (
                at.house.notice_commits(),
                at.house.joining.add_profile("another"),
                at.house.use_settings(Settings()),
            ):
                await act
            at.house.show_profile(at.shown.profile_id)
            assert isinstance(at.overview.problem, ProfilesDamagedError)
            assert at.shown.session is SessionFact.ACTIVE

    async def test_a_damaged_list_at_the_start_is_said(self, home: Path) -> None:
        file = home / "config" / "profiles.json"
        file.parent.mkdir(parents=True)
        file.write_bytes(b"{")
        async with AtHome(home) as at:
            assert isinstance(at.overview.problem, ProfilesDamagedError)
        assert file.read_bytes() == b"{"

    async def test_an_address_that_cant_be_one_is_said_before_anything_is_sent(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.connect(service)
            for typed in ("", "hello", "12", "+49123"):
                await at.house.shown.send_code(typed, "DE", "EMAIL")
                assert isinstance(at.shown.problem, InvalidIdentifierError)
            assert service.messages() == []
            await at.house.shown.send_code(ADDRESS, "", "EMAIL")
            assert at.shown.problem is None

    async def test_a_disk_that_takes_no_address_does_not_stop_a_sign_in(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.connect(service)
            lock = at.paths.profiles_file.with_suffix(".lock")
            lock.unlink()
            lock.mkdir()
            await at.sign_in(service)
            assert at.shown.session is SessionFact.ACTIVE
            assert isinstance(at.overview.problem, FileUnwritableError)

    async def test_what_nobody_is_signed_in_for_is_no_error(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            for act in (at.house.shown.renew(), at.house.shown.sign_out()):
                await act
            assert await at.house.shown.access_token() is None
            await at.connect(service)
            await at.house.shown.renew()
            await at.house.shown.sign_out()
            assert at.shown.problem is None
            await at.house.shown.submit_code(Secret("123456"))
            problem: AuthenticatorError | None = at.shown.problem
            assert problem is not None
            assert at.shown.session is SessionFact.NONE


class TestSettings:
    """Another proxy or certificate: new connections, the same sessions."""

    async def test_sessions_are_kept_and_go_on_over_the_new_connection(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.connect(service)
            await at.sign_in(service)
            await at.house.use_settings(Settings(proxy="http://127.0.0.1:9"))
            assert at.shown.session is SessionFact.ACTIVE
            await at.house.shown.renew()
            assert at.shown.problem is None
            assert at.shown.renewals[-1].on_time == 1

    async def test_others_change_nothing_of_what_is_open(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.connect(service)
            await at.house.shown.send_code(ADDRESS, "", "EMAIL")
            await at.house.use_settings(replace(Settings(), clipboard_seconds=60))
            assert isinstance(at.shown.sign_in, CodeEntry)


class TestReset:
    """Nothing is left but the sign that the app is running."""

    async def test_every_profile_record_and_file_is_gone(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            running = FileLock(at.paths.state / "app.lock").acquire()
            await at.connect(service, "home")
            await at.connect(service, "work")
            await at.sign_in(service)
            await at.house.reset()
            assert at.overview.snapshots == ()
            assert at.overview.active() is None
            assert files_in(home) == [at.paths.state / "app.lock"]
            assert not FileLock(at.paths.state / "app.lock").try_acquire()
            running.release()
            await at.connect(service)
            assert at.shown.session is SessionFact.NONE

    @pytest.mark.usefixtures("secret_service")
    async def test_a_keystore_that_is_locked_keeps_the_profiles_so_that_records_can_be_found(
        self, home: Path, service: Service, secret_service: SecretService
    ) -> None:
        async with AtHome(home, REAL) as at:
            await at.connect(service)
            await at.sign_in(service)
            secret_service.lock()
            await at.house.reset()
            assert at.overview.problem is not None
            assert len(load_profiles(at.paths.profiles_file).profiles) == 1
            secret_service.unlock()
            await at.house.reset()
            assert secret_service.labels == []
            assert load_profiles(at.paths.profiles_file).profiles == ()
