"""The hosted pages as HTML: plain forms that need no JavaScript (cotter-api 2.1, 13.5).

Each function draws one page from what it is given; every value is escaped. No page holds a secret
that its reader may not have, and none loads anything but the style sheet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from desktop.service.challenges import CODE_DIGITS, LIFETIME_SECONDS, Channel
from desktop.service.identifiers import IdentifierType

STYLE_PATH = "/app/style.css"
CHANNEL_NAMES = {Channel.EMAIL: "e-mail", Channel.SMS: "SMS", Channel.WHATSAPP: "WhatsApp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands on every page: the project's name and the host in the address bar."""

    project_name: str
    host: str


def identifier_page(
    frame: Frame,
    *,
    identifier_type: IdentifierType,
    typed: str,
    channels: tuple[Channel, ...],
    hidden: Mapping[str, str],
    cancel_url: str,
    error: str | None = None,
) -> str:
    """Asks for the address or number; ``hidden`` are the fields that come back with it."""
    if identifier_type is IdentifierType.EMAIL:
        label, kind, complete = "E-mail address", "email", "email"
    else:
        label, kind, complete = "Phone number, with + and country", "tel", "tel"
    return _page(
        frame,
        f"Sign in to {frame.project_name}",
        f"""{_error(error)}
<form method="post" action="/app">
{_hidden(hidden)}
<label for="identifier">{label}</label>
<input id="identifier" name="identifier" type="{kind}" autocomplete="{complete}"
  value="{escape(typed)}" required autofocus{_described(error)}>
{_channel_choice(channels)}
<button type="submit">Send code</button>
</form>
<p class="after"><a href="{escape(cancel_url)}">Cancel</a></p>""",
    )


def code_page(
    frame: Frame,
    *,
    page_id: str,
    sent_to: str,
    channel: Channel,
    has_link: bool,
    hidden: Mapping[str, str],
    cancel_url: str,
    resend_in: int,
    error: str | None = None,
) -> str:
    """Asks for the code; offers another one."""
    link = " Open the link in it in this browser, or type the code." if has_link else ""
    wait = f" It can be sent again in {resend_in} s." if resend_in > 0 else ""
    return _page(
        frame,
        "Type the code",
        f"""<p>We sent {CODE_DIGITS} digits to <strong>{escape(sent_to)}</strong> by
{CHANNEL_NAMES[channel]}.{link} The code holds for {LIFETIME_SECONDS // 60} minutes.</p>
{_error(error)}
<form method="post" action="/app/code/{escape(page_id)}">
{_hidden(hidden)}
<label for="code">Code, {CODE_DIGITS} digits</label>
<input id="code" class="code" name="code" type="text" inputmode="numeric" maxlength="20"
  autocomplete="one-time-code" required autofocus{_described(error)}>
<button type="submit">Sign in</button>
</form>
<form method="post" action="/app/again/{escape(page_id)}">
{_hidden(hidden)}
<button class="second" type="submit">Send a new code</button>
</form>
<p class="after muted">Nothing came? Look into the spam folder.{wait}</p>
<p class="after"><a href="{escape(cancel_url)}">Cancel</a></p>""",
    )


def confirm_page(frame: Frame, *, action: str, identifier: str, hidden: Mapping[str, str]) -> str:
    """Asks for one click where no code needs typing: a link opened here, a browser known here."""
    return _page(
        frame,
        f"Sign in to {frame.project_name}?",
        f"""<p>You sign in as <strong>{escape(identifier)}</strong>.</p>
<form method="post" action="{escape(action)}">
{_hidden(hidden)}
<button type="submit">Sign in</button>
</form>
<p class="after muted">You did not ask for this? Close this page; nothing happens.</p>""",
    )


def link_code_page(frame: Frame, *, code: str) -> str:
    """Shows the code of a link that was opened in another browser than began the sign-in."""
    return _page(
        frame,
        "Your code",
        f"""<p class="shown-code">{escape(code)}</p>
<p>Type it where you asked to sign in. Tell it to nobody.</p>
<p class="muted">You did not ask for it? Close this page; nothing happens.</p>""",
    )


def done_page(frame: Frame, *, return_url: str | None) -> str:
    """Says that it is done; with ``return_url``, leads back to an app by its own scheme."""
    if return_url is None:
        return _page(frame, "You are signed in", "<p>You can close this page.</p>")
    return _page(
        frame,
        "You are signed in",
        f"""<p><a class="button" href="{escape(return_url)}">Back to the app</a></p>
<p class="muted">Then you can close this page.</p>""",
        head=f'<meta http-equiv="refresh" content="0;url={escape(return_url)}">',
    )


def problem_page(frame: Frame, *, message: str) -> str:
    """Says why it can't go on."""
    return _page(frame, "This can't go on", f"<p>{escape(message)}</p>")


def _page(frame: Frame, title: str, body: str, *, head: str = "") -> str:
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
{head}
<title>{escape(title)}</title>
<link rel="stylesheet" href="{STYLE_PATH}">
</head>
<body>
<main>
<h1>{escape(title)}</h1>
<p class="host">{escape(frame.host)}</p>
<div class="card">
{body}
</div>
</main>
</body>
</html>
"""


def _hidden(fields: Mapping[str, str]) -> str:
    return "\n".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in fields.items()
    )


def _error(message: str | None) -> str:
    if message is None:
        return ""
    return f'<p id="error" class="error" role="alert">{escape(message)}</p>'


def _described(error: str | None) -> str:
    """Ties the field to the error above it, for those who hear the page."""
    return "" if error is None else ' aria-invalid="true" aria-describedby="error"'


def _channel_choice(channels: tuple[Channel, ...]) -> str:
    if len(channels) < 2:
        return ""
    choices = "\n".join(
        f'<label><input type="radio" name="channel" value="{channel}"'
        f"{' checked' if channel is channels[0] else ''}> {CHANNEL_NAMES[channel]}</label>"
        for channel in channels
    )
    return f"<fieldset><legend>Send it by</legend>{choices}</fieldset>"
