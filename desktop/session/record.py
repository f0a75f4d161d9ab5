"""All of a session as one record of the keystore, whole or absent.

======== ============================ ================================================
phase    what the record holds        what it means after a crash
======== ============================ ================================================
settled  tokens                       the session
intent   tokens, attempt id           the refresh token may be spent: ask again with the
                                      same attempt id (cotter-api 13.4)
answered tokens, attempt id, answer   the refresh token is spent; the answer is not
                                      verified yet: verify it, then settle
======== ============================ ================================================
"""

import json
from dataclasses import dataclass, replace

from desktop.foundation.clock import Clock
from desktop.foundation.errors import RecordDamagedError, RecordNewerError
from desktop.foundation.line import line_of
from desktop.foundation.moment import moment_of, seconds_of
from desktop.foundation.secret import Secret
from desktop.session.expiry import ClockMark, service_time

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The tokens of one issue. Times are seconds UTC on the service's clock.

    In an answer that is not verified yet the times are 0.
    """

    access_token: Secret
    id_token: Secret
    refresh_token: Secret
    issued_at: float = 0.0
    expires_at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """One signed-in user of one profile.

    ``signed_in_at`` and ``renewed_at`` are seconds UTC on the service's clock; ``way_in`` is the
    token's ``authentication_method``, ``channel`` how the code came or ``BROWSER``. ``replaces``
    are the refresh tokens of a session that stood here before and that the service has to be told
    of: they are noted for that right after this one is stored.
    """

    generation: int
    user_id: str
    identifier: str
    identifier_type: str
    way_in: str
    channel: str
    signed_in_at: float
    renewed_at: float
    mark: ClockMark
    tokens: Tokens
    attempt_id: str = ""
    answer: Tokens | None = None
    replaces: tuple[Secret, ...] = ()

    def refresh_tokens(self) -> tuple[Secret, ...]:
        """Every one in it: what ends with this record."""
        answered = () if self.answer is None else (self.answer.refresh_token,)
        return (self.tokens.refresh_token, *answered, *self.replaces)

    def holds(self, clock: Clock, min_valid: float) -> bool:
        """Whether the access token certainly holds ``min_valid`` seconds more."""
        now = service_time(self.mark, clock)
        return now.certain and self.tokens.expires_at - now.at > min_valid

    def with_intent(self, attempt_id: str) -> "SessionRecord":
        """About to spend the refresh token under this attempt id."""
        return replace(self, generation=self.generation + 1, attempt_id=attempt_id)

    def with_answer(self, answer: Tokens) -> "SessionRecord":
        """The service answered; nothing of the answer may be handed out yet.

        Nor is its time believed: the token of before is judged as before.
        """
        return replace(self, generation=self.generation + 1, answer=answer)

    def settled(self, tokens: Tokens, mark: ClockMark) -> "SessionRecord":
        """The answer is verified: it replaces what was before."""
        return replace(
            self,
            generation=self.generation + 1,
            tokens=tokens,
            renewed_at=tokens.issued_at,
            mark=mark,
            attempt_id="",
            answer=None,
        )

    def distrusted(self, *, repeats: bool) -> "SessionRecord":
        """The answer did not verify; the access token of before stays, for as long as it holds.

        A service that ``repeats`` its answer is asked for it again under the same attempt id: this
        one may have been somebody else's. Of another one the new refresh token is kept, for the
        old one is spent.
        """
        if self.answer is None:
            return self
        if repeats:
            return replace(self, generation=self.generation + 1, answer=None)
        return replace(
            self,
            generation=self.generation + 1,
            tokens=replace(self.tokens, refresh_token=self.answer.refresh_token),
            attempt_id="",
            answer=None,
        )

    def alone(self) -> "SessionRecord":
        """What stood here before has been noted."""
        return replace(self, generation=self.generation + 1, replaces=())


def session_item(profile_id: str) -> str:
    """The name of the keystore record that holds a profile's session."""
    return f"{profile_id}.session"


def revocation_item(profile_id: str) -> str:
    """The name of the record of refresh tokens that the service still has to be told of."""
    return f"{profile_id}.revocation"


def encode_record(record: SessionRecord) -> str:
    """One line of ASCII JSON: line breaks would destroy a whole gnome-keyring file."""
    return json.dumps(
        {
            "format": FORMAT,
            "generation": record.generation,
            "user_id": record.user_id,
            "identifier": record.identifier,
            "identifier_type": record.identifier_type,
            "way_in": record.way_in,
            "channel": record.channel,
            "signed_in_at": record.signed_in_at,
            "renewed_at": record.renewed_at,
            "mark": [record.mark.offset, record.mark.wall, record.mark.boot, record.mark.boot_id],
            "tokens": _encode_tokens(record.tokens),
            "attempt_id": record.attempt_id,
            "answer": _encode_tokens(record.answer) if record.answer else None,
            "replaces": [token.reveal() for token in record.replaces],
        },
        separators=(",", ":"),
    )


def parse_record(text: str) -> SessionRecord:
    """The record as it was written.

    Raises:
        RecordNewerError: a newer version wrote it.
        RecordDamagedError: it is anything else.
    """
    try:
        document = json.loads(text)
        if document["format"] > FORMAT:
            raise RecordNewerError
        offset, wall, boot, boot_id = document["mark"]
        return SessionRecord(
            generation=int(document["generation"]),
            user_id=line_of(document["user_id"]),
            identifier=line_of(document["identifier"]),
            identifier_type=line_of(document["identifier_type"]),
            way_in=line_of(document["way_in"]),
            channel=line_of(document["channel"]),
            signed_in_at=moment_of(document["signed_in_at"]),
            renewed_at=moment_of(document["renewed_at"]),
            mark=ClockMark(
                offset=seconds_of(offset),
                wall=seconds_of(wall),
                boot=seconds_of(boot),
                boot_id=line_of(boot_id),
            ),
            tokens=_parse_tokens(document["tokens"]),
            attempt_id=str(document["attempt_id"]),
            answer=None if document["answer"] is None else _parse_tokens(document["answer"]),
            # Records of before this was kept don't have it.
            replaces=tuple(_parse_token(token) for token in document.get("replaces", [])),
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        # Without the cause: a JSON error carries the text, and the text holds the tokens.
        raise RecordDamagedError(reason="it is not as it was written") from None


def _encode_tokens(tokens: Tokens) -> list[object]:
    return [
        tokens.access_token.reveal(),
        tokens.id_token.reveal(),
        tokens.refresh_token.reveal(),
        tokens.issued_at,
        tokens.expires_at,
    ]


def _parse_tokens(entry: list[object]) -> Tokens:
    access, identity, refresh, issued_at, expires_at = entry
    return Tokens(
        access_token=_parse_token(access),
        id_token=_parse_token(identity),
        refresh_token=_parse_token(refresh),
        issued_at=moment_of(issued_at),
        expires_at=moment_of(expires_at),
    )


def _parse_token(text: object) -> Secret:
    if not isinstance(text, str):
        raise TypeError("token")
    # Half a surrogate pair, which JSON can spell, could be neither sent nor compared.
    return Secret(text.encode().decode())
