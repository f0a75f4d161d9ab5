"""The public keys that tokens are signed with: the service's JWKS (RFC 7517; cotter-api 7.3)."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from desktop.client.fields import Fields
from desktop.foundation.clock import Clock
from desktop.foundation.errors import ServiceAnswerError
from desktop.protocol.jwk import EllipticCurveJwk

REFETCH_PAUSE_SECONDS = 60.0
KEPT_SECONDS = 86400.0
MOST_KEYS = 100


def parse_key_set(document: object, *, host: str) -> dict[str, EllipticCurvePublicKey]:
    """The keys for ES256 by their ``kid``, of which there must be one; others are passed over.

    So is one that is none (RFC 7517 section 5), and one that is shown with its private half: by
    it anybody could sign.

    Raises:
        ServiceAnswerError: it is no key set, has no such key, or more of them than a service has.
    """
    entries = Fields(document, host=host, name="the key set").value("keys")
    if not isinstance(entries, list):
        raise ServiceAnswerError(host=host, reason="its key set is no list")
    if len(entries) > MOST_KEYS:
        raise ServiceAnswerError(host=host, reason="its key set is too long")
    keys: dict[str, EllipticCurvePublicKey] = {}
    for entry in entries:
        with suppress(ServiceAnswerError, ValueError):
            fields = Fields(entry, host=host, name="a key")
            if _is_for_es256(fields):
                jwk = EllipticCurveJwk(x=fields.text("x"), y=fields.text("y"))
                keys.setdefault(fields.text("kid"), jwk.public_key())
    if not keys:
        raise ServiceAnswerError(host=host, reason="its key set has no key for ES256")
    return keys


def _is_for_es256(fields: Fields) -> bool:
    return (
        fields.text("kty", "") == "EC"
        and fields.text("crv", "") == "P-256"
        and fields.text("use", "sig") == "sig"
        and fields.text("alg", "ES256") == "ES256"
        and fields.has("kid")
        and not fields.has("d")
    )


class TokenKeys:
    """The keys of one service, fetched when first needed, then once a day.

    A token under an unknown key asks for newer ones, which happens at most once a minute, however
    many such tokens arrive; the first one is not made to wait, for keys may change at any time.
    """

    def __init__(
        self,
        fetch: Callable[[], Awaitable[Mapping[str, EllipticCurvePublicKey]]],
        clock: Clock,
    ) -> None:
        """``fetch`` asks the service; what it raises goes to the caller of the methods below."""
        self._fetch = fetch
        self._clock = clock
        self._keys: Mapping[str, EllipticCurvePublicKey] = {}
        self._asked_at = 0.0
        self._asked_for_newer_at = -math.inf
        self._one_at_a_time = asyncio.Lock()

    async def current(self) -> tuple[Mapping[str, EllipticCurvePublicKey], bool]:
        """The keys as they are known, and whether they were fetched for this very question.

        Raises:
            ServiceUnreachableError: they are not known, and the service doesn't give them now.
        """
        async with self._one_at_a_time:
            is_due = not self._keys or self._clock.boot() - self._asked_at >= KEPT_SECONDS
            if is_due:
                await self._ask()
            return self._keys, is_due

    async def newer(self) -> Mapping[str, EllipticCurvePublicKey]:
        """The keys asked for anew, or as they are known where that was less than a minute ago.

        Raises:
            ServiceUnreachableError: the service doesn't give them now.
        """
        async with self._one_at_a_time:
            now = self._clock.boot()
            if not self._keys or now - self._asked_for_newer_at >= REFETCH_PAUSE_SECONDS:
                self._asked_for_newer_at = now
                await self._ask()
            return self._keys

    async def _ask(self) -> None:
        # Also a failed question counts, so that a service in trouble is not asked again at once.
        self._asked_at = self._clock.boot()
        self._keys = await self._fetch()
