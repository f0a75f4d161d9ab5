"""What a second copy of the app tells the first one: one line of JSON, and no secret in it.

``{"version": 1, "activation": …, "link": …}``. A line that is none of this, of another version or
too long is still the wish to see the window: a call without words.
"""

import json
from dataclasses import dataclass

VERSION = 1
LONGEST_LINE_BYTES = 16 * 1024
LONGEST_ACTIVATION = 1024
LONGEST_LINK = 2049
"""Characters: one more than a link may have, so that a longer one is seen to be too long."""


@dataclass(frozen=True, slots=True)
class Call:
    """The wish to come to the front.

    ``activation`` is the window system's token for that (``XDG_ACTIVATION_TOKEN``,
    ``DESKTOP_STARTUP_ID``), ``link`` the ``cotter-authenticator:`` link that was opened, as it was
    written: nobody has looked at it yet.
    """

    activation: str = ""
    link: str = ""

    def line(self) -> bytes:
        """The call as one line, its end included."""
        document = {
            "version": VERSION,
            "activation": self.activation[:LONGEST_ACTIVATION],
            "link": self.link[:LONGEST_LINK],
        }
        # What an argument holds that is no text (undecodable bytes) must not end the second copy.
        text = json.dumps(document, ensure_ascii=False)
        return text.encode("utf-8", "replace") + b"\n"


def read_call(line: bytes) -> Call:
    """What the other copy says; of whatever else was sent nothing but the wish is left."""
    try:
        document = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return Call()
    if not isinstance(document, dict) or document.get("version") != VERSION:
        return Call()
    activation, link = document.get("activation"), document.get("link")
    return Call(
        activation=_token(activation) if isinstance(activation, str) else "",
        link=link[:LONGEST_LINK] if isinstance(link, str) else "",
    )


def _token(text: str) -> str:
    """A token goes into the environment of this process: one plain word, or nothing."""
    is_plain = text.isascii() and text.isprintable() and len(text) <= LONGEST_ACTIVATION
    return text.strip() if is_plain else ""
