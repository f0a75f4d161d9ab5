"""One run of ``serve``: open, listen, announce, answer, close."""

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from desktop.service.application import Chore, build_application
from desktop.service.assembly import assemble
from desktop.service.challenges import Channel
from desktop.service.clock import Clock
from desktop.service.courier import Delivery
from desktop.service.descriptors import descriptors_for
from desktop.service.errors import ListenError, ServiceError
from desktop.service.housekeeping import keep_outbox_clean, keep_store_small
from desktop.service.open_connections import ALTOGETHER
from desktop.service.outbox import CHANNELS as OUTBOX_CHANNELS
from desktop.service.outbox import Outbox
from desktop.service.randomness import RandomBytes
from desktop.service.serving import Stop, Tls, listen, serve
from desktop.service.settings import ServiceSettings
from desktop.service.startup import ServeOptions, open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What is said once the service listens. ``api_secret_key`` only when it is new."""

    url: str
    api_key_id: str
    api_secret_key: str | None = field(repr=False)
    outbox: Path | None
    has_published_project: bool


def run_service(
    options: ServeOptions,
    *,
    version: str,
    environment: Mapping[str, str],
    clock: Clock,
    random_bytes: RandomBytes,
    announce: Callable[[Announcement], None],
    until_stdin_closes: bool,
) -> None:
    """Serve until told to stop.

    Raises:
        ServiceError: it could not start, or a chore of it failed.
    """
    options.check()
    _check_certificate(options.tls)
    listener = listen(options.host, options.port)
    with listener:
        opened = open_store(
            options.database, environment, options.compatibility, clock, random_bytes
        )
        port = int(listener.getsockname()[1])
        url = options.public_url or options.url(port)
        delivery, channels, outbox = _delivery(options, random_bytes)
        connections = descriptors_for(ALTOGETHER)
        service = assemble(
            settings=ServiceSettings(
                public_url=url,
                loopback_port=port if options.is_on_loopback else None,
                version=version,
                channels=channels,
                token_lifetime=options.token_lifetime,
            ),
            store=opened.store,
            master_key=opened.master_key,
            delivery=delivery,
            clock=clock,
            random_bytes=random_bytes,
            connections=connections,
        )
        chores: list[Chore] = [partial(keep_store_small, opened.store, clock)]
        if outbox is not None:
            chores.append(partial(keep_outbox_clean, outbox, clock))
        announcement = Announcement(
            url=url,
            api_key_id=opened.projects[0].id,
            api_secret_key=opened.new_secret,
            outbox=None if outbox is None else outbox.folder,
            has_published_project=any(not project.is_strict for project in opened.projects),
        )
        stop = Stop()
        try:
            serve(
                build_application(service, tuple(chores), chore_failed=stop.because_of_failure),
                listener,
                stop=stop,
                announce=partial(announce, announcement),
                stopping=service.waiting.close,
                tls=options.tls,
                trusted_proxy=options.trusted_proxy,
                connections=connections,
                until_stdin_closes=until_stdin_closes,
            )
        finally:
            opened.store.close()
    if stop.failed:
        raise ServiceError("The service stopped because a part of it failed; see above.")


def _delivery(
    options: ServeOptions, random_bytes: RandomBytes
) -> tuple[Delivery, tuple[Channel, ...], Outbox | None]:
    """The way for messages to go, the channels it has, and the outbox if that is it."""
    if options.smtp_config is None:
        outbox = Outbox(options.outbox, random_bytes)
        return outbox, OUTBOX_CHANNELS, outbox
    # Imported here: a start without a mail server does without SMTP.
    from desktop.service.mail import CHANNELS, SmtpServer
    from desktop.service.smtp_config import read_smtp_config

    return SmtpServer(read_smtp_config(options.smtp_config)), CHANNELS, None


def _check_certificate(tls: Tls | None) -> None:
    if tls is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(tls.certificate, tls.private_key)
    except OSError as error:  # ssl.SSLError is one
        raise ListenError(
            f"{tls.certificate} and {tls.private_key} can't be used for TLS: {error.strerror}."
        ) from error
