"""Where the hosted page may send a browser when it is done (cotter-api 2.1, 9; RFC 8252).

=================================  ====================================================
a redirect URL                     may be used
=================================  ====================================================
``http`` to loopback, any port     always: nobody else can listen there
``https``, or a scheme of an app   when the project lists ``scheme://host[:port]``; of
                                   an app's scheme also ``scheme://`` for every host
anything else                      never
=================================  ====================================================

With user information, a fragment, a backslash, or anything but printable ASCII it is none of
these: programs disagree about where such a URL leads.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

NEVER = ("javascript", "data", "vbscript", "file", "blob", "about")

_PLAIN = re.compile(r"[!-\[\]-~]+")
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#@\\\s]*")
# The whole authority: urlsplit overlooks what stands before and behind the brackets of an address.
_LOOPBACK = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class RedirectUrl:
    """A URL that the rules above let through."""

    text: str
    scheme: str
    origin: str

    @property
    def is_web(self) -> bool:
        """Whether the browser itself goes there; an app's scheme leaves it on our page."""
        return self.scheme in ("http", "https")

    @property
    def form_action_source(self) -> str:
        """The URL as a source of the ``form-action`` policy, which governs redirects too."""
        # A policy can't name an IPv6 address (CSP 3, 2.3.1), nor a host of an app's scheme.
        return f"{self.scheme}:" if not self.is_web or "[" in self.origin else self.origin

    def with_parameters(self, parameters: Mapping[str, str]) -> str:
        """The URL with more query parameters; those that it has stay."""
        return f"{self.text}{'&' if '?' in self.text else '?'}{urlencode(parameters)}"


def parse_redirect_url(text: str, allowed: Sequence[str]) -> RedirectUrl | None:
    """The URL if it may be used by a project that lists ``allowed``; none otherwise."""
    if not _PLAIN.fullmatch(text) or "#" in text:
        return None
    try:
        parts = urlsplit(text)
        _port = parts.port
    except ValueError:
        return None
    if "://" not in text or "@" in parts.netloc or parts.scheme in NEVER:
        return None
    url = RedirectUrl(text, parts.scheme, f"{parts.scheme}://{parts.netloc.lower()}")
    if parts.scheme == "http":
        return url if _LOOPBACK.fullmatch(parts.netloc.lower()) else None
    listed = {entry.lower() for entry in allowed}
    if url.origin in listed:
        return url
    if not url.is_web and f"{url.scheme}://" in listed:
        return url
    return None


def is_allowed_url_entry(text: str) -> bool:
    """Whether ``text`` can stand in a project's list: ``scheme://host[:port]`` or ``scheme://``."""
    return bool(_ORIGIN.fullmatch(text)) and text.partition(":")[0] not in (*NEVER, "http")
