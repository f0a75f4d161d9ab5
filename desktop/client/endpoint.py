"""One service under one API key: where its API is, and what its clock says."""

import json
import secrets
from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol, TypeVar

from desktop.client.clock_offset import ClockObservation, observe
from desktop.client.device_key import DeviceKey
from desktop.client.refusals import Refusal, refusal_of_request
from desktop.client.transport import Answer, Transport
from desktop.foundation.clock import Clock
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.secret import Secret
from desktop.protocol.device_proof import HEADER as PROOF_HEADER
from desktop.protocol.published import API_PATH

OnTime = Callable[[ClockObservation], None]
Parsed_co = TypeVar("Parsed_co", covariant=True)
Result = TypeVar("Result")


class Parse(Protocol[Parsed_co]):
    """Reads a JSON document that ``host`` sent, or raises ServiceAnswerError."""

    def __call__(self, document: object, *, host: str) -> Parsed_co:
        """The typed answer."""


class Endpoint:
    """Asks ``service_url`` in the name of ``api_key_id`` (cotter-api 1.1 and 1.2)."""

    def __init__(
        self,
        service_url: str,
        api_key_id: str,
        transport: Transport,
        clock: Clock,
        on_time: OnTime | None,
        *,
        random_bytes: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        """``on_time`` is told the service's time with every valid answer."""
        self._random_bytes = random_bytes
        self._service_url = service_url
        self._api_key_id = api_key_id
        self._transport = transport
        self._clock = clock
        self._on_time = on_time
        self._observed: ClockObservation | None = None

    async def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        parse: Parse[Result],
        refusal_of: Callable[[Refusal], AuthenticatorError] = refusal_of_request,
        sent: tuple[Secret, ...] = (),
        headers: Mapping[str, str] | None = None,
        proof: DeviceKey | None = None,
        wait: float = 0.0,
    ) -> Result:
        """Ask once and read the answer; ``path`` begins with a slash and may have a query.

        ``sent`` are the secrets in the request: a refusal that repeats them is masked. With
        ``proof`` the request is signed by that device key; one that the service finds made at the
        wrong time is made once more by the time in its answer. ``wait`` is how many seconds
        longer than usual the service may take.

        Raises:
            RefusedError: what ``refusal_of`` makes of a refusal.
            ServiceUnreachableError: no answer that counts.
        """
        raw = None if body is None else json.dumps(body).encode()
        call = partial(self._call, method, path, raw, headers=headers or {}, proof=proof, wait=wait)
        asked_at, answer = await call()
        refusal = _refusal_in(answer, sent)
        if refusal is not None and refusal.is_about_the_clock and proof is not None:
            asked_at, answer = await call()
            refusal = _refusal_in(answer, sent)
        if refusal is not None:
            raise refusal_of(refusal)
        parsed = parse(answer.document, host=answer.host)
        observed = self._observe(answer, asked_at)
        if observed is not None and self._on_time is not None:
            self._on_time(observed)
        return parsed

    async def _call(
        self,
        method: str,
        path: str,
        body: bytes | None,
        *,
        headers: Mapping[str, str],
        proof: DeviceKey | None,
        wait: float,
    ) -> tuple[float, Answer]:
        url = self._service_url + API_PATH + path
        sent = {"API_KEY_ID": self._api_key_id, **headers}
        if proof is not None:
            sent[PROOF_HEADER] = proof.prove(
                method=method,
                url=url,
                body=body or b"",
                random_bytes=self._random_bytes,
                at=self.service_time(),
            )
        asked_at = self._clock.boot()
        answer = await self._transport.call(method, url, headers=sent, json=body, wait=wait)
        # A refusal tells the time as well, for the next proof.
        self._observed = self._observe(answer, asked_at) or self._observed
        return asked_at, answer

    def _observe(self, answer: Answer, asked_at: float) -> ClockObservation | None:
        boot = self._clock.boot()
        return observe(answer.date, wall=self._clock.wall(), boot=boot, round_trip=boot - asked_at)

    def service_time(self) -> float:
        """The service's time now by its last answer, seconds UTC; this computer's before one."""
        if self._observed is None:
            return self._clock.wall()
        return self._observed.service_time + self._clock.boot() - self._observed.boot


def _refusal_in(answer: Answer, sent: tuple[Secret, ...]) -> Refusal | None:
    if answer.is_success:
        return None
    return Refusal.parse(answer.document, host=answer.host, status=answer.status, sent=sent)
