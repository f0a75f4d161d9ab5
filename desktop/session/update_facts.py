"""What the UI may know of newer versions. Part of the snapshot: no heavy import."""

from dataclasses import dataclass, field

from desktop.foundation.errors import AuthenticatorError


@dataclass(frozen=True, slots=True, kw_only=True)
class NewerVersion:
    """A version that is newer than this one, as its maker signed; ``released`` in seconds UTC.

    ``page_host`` is where its page would be opened.
    """

    version: str
    released: float
    page_host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateFacts:
    """``source_host`` is who can be asked.

    ``newer`` is the newest version that was told of, None where this is it. ``looked_at`` is when
    that was last asked, seconds UTC, None for never; ``problem`` why the last answer was none.
    """

    source_host: str
    newer: NewerVersion | None = None
    looked_at: float | None = None
    problem: AuthenticatorError | None = field(default=None, compare=False)
