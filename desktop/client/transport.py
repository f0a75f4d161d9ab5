"""HTTP for everything that the app asks a service: bounded in time and size, no redirects.

====================================================  ==========================================
what happens                                          error
====================================================  ==========================================
no connection, TLS refused, the answer breaks off     ServiceUnreachableError
no connection in 5 s, nothing for 10 s, or the        ServiceSilentError
answer not whole in 15 s
a redirect, over 1 MiB, not JSON with a status 2xx    ServiceAnswerError
408, 429, 5xx                                         ServiceBusyError, with Retry-After
====================================================  ==========================================

Other refusals are answers: what they mean depends on what was asked (``refusals``).
"""

import asyncio
import json as json_format
import math
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import urlsplit

import httpx

from desktop.client.clock_offset import parse_date
from desktop.client.fields import as_label, parse_decimal
from desktop.client.tls import make_tls_context
from desktop.foundation.errors import (
    InvalidServiceUrlError,
    ServiceAnswerError,
    ServiceBusyError,
    ServiceSilentError,
    ServiceUnreachableError,
)
from desktop.foundation.profiles import is_loopback

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
LARGEST_BODY_BYTES = 2**20
PASSING_STATUSES = frozenset({408, 429})
LONGEST_RETRY_AFTER_SECONDS = 86400


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that came whole. ``document`` is its JSON; None for an empty or other body.

    ``date`` is the service's time in seconds UTC where it can be believed: the connection was
    verified TLS or loopback and no cache was in between.
    """

    host: str
    status: int
    document: object = field(repr=False)
    date: float | None

    @property
    def is_success(self) -> bool:
        """Whether the service did what was asked."""
        return httpx.codes.is_success(self.status)


class Transport:
    """Connections to all services of the app; make one, and close it at the end.

    Making one reads the trust store (tens of milliseconds): do it in a thread. ``proxy`` is a URL
    or empty, never used for loopback; ``certificate_file`` holds CA certificates to trust besides
    the system's. What is wrong with them is said by the first call, so that the app starts.
    """

    def __init__(
        self,
        *,
        proxy: str = "",
        certificate_file: str = "",
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        """Nothing is connected yet."""
        self._whole_seconds = connect_seconds + read_seconds
        self._timeout = httpx.Timeout(read_seconds, connect=connect_seconds)
        self._obstacle = ""
        tls = self._make_tls(certificate_file)
        self._direct = self._make_client(tls, None)
        self._through_proxy = self._make_proxied(tls, proxy) if proxy else self._direct

    async def aclose(self) -> None:
        """Close every connection."""
        await self._direct.aclose()
        if self._through_proxy is not self._direct:
            await self._through_proxy.aclose()

    async def call(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        json: bytes | None = None,
        wait: float = 0.0,
        most_bytes: int = LARGEST_BODY_BYTES,
    ) -> Answer:
        """Ask once. ``json`` is the encoded body.

        ``wait`` is how many seconds longer than usual the answer may take to begin, for a service
        that was asked to wait for news. An answer of more than ``most_bytes`` is none.

        Raises:
            InvalidServiceUrlError: plain http to another computer; nothing was sent.
            ServiceUnreachableError: one of the rows of the module's table.
        """
        parts = urlsplit(url)
        host = parts.netloc
        local = is_loopback(parts.hostname or "")
        if parts.scheme != "https" and not local:
            raise InvalidServiceUrlError(url=host, reason="without TLS others could read your code")
        if self._obstacle and not local:
            raise ServiceUnreachableError(host=host, reason=self._obstacle)
        client = self._direct if local else self._through_proxy
        sent = {"Accept": "application/json", "Accept-Encoding": "identity", **headers}
        if json is not None:
            sent["Content-Type"] = "application/json"
        request = client.build_request(
            method, url, headers=sent, content=json, timeout=self._timeout_with(wait)
        )
        try:
            async with asyncio.timeout(self._whole_seconds + wait):
                response, body = await _exchange(client, request, host, most_bytes)
        except (httpx.TimeoutException, TimeoutError) as error:
            proxied = client is not self._direct
            if proxied and isinstance(error, httpx.ConnectTimeout):
                reason = _reason_of(error, proxied=proxied)
                raise ServiceUnreachableError(host=host, reason=reason) from error
            raise ServiceSilentError(host=host) from error
        except httpx.HTTPError as error:
            reason = _reason_of(error, proxied=client is not self._direct)
            # What is no HTTP is quoted by the error that says so, a cookie with a token too.
            quotes = isinstance(error, httpx.ProtocolError)
            raise ServiceUnreachableError(host=host, reason=reason) from None if quotes else error
        return _answer_of(response, body, host)

    def _timeout_with(self, wait: float) -> httpx.Timeout:
        usual = self._timeout.as_dict()
        return httpx.Timeout(**(usual | {"read": (usual["read"] or 0.0) + wait}))

    def _make_tls(self, certificate_file: str) -> ssl.SSLContext:
        try:
            return make_tls_context(certificate_file)
        except (OSError, ValueError):
            # A name with a NUL or half a surrogate pair in it can be no file's.
            self._obstacle = f"the certificates in {certificate_file} can’t be read"
            return make_tls_context()

    def _make_proxied(self, tls: ssl.SSLContext, proxy: str) -> httpx.AsyncClient:
        try:
            has_host = bool(urlsplit(proxy).hostname)
            client = self._make_client(tls, proxy) if has_host else None
        except (ValueError, httpx.InvalidURL, ImportError):
            client = None
        if client is None:
            self._obstacle = "the proxy in Settings is not an address that can be used"
        return client or self._direct

    def _make_client(self, tls: ssl.SSLContext, proxy: str | None) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            verify=tls,
            proxy=proxy,
            trust_env=False,
            follow_redirects=False,
            timeout=self._timeout,
            # Published services offer the refresh token as a cookie; it belongs in the keystore.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        )


async def _exchange(
    client: httpx.AsyncClient, request: httpx.Request, host: str, most_bytes: int
) -> tuple[httpx.Response, bytes]:
    response = await client.send(request, stream=True)
    try:
        if response.has_redirect_location:
            raise ServiceAnswerError(host=host, reason=_redirection(response))
        pieces: list[bytes] = []
        size = 0
        # Raw: a small compressed body could unfold to any size.
        async for piece in response.aiter_raw():
            size += len(piece)
            if size > most_bytes:
                longest = "1 MiB" if most_bytes == 2**20 else f"{most_bytes // 1024} KiB"
                raise ServiceAnswerError(host=host, reason=f"it is longer than {longest}")
            pieces.append(piece)
        return response, b"".join(pieces)
    finally:
        await response.aclose()


def _redirection(response: httpx.Response) -> str:
    try:
        other = urlsplit(response.headers["Location"]).hostname
    except ValueError:
        other = None
    return f"it leads on to {as_label(other)}" if other else "it leads on to another page"


def _answer_of(response: httpx.Response, body: bytes, host: str) -> Answer:
    status = response.status_code
    if status in PASSING_STATUSES or httpx.codes.is_server_error(status):
        seconds = _retry_after(response.headers)
        raise ServiceBusyError(host=host, status=status, seconds=seconds)
    if httpx.codes.is_redirect(status) or httpx.codes.is_informational(status):
        raise ServiceAnswerError(host=host, reason=f"its status is {status}")
    document: object = None
    if body:
        try:
            document = _json_of(response.headers, body)
        except ValueError as error:
            # A refusal may come from something in between that speaks no JSON.
            if httpx.codes.is_success(status):
                raise ServiceAnswerError(host=host, reason=str(error)) from None
    return Answer(host=host, status=status, document=document, date=_date_of(response.headers))


def _json_of(headers: httpx.Headers, body: bytes) -> object:
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == "text/html":
        raise ValueError("it is a web page")
    if kind != "application/json" or headers.get("Content-Encoding", "identity") != "identity":
        raise ValueError("it is no JSON")
    try:
        # "NaN" and "Infinity" are Python's own additions to JSON.
        document: object = json_format.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        # Without the cause: it carries the whole body.
        raise ValueError("it is no JSON") from None
    return document


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _date_of(headers: httpx.Headers) -> float | None:
    return None if "Age" in headers else parse_date(headers.get("Date", ""))


def _retry_after(headers: httpx.Headers) -> int:
    """Seconds to wait: as given, or until the date given (RFC 9110 section 10.2.3); 0 if none."""
    text = headers.get("Retry-After", "").strip()
    seconds = parse_decimal(text)
    if seconds is None:
        until = parse_date(text)
        if until is None:
            return 0
        # Both dates are the service's; without its own the computer's clock has to do.
        now = parse_date(headers.get("Date", ""))
        seconds = math.ceil(until - (time.time() if now is None else now))
    return max(0, min(seconds, LONGEST_RETRY_AFTER_SECONDS))


def _reason_of(error: httpx.HTTPError, *, proxied: bool) -> str:
    for cause in _causes_of(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate can’t be trusted ({as_label(cause.verify_message)})"
        if isinstance(cause, ssl.SSLError):
            return "no secure connection came about"
        if isinstance(cause, ConnectionRefusedError) and not proxied:
            return "nothing answers there"
        if isinstance(cause, socket.gaierror) and not proxied:
            return "its name can’t be found"
    if isinstance(error, httpx.ProxyError):
        return "the proxy in Settings refuses"
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        # Behind a proxy nothing else is connected to.
        return "the proxy in Settings can’t be reached" if proxied else "it can’t be reached"
    return "the connection broke off"


def _causes_of(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        if isinstance(cause, BaseExceptionGroup):
            yield from cause.exceptions
        cause = cause.__cause__ or cause.__context__
