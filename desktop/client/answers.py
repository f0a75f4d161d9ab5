"""What the service answers, parsed at the boundary. Past it no JSON walks through the program.

Every ``parse`` takes a parsed JSON document and the host that sent it, and raises
ServiceAnswerError naming that host when a field is missing or of the wrong type. Unknown fields
are ignored; what published services are known to leave out or spell differently is tolerated
(cotter-api 1.3, 3.1, 4.1). Times are seconds UTC.
"""

from dataclasses import dataclass, field
from typing import Self

from desktop.client.fields import Fields
from desktop.foundation.profiles import Compatibility
from desktop.foundation.secret import Secret
from desktop.protocol import published
from desktop.protocol.encoding import EncodingError, decode_base64

IDENTITY_KEY_BYTES = 32
CODE_DIGITS = 6
CODE_DIGITS_ALLOWED = range(4, 11)
CHALLENGE_SECONDS = 300
LONGEST_CHALLENGE_SECONDS = 86400
RESEND_SECONDS = 30
LONG_POLL_SECONDS = 25
DEFAULT_TOKEN_TYPE = "Bearer"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDescription:
    """What a service says of itself (cotter-api 13.1).

    ``identity_key`` and its endorsement by the key before it are base64; ``long_poll`` is in
    seconds. ``host`` is the one that was asked.
    """

    host: str
    name: str
    version: str
    compatibility: Compatibility
    issuer: str
    identity_key: str
    identity_key_endorsement: str | None
    ways: tuple[str, ...]
    channels: tuple[str, ...]
    code_digits: int
    long_poll: int

    @classmethod
    def parse(cls, document: object, *, host: str) -> Self:
        """Read the answer of ``GET /service``.

        Raises:
            ServiceAnswerError: it is not such an answer.
        """
        fields = Fields(document, host=host, name="the service's description")
        compatibility = fields.text("compatibility")
        if compatibility not in ("strict", "published"):
            raise fields.refuse("it works in a mode that this program doesn't know")
        identity_key = fields.text("identity_key")
        try:
            decode_base64(identity_key, size=IDENTITY_KEY_BYTES)
        except EncodingError:
            raise fields.refuse("its identity key is no Ed25519 key") from None
        code_digits = fields.integer("code_digits", CODE_DIGITS)
        if code_digits not in CODE_DIGITS_ALLOWED:
            raise fields.refuse("its codes have an impossible length")
        has_endorsement = fields.has("identity_key_endorsement")
        return cls(
            host=host,
            name=fields.label("name"),
            version=fields.label("version"),
            compatibility="strict" if compatibility == "strict" else "published",
            issuer=fields.line("issuer"),
            identity_key=identity_key,
            identity_key_endorsement=(
                fields.text("identity_key_endorsement") if has_endorsement else None
            ),
            ways=fields.lines("ways"),
            channels=fields.lines("channels"),
            code_digits=code_digits,
            long_poll=fields.integer("long_poll", LONG_POLL_SECONDS),
        )

    @classmethod
    def of_published_service(cls, *, host: str) -> Self:
        """What holds for a service that does not describe itself (cotter-api 13.1)."""
        return cls(
            host=host,
            name="Cotter",
            version="",
            compatibility="published",
            issuer=published.ISSUER,
            identity_key=published.IDENTITY_KEY,
            identity_key_endorsement=None,
            ways=("OTP", "MAGIC_LINK", "TRUSTED_DEVICE"),
            channels=("EMAIL", "SMS", "WHATSAPP"),
            code_digits=CODE_DIGITS,
            long_poll=0,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """One verification under way (cotter-api 2.3, 13.5).

    ``expires_in`` and ``resend_in`` are seconds from the answer on. ``attempts_left`` is None and
    ``sent_to`` empty where the service doesn't say.
    """

    challenge_id: int
    challenge: str
    code_sent: bool
    expires_in: int
    code_digits: int
    attempts_left: int | None
    resend_in: int
    sent_to: str

    @classmethod
    def parse(
        cls,
        document: object,
        *,
        host: str,
        code_digits: int,
        now: float,
    ) -> Self:
        """Read the answer of ``POST /verify/request``, received at ``now`` on the service's clock.

        ``code_digits`` is what the profile knows. A published service sends ``expiry``, a time,
        where ours sends ``expires_in``.

        Raises:
            ServiceAnswerError: it is not such an answer.
        """
        fields = Fields(document, host=host, name="the challenge")
        digits = fields.integer("code_digits", code_digits)
        if digits not in CODE_DIGITS_ALLOWED:
            raise fields.refuse("its codes have an impossible length")
        has_attempts = fields.has("attempts_left")
        return cls(
            challenge_id=fields.decimal("challenge_id"),
            challenge=fields.text("challenge"),
            code_sent=fields.flag("code_sent"),
            expires_in=_seconds_left(fields, now=now),
            code_digits=digits,
            attempts_left=fields.integer("attempts_left") if has_attempts else None,
            resend_in=min(fields.integer("resend_in", RESEND_SECONDS), LONGEST_CHALLENGE_SECONDS),
            sent_to=fields.label("sent_to"),
        )


def _seconds_left(fields: Fields, *, now: float) -> int:
    if fields.has("expires_in"):
        return min(fields.integer("expires_in"), LONGEST_CHALLENGE_SECONDS)
    expiry = fields.moment("expiry")
    if expiry is None:
        return CHALLENGE_SECONDS
    return max(0, min(int(expiry - now), LONGEST_CHALLENGE_SECONDS))


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationCode:
    """What ``get_identity`` turns into tokens, once (RFC 6749 section 4.1.2; cotter-api 2.1)."""

    code: Secret
    challenge_id: int
    state: str

    @classmethod
    def parse(cls, document: object, *, host: str) -> Self:
        """Read the answer of ``POST /verify/respond`` to a sign-in with a code challenge.

        Raises:
            ServiceAnswerError: it is not such an answer.
        """
        fields = Fields(document, host=host, name="the authorization code")
        return cls(
            code=fields.token("authorization_code"),
            challenge_id=fields.decimal("challenge_id"),
            state=fields.text("state"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierRecord:
    """The verified pair of device and identifier: ``identifier`` of cotter-api 3.1."""

    id: str
    identifier: str
    identifier_type: str
    public_key: str
    expires_at: float | None

    @classmethod
    def parse(cls, document: object, *, host: str) -> Self:
        """Read the object.

        Raises:
            ServiceAnswerError: it is not one.
        """
        fields = Fields(document, host=host, name="the identifier")
        return cls(
            id=fields.text("ID"),
            identifier=fields.text("identifier"),
            identifier_type=fields.text("identifier_type"),
            public_key=fields.text("public_key", ""),
            expires_at=fields.moment("expiry"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityToken:
    """The service's signature over identifier, type, receiver and expiry (cotter-api 3.2).

    ``expire_at`` is decimal Unix seconds, as signed. ``receiver`` is the API key id.
    """

    identifier: str
    identifier_id: str
    identifier_type: str
    receiver: str
    expire_at: str
    signature: str = field(repr=False)

    @classmethod
    def parse(cls, document: object, *, host: str) -> Self:
        """Read the object.

        Raises:
            ServiceAnswerError: it is not one.
        """
        fields = Fields(document, host=host, name="the identity token")
        return cls(
            identifier=fields.text("identifier"),
            identifier_id=fields.text("identifier_id"),
            identifier_type=fields.text("identifier_type"),
            receiver=fields.text("receiver"),
            expire_at=fields.text("expire_at"),
            signature=fields.text("signature"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A user of a project (cotter-api 4.1). ``issuer`` is the API key id."""

    id: str
    client_user_id: str
    issuer: str
    identifier: str | None
    enrolled: tuple[str, ...]
    default_method: str | None
    created_at: float | None
    updated_at: float | None
    deleted_at: float | None

    @classmethod
    def parse(cls, document: object, *, host: str) -> Self:
        """Read the object; ``enrolled`` may be absent, ``updated_at`` has an older spelling.

        Raises:
            ServiceAnswerError: it is not one.
        """
        fields = Fields(document, host=host, name="the user")
        updated = "updated_at" if fields.has("updated_at") else "update_at"
        return cls(
            id=fields.text("ID"),
            client_user_id=fields.text("client_user_id", ""),
            issuer=fields.text("issuer"),
            identifier=fields.text("identifier") if fields.has("identifier") else None,
            enrolled=fields.lines("enrolled"),
            default_method=fields.text("default_method", "") or None,
            created_at=fields.moment("created_at"),
            updated_at=fields.moment(updated),
            deleted_at=fields.moment("deleted_at"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthTokens:
    """The tokens of one issue, not verified yet (cotter-api 7.1). ``expires_in`` is in seconds."""

    access_token: Secret
    id_token: Secret
    refresh_token: Secret
    expires_in: int
    token_type: str
    auth_method: str

    @classmethod
    def parse(
        cls, document: object, *, host: str, spent: Secret | None = None, attempt_id: str = ""
    ) -> Self:
        """Read the object, which names the attempt that it answers where the service does so.

        ``spent`` is the refresh token that was sent: where a published service does not rotate
        it, the answer may come without one, and this one goes on (cotter-api 7.4).

        Raises:
            ServiceAnswerError: it is not one.
        """
        fields = Fields(document, host=host, name="the tokens")
        if attempt_id and fields.text("attempt_id", attempt_id) != attempt_id:
            # Something in between has mixed two connections up: none of it is ours.
            raise fields.refuse("it answers another request")
        unrotated = spent is not None and fields.text("refresh_token", "") == ""
        return cls(
            access_token=fields.token("access_token"),
            id_token=fields.token("id_token"),
            refresh_token=(
                spent if spent is not None and unrotated else fields.token("refresh_token")
            ),
            expires_in=fields.integer("expires_in"),
            token_type=fields.text("token_type", DEFAULT_TOKEN_TYPE),
            auth_method=fields.text("auth_method", ""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The whole answer of ``get_identity`` (cotter-api 3.1), not verified yet.

    ``fresh_proof`` lives ten minutes and is never stored (13.3); a published service sends none.
    """

    identifier: IdentifierRecord
    token: IdentityToken
    user: User
    oauth_token: OAuthTokens
    fresh_proof: Secret | None

    @classmethod
    def parse(cls, document: object, *, host: str) -> Self:
        """Read the answer of ``POST /verify/get_identity?oauth_token=true``.

        Raises:
            ServiceAnswerError: it is not such an answer.
        """
        fields = Fields(document, host=host, name="the identity")
        return cls(
            identifier=IdentifierRecord.parse(fields.value("identifier"), host=host),
            token=IdentityToken.parse(fields.value("token"), host=host),
            user=User.parse(fields.value("user"), host=host),
            oauth_token=OAuthTokens.parse(fields.value("oauth_token"), host=host),
            fresh_proof=fields.token("fresh_proof") if fields.has("fresh_proof") else None,
        )
