"""What a person gets: a mail or a text message with the code, and for magic links the link."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from desktop.service.challenges import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message on its way. It lives in memory only: the code in it is stored nowhere.

    ``host`` is what the person sees in their address bar or app; times are Unix seconds.
    """

    channel: Channel
    to: str
    code: str
    link: str | None
    project_name: str
    host: str
    created_at: float
    expires_at: float

    def __repr__(self) -> str:
        return f"Message({self.channel})"


def mail_of(message: Message, sender: str) -> EmailMessage:
    """The message as a mail. Its subject begins with the code, so that a notification shows it."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = Address(addr_spec=message.to)
    mail["Subject"] = f"{message.code} is your code for {message.project_name}"
    mail["Date"] = format_datetime(datetime.fromtimestamp(message.created_at, UTC))
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_mail_text(message))
    return mail


def text_of(message: Message) -> str:
    """The message in one line, for a phone."""
    text = f"{message.code} is your code for {message.project_name} on {message.host}."
    if message.link is not None:
        text += f" Or open {message.link}"
    return text


def _mail_text(message: Message) -> str:
    minutes = round((message.expires_at - message.created_at) / 60)
    lines = [
        f"Your code for {message.project_name}:",
        "",
        f"    {message.code}",
        "",
        f"Type it only where you asked to sign in: {message.host}.",
        f"It holds for {minutes} minutes and works once.",
    ]
    if message.link is not None:
        lines += [
            "",
            "Or open this link in the browser where you asked to sign in:",
            "",
            message.link,
        ]
    lines += ["", "You did not ask for it? Then ignore this message; nobody got in with it.", ""]
    return "\n".join(lines)
