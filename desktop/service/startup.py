"""From the options of ``serve`` to a service that is ready to listen, or the reason why not."""

import ipaddress
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from desktop.service.clock import Clock
from desktop.service.errors import DatabaseError, OptionsError, ServiceError
from desktop.service.master_key import MasterKey, load_master_key
from desktop.service.projects import Compatibility, Project
from desktop.service.randomness import RandomBytes
from desktop.service.registration import create_project
from desktop.service.serving import Tls
from desktop.service.settings import MAX_TOKEN_LIFETIME_SECONDS
from desktop.service.store import Store

FIRST_PROJECT_NAME = "Cotter Authenticator"
USUAL_PORTS = {"https": "443", "http": "80"}
PUBLISHED_WEAKNESSES = """\
Published mode is on, for programs made for Cotter's own service:
  - who knows the API key id can look up and create users;
  - the old renewal route does not rotate refresh tokens, so a stolen one is not noticed;
  - who is signed up with a device has proved nothing else, and gets tokens that name the
    identifier; the first code for it removes that device and its sessions;
  - who knows a device's public key can remove it; anybody can ask which keys are trusted;
  - a sign-in request without a number can be approved, and read by who knows its id;
  - a browser or key that was proved in the last 30 days signs in without a new code;
  - tokens carry Cotter's issuer and one fixed key id, so new keys end all access tokens.
Use it for old clients only, with a project of their own."""

_PUBLIC_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?P<port>[1-9][0-9]{0,4}))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """What ``serve`` was told. ``outbox`` is where messages go without ``smtp_config``."""

    host: str
    port: int
    database: Path
    outbox: Path
    smtp_config: Path | None
    compatibility: Compatibility | None
    token_lifetime: int
    certificate: Path | None
    private_key: Path | None
    trusted_proxy: str | None
    public_url: str | None

    def check(self) -> None:
        """Refuse what would put people at risk (cotter-api 13.8).

        Raises:
            OptionsError: the first rule that is broken.
        """
        if not 0 <= self.port < 65536:
            raise OptionsError("--port is a number from 0 to 65535.")
        if not 1 <= self.token_lifetime <= MAX_TOKEN_LIFETIME_SECONDS:
            raise OptionsError(
                f"--token-lifetime is a number of seconds from 1 to {MAX_TOKEN_LIFETIME_SECONDS}."
            )
        if (self.certificate is None) != (self.private_key is None):
            raise OptionsError("--certificate and --private-key belong together.")
        if self.trusted_proxy is not None and not _is_address(self.trusted_proxy):
            raise OptionsError("--trusted-proxy is the IP address of the proxy.")
        self._check_public_url()
        if not self.is_on_loopback:
            if self.certificate is None and self.trusted_proxy is None:
                raise OptionsError(
                    f"{self.host} can be reached from other computers, and codes and tokens would "
                    "travel in clear. Give --certificate and --private-key, or the --trusted-proxy "
                    "that does TLS, or listen on 127.0.0.1."
                )
            if self.public_url is None:
                raise OptionsError(
                    f"{self.host} can be reached from other computers: give --public-url, the "
                    "https address that they use."
                )
        if self.is_exposed and self.smtp_config is None:
            raise OptionsError(
                "The outbox is for a service on this computer only. Give --smtp-config to send "
                "real mail."
            )

    @property
    def is_on_loopback(self) -> bool:
        """Whether only this computer can connect."""
        return _is_loopback(self.host)

    @property
    def is_exposed(self) -> bool:
        """Whether people elsewhere use it, directly or through a proxy."""
        public_host = "" if self.public_url is None else urlsplit(self.public_url).hostname or ""
        return not self.is_on_loopback or (public_host != "" and not _is_loopback(public_host))

    @property
    def tls(self) -> Tls | None:
        """Certificate and key, if it does TLS itself."""
        if self.certificate is None or self.private_key is None:
            return None
        return Tls(certificate=self.certificate, private_key=self.private_key)

    def url(self, port: int) -> str:
        """What the service listens on, with the port that it got."""
        scheme = "http" if self.certificate is None else "https"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{port}"

    def _check_public_url(self) -> None:
        if self.public_url is None:
            return
        named = _PUBLIC_URL.fullmatch(self.public_url)
        secure = named is not None and (
            named["scheme"] == "https" or _is_loopback(named["host"].strip("[]"))
        )
        # Browsers leave the usual port out of the Host header, and issuers are compared as texts.
        usual = named is not None and named["port"] == USUAL_PORTS[named["scheme"]]
        if not secure or usual:
            raise OptionsError(
                "--public-url is https://host or https://host:port, in lower case, without a path "
                "and without the port that is meant anyway."
            )


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """A store ready for use; ``new_secret`` is the API secret of a project just made."""

    store: Store
    master_key: MasterKey
    projects: tuple[Project, ...]
    new_secret: str | None

    def __repr__(self) -> str:
        return f"OpenedStore({len(self.projects)} projects)"


def open_store(
    database: Path,
    environment: Mapping[str, str],
    compatibility: Compatibility | None,
    clock: Clock,
    random_bytes: RandomBytes,
) -> OpenedStore:
    """Open the database with its key; make one project where there is none.

    ``compatibility``, when given, puts every project into that mode.

    Raises:
        MasterKeyError: the master key is missing or unsafe.
        DatabaseError: the file can't be used.
    """
    master_key = load_master_key(database, environment, random_bytes)
    store = Store(database)
    try:
        new_secret = _prepare(store, master_key, compatibility, clock(), random_bytes)
        projects = tuple(store.projects.all())
    except ValueError as error:
        store.close()
        raise DatabaseError(
            f"A project in {database} is not as it was written. Put a copy of the file back."
        ) from error
    except (ServiceError, sqlite3.Error):
        store.close()
        raise
    return OpenedStore(store, master_key, projects, new_secret)


def _prepare(
    store: Store,
    master_key: MasterKey,
    compatibility: Compatibility | None,
    now: float,
    random_bytes: RandomBytes,
) -> str | None:
    """Make a project where there is none, and give its secret; put all into the mode."""
    new_secret = None
    with store.transaction():
        if not store.projects.all():
            made = create_project(
                store,
                master_key,
                name=FIRST_PROJECT_NAME,
                compatibility=compatibility or Compatibility.STRICT,
                now=now,
                random_bytes=random_bytes,
            )
            new_secret = made.api_secret_key
        elif compatibility is not None:
            store.projects.set_compatibility(compatibility)
    return new_secret


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
