"""A person at a browser without JavaScript: fills in the forms of the hosted page and sends them.

Standard library only, as it runs in the environment of the client.
"""

import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar

PATIENCE = 10.0
"""Seconds that a page may take."""

TYPED = {"email", "number", "tel", "text"}


@dataclass
class Form:
    """A form as the page has it."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)


class FormReader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a form, or a field or button of the form last seen."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(attributes.get("action", "")))
        elif tag in {"input", "button"} and self.forms and attributes.get("name"):
            form, name = self.forms[-1], attributes["name"]
            kind = attributes.get("type", "text" if tag == "input" else "submit")
            if kind in TYPED:
                form.typed.append(name)
            if kind in {"radio", "checkbox"} and "checked" not in attributes:
                return
            form.values.setdefault(name, attributes.get("value", ""))


class Browser:
    """Keeps the cookies and the page shown."""

    def __init__(self) -> None:
        """Show nothing yet. A proxy of the machine is not asked."""
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(CookieJar()),
        )
        self._url = ""
        self._page = ""

    def open(self, url: str) -> None:
        """Show the page at the address, following redirects."""
        self._show(urllib.request.Request(url))

    def send(self, typed: str) -> None:
        """Type into the one field of the page that takes text, and press its button."""
        reader = FormReader()
        reader.feed(self._page)
        form = next(form for form in reader.forms if form.typed)
        (name,) = form.typed
        body = urllib.parse.urlencode(form.values | {name: typed}).encode()
        target = urllib.parse.urljoin(self._url, form.action)
        self._show(urllib.request.Request(target, data=body))

    def _show(self, request: urllib.request.Request) -> None:
        with self._opener.open(request, timeout=PATIENCE) as answer:
            self._url = answer.url
            self._page = answer.read().decode()


def sign_in(url: str, identifier: str, read_code: Callable[[], str]) -> None:
    """Do what the hosted page asks for: the identifier, then the code that was sent to it."""
    browser = Browser()
    browser.open(url)
    browser.send(identifier)
    browser.send(read_code())
