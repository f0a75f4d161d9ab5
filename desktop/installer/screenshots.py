"""The pictures that software centres show of the app, as AppStream’s metadata names them.

AppStream knows a picture by a URL of the web alone. The project owns no such place, so whoever
builds the package says where the pictures of ``resources/screenshots`` can be had; else none is
named. https://www.freedesktop.org/software/appstream/docs/chap-Metadata.html#tag-screenshots
"""

from typing import Final, NamedTuple
from urllib.parse import urlsplit
from xml.sax.saxutils import escape


class Screenshot(NamedTuple):
    """A picture, what it shows, and the environment that it is of where that is another."""

    file: str
    caption: str
    environment: str = ""


SCREENSHOTS: Final = (
    Screenshot(
        "session-light.png", "Signed in: time left, renewals of the week, the token’s claims"
    ),
    Screenshot("session-dark.png", "The same on a dark desktop", "gnome:dark"),
    Screenshot("sign-in-light.png", "Sign in without a password"),
    Screenshot("code-light.png", "The code, with time and attempts left"),
    Screenshot("requests-light.png", "Another device asks: approve by its number, or deny"),
    Screenshot("devices-light.png", "This computer and the others that are trusted"),
    Screenshot("history-light.png", "What this computer did"),
)
"""The first is the one that is shown alone."""


def screenshots_at(base: str) -> str:
    """The element that names them all below the address ``base``; nothing without one.

    Raises:
        ValueError: it is no https address.
    """
    if not base:
        return ""
    parts = urlsplit(base)
    if parts.scheme != "https" or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(f"Pictures are at an https address, and “{base}” is none.")
    shots = []
    for one in SCREENSHOTS:
        kind = ' type="default"' if one is SCREENSHOTS[0] else ""
        environment = f' environment="{one.environment}"' if one.environment else ""
        shots.append(
            f"    <screenshot{kind}{environment}>\n"
            f"      <caption>{escape(one.caption)}</caption>\n"
            f"      <image>{escape(base.rstrip('/'))}/{one.file}</image>\n"
            "    </screenshot>\n"
        )
    return "  <screenshots>\n" + "".join(shots) + "  </screenshots>\n"
