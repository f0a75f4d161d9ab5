"""``serve``: run the service, on this computer or for a team.

The first line on standard output says where it listens; with ``--json`` one object says that and
the rest. Everything else goes to standard error.
"""

import argparse
import json
import logging
import os
import secrets
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.foundation.paths import Paths

if TYPE_CHECKING:
    from desktop.service.running import Announcement

DONE, FAILED, USAGE = 0, 1, 2
DEFAULT_PORT = 8765
DATABASE_NAME = "service.sqlite3"


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.description = "Run the service that apps sign in at."
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes a free one")
    parser.add_argument("--database", type=Path, help="SQLite file, made when missing")
    parser.add_argument("--outbox", type=Path, help="folder for messages without a mail server")
    parser.add_argument("--smtp-config", type=Path, help="TOML file (0600) of the mail server")
    parser.add_argument(
        "--compatibility",
        choices=("strict", "published"),
        help="mode of all projects; without it they stay as they are, new ones are strict",
    )
    parser.add_argument("--token-lifetime", type=int, default=3600, metavar="SECONDS")
    parser.add_argument("--json", action="store_true", help="say where it listens as JSON")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end with the input")
    parser.add_argument("--certificate", type=Path, help="PEM file for TLS")
    parser.add_argument("--private-key", type=Path, help="PEM file for TLS")
    parser.add_argument("--trusted-proxy", metavar="ADDRESS", help="whose forwarded headers count")
    parser.add_argument("--public-url", metavar="URL", help="what people call the service")


def database_path(arguments: argparse.Namespace) -> Path:
    """The database named on the command line, or the one among the user's data."""
    named: Path | None = getattr(arguments, "database", None)
    if named is not None:
        return named.absolute()
    return Paths.from_environment(os.environ).data / "service" / DATABASE_NAME


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped; the exit code."""
    # Imported here: the command line imports this file for its options alone.
    from desktop.service.errors import OptionsError, ServiceError
    from desktop.service.projects import Compatibility
    from desktop.service.running import Announcement, run_service
    from desktop.service.startup import PUBLISHED_WEAKNESSES, ServeOptions

    def announce(announcement: Announcement) -> None:
        if announcement.has_published_project:
            print(PUBLISHED_WEAKNESSES, file=sys.stderr)
        for line in _lines(announcement, as_json=arguments.json):
            print(line)
        # Whoever started us may be waiting for it at the other end of a pipe.
        sys.stdout.flush()

    database = database_path(arguments)
    compatibility = arguments.compatibility
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(message)s"
    )
    try:
        run_service(
            ServeOptions(
                host=arguments.host,
                port=arguments.port,
                database=database,
                outbox=(arguments.outbox or database.parent / "outbox").absolute(),
                smtp_config=arguments.smtp_config,
                compatibility=None if compatibility is None else Compatibility(compatibility),
                token_lifetime=arguments.token_lifetime,
                certificate=arguments.certificate,
                private_key=arguments.private_key,
                trusted_proxy=arguments.trusted_proxy,
                public_url=arguments.public_url,
            ),
            version=__version__,
            environment=os.environ,
            clock=time.time,
            random_bytes=secrets.token_bytes,
            announce=announce,
            until_stdin_closes=arguments.until_stdin_closes,
        )
    except ServiceError as error:
        print(error, file=sys.stderr)
        return USAGE if isinstance(error, OptionsError) else FAILED
    return DONE


def _lines(announcement: "Announcement", *, as_json: bool) -> list[str]:
    """What goes to standard output. The secret is shown this once; the store can't show it."""
    secret, outbox = announcement.api_secret_key, announcement.outbox
    if as_json:
        facts = {"url": announcement.url, "api_key_id": announcement.api_key_id}
        if secret is not None:
            facts["api_secret_key"] = secret
        if outbox is not None:
            facts["outbox"] = str(outbox)
        return [json.dumps(facts)]
    lines = [f"listening on {announcement.url}", f"API key id: {announcement.api_key_id}"]
    if secret is not None:
        lines.append(f"API secret key: {secret} (shown once; keep it for your backend)")
    if outbox is not None:
        lines.append(f"outbox: {outbox}")
    return lines
