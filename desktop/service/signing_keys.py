"""The service's signing keys: ES256 for JWTs, Ed25519 for identity tokens (cotter-api 3.2, 7.3).

Rotation makes one new key of each kind. The old token key stays in the JWKS of strict projects
until its tokens have run out; published SDKs know one fixed ``kid``, so for them it ends at once.
A new identity key is endorsed by the one before (13.1).
"""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.protocol import ed25519
from desktop.protocol.encoding import decode_base64
from desktop.protocol.jwk import EllipticCurveJwk
from desktop.protocol.published import TOKEN_KEY_ID
from desktop.service.clock import Clock
from desktop.service.master_key import MasterKey
from desktop.service.randomness import RandomBytes
from desktop.service.store import Store
from desktop.service.store.signing_keys import KeyPurpose, SigningKeyRow
from desktop.service.wire import Json, JsonObject

SHOWN_AFTER_RETIREMENT_SECONDS = 86400
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
SCALAR_BYTES = 32


@dataclass(frozen=True, slots=True)
class TokenKey:
    """The key that signs JWTs now; ``kid`` is its RFC 7638 thumbprint."""

    kid: str
    private: EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class IdentityKey:
    """The key that signs identity tokens now, with the previous key's signature over it."""

    public: str
    private: Ed25519PrivateKey
    endorsement: str | None


class SigningKeys:
    """The keys of a store, unwrapped once and again after another process has rotated them."""

    def __init__(
        self, store: Store, master_key: MasterKey, clock: Clock, random_bytes: RandomBytes
    ) -> None:
        """Read the keys, making the first ones on an empty store.

        Raises:
            MasterKeyError: the master key is not the one of this store.
        """
        self._store = store
        self._master_key = master_key
        self._clock = clock
        self._random_bytes = random_bytes
        if not store.signing_keys.all(KeyPurpose.TOKEN):
            self.rotate()
        self._read()

    def rotate(self, *, stolen: bool = False) -> None:
        """Make new keys and retire the present ones.

        What ``stolen`` keys have signed counts no more from now on, whoever signed it.
        """
        now = self._clock()
        with self._store.transaction():
            self._add_token_key(now)
            self._add_identity_key(now)
            if stolen:
                self._store.signing_keys.forget_retired()
        self._read()

    def token_key(self) -> TokenKey:
        """The key to sign JWTs with."""
        self._read_if_changed()
        return self._token_key

    def identity_key(self) -> IdentityKey:
        """The key to sign identity tokens with."""
        self._read_if_changed()
        return self._identity_key

    def identity_public_keys(self) -> tuple[str, ...]:
        """Public keys, newest first, whose identity tokens can still be valid."""
        self._read_if_changed()
        return self._identity_publics

    def jwks(self, *, published: bool) -> JsonObject:
        """The JSON Web Key Set (7.3): EC keys only, the signing one first.

        ``published`` puts the current key under the fixed ``kid`` before everything else.
        """
        self._read_if_changed()
        now = self._clock()
        rows = [
            row
            for row in reversed(self._store.signing_keys.all(KeyPurpose.TOKEN))
            if row.retired_at is None or row.retired_at + SHOWN_AFTER_RETIREMENT_SECONDS > now
        ]
        keys: list[Json] = []
        if published:
            keys.append(_jwk_json(rows[0].public_key, TOKEN_KEY_ID))
        keys.extend(_jwk_json(row.public_key, _jwk(row.public_key).thumbprint()) for row in rows)
        return {"keys": keys}

    def _read_if_changed(self) -> None:
        if self._store.data_version() != self._data_version:
            self._read()

    def _read(self) -> None:
        self._data_version = self._store.data_version()
        token_row = self._store.signing_keys.all(KeyPurpose.TOKEN)[-1]
        identity_rows = self._store.signing_keys.all(KeyPurpose.IDENTITY)
        identity_row = identity_rows[-1]
        self._token_key = TokenKey(
            kid=_jwk(token_row.public_key).thumbprint(),
            private=derive_private_key(int.from_bytes(self._unwrap(token_row)), SECP256R1()),
        )
        self._identity_key = IdentityKey(
            public=identity_row.public_key,
            private=Ed25519PrivateKey.from_private_bytes(self._unwrap(identity_row)),
            endorsement=identity_row.endorsement,
        )
        self._identity_publics = tuple(row.public_key for row in reversed(identity_rows))

    def _unwrap(self, row: SigningKeyRow) -> bytes:
        return self._master_key.unwrap(row.wrapped, label=_label(row.purpose, row.public_key))

    def _add_token_key(self, now: float) -> None:
        # 64 surplus bits make the reduction unbiased (FIPS 186-5 A.2.1).
        scalar = int.from_bytes(self._random_bytes(SCALAR_BYTES + 8)) % (P256_ORDER - 1) + 1
        public = EllipticCurveJwk.of(derive_private_key(scalar, SECP256R1()).public_key())
        self._add(KeyPurpose.TOKEN, f"{public.x}.{public.y}", scalar.to_bytes(SCALAR_BYTES), now)

    def _add_identity_key(self, now: float) -> None:
        seed = self._random_bytes(ed25519.PUBLIC_KEY_BYTES)
        public = ed25519.public_key_text(Ed25519PrivateKey.from_private_bytes(seed))
        previous = self._store.signing_keys.all(KeyPurpose.IDENTITY)
        endorsement = None
        if previous:
            old = Ed25519PrivateKey.from_private_bytes(self._unwrap(previous[-1]))
            endorsement = ed25519.sign(old, decode_base64(public))
        self._add(KeyPurpose.IDENTITY, public, seed, now, endorsement)

    def _add(
        self,
        purpose: KeyPurpose,
        public: str,
        private: bytes,
        now: float,
        endorsement: str | None = None,
    ) -> None:
        wrapped = self._master_key.wrap(
            private, label=_label(purpose, public), random_bytes=self._random_bytes
        )
        self._store.signing_keys.retire_current(purpose, now)
        self._store.signing_keys.add(
            SigningKeyRow(
                purpose=purpose,
                public_key=public,
                wrapped=wrapped,
                endorsement=endorsement,
                created_at=now,
                retired_at=None,
            )
        )


def _label(purpose: KeyPurpose, public: str) -> str:
    return f"{purpose} {public}"


def _jwk(public: str) -> EllipticCurveJwk:
    x, _, y = public.partition(".")
    return EllipticCurveJwk(x=x, y=y)


def _jwk_json(public: str, kid: str) -> JsonObject:
    jwk = _jwk(public)
    return {
        "kty": "EC",
        "crv": "P-256",
        "alg": "ES256",
        "use": "sig",
        "kid": kid,
        "x": jwk.x,
        "y": jwk.y,
    }
