"""A computer whose clocks are turned, and a service that is asked over HTTP and has its own."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self
from wsgiref.handlers import format_date_time

from desktop.client.cotter import CotterClient
from desktop.client.transport import Transport
from desktop.foundation.secret import Secret
from desktop.session.authority import VerifiedSession
from desktop.session.cotter_authority import CotterAuthority, ServiceClock
from desktop.session.keeper import Keeper
from desktop.session.record import SessionRecord, Tokens
from desktop.session.snapshot import SessionFact
from desktop.ui.session_notice import notice_of
from tests.doubles.broken_service import BrokenService, Received, Reply, json_answer
from tests.doubles.computer import Computer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.token_issuer import API_KEY_ID, IDENTIFIER, NOW, USER_ID, TokenIssuer
from tests.doubles.turned_clock import TurnedClock

HOUR, DAY = 3600.0, 86_400.0
BEAT = 30.0

Date = Callable[[float], str | None]


def honest(now: float) -> str | None:
    """The ``Date`` of a service that knows the time."""
    return format_date_time(int(now))


def off_by(seconds: float) -> Date:
    """The ``Date`` of one that doesn't, or of what stands in between."""
    return lambda now: honest(now + seconds)


def saying(text: str | None) -> Date:
    """This text, or no ``Date``."""
    return lambda _: text


class Stage:
    """Somebody has signed in at a service that rotates refresh tokens (cotter-api 13.4).

    ``truth`` is the service's time in seconds UTC, by which it issues tokens; ``date`` says what
    it writes into its answers, ``dates`` what into the next ones. ``lifetime`` is how many seconds
    a token holds, ``changes`` are claims that differ and ``beside`` what differs in the answer
    that has it. ``is_reachable`` while there is a network. ``renewals`` is
    when it was asked for some, ``asked`` how often for anything, also where nothing came back.
    """

    def __init__(self, folder: Path, transport: Transport) -> None:
        self.truth = float(NOW)
        self.clock = TurnedClock(wall=self.truth)
        self.date: Date = honest
        self.dates: list[Date] = []
        self.lifetime = HOUR
        self.changes: dict[str, object] = {}
        self.beside: dict[str, object] = {}
        self.is_reachable = True
        self.renewals: list[float] = []
        self.asked = 0
        self.issuer = TokenIssuer()
        self.store = FaultyStore()
        self._service = BrokenService(self._answer)
        self._transport = transport
        self._folder = folder
        self._current = Secret("0:" + "r" * 43)
        self._last_attempt: tuple[object, object] = (None, None)

    async def __aenter__(self) -> Self:
        """Sign in."""
        await self._service.__aenter__()
        self.computer = Computer(self._folder, self.store, self.clock, self._authority())
        self.keeper = self.computer.keeper()
        await self.keeper.adopt(self.issued(), identifier_type="EMAIL", channel="EMAIL")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close everything."""
        self.computer.close()
        await self._service.__aexit__(kind, error, trace)

    def _authority(self) -> CotterAuthority:
        clock = ServiceClock(self.clock)
        profile = self.issuer.profile(self._service.url)
        client = CotterClient(profile, self._transport, self.clock, on_time=clock.learn)
        return CotterAuthority(client, clock)

    async def start_again(self) -> Keeper:
        """The app is started anew: what it had learned and not stored is gone."""
        self.keeper = self.computer.keeper(authority=self._authority())
        await self.keeper.read()
        return self.keeper

    # Time

    def pass_seconds(self, seconds: float) -> None:
        """Time passes for all; the computer may sleep meanwhile."""
        self.truth += seconds
        self.clock.pass_seconds(seconds)

    def halt(self, seconds: float, *, is_set_right: bool = True) -> None:
        """The computer is halted from outside, and counts nothing of it as time since boot."""
        self.truth += seconds
        if is_set_right:
            self.clock.set_wall(self.clock.wall() + seconds)

    async def live(self, seconds: float, step: float = BEAT) -> None:
        """Let time pass with the beats of the app; nothing that has run out is handed out."""
        end = self.truth + seconds
        while self.truth < end:
            ask_again = await self.keeper.beat()
            self.hand_out()
            self.pass_seconds(min(max(ask_again, 0.05), step))

    def hand_out(self) -> SessionRecord | None:
        """What a program gets now without a renewal; None where there would have to be one."""
        assert self.is_signed_in()
        record = self.keeper.signed_in
        assert record is not None
        if not record.holds(self.clock, 0):
            return None
        said = json.loads(_payload(record.tokens.access_token))
        assert said["exp"] > self.truth, "a token that has run out was handed out"
        return record

    def is_signed_in(self) -> bool:
        """Whether the person would see a session, whatever its state."""
        return self.keeper.snapshot.session in (SessionFact.ACTIVE, SessionFact.EXPIRED)

    def banner(self) -> str:
        """What the session page says is in the way."""
        notice = notice_of(self.keeper.snapshot, self.clock.wall())
        return "" if notice is None else f"{notice.title}. {notice.detail}"

    # The service

    def issued(self) -> VerifiedSession:
        """A session as a sign-in gives it."""
        document = self._issue()
        tokens = Tokens(
            access_token=Secret(str(document["access_token"])),
            id_token=Secret(str(document["id_token"])),
            refresh_token=self._current,
            issued_at=float(int(self.truth)),
            expires_at=float(int(self.truth) + self.lifetime),
        )
        return VerifiedSession(tokens=tokens, user_id=USER_ID, identifier=IDENTIFIER, way_in="OTP")

    def _issue(self) -> dict[str, object]:
        times: dict[str, object] = {
            "iat": int(self.truth),
            "exp": int(self.truth + self.lifetime),
        }
        right: dict[str, object] = {
            "access_token": self.issuer.access_token(**times, **self.changes).reveal(),
            "id_token": self.issuer.id_token(**times, **self.changes).reveal(),
            "refresh_token": self._current.reveal(),
        }
        return self.issuer.tokens(**right | self.beside)

    def _answer(self, request: Received) -> Reply:
        self.asked += 1
        if not self.is_reachable:
            return _nobody()
        date = (self.dates.pop(0) if self.dates else self.date)(self.truth)
        headers = {} if date is None else {"Date": date}
        if request.target.endswith("/jwks"):
            return json_answer(self.issuer.key_set(), headers=headers)
        assert request.target.endswith(f"/token/{API_KEY_ID}")
        if request.method == "DELETE":
            return json_answer({}, headers=headers)
        said = request.json()
        self.renewals.append(self.truth)
        attempt = (said["refresh_token"], said["attempt_id"])
        if attempt == self._last_attempt:
            return json_answer(self._issue(), headers=headers)
        if said["refresh_token"] != self._current.reveal():
            refused = {"msg": "not valid", "type": "refresh_token", "reason": "reused"}
            return json_answer(refused, 400, headers)
        self._last_attempt = attempt
        self._current = Secret(f"{len(self.renewals)}:" + "r" * 43)
        return json_answer(self._issue(), headers=headers)


def _payload(token: Secret) -> bytes:
    from desktop.protocol.encoding import decode_base64url

    return decode_base64url(token.reveal().split(".")[1])


def _nobody() -> Reply:
    async def reply(writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    return reply
