"""What the tokens say, once they are verified (cotter-api 7.2). Times are seconds UTC."""

from dataclasses import dataclass

from desktop.client.answers import OAuthTokens


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessClaims:
    """The claims of an access token on the service's clock. ``token_id`` is ``jti``."""

    subject: str
    client_user_id: str
    identifier: str
    authentication_method: str
    issued_at: int
    expires_at: int
    token_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdClaims:
    """The claims of an ID token that something is done with."""

    subject: str
    identifier: str
    issued_at: int
    expires_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedTokens:
    """Tokens that passed every check; only these may be handed out."""

    tokens: OAuthTokens
    access: AccessClaims
    identity: IdClaims
