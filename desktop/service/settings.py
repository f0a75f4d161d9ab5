"""How one running service is set up; fixed from start to stop."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from desktop.service.challenges import Channel

DEFAULT_TOKEN_LIFETIME_SECONDS = 3600
MAX_TOKEN_LIFETIME_SECONDS = 86400
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    """``public_url`` is what clients call the service: scheme, host and port, no path.

    ``loopback_port`` is set when it listens on this computer and may be called by its loopback
    names as well. ``channels`` are the ways messages can go.
    """

    public_url: str
    loopback_port: int | None
    version: str
    channels: tuple[Channel, ...]
    token_lifetime: int = DEFAULT_TOKEN_LIFETIME_SECONDS

    @property
    def is_https(self) -> bool:
        """Whether browsers reach it over TLS, so that cookies can be marked so."""
        return self.public_url.startswith("https://")

    def accepted_hosts(self) -> frozenset[str]:
        """Values of the Host header that are this service (13.8); anything else is not answered."""
        return frozenset(urlsplit(url).netloc.lower() for url in self.accepted_urls())

    def accepted_urls(self) -> tuple[str, ...]:
        """What clients may call it: its public URL, and the loopback names that it has here."""
        scheme = urlsplit(self.public_url).scheme
        names = LOOPBACK_HOSTS if self.loopback_port is not None else ()
        others = (f"{scheme}://{name}:{self.loopback_port}" for name in names)
        return (self.public_url, *(url for url in others if url != self.public_url))
