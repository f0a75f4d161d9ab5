"""Issues tokens and identities as a service does, right ones and wrong ones."""

import base64
import json
from collections.abc import Mapping

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.foundation.profiles import Profile
from desktop.foundation.secret import Secret
from desktop.protocol.ed25519 import public_key_text, sign
from desktop.protocol.jwk import EllipticCurveJwk
from desktop.protocol.signed_text import identity_token_text

API_KEY_ID = "11111111-2222-3333-4444-555555555555"
USER_ID = "61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f"
IDENTIFIER = "hello@example.com"
ISSUER = "https://id.example.com"
NOW = 1_600_000_000
LIFETIME = 3600
REFRESH_TOKEN = "94:" + "r" * 43

Claims = dict[str, object]


class TokenIssuer:
    """One service's keys. Documents are what travels: parsed JSON."""

    def __init__(self) -> None:
        """New token key; the identity key is the test key of cotter-api 12.3."""
        self.key: EllipticCurvePrivateKey = generate_private_key(SECP256R1())
        self.identity_key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))

    @property
    def kid(self) -> str:
        """The key's id: its thumbprint."""
        return EllipticCurveJwk.of(self.key.public_key()).thumbprint()

    def profile(self, service_url: str, **changes: object) -> Profile:
        """A profile of this service."""
        fields: dict[str, object] = {
            "id": "profile-1",
            "name": "example",
            "service_url": service_url,
            "api_key_id": API_KEY_ID,
            "issuer": ISSUER,
            "identity_key": public_key_text(self.identity_key),
            "compatibility": "strict",
            **changes,
        }
        return Profile(**fields)  # type: ignore[arg-type]  # a test names fields and values itself

    def key_set(self) -> dict[str, object]:
        """What ``/token/jwks`` answers."""
        jwk = EllipticCurveJwk.of(self.key.public_key())
        entry = {"kty": "EC", "crv": "P-256", "x": jwk.x, "y": jwk.y, "kid": self.kid}
        return {"keys": [{**entry, "use": "sig", "alg": "ES256"}]}

    def access_claims(self, **changes: object) -> Claims:
        """The claims of a right access token, with changes; None takes a claim away."""
        claims: Claims = {
            "sub": USER_ID,
            "client_user_id": USER_ID,
            "identifier": IDENTIFIER,
            "authentication_method": "OTP",
            "type": "access_token",
            "scope": "access",
            "aud": API_KEY_ID,
            "iss": ISSUER,
            "iat": NOW,
            "exp": NOW + LIFETIME,
            "jti": "0b0b0b0b-0000-4000-8000-000000000000",
        }
        return _changed(claims, changes)

    def id_claims(self, **changes: object) -> Claims:
        """The claims of a right ID token, with changes."""
        claims = self.access_claims(type="id_token", scope=None, authentication_method=None)
        return _changed(claims, {"auth_time": str(NOW), **changes})

    def sign(self, claims: Mapping[str, object], **headers: object) -> Secret:
        """A JWT of these claims, signed as it should be, with further headers."""
        payload = json.dumps(claims).encode()
        header = {"typ": "JWT", "kid": self.kid, **headers}
        # Not jwt.encode, which mends some of what has to be wrong here.
        return Secret(jwt.PyJWS().encode(payload, self.key, "ES256", header))

    def access_token(self, **changes: object) -> Secret:
        """A signed access token."""
        return self.sign(self.access_claims(**changes))

    def id_token(self, **changes: object) -> Secret:
        """A signed ID token."""
        return self.sign(self.id_claims(**changes))

    def tokens(self, **changes: object) -> dict[str, object]:
        """The ``oauth_token`` object."""
        document: dict[str, object] = {
            "access_token": self.access_token().reveal(),
            "id_token": self.id_token().reveal(),
            "refresh_token": REFRESH_TOKEN,
            "expires_in": LIFETIME,
            "token_type": "Bearer",
            "auth_method": "OTP",
        }
        return _changed(document, changes)

    def identity(self) -> dict[str, dict[str, object]]:
        """The answer of ``get_identity``, as documents to be changed."""
        expire_at = str(NOW + 2_592_000)
        text = identity_token_text(
            identifier=IDENTIFIER, identifier_type="EMAIL", receiver=API_KEY_ID, expire_at=expire_at
        )
        record_id = "2ddc26f6-f392-4d7e-8607-1f57d41da045"
        return {
            "identifier": {
                "ID": record_id,
                "created_at": "2020-04-05T04:50:55.931771Z",
                "deleted_at": "0001-01-01T00:00:00Z",
                "identifier": IDENTIFIER,
                "identifier_type": "EMAIL",
                "public_key": public_key_text(self.identity_key),
                "device_type": "DESKTOP",
                "device_name": "Dell XPS Linux",
                "expiry": "2020-10-13T12:26:40Z",
                "timestamp": "2020-09-13T12:26:40Z",
            },
            "token": {
                "identifier": IDENTIFIER,
                "identifier_id": record_id,
                "identifier_type": "EMAIL",
                "receiver": API_KEY_ID,
                "expire_at": expire_at,
                "timestamp": str(NOW),
                "signature": sign(self.identity_key, text),
            },
            "user": {
                "ID": USER_ID,
                "client_user_id": USER_ID,
                "issuer": API_KEY_ID,
                "identifier": IDENTIFIER,
                "enrolled": [],
                "default_method": None,
                "created_at": "2020-04-05T04:50:55.931771Z",
                "update_at": "2020-04-07T03:34:58.733779Z",
                "deleted_at": None,
            },
            "oauth_token": self.tokens(),
        }


def unsigned(header: Mapping[str, object], claims: Mapping[str, object], signature: str) -> Secret:
    """A JWT put together by hand."""
    return Secret(f"{_part(header)}.{_part(claims)}.{signature}")


def _part(document: Mapping[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).rstrip(b"=").decode()


def _changed(document: Claims, changes: Mapping[str, object]) -> Claims:
    merged = {**document, **changes}
    return {name: value for name, value in merged.items() if value is not None}
