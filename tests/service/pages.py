"""A person at a browser without JavaScript: reads pages, fills in forms, follows redirects."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import httpx

from desktop.protocol.pkce import code_challenge_of

VERIFIER = "v" * 43
REDIRECT_URL = "http://127.0.0.1:51234/back"


@dataclass
class Form:
    """A form with what is in its fields."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    """Collects what a person sees and can press."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag == "form":
            self.forms.append(Form(attributes["action"], attributes["method"]))
        elif tag == "input" and self.forms:
            chosen = attributes.get("type") != "radio" or "checked" in attributes
            if chosen:
                self.forms[-1].values[attributes["name"]] = attributes.get("value", "")
        elif tag == "a":
            self.links.append(attributes["href"])

    def handle_data(self, data: str) -> None:
        self.words.append(data)


class Page:
    """One page as it was answered."""

    def __init__(self, response: httpx.Response) -> None:
        """Read it."""
        self.response = response
        self._reader = _Reader()
        self._reader.feed(response.text)

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.response.status_code

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(" ".join(self._reader.words).split())

    @property
    def forms(self) -> list[Form]:
        """Its forms."""
        return self._reader.forms

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return self._reader.links

    @property
    def tags(self) -> list[tuple[str, dict[str, str]]]:
        """Its elements with their attributes."""
        return self._reader.tags

    @property
    def shown_code(self) -> str:
        """The six digits on it."""
        return next(word for word in self._reader.words if word.strip().isdigit()).strip()


class Browser:
    """Keeps cookies; goes to the service and nowhere else."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        """Be a browser that has never been here."""
        self._http = http
        self.cookies: dict[str, str] = {}

    async def open(self, url: str) -> Page:
        """Open a page, following redirects within the service."""
        return Page(await self._follow(await self._send("GET", url)))

    async def send(self, form: Form, **typed: str) -> Page:
        """Send a form, following redirects within the service."""
        return Page(await self._follow(await self.post(form, **typed)))

    async def post(self, form: Form, **typed: str) -> httpx.Response:
        """Send a form, and stay where the answer leads elsewhere."""
        assert form.method == "post"
        return await self._send("POST", form.action, {**form.values, **typed})

    async def _follow(self, response: httpx.Response) -> httpx.Response:
        while response.status_code == 303 and response.headers["Location"].startswith("/"):
            response = await self._send("GET", response.headers["Location"])
        return response

    async def _send(
        self, method: str, url: str, fields: dict[str, str] | None = None
    ) -> httpx.Response:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self._http.cookies.clear()
        response = await self._http.request(method, url, data=fields, headers={"Cookie": cookies})
        self.cookies.update(response.cookies)
        return response


def app_parameters(api_key_id: str) -> dict[str, str]:
    """What an app asks the page for."""
    return {
        "api_key": api_key_id,
        "redirect_url": REDIRECT_URL,
        "type": "EMAIL",
        "code_challenge": code_challenge_of(VERIFIER),
        "state": "state 1&2",
        "auth_method": "OTP",
    }


def app_url(api_key_id: str, **parameters: str) -> str:
    """The address that an app opens; a parameter that is empty is left out."""
    query = {**app_parameters(api_key_id), **parameters}
    return str(httpx.URL("/app", params={k: v for k, v in query.items() if v}))


def parameters_of(url: str) -> dict[str, str]:
    """The query of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
