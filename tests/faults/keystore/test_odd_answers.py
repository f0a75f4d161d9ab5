"""A Secret Service whose answers make no sense, on a real bus."""

import socket
import threading
from collections.abc import Iterator

import pytest

from desktop.foundation.errors import KeystoreError, KeystoreLockedError, KeystoreUnavailableError
from desktop.keystore.secret_service import SecretServiceStore
from desktop.keystore.vault import Vault
from tests.doubles.odd_secret_service import (
    ITEM,
    Answer,
    OddSecretService,
    fails,
    odd_secret_service,
    returns,
)
from tests.parts.private_bus import PrivateBus
from tests.parts.surroundings import short_folder

SECONDS_TO_WAIT = 10

NONSENSE: dict[str, Answer] = {
    "nothing": returns(""),
    "a word": returns("s", "xx"),
    "an empty word": returns("s", ""),
    "a number": returns("u", 7),
    "two numbers": returns("uu", 7, 8),
    "a list of words": returns("as", ["a", "b"]),
    "an empty list": returns("as", []),
    "a list of lists": returns("aas", [[]]),
    "a variant": returns("v", ("as", [])),
    "a variant of a word": returns("v", ("s", "xx")),
    "a variant of a number": returns("v", ("u", 7)),
    "an empty secret": returns("(oayays)", (ITEM, b"", b"", "")),
    "binary": returns("(oayays)", (ITEM, b"x", b"\xff\x00\n", "text/plain")),
    "a secret of words": returns("(ssss)", ("a", "b", "c", "d")),
    "access denied": fails("org.freedesktop.DBus.Error.AccessDenied"),
    "no reply": fails("org.freedesktop.DBus.Error.NoReply"),
    "no such object": fails("org.freedesktop.Secret.Error.NoSuchObject"),
    "no session": fails("org.freedesktop.Secret.Error.NoSession"),
    "locked": fails("org.freedesktop.Secret.Error.IsLocked"),
    "one of its own": fails("com.example.Error"),
}
ASKED = (
    "Label", "Locked", "Collections", "SearchItems", "OpenSession", "GetSecret", "Delete", "Unlock",
    "Modified", "*",
)  # fmt: skip


@pytest.fixture
def odd(bus: PrivateBus) -> Iterator[OddSecretService]:
    """One that is honest until told otherwise."""
    with odd_secret_service(bus.address) as running:
        yield running


def test_while_it_is_honest_it_is_one_like_any_other(odd: OddSecretService) -> None:
    store = SecretServiceStore()
    assert store.get("p.session") == "kept"
    store.set("p.session", "1")
    store.delete("p.session")
    store.unlock()
    assert not store.is_locked()
    assert {"SearchItems", "OpenSession", "GetSecret", "CreateItem", "Delete"} <= set(odd.asked)


@pytest.mark.parametrize("asked", ASKED)
def test_nonsense_is_an_error_of_ours_and_never_a_crash(odd: OddSecretService, asked: str) -> None:
    for answer in NONSENSE.values():
        odd.odd = {
            asked: answer,
            "CreateItem": answer if asked == "*" else returns("oo", ITEM, "/"),
        }
        store = SecretServiceStore(unlock_seconds=0.1)
        vault = Vault(store)
        for call in (
            vault.read("p.session"), vault.write("p.session", "1"),
            vault.delete("p.session"), vault.unlock(), vault.probe(),
        ):  # fmt: skip
            error = call.exception(SECONDS_TO_WAIT)
            assert error is None or isinstance(error, KeystoreError)
        vault.close()
        odd.odd = {}
        assert store.get("p.session") == "kept"


def test_a_bus_of_another_user_is_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """As under “sudo -E”: the bus of the person is there, and refuses root."""
    with short_folder() as folder, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "bus"))
        listener.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={folder / 'bus'}")

        def refuse() -> None:
            line, _ = listener.accept()
            with line, line.makefile("rb") as heard:
                heard.readline()
                line.sendall(b"REJECTED KERBEROS_V4\r\n")
                heard.read()

        refusing = threading.Thread(target=refuse)
        refusing.start()
        with pytest.raises(KeystoreUnavailableError, match="bus does not let this user in"):
            SecretServiceStore().is_locked()
        refusing.join()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (fails("org.freedesktop.Secret.Error.IsLocked"), KeystoreLockedError),
        (fails("org.freedesktop.DBus.Error.AccessDenied"), KeystoreUnavailableError),
        (returns("as", []), KeystoreUnavailableError),
    ],
)
def test_a_write_that_it_refuses_is_not_taken_for_done(
    odd: OddSecretService, answer: Answer, expected: type[KeystoreError]
) -> None:
    odd.odd = {"CreateItem": answer}
    with pytest.raises(expected):
        SecretServiceStore().set("p.session", "1")
