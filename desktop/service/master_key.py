"""The master key: 32 bytes outside the database that everything in it depends on (cotter-api 13.8).

From it come, by purpose, the keys that hash codes and tokens and that wrap the signing keys. A
stolen database without it lets nobody sign, renew or guess a code.
"""

import base64
import binascii
import hmac
import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.service.errors import MasterKeyError

ENVIRONMENT_NAME = "COTTER_AUTHENTICATOR_MASTER_KEY"
KEY_BYTES = 32
NONCE_BYTES = 12


class Purpose(StrEnum):
    """What a derived key is for. No two purposes share one."""

    API_SECRET = "api secret"
    SESSION = "verification session"
    CODE = "code"
    LINK = "link token"
    LINK_CODE = "code behind a link"
    BROWSER = "browser cookie"
    BROWSER_KEY = "browser verification key"
    FORM = "form token"
    AUTHORIZATION_CODE = "authorization code"
    REFRESH_TOKEN = "refresh token"
    SUCCESSOR = "refresh token successor"
    ATTEMPT = "renewal attempt"
    FRESH_PROOF = "fresh proof"
    LIMIT = "limit subject"
    UNKNOWN_USER = "id of an unknown user"
    WRAP = "signing key wrap"


class MasterKey:
    """Derives a key for each purpose; hashes and wraps with it."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise MasterKeyError(f"A master key has {KEY_BYTES} bytes.")
        # HKDF-Expand of one block (RFC 5869 2.3); extraction is for keys that are not uniform.
        self._derived = {
            purpose: hmac.digest(
                key, f"cotter-authenticator {purpose}".encode() + b"\x01", "sha256"
            )
            for purpose in Purpose
        }

    def mac(self, purpose: Purpose, *parts: str | bytes) -> bytes:
        """HMAC-SHA-256 over the parts, each with its length before it."""
        message = bytearray()
        for part in parts:
            raw = part.encode() if isinstance(part, str) else part
            message += len(raw).to_bytes(4)
            message += raw
        return hmac.digest(self._derived[purpose], message, "sha256")

    def wrap(self, secret: bytes, *, label: str, random_bytes: Callable[[int], bytes]) -> bytes:
        """Encrypt with AES-256-GCM; ``label`` must be given again to unwrap."""
        nonce = random_bytes(NONCE_BYTES)
        cipher = AESGCM(self._derived[Purpose.WRAP])
        return nonce + cipher.encrypt(nonce, secret, label.encode())

    def unwrap(self, wrapped: bytes, *, label: str) -> bytes:
        """Decrypt what ``wrap`` made.

        Raises:
            MasterKeyError: another master key or label made it, or it is damaged.
        """
        nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        try:
            return AESGCM(self._derived[Purpose.WRAP]).decrypt(nonce, sealed, label.encode())
        except InvalidTag as error:
            raise MasterKeyError(
                "The master key is not the one of this database. Nothing was changed. "
                "Put the right key file back, or start with another database."
            ) from error


def master_key_path(database: Path) -> Path:
    """Where the key file of a database lies: beside it, so that both move together."""
    return database.with_name(database.name + ".master-key")


def load_master_key(
    database: Path, environment: Mapping[str, str], random_bytes: Callable[[int], bytes]
) -> MasterKey:
    """The master key of a database, from the environment or its file; made for a new database.

    Raises:
        MasterKeyError: it can't be read, others may read it, or it is gone while the database
            is still there.
    """
    from_environment = environment.get(ENVIRONMENT_NAME)
    if from_environment is not None:
        return MasterKey(_decoded(from_environment, f"the variable {ENVIRONMENT_NAME}"))
    path = master_key_path(database)
    try:
        text = _read_private(path)
    except FileNotFoundError:
        if database.exists():
            raise MasterKeyError(
                f"The key file {path} is missing, and the database can't be read without it. "
                "Put it back, or start with another database."
            ) from None
        return MasterKey(_create(path, random_bytes))
    except OSError as error:
        raise MasterKeyError(f"The key file {path} can't be read: {error.strerror}.") from error
    return MasterKey(_decoded(text, f"the file {path}"))


def _read_private(path: Path) -> str:
    with path.open(encoding="ascii", errors="replace") as file:
        if os.name == "posix" and os.fstat(file.fileno()).st_mode & 0o077:
            raise MasterKeyError(f"Others may read {path}. Run: chmod 600 {path}")
        return file.read(1024)


def _create(path: Path, random_bytes: Callable[[int], bytes]) -> bytes:
    key = random_bytes(KEY_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(key) + b"\n")
            file.flush()
            # The database outlives a power cut only with its key.
            os.fsync(file.fileno())
    except OSError as error:
        raise MasterKeyError(f"The key file {path} can't be made: {error.strerror}.") from error
    return key


def _decoded(text: str, where: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_BYTES:
        raise MasterKeyError(f"What {where} holds is no master key: base64 of {KEY_BYTES} bytes.")
    return key
