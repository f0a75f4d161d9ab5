"""A project: one customer of the service, named by its API key id (cotter-api 0.2)."""

from dataclasses import dataclass
from enum import StrEnum


class Compatibility(StrEnum):
    """Whom a project lets in: our clients only, or the published SDKs too (cotter-api 13.9)."""

    STRICT = "strict"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project. ``id`` is the API key id; the secret is kept as a keyed hash only.

    ``allowed_urls`` are ``scheme://host[:port]`` that a sign-in in a browser may lead back to
    (loopback always may); ``allowed_origins`` are the exact origins for CORS.
    """

    id: str
    name: str
    secret_mac: bytes
    compatibility: Compatibility
    allowed_urls: tuple[str, ...]
    allowed_origins: tuple[str, ...]
    created_at: float

    @property
    def is_strict(self) -> bool:
        """Whether section 13 of cotter-api holds without the loosenings of 13.9."""
        return self.compatibility is Compatibility.STRICT
