"""The tokens of a sign-in: JWTs, refresh token, identity token (cotter-api 3.1, 7.1, 7.2)."""

import hmac

import jwt

from desktop.protocol import ed25519
from desktop.protocol.encoding import encode_base64url
from desktop.protocol.published import ISSUER, TOKEN_KEY_ID
from desktop.protocol.signed_text import identity_token_text
from desktop.service.assembly import Service
from desktop.service.master_key import Purpose
from desktop.service.projects import Project
from desktop.service.randomness import SECRET_BYTES, new_uuid
from desktop.service.refresh_families import Family
from desktop.service.timestamps import unix_text
from desktop.service.users import Identity, User
from desktop.service.wire import Json, JsonObject

FIRST_GENERATION = 0


def issuer_of(service: Service, project: Project) -> str:
    """The ``iss`` of a project's tokens: this service, or Cotter's for published SDKs (13.1)."""
    return service.settings.public_url if project.is_strict else ISSUER


def start_family(
    service: Service,
    project: Project,
    user: User,
    *,
    auth_method: str,
    authenticated_at: float,
    device_id: int | None = None,
    attempt_id: bytes | None = None,
) -> tuple[Family, str]:
    """Begin a session inside the transaction under way: its family and first refresh token.

    ``device_id`` is the trusted device that began it, ``attempt_id`` the client's own of this
    sign-in, to which :func:`first_tokens_again` gives the same token again.
    """
    family_id = service.store.refresh_families.next_id()
    # Without an attempt id a random seed stands in, and the token can't be made again.
    seed = service.random_bytes(SECRET_BYTES) if attempt_id is None else attempt_id
    token = successor(service, family_id, FIRST_GENERATION, seed)
    family = Family(
        id=family_id,
        project_id=project.id,
        user_id=user.id,
        auth_method=auth_method,
        generation=FIRST_GENERATION,
        current_mac=service.master_key.mac(Purpose.REFRESH_TOKEN, token),
        previous_mac=None,
        attempt_mac=None,
        replaced=False,
        authenticated_at=authenticated_at,
        renewed_at=service.clock(),
        ending=None,
        device_id=device_id,
    )
    service.store.refresh_families.add(family)
    return family, token


def first_tokens_again(
    service: Service, family_id: int | None, attempt_id: bytes | None
) -> tuple[Family, str] | None:
    """The session and first refresh token that this attempt was given, while that is unused."""
    family = None if family_id is None else service.store.refresh_families.get(family_id)
    if family is None or attempt_id is None:
        return None
    token = successor(service, family.id, FIRST_GENERATION, attempt_id)
    is_same = hmac.compare_digest(
        service.master_key.mac(Purpose.REFRESH_TOKEN, token), family.current_mac
    )
    return (family, token) if is_same and family.ending is None else None


def successor(service: Service, family_id: int, generation: int, seed: bytes) -> str:
    """The refresh token of a generation: the same again for the same seed (13.4)."""
    random_part = service.master_key.mac(Purpose.SUCCESSOR, str(family_id), str(generation), seed)
    return refresh_token_text(family_id, random_part)


def refresh_token_text(family_id: int, random_part: bytes) -> str:
    """``<decimal id>:<base64url>`` (7.1)."""
    return f"{family_id}:{encode_base64url(random_part)}"


def oauth_token_json(
    service: Service, project: Project, user: User, family: Family, refresh_token: str
) -> JsonObject:
    """The six fields of an ``oauth_token`` (7.1), with new JWTs."""
    access: JsonObject = {
        **_common_claims(service, project, user),
        "authentication_method": family.auth_method,
        "type": "access_token",
        "scope": "access",
    }
    identity: JsonObject = {
        **_common_claims(service, project, user),
        # A text: typed clients fail on a number (7.2).
        "auth_time": unix_text(family.authenticated_at),
        "type": "id_token",
    }
    return {
        "access_token": _signed(service, project, access),
        "id_token": _signed(service, project, identity),
        "refresh_token": refresh_token,
        "expires_in": service.settings.token_lifetime,
        "token_type": "Bearer",
        "auth_method": family.auth_method,
    }


def identity_token_json(service: Service, project: Project, identity: Identity) -> JsonObject:
    """The ``token`` of an answer (3.1, 3.2): signed with Ed25519, valid as long as the identity."""
    expire_at = unix_text(identity.expires_at)
    text = identity_token_text(
        identifier=identity.identifier,
        identifier_type=identity.identifier_type,
        receiver=project.id,
        expire_at=expire_at,
    )
    return {
        "identifier": identity.identifier,
        "identifier_id": identity.id,
        "identifier_type": identity.identifier_type,
        "receiver": project.id,
        "expire_at": expire_at,
        "timestamp": unix_text(identity.updated_at),
        "signature": ed25519.sign(service.keys.identity_key().private, text),
    }


def _common_claims(service: Service, project: Project, user: User) -> JsonObject:
    """What access and ID token have in common; each gets a ``jti`` of its own."""
    issued_at = int(service.clock())
    return {
        "sub": user.id,
        "client_user_id": user.client_user_id,
        "identifier": user.identifier,
        "aud": project.id,
        "iss": issuer_of(service, project),
        "iat": issued_at,
        "exp": issued_at + service.settings.token_lifetime,
        "jti": new_uuid(service.random_bytes),
    }


def _signed(service: Service, project: Project, claims: dict[str, Json]) -> str:
    key = service.keys.token_key()
    kid = key.kid if project.is_strict else TOKEN_KEY_ID
    return jwt.encode(claims, key.private, algorithm="ES256", headers={"kid": kid})
