"""The vault file: what a person without a keystore can choose, protected by a passphrase.

One JSON object; its byte strings are Base64::

    {"format":1, "kdf":"argon2id", "memory_kib":65536, "iterations":3, "lanes":4,
     "salt":…16 bytes…, "wrap_nonce":…12…, "wrapped_key":…48…, "nonce":…12…, "sealed":…}

Argon2id (RFC 9106) makes a key of the passphrase, which unwraps a random 256-bit key, which opens
``sealed``: the items as JSON, AES-256-GCM. The associated data of the wrapping are all fields
before it, that of ``sealed`` all fields before ``nonce``. The nonce is new for each write, so is
the whole file; what was there before is replaced at once or not at all. The parameters are those
of the format and no others are accepted: a file can ask neither for all memory nor for less work.

=========================================== ==========================================
the file                                    outcome
=========================================== ==========================================
absent, never written                       empty; the first write makes it
absent, though it was written once          unavailable
not opened with a passphrase yet            locked
does not open with the passphrase           PassphraseWrongError, then locked
another one than was opened                 locked
something else than a file                  unavailable
changed, cut short, other parameters        VaultFileDamagedError
a newer format                              RecordNewerError
can't be read or written (disk full)        unavailable, the old file stays
memory under 64 MiB when it is opened       unavailable
=========================================== ==========================================

Where the person has just chosen to make one, a damaged one is set aside as ``….broken`` first.

Whoever can replace the file can put an older one of the same passphrase in its place; nothing
notices that.
"""

import errno
import json
import os
import stat
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from desktop.foundation.atomic_file import write_atomically
from desktop.foundation.errors import (
    KeystoreBusyError,
    KeystoreError,
    KeystoreLockedError,
    KeystoreUnavailableError,
    PassphraseWrongError,
    RecordNewerError,
)
from desktop.foundation.file_lock import FileLock
from desktop.foundation.secret import Secret
from desktop.keystore.store import Layout

FORMAT: Final = 1
MEMORY_KIB: Final = 64 * 1024
ITERATIONS: Final = 3
LANES: Final = 4
SALT_BYTES: Final = 16
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
FILE_LIMIT: Final = 16 * 1024 * 1024
LOCK_SECONDS: Final = 5.0
LOCK_PAUSE_SECONDS: Final = 0.01


class VaultFileDamagedError(KeystoreError):
    """The file as a whole is not what was written; a sign-in does not replace that."""

    happened = "The vault file is damaged: {reason}."
    kept = "It was left as it is."
    next_step = "Put a copy of it back, or choose where to keep your session and sign in again."


@dataclass(frozen=True, slots=True)
class Header:
    """What stays the same from write to write: how the passphrase opens the file."""

    salt: bytes
    wrap_nonce: bytes
    wrapped_key: bytes

    def before_key(self) -> dict[str, str | int]:
        """The fields that the wrapping of the key is bound to."""
        return {
            "format": FORMAT,
            "kdf": "argon2id",
            "memory_kib": MEMORY_KIB,
            "iterations": ITERATIONS,
            "lanes": LANES,
            "salt": _encode(self.salt),
            "wrap_nonce": _encode(self.wrap_nonce),
        }

    def fields(self) -> dict[str, str | int]:
        """The fields that the items are bound to."""
        return {**self.before_key(), "wrapped_key": _encode(self.wrapped_key)}


@dataclass(frozen=True, slots=True)
class SealedFile:
    """The file as it is stored."""

    header: Header
    nonce: bytes
    sealed: bytes

    def encode(self) -> bytes:
        """The file's bytes."""
        fields = {
            **self.header.fields(),
            "nonce": _encode(self.nonce),
            "sealed": _encode(self.sealed),
        }
        return _json(fields)

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """Take the file apart; nothing of it is believed yet.

        Raises:
            VaultFileDamagedError: it is not as it was written.
            RecordNewerError: a newer version of this program wrote it.
        """
        try:
            fields = json.loads(content)
            if not isinstance(fields, dict):
                raise TypeError("not an object")
            version = fields["format"]
            if isinstance(version, int) and version > FORMAT:
                raise RecordNewerError
            header = Header(
                _decode(fields["salt"], SALT_BYTES),
                _decode(fields["wrap_nonce"], NONCE_BYTES),
                _decode(fields["wrapped_key"], KEY_BYTES + TAG_BYTES),
            )
            file = cls(header, _decode(fields["nonce"], NONCE_BYTES), _decode(fields["sealed"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            raise VaultFileDamagedError(reason="it is not as it was written") from None
        # Byte for byte: other parameters, further fields and other spellings end here.
        if file.encode() != content:
            raise VaultFileDamagedError(reason="it is not as it was written")
        return file


@dataclass(frozen=True, slots=True)
class _Opened:
    header: Header
    key: bytes


class VaultFileStore:
    """Items in one encrypted file, which several processes may write."""

    kind = "vault-file"
    label = "vault file"
    layout = Layout.WHOLE

    def __init__(
        self,
        path: Path,
        passphrase: Secret | None = None,
        *,
        made: bool = False,
        anew: bool = False,
    ) -> None:
        """Use the file at ``path``; ``made`` says that it was written before and has to be there.

        ``anew`` says that the person has just chosen to make one: a damaged one is set aside.

        Without a passphrase it stays locked. It is tried at the first call: that takes a tenth of
        a second and 64 MiB.
        """
        self._path = path
        self._passphrase = passphrase
        self._made = made
        self._anew = anew
        self._opened: _Opened | None = None
        self._lock = FileLock(path.with_name(path.name + ".lock"))

    def get(self, item: str) -> str | None:
        """The text of an item; None if there is none."""
        return self._read().get(item)

    def set(self, item: str, text: str) -> None:
        """Put a text under this name, and leave what other processes wrote meanwhile."""
        with self._locked():
            self._write({**self._read(), item: text})

    def delete(self, item: str) -> None:
        """Remove an item; that there is none is fine."""
        with self._locked():
            items = dict(self._read())
            if items.pop(item, None) is not None:
                self._write(items)

    def is_locked(self) -> bool:
        """Whether a passphrase is needed."""
        return self._opened is None and self._passphrase is None

    def unlock(self) -> None:
        """Try the passphrase that was given."""
        try:
            self._read()
        except VaultFileDamagedError:
            if not self._anew:
                raise
            self._set_aside()

    def _set_aside(self) -> None:
        try:
            self._path.replace(self._path.with_name(self._path.name + ".broken"))
        except OSError as error:
            raise KeystoreUnavailableError(reason=_reason(error)) from error
        self._made = False

    def _read(self) -> Mapping[str, str]:
        file = self._load()
        if file is None:
            if self.is_locked():
                raise KeystoreLockedError
            if self._made:
                raise KeystoreUnavailableError(reason="the vault file is missing")
            return {}
        return _open_items(file, self._key_of(file.header))

    def _write(self, items: Mapping[str, str]) -> None:
        opened = self._opened or self._make_header()
        try:
            # Where it is a link to where a person keeps it, the file there must not grow old.
            write_atomically(self._path.resolve(), _seal_items(opened, items).encode())
        except OSError as error:
            raise KeystoreUnavailableError(reason=_reason(error)) from error
        self._opened, self._passphrase, self._made = opened, None, True

    def _load(self) -> SealedFile | None:
        try:
            with os.fdopen(_open_file(self._path), "rb") as file:
                # What is asked for is set aside in memory at once, however little there is.
                content = file.read(min(os.fstat(file.fileno()).st_size, FILE_LIMIT) + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise KeystoreUnavailableError(reason=_reason(error)) from error
        if len(content) > FILE_LIMIT:
            raise VaultFileDamagedError(reason="it is too large")
        return SealedFile.parse(content)

    def _key_of(self, header: Header) -> bytes:
        if self._opened is not None and self._opened.header == header:
            return self._opened.key
        passphrase, self._passphrase, self._opened = self._passphrase, None, None
        if passphrase is None:
            raise KeystoreLockedError
        key = _unwrap_key(header, passphrase)
        self._opened, self._made = _Opened(header, key), True
        return key

    def _make_header(self) -> _Opened:
        if self._passphrase is None:
            raise KeystoreLockedError
        key = os.urandom(KEY_BYTES)
        bare = Header(os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES), b"")
        return _Opened(_wrap_key(bare, key, self._passphrase), key)

    def _locked(self) -> FileLock:
        deadline = time.monotonic() + LOCK_SECONDS
        try:
            while not self._lock.try_acquire():
                if time.monotonic() > deadline:
                    raise KeystoreBusyError
                time.sleep(LOCK_PAUSE_SECONDS)
        except OSError as error:
            raise KeystoreUnavailableError(reason=_reason(error)) from error
        return self._lock


def _open_file(path: Path) -> int:
    """Open a file and nothing else: a pipe in its place would be waited for, for ever."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is not a file")
    return handle


def _wrap_key(bare: Header, key: bytes, passphrase: Secret) -> Header:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapping = AESGCM(_derive(passphrase, bare.salt))
    wrapped = wrapping.encrypt(bare.wrap_nonce, key, _json(bare.before_key()))
    return Header(bare.salt, bare.wrap_nonce, wrapped)


def _unwrap_key(header: Header, passphrase: Secret) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapping = AESGCM(_derive(passphrase, header.salt))
    try:
        return wrapping.decrypt(header.wrap_nonce, header.wrapped_key, _json(header.before_key()))
    except InvalidTag:
        raise PassphraseWrongError from None


def _derive(passphrase: Secret, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=ITERATIONS,
        lanes=LANES,
        memory_cost=MEMORY_KIB,
    )
    try:
        return kdf.derive(passphrase.reveal().encode())
    except MemoryError:
        reason = "the vault file: there is too little memory for its passphrase"
        raise KeystoreUnavailableError(reason=reason) from None


def _seal_items(opened: _Opened, items: Mapping[str, str]) -> SealedFile:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(opened.key).encrypt(nonce, _json(items), _json(opened.header.fields()))
    return SealedFile(opened.header, nonce, sealed)


def _open_items(file: SealedFile, key: bytes) -> Mapping[str, str]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        content = AESGCM(key).decrypt(file.nonce, file.sealed, _json(file.header.fields()))
    except InvalidTag:
        raise VaultFileDamagedError(reason="it was changed") from None
    items: dict[str, str] = json.loads(content)
    return items


def _json(fields: Mapping[str, str | int] | Mapping[str, str]) -> bytes:
    return json.dumps(fields, separators=(",", ":")).encode("ascii")


def _encode(content: bytes) -> str:
    return b64encode(content).decode("ascii")


def _decode(text: object, length: int | None = None) -> bytes:
    if not isinstance(text, str):
        raise TypeError("not a text")
    content = b64decode(text, validate=True)
    if length is not None and len(content) != length:
        raise ValueError("wrong length")
    return content


def _reason(error: OSError) -> str:
    return f"the vault file: {error.strerror or type(error).__name__}"
