"""Mail through an SMTP server."""

import aiosmtplib

from desktop.service.challenges import Channel
from desktop.service.courier import DeliveryError
from desktop.service.messages import Message, mail_of
from desktop.service.smtp_config import SmtpConfig, SmtpSecurity

CHANNELS = (Channel.EMAIL,)
TIMEOUT_SECONDS = 20.0


class SmtpServer:
    """Delivers to one SMTP server, with a connection each: mails are few and idle ones get cut."""

    def __init__(self, config: SmtpConfig) -> None:
        self._config = config

    async def deliver(self, message: Message) -> None:
        """Hand one mail over.

        Raises:
            DeliveryError: the server refused it or was not reached.
        """
        config = self._config
        try:
            await aiosmtplib.send(
                mail_of(message, config.sender),
                hostname=config.host,
                port=config.port,
                username=config.username,
                password=config.password,
                use_tls=config.security is SmtpSecurity.TLS,
                start_tls=config.security is SmtpSecurity.STARTTLS,
                cert_bundle=config.ca_file,
                timeout=TIMEOUT_SECONDS,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            raise DeliveryError(
                f"the mail server did not take it ({type(error).__name__})"
            ) from None
