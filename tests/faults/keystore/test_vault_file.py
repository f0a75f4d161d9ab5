"""The vault file: damaged, foreign, in the way, on a full disk, written by two at once."""

import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.foundation.errors import (
    KeystoreLockedError,
    KeystoreUnavailableError,
    PassphraseWrongError,
    RecordNewerError,
)
from desktop.foundation.secret import Secret
from desktop.keystore import vault_file
from desktop.keystore.vault_file import FILE_LIMIT, VaultFileDamagedError, VaultFileStore
from tests.parts.child import CHECKOUT, PATIENCE

EVERY_CALL: tuple[Callable[[VaultFileStore], object], ...] = (
    lambda store: store.unlock(),
    lambda store: store.get("p.session"),
    lambda store: store.set("p.session", "2"),
    lambda store: store.delete("p.session"),
)
PASSPHRASE = Secret("correct horse battery staple")
KEPT = '{"kept":1}'

WRITER = """
import sys
from pathlib import Path
from desktop.foundation.secret import Secret
from desktop.keystore.vault_file import VaultFileStore

path, mine, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store = VaultFileStore(path, Secret(sys.stdin.readline().rstrip()))
store.unlock()
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    store.set(f"{mine}.{number}", "1")
"""

BIG_WRITER = """
import resource, sys
from pathlib import Path
from desktop.foundation.secret import Secret
from desktop.keystore.vault_file import VaultFileStore

store = VaultFileStore(Path(sys.argv[1]), Secret(sys.stdin.readline().rstrip()))
store.unlock()
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    store.set("p.session", '"' + "x" * 4000 + '"')
except Exception as error:
    print(error)
print(store.get("p.session"))
"""

POOR_READER = """
import resource, sys
from pathlib import Path
from cryptography.hazmat.primitives.ciphers import aead
from cryptography.hazmat.primitives.kdf import argon2
from desktop.foundation.secret import Secret
from desktop.keystore.vault_file import VaultFileStore

store = VaultFileStore(Path(sys.argv[1]), Secret(sys.stdin.readline().rstrip()))
pages = int(Path("/proc/self/statm").read_text().split()[0])
room = (pages * resource.getpagesize() + 8 * 2**20,) * 2
resource.setrlimit(resource.RLIMIT_AS, room)
try:
    store.unlock()
except Exception as error:
    print(error)
"""

READ_ONLY_WRITER = """
import sys
from pathlib import Path
from desktop.foundation.secret import Secret
from desktop.keystore.vault_file import VaultFileStore

store = VaultFileStore(Path(sys.argv[1]), Secret(sys.stdin.readline().rstrip()))
store.unlock()
try:
    store.set("p.session", "2")
except Exception as error:
    print(error)
print(store.get("p.session"))
"""


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less memory for the passphrase, where it is tried many times and only in this process."""
    monkeypatch.setattr(vault_file, "MEMORY_KIB", 64)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A vault file that holds a record."""
    path = tmp_path / "vault.json"
    VaultFileStore(path, PASSPHRASE).set("p.session", KEPT)
    return path


def opened(path: Path) -> VaultFileStore:
    """The store of a new process that was told the passphrase."""
    return VaultFileStore(path, PASSPHRASE, made=True)


def change(path: Path, **fields: object) -> None:
    """Write other fields into the file."""
    document = json.loads(path.read_bytes())
    path.write_bytes(json.dumps({**document, **fields}, separators=(",", ":")).encode())


def flip(path: Path, field: str) -> None:
    """Change one letter of a field, such that it stays Base64 of the same length."""
    text = json.loads(path.read_bytes())[field]
    change(path, **{field: ("B" if text[0] != "B" else "C") + text[1:]})


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-30]),
    "half a block of zeros": lambda path: path.write_bytes(path.read_bytes()[:100] + bytes(500)),
    "garbage": lambda path: path.write_bytes(os.urandom(300)),
    "another program's": lambda path: path.write_bytes(b'{"format":1,"tokens":[]}'),
    "a list": lambda path: path.write_bytes(b"[1]"),
    "deep": lambda path: path.write_bytes(b"[" * 100_000),
    "a format that is a word": lambda path: change(path, format="1"),
    "an unknown field": lambda path: change(path, more=1),
    "a field given twice": lambda path: path.write_bytes(
        path.read_bytes().replace(b'"lanes":4', b'"lanes":4,"lanes":4')
    ),
    "less work": lambda path: change(path, iterations=1),
    "all memory": lambda path: change(path, memory_kib=2**32 - 1),
    "work without end": lambda path: change(path, iterations=2**31, lanes=255),
    "another kdf": lambda path: change(path, kdf="none"),
    "a short salt": lambda path: change(path, salt=b64encode(b"x").decode()),
    "no key": lambda path: change(path, wrapped_key=""),
    "what it holds": lambda path: flip(path, "sealed"),
    "the nonce": lambda path: flip(path, "nonce"),
    "nothing sealed": lambda path: change(path, sealed=""),
    "too large": lambda path: path.write_bytes(b" " * (FILE_LIMIT + 1)),
    "a byte order mark": lambda path: path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes()),
    "line ends": lambda path: path.write_bytes(path.read_bytes() + b"\r\n"),
}
"""What becomes of a file on its way through disks, editors, synchronisers and attackers."""


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_said_and_neither_used_nor_replaced(
    file: Path, damage: Callable[[Path], object]
) -> None:
    damage(file)
    before = file.read_bytes()
    for act in EVERY_CALL:
        with pytest.raises(VaultFileDamagedError, match=r"^The vault file is damaged: it .*\. It"):
            act(opened(file))
    assert file.read_bytes() == before


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("field", ["salt", "wrap_nonce", "wrapped_key"])
def test_where_the_key_itself_is_changed_no_passphrase_opens_it(file: Path, field: str) -> None:
    """Nothing can tell that from a wrong passphrase."""
    flip(file, field)
    store = opened(file)
    with pytest.raises(PassphraseWrongError):
        store.unlock()
    assert store.is_locked()
    with pytest.raises(KeystoreLockedError):
        store.set("p.session", "2")


def test_a_newer_format_is_kept(file: Path) -> None:
    change(file, format=2, kdf="better")
    before = file.read_bytes()
    with pytest.raises(RecordNewerError):
        opened(file).unlock()
    with pytest.raises(RecordNewerError):
        VaultFileStore(file, PASSPHRASE, anew=True).unlock()
    assert file.read_bytes() == before


@pytest.mark.parametrize("damage", ["cut short", "what it holds"])
def test_who_chooses_a_vault_file_anew_gets_one_and_the_damaged_one_is_set_aside(
    file: Path, damage: str
) -> None:
    DAMAGES[damage](file)
    damaged = file.read_bytes()
    store = VaultFileStore(file, PASSPHRASE, anew=True)
    store.unlock()
    store.set("p.session", '"new"')
    assert opened(file).get("p.session") == '"new"'
    assert file.with_name("vault.json.broken").read_bytes() == damaged


def test_who_chooses_a_vault_file_anew_keeps_one_that_is_whole(file: Path) -> None:
    store = VaultFileStore(file, PASSPHRASE, anew=True)
    store.unlock()
    assert store.get("p.session") == KEPT
    other = VaultFileStore(file, Secret("another one entirely"), anew=True)
    with pytest.raises(PassphraseWrongError):
        other.unlock()
    assert opened(file).get("p.session") == KEPT


def directory(path: Path) -> None:
    """A directory of its name."""
    path.unlink()
    path.mkdir()
    (path / "mine").touch()


def pipe(path: Path) -> None:
    """A pipe that nobody writes to: opening it waits for ever."""
    path.unlink()
    os.mkfifo(path)


def device(path: Path) -> None:
    """A device without end."""
    path.unlink()
    path.symlink_to("/dev/zero")


def circle(path: Path) -> None:
    """A link to itself."""
    path.unlink()
    path.symlink_to(path)


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("replace", [directory, pipe, device, circle])
def test_something_else_in_its_place_is_unavailable_at_once(
    file: Path, replace: Callable[[Path], None]
) -> None:
    replace(file)
    for act in EVERY_CALL:
        with pytest.raises(KeystoreUnavailableError, match="the vault file: "):
            act(opened(file))


def test_a_file_that_others_could_read_is_closed_by_the_next_write(file: Path) -> None:
    file.chmod(0o644)
    store = opened(file)
    assert store.get("p.session") == KEPT
    store.set("p.session", "2")
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_link_is_followed_by_reading_and_by_writing(file: Path, tmp_path: Path) -> None:
    """Where a person keeps it elsewhere: else the file there would grow old, with a spent token."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    target = file.rename(elsewhere / "mine.json")
    file.symlink_to(target)
    opened(file).set("p.session", "2")
    assert file.is_symlink()
    assert opened(target).get("p.session") == "2"


def test_the_clock_of_the_file_does_not_matter(file: Path) -> None:
    store = opened(file)
    for moment in (0, 2**40):
        os.utime(file, (moment, moment))
        assert store.get("p.session") == KEPT


def test_a_copy_of_last_week_opens_with_the_same_passphrase_and_another_ones_does_not(
    file: Path, tmp_path: Path
) -> None:
    """It holds an older token then: what the service says to it is the session's matter."""
    copy = file.read_bytes()
    store = opened(file)
    store.set("p.session", "2")
    file.write_bytes(copy)
    assert store.get("p.session") == KEPT
    foreign = tmp_path / "foreign.json"
    VaultFileStore(foreign, Secret("another one entirely")).set("p.session", "3")
    foreign.replace(file)
    with pytest.raises(KeystoreLockedError):
        store.get("p.session")
    with pytest.raises(KeystoreLockedError):
        store.set("p.session", "4")


@pytest.mark.parametrize("exists", [True, False])
def test_two_programs_that_write_at_once_lose_nothing_of_each_other(
    tmp_path: Path, exists: bool
) -> None:
    """Also where both are the first to write."""
    path = tmp_path / "vault.json"
    if exists:
        VaultFileStore(path, PASSPHRASE).set("p.session", KEPT)
    count = 25
    running = []
    for mine in ("one", "two"):
        command = [sys.executable, "-c", WRITER, str(path), mine, str(count)]
        process = subprocess.Popen(
            command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdin is not None
        process.stdin.write(PASSPHRASE.reveal() + "\n")
        process.stdin.flush()
        running.append(process)
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
    items = opened(path)._read()
    assert len(items) == 2 * count + exists
    assert sorted(one.name for one in tmp_path.iterdir()) == ["vault.json", "vault.json.lock"]


def run(program: str, path: Path, *before: str) -> list[str]:
    """What a program of its own says, line by line."""
    ended = subprocess.run(
        [*before, sys.executable, "-c", program, str(path)],
        cwd=CHECKOUT,
        input=PASSPHRASE.reveal() + "\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return ended.stdout.splitlines()


def test_on_a_full_disk_the_old_file_stays_and_no_half_one_beside_it(file: Path) -> None:
    said, kept = run(BIG_WRITER, file)
    assert said.startswith("The keystore can't be reached: the vault file: File too large.")
    assert kept == KEPT
    assert opened(file).get("p.session") == KEPT
    assert sorted(one.name for one in file.parent.iterdir()) == ["vault.json", "vault.json.lock"]


def test_with_too_little_memory_for_the_passphrase_that_is_said(file: Path) -> None:
    [said] = run(POOR_READER, file)
    assert said.startswith(
        "The keystore can't be reached: the vault file: there is too little memory for its"
    )


def test_a_disk_that_fails_when_the_file_is_synced_leaves_the_old_one(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(file)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(KeystoreUnavailableError, match="the vault file: No space left on device"):
        store.set("p.session", "2")
    assert store.get("p.session") == KEPT
    monkeypatch.undo()
    store.set("p.session", "3")
    assert opened(file).get("p.session") == "3"
    assert sorted(one.name for one in file.parent.iterdir()) == ["vault.json", "vault.json.lock"]


def test_in_a_folder_that_cant_be_written_it_can_still_be_read(file: Path) -> None:
    # For root the kernel makes an exception, which it gives up here.
    without_privileges = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []
    file.parent.chmod(0o500)
    try:
        said, kept = run(READ_ONLY_WRITER, file, *without_privileges)
    finally:
        file.parent.chmod(0o700)
    assert said.startswith("The keystore can't be reached: the vault file: Permission denied.")
    assert kept == KEPT
