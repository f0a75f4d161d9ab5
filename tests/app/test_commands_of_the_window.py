"""What window and tray ask of the app, carried out one after the other and never twice."""

import errno
import json
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.foundation.errors import AuthenticatorError, FileUnwritableError, RefusedError
from desktop.foundation.secret import Secret
from desktop.foundation.settings import Settings
from desktop.session.snapshot import Headline, Obstacle, SessionFact
from desktop.session.under_way import CodeEntry
from desktop.ui.commands import IdentifierKind, Recognised
from tests.doubles.held_store import HeldStore
from tests.guards.secrets import SecretWatch
from tests.parts.at_home import ADDRESS
from tests.parts.open_app import OpenApp
from tests.parts.service import Service

LATER = 1e12
"""A wall time, for headlines that do not depend on it."""


async def test_what_is_asked_before_the_keystore_is_open_is_done_then(
    qapp: QApplication, home: Path, service: Service, held: HeldStore
) -> None:
    async with OpenApp() as app:
        app.commands.check_service(service.url, service.api_key_id)
        assert app.overview.connection is None
        await app.until(
            lambda: (
                app.overview.connection is not None and app.overview.connection.found is not None
            ),
            "the service",
        )


async def test_a_second_click_while_a_code_is_asked_for_asks_for_no_second_code(
    qapp: QApplication, home: Path, service: Service, held: HeldStore
) -> None:
    async with OpenApp() as app:
        await app.sign_in(service)
        app.commands.sign_out()
        await app.until(lambda: app.shown.session is SessionFact.NONE, "the sign-out")
        sent = len(service.messages())
        for _ in range(3):
            app.commands.send_code("other@example.com", "", "EMAIL")
        await app.until(lambda: isinstance(app.shown.sign_in, CodeEntry), "the code page")
        # The service answers before its courier has delivered.
        await app.until(lambda: len(service.messages()) > sent, "the message")
        assert app.shown.problem is None
        app.commands.cancel_sign_in()
        await app.until(lambda: app.shown.sign_in is None, "the sign-in page")
        assert len(service.messages()) == sent + 1


async def test_a_code_that_is_typed_while_the_request_still_runs_is_not_lost(
    qapp: QApplication, home: Path, service: Service, held: HeldStore
) -> None:
    async with OpenApp() as app:
        await app.sign_in(service)
        app.commands.sign_out()
        await app.until(lambda: app.shown.session is SessionFact.NONE, "the sign-out")
        app.commands.send_code("other@example.com", "", "EMAIL")
        for _ in range(2):
            app.commands.submit_code(Secret("12345"))
        await app.until(lambda: problem_of(app) is not None, "a refusal")
        assert isinstance(problem_of(app), RefusedError)


def problem_of(app: OpenApp) -> AuthenticatorError | None:
    entry = app.shown.sign_in
    return entry.problem if isinstance(entry, CodeEntry) else None


class TestUnlocking:
    """The one command by which the platform may ask for a password."""

    async def test_while_it_asks_the_window_says_so_and_can_give_up(
        self, qapp: QApplication, home: Path, service: Service, held: HeldStore
    ) -> None:
        async with OpenApp() as app:
            await app.sign_in(service)
            held.locked = True
            app.commands.renew()
            await app.until(lambda: app.says("The keystore is locked"), "the banner")
            held.gate.clear()
            for _ in range(2):
                app.commands.unlock_keystore()
            await app.until(lambda: app.says("Waiting for the keystore"), "the prompt")
            app.commands.cancel_unlock()
            await app.until(lambda: app.says("The keystore is locked"), "the banner again")
            held.gate.set()
            assert held.prompts == 1

    async def test_once_it_is_open_the_session_is_there(
        self, qapp: QApplication, home: Path, service: Service, held: HeldStore
    ) -> None:
        async with OpenApp() as app:
            await app.sign_in(service)
            held.locked = True
            app.commands.renew()
            await app.until(
                lambda: app.shown.headline(LATER) is Headline.KEYSTORE_LOCKED, "the lock"
            )
            app.commands.unlock_keystore()
            await app.until(lambda: app.shown.obstacle is Obstacle.NONE, "the session")
            assert app.shown.session is SessionFact.ACTIVE


async def test_a_token_that_was_copied_leaves_the_clipboard_when_the_app_quits(
    qapp: QApplication, home: Path, service: Service, held: HeldStore, secret_watch: SecretWatch
) -> None:
    async with OpenApp() as app:
        await app.sign_in(service)
        app.commands.copy_access_token()
        await app.until(lambda: app.says("Access token copied"), "the toast")
        assert QGuiApplication.clipboard().text().count(".") == 2
    assert QGuiApplication.clipboard().text() == ""


async def test_settings_that_cant_be_written_are_said_and_stay_as_they_were(
    qapp: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with OpenApp() as app:
        await app.until_open()
        monkeypatch.setattr("desktop.foundation.settings.write_atomically", refuse)
        app.commands.change_settings(Settings(close_to_tray=False))
        await app.until(lambda: app.says("No space left on device"), "the reason")
        assert isinstance(app.overview.problem, FileUnwritableError)
        assert app.commands.loaded.settings == Settings()


@pytest.mark.parametrize(
    ("typed", "region", "recognised"),
    [
        ("", "DE", Recognised(IdentifierKind.EMPTY)),
        (" hello", "DE", Recognised(IdentifierKind.UNFINISHED, "hello", "")),
        (" hello@", "DE", Recognised(IdentifierKind.UNFINISHED, "hello@", "")),
        (ADDRESS, "DE", Recognised(IdentifierKind.EMAIL, ADDRESS, "")),
        ("0151", "DE", Recognised(IdentifierKind.UNFINISHED, "0151", "DE")),
        ("0151 12345678", "DE", Recognised(IdentifierKind.PHONE, "+4915112345678", "DE")),
        ("+1 202 456 1111", "DE", Recognised(IdentifierKind.PHONE, "+12024561111", "US")),
    ],
)
async def test_what_is_typed_is_recognised_without_asking_anybody(
    qapp: QApplication, home: Path, typed: str, region: str, recognised: Recognised
) -> None:
    async with OpenApp() as app:
        assert app.commands.recognise(typed, region) == recognised


async def test_the_picker_lists_countries_by_name(qapp: QApplication, home: Path) -> None:
    async with OpenApp() as app:
        regions = app.commands.regions()
    names = [region.name for region in regions]
    assert names == sorted(names)
    assert {"Germany", "United States", "Austria"} <= set(names)


async def test_diagnostics_are_saved_while_the_app_goes_on_and_say_so(
    qapp: QApplication, home: Path, service: Service, held: HeldStore, tmp_path: Path
) -> None:
    async with OpenApp() as app:
        await app.sign_in(service)
        app.commands.save_diagnostics(str(tmp_path / "diagnostics.json"))
        await app.until(lambda: app.says("Diagnostics saved as diagnostics.json"), "the sentence")
        written = (tmp_path / "diagnostics.json").read_text("ascii")
        outcomes = {one["check"]: one["outcome"] for one in json.loads(written)["checks"]}
        assert (outcomes["session"], outcomes["service"]) == ("signed_in", "fine")
        assert ADDRESS not in written
        (tmp_path / "no folder").touch()
        app.commands.save_diagnostics(str(tmp_path / "no folder" / "diagnostics.json"))
        await app.until(lambda: app.overview.problem is not None, "the problem")
        assert isinstance(app.overview.problem, FileUnwritableError)
