"""One service under one API key: where its API is, and what its clock says."""

import json
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from desktop.client.clock_offset import ClockObservation, observe
from desktop.client.refusals import Refusal, refusal_of_request
from desktop.client.transport import Transport
from desktop.foundation.clock import Clock
from desktop.foundation.errors import RefusedError
from desktop.foundation.secret import Secret
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
    ) -> None:
        """``on_time`` is told the service's time with every valid answer."""
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
        refusal_of: Callable[[Refusal], RefusedError] = refusal_of_request,
        sent: tuple[Secret, ...] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Result:
        """Ask once and read the answer; ``path`` begins with a slash and may have a query.

        ``sent`` are the secrets in the request: a refusal that repeats them is masked.

        Raises:
            RefusedError: what ``refusal_of`` makes of a refusal.
            ServiceUnreachableError: no answer that counts.
        """
        asked_at = self._clock.boot()
        answer = await self._transport.call(
            method,
            self._service_url + API_PATH + path,
            headers={"API_KEY_ID": self._api_key_id, **(headers or {})},
            json=None if body is None else json.dumps(body).encode(),
        )
        if not answer.is_success:
            raise refusal_of(
                Refusal.parse(answer.document, host=answer.host, status=answer.status, sent=sent)
            )
        boot = self._clock.boot()
        observed = observe(
            answer.date, wall=self._clock.wall(), boot=boot, round_trip=boot - asked_at
        )
        self._observed = observed or self._observed
        parsed = parse(answer.document, host=answer.host)
        if observed is not None and self._on_time is not None:
            self._on_time(observed)
        return parsed

    def service_time(self) -> float:
        """The service's time now by its last answer, seconds UTC; this computer's before one."""
        if self._observed is None:
            return self._clock.wall()
        return self._observed.service_time + self._clock.boot() - self._observed.boot
