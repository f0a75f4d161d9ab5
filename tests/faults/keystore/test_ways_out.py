"""A keystore that can't be had any more: the page that is then shown leads out of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.foundation.errors import FileUnwritableError, KeystoreUnavailableError
from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.keystore.vault_file import VaultFileDamagedError
from desktop.session.snapshot import Headline, SessionFact
from desktop.ui.routing import PageName, Where, page_for
from tests.commands.terminal import Terminal
from tests.commands.typist import at_a_terminal
from tests.guards.secrets import SecretWatch
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.service import Service

PASSPHRASE = Secret("correct horse battery staple")
NEW_PASSPHRASE = Secret("another battery for the horse")
LATER = 1e12

DAMAGED = (
    "The vault file is damaged: it is not as it was written. It was left as it is. Put a copy of"
    " it back, or choose where to keep your session and sign in again."
)


def cut_short(path: Path) -> None:
    """As a disk that was full at the wrong moment would leave it."""
    path.write_bytes(path.read_bytes()[:-30])


def shortened(path: Path) -> Callable[[], object]:
    """Cut it short; what is given undoes that."""
    copy = path.read_bytes()
    cut_short(path)
    return lambda: path.write_bytes(copy)


def page(at: AtHome) -> PageName:
    """The page that the window shows."""
    return page_for(at.overview, Where.SESSION)


@pytest.fixture
async def with_vault_file(home: Path, service: Service, secret_watch: SecretWatch) -> Path:
    """Somebody is signed in whose session is in a vault file; gives that."""
    secret_watch.plant(PASSPHRASE.reveal())
    secret_watch.plant(NEW_PASSPHRASE.reveal())
    async with AtHome(home, "") as at:
        await at.connect(service)
        await at.house.choose_keystore("vault-file", PASSPHRASE)
        await at.sign_in(service)
        assert at.shown.session is SessionFact.ACTIVE
        return at.paths.vault_file


@pytest.mark.parametrize(
    ("fault", "error"),
    [(cut_short, VaultFileDamagedError), (Path.unlink, KeystoreUnavailableError)],
)
async def test_a_vault_file_that_is_lost_can_be_made_anew_and_is_signed_in_to(
    with_vault_file: Path,
    home: Path,
    service: Service,
    fault: Callable[[Path], None],
    error: type[Exception],
) -> None:
    fault(with_vault_file)
    async with AtHome(home, "") as at:
        assert page(at) is PageName.UNLOCK_VAULT
        await at.house.open_vault(PASSPHRASE)
        assert isinstance(at.overview.problem, error)
        assert page(at) is PageName.KEYSTORE_CHOICE
        assert at.shown.headline(LATER) is Headline.KEYSTORE_LOCKED
        assert at.shown.identifier == ADDRESS
        await at.house.choose_keystore("vault-file", NEW_PASSPHRASE)
        assert at.overview.problem is None
        assert page(at) is PageName.SIGN_IN
        await at.sign_in(service)
        assert page(at) is PageName.SESSION
    async with AtHome(home, "") as again:
        await again.house.open_vault(NEW_PASSPHRASE)
        assert again.shown.session is SessionFact.ACTIVE
    kept_aside = with_vault_file.with_name(f"{with_vault_file.name}.broken")
    assert kept_aside.exists() == (fault is cut_short)


async def test_a_vault_file_that_was_put_back_is_opened_from_the_same_page(
    with_vault_file: Path, home: Path
) -> None:
    put_back = shortened(with_vault_file)
    async with AtHome(home, "") as at:
        await at.house.open_vault(PASSPHRASE)
        assert page(at) is PageName.KEYSTORE_CHOICE
        put_back()
        await at.house.choose_keystore("vault-file", Secret("not the one it had"))
        assert page(at) is PageName.UNLOCK_VAULT
        assert str(at.overview.problem).startswith("That passphrase doesn't open the vault file.")
        await at.house.open_vault(PASSPHRASE)
        assert at.shown.session is SessionFact.ACTIVE


async def test_a_choice_that_cant_be_written_is_said_and_what_was_used_before_still_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with AtHome(home, "") as at:

        def fail(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", fail)
        await at.house.choose_keystore("memory", None)
        monkeypatch.undo()
        assert isinstance(at.overview.problem, FileUnwritableError)
        assert str(at.overview.problem) == (
            f"{at.paths.keystore_file} can't be written: No space left on device. What it held"
            " before is unchanged. Make room, or see to it that you may write there, then try"
            " again."
        )
        assert not at.paths.keystore_file.exists()
        await at.house.choose_keystore("memory", None)
        assert at.overview.problem is None


@pytest.mark.usefixtures("with_vault_file")
def test_at_a_terminal_each_command_names_the_damage_and_ends_with_4(tmp_path: Path) -> None:
    cut_short(Paths.from_environment(os.environ).vault_file)
    folder = tmp_path / "terminal"
    folder.mkdir()
    for words in (("token",), ("status",), ("doctor",)):
        with at_a_terminal(folder, *words) as typist:
            typist.wait_for("Passphrase of the vault file: ")
            typist.type(PASSPHRASE.reveal())
            answer = typist.end()
        assert answer.code == 4, words
        said = answer.output + answer.errors
        assert DAMAGED.split(". It", maxsplit=1)[0] in said, words
        # The doctor has a mend of its own to tell.
        assert (DAMAGED in said) == (words != ("doctor",)), words


@pytest.mark.usefixtures("with_vault_file")
def test_after_a_reset_nothing_of_it_is_left(home: Path, tmp_path: Path) -> None:
    file = Paths.from_environment(os.environ).vault_file
    cut_short(file)
    file.rename(file.with_name(f"{file.name}.broken"))
    answer = Terminal(tmp_path).run("reset", "--yes")
    assert answer.code == 0
    assert [left.name for left in home.rglob("*") if left.is_file()] == []
