"""The TOML file (0600) that names the mail server."""

import os
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop.service.errors import SmtpConfigError

MAX_SHOWN = 200
KNOWN_FIELDS = {"host", "port", "security", "username", "password", "sender", "ca_file"}
TLS_PORT, STARTTLS_PORT, MAX_PORT = 465, 587, 65535
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")


class SmtpSecurity(StrEnum):
    """How the connection is protected. ``none`` is taken for loopback hosts only."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpConfig:
    """Where and as whom to hand mail over."""

    host: str
    port: int
    security: SmtpSecurity
    sender: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: str | None = None


def read_smtp_config(path: Path) -> SmtpConfig:
    """Read the TOML file of the mail server.

    Fields: ``host``, ``sender``; optional ``port`` (587; 465 with ``tls``), ``security``
    (``starttls``, ``tls``, ``none``), ``username``, ``password``, ``ca_file``.

    Raises:
        SmtpConfigError: unreadable, readable by others, or a field is wrong.
    """
    fields = _read_fields(path)
    texts = {name: _text(path, fields, name) for name in KNOWN_FIELDS - {"port"}}
    host, sender = texts["host"], texts["sender"]
    if not host or not sender:
        raise SmtpConfigError(f"{path} needs the fields host and sender.")
    if (texts["username"] is None) != (texts["password"] is None):
        raise SmtpConfigError(f"{path} needs username and password together.")
    security = _security(path, texts["security"], host)
    return SmtpConfig(
        host=host,
        port=_port(path, fields, security),
        security=security,
        sender=sender,
        username=texts["username"],
        password=texts["password"],
        ca_file=texts["ca_file"],
    )


def _read_fields(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            if os.name == "posix" and os.fstat(file.fileno()).st_mode & 0o077:
                raise SmtpConfigError(f"Others may read {path}. Run: chmod 600 {path}")
            fields: dict[str, object] = tomllib.load(file)
    except OSError as error:
        raise SmtpConfigError(f"{path} can't be read: {error.strerror}.") from error
    except (ValueError, RecursionError):
        # The parser's own words may quote the password. A number of thousands of digits is no
        # TOMLDecodeError.
        raise SmtpConfigError(f"{path} is not TOML.") from None
    unknown = fields.keys() - KNOWN_FIELDS
    if unknown:
        names = "".join(filter(str.isprintable, ", ".join(sorted(unknown))))[:MAX_SHOWN]
        raise SmtpConfigError(f"{path} has unknown fields: {names}.")
    return fields


def _text(path: Path, fields: dict[str, object], name: str) -> str | None:
    found = fields.get(name)
    if found is not None and not isinstance(found, str):
        raise SmtpConfigError(f"The field {name} in {path} is not a text.")
    return found


def _security(path: Path, text: str | None, host: str) -> SmtpSecurity:
    try:
        security = SmtpSecurity.STARTTLS if text is None else SmtpSecurity(text)
    except ValueError as error:
        raise SmtpConfigError(f"security in {path} is starttls, tls or none.") from error
    if security is SmtpSecurity.NONE and host not in LOOPBACK_HOSTS:
        raise SmtpConfigError(f"security in {path} can be none on this computer only.")
    return security


def _port(path: Path, fields: dict[str, object], security: SmtpSecurity) -> int:
    port = fields.get("port", TLS_PORT if security is SmtpSecurity.TLS else STARTTLS_PORT)
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port <= MAX_PORT:
        raise SmtpConfigError(f"port in {path} is not a port number.")
    return port
