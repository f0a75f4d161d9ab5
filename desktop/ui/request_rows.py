"""The lines of the list of sign-in requests: one pure function of what is known and the time."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.session.device_facts import Requests
from desktop.session.list_entries import DecidedRequest, SignInRequest
from desktop.ui import request_words, times
from desktop.ui.trust_words import KIND_ICONS

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A line: a heading, which has no ``id``, or a request with what stands at its end."""

    title: str
    id: int | None = None
    icon: str = ""
    detail: str = ""
    side: str = ""
    is_open: bool = False


def rows_of(known: Requests, now: float) -> tuple[RequestRow, ...]:
    """Those that wait, newest first; then today's decided ones and those of before.

    A request whose time is up has its place among the decided ones at once.
    """
    waiting = [_waiting(one, now) for one in known.open if one.is_open(now)]
    over = [_expired(one) for one in known.open if not one.is_open(now)]
    over += [_decided(one) for one in known.decided]
    over.sort(key=lambda each: each[0], reverse=True)
    return (
        *_under(translate("requests", "Waiting"), waiting),
        *_under(translate("requests", "Decided today"), _rows(over, now, today=True)),
        *_under(translate("requests", "Decided before"), _rows(over, now, today=False)),
    )


def _under(heading: str, rows: list[RequestRow]) -> Iterator[RequestRow]:
    if rows:
        yield RequestRow(title=heading)
        yield from rows


def _rows(over: list[tuple[float, RequestRow]], now: float, *, today: bool) -> list[RequestRow]:
    return [
        row for at, row in over if (times.day_only(at, now) == times.day_only(now, now)) is today
    ]


def _waiting(request: SignInRequest, now: float) -> RequestRow:
    return RequestRow(
        id=request.id,
        icon=KIND_ICONS[request.kind],
        title=request_words.called(request.device_name),
        detail=request.address,
        side=times.countdown(request.expires_at - now),
        is_open=True,
    )


def _expired(request: SignInRequest) -> tuple[float, RequestRow]:
    row = RequestRow(
        id=request.id,
        icon=KIND_ICONS[request.kind],
        title=request_words.called(request.device_name),
        detail=request_words.expired_word(),
        side=times.clock_time(request.expires_at),
    )
    return request.expires_at, row


def _decided(decided: DecidedRequest) -> tuple[float, RequestRow]:
    row = RequestRow(
        id=decided.id,
        icon=KIND_ICONS[decided.kind],
        title=request_words.called(decided.device_name),
        detail=request_words.outcome_words(decided),
        side=times.clock_time(decided.decided_at),
    )
    return decided.decided_at, row
