"""The connection to a bus, kept here alone (D-Bus specification of freedesktop.org).

The session bus has the programs of the desktop, the system bus those of the computer.

jeepney's own router doesn't say when the bus has gone, and hands signals on through queues that
lose some. So messages are read here: answers go to whoever asked, signals to whoever listens.
Nothing is polled.
"""

import asyncio
import itertools
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

ANSWER_SECONDS = 2.0

# Any: what a message carries has the types that its signature says; callers check them.
Body = tuple[Any, ...]


class NoAnswerError(Exception):
    """There is no bus, nobody of that name on it, or no answer in time."""


@dataclass(frozen=True, slots=True)
class Peer:
    """An object on the bus, by the well-known name of its program."""

    name: str
    path: str
    interface: str


BUS = Peer("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


async def open_session_bus(on_gone: Callable[[], None]) -> "MessageBus":
    """Connect to the bus that the environment names; ``on_gone`` is called when it has gone.

    Raises:
        NoAnswerError: there is none, or it doesn't answer within two seconds.
    """
    return await _open("SESSION", on_gone)


async def open_system_bus(on_gone: Callable[[], None]) -> "MessageBus":
    """The same for the bus of the computer.

    Raises:
        NoAnswerError: there is none, or it doesn't answer within two seconds.
    """
    return await _open("SYSTEM", on_gone)


async def _open(which: str, on_gone: Callable[[], None]) -> "MessageBus":
    # Imported here: nothing of D-Bus is needed before the first paint, or elsewhere than on Linux.
    from jeepney.bus import get_bus
    from jeepney.io.asyncio import DBusConnection

    async with AsyncExitStack() as opened:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                reader, writer = await asyncio.open_unix_connection(get_bus(which))
                opened.callback(writer.close)
                await _authenticate(reader, writer)
        except (OSError, EOFError, KeyError, ValueError, RuntimeError) as error:
            # No address, one of another transport, nobody there, or somebody who isn't a bus.
            raise NoAnswerError(f"no {which.lower()} bus ({type(error).__name__})") from error
        bus = MessageBus(DBusConnection(reader, writer), on_gone)
        opened.push_async_callback(bus.close)
        await bus.call(BUS, "Hello")
        opened.pop_all()
        return bus


async def _authenticate(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    from jeepney.auth import BEGIN, Authenticator

    authenticator = Authenticator()
    for line in authenticator:
        writer.write(line)
        answer = await reader.read(1024)
        if not answer:
            raise EOFError
        authenticator.feed(answer)
    writer.write(BEGIN)


class MessageBus:
    """An open connection; :func:`open_session_bus` and :func:`open_system_bus` make one."""

    # Any: jeepney ships no types.
    def __init__(self, connection: Any, on_gone: Callable[[], None]) -> None:
        """Begin to read."""
        self._connection = connection
        self._on_gone = on_gone
        self._serials = itertools.count(1)
        self._asked: dict[int, Callable[[Any], None]] = {}
        self._owners: dict[str, str] = {}
        self._watched: dict[str, Callable[[str], None]] = {}
        self._listening: dict[Peer, Callable[[str, Body], None]] = {}
        self._is_gone = False
        self._reading = asyncio.get_running_loop().create_task(self._read())

    async def call(
        self,
        peer: Peer,
        method: str,
        signature: str = "",
        body: Body = (),
        *,
        on_answer: Callable[[Body], None] | None = None,
    ) -> Body:
        """Call a method; what it answers, within two seconds.

        ``on_answer`` gets the answer before any signal that the peer sent after it, and also one
        that comes too late for the caller.

        Raises:
            NoAnswerError: there was none, or it was an error.
        """
        from jeepney import DBusAddress, new_method_call

        if self._is_gone:
            raise NoAnswerError("the bus has gone")
        address = DBusAddress(peer.path, bus_name=peer.name, interface=peer.interface)
        message = new_method_call(address, method, signature or None, body)
        answer: asyncio.Future[Body] = asyncio.get_running_loop().create_future()
        serial = next(self._serials)
        self._asked[serial] = partial(_take_answer, answer, on_answer)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._connection.send(message, serial=serial)
                return await answer
        except TimeoutError as error:
            raise NoAnswerError(f"{method}: no answer in {ANSWER_SECONDS:.0f} s") from error
        except OSError as error:
            raise NoAnswerError(f"{method}: {type(error).__name__}") from error
        finally:
            if not answer.cancel() and not answer.cancelled():
                # The bus may go between sending and waiting: then nobody has taken its error.
                answer.exception()

    async def watch(self, name: str, on_owner: Callable[[str], None]) -> str:
        """Follow who owns a well-known name, empty for nobody; the owner now.

        Raises:
            NoAnswerError: the bus doesn't say.
        """
        from jeepney import MatchRule

        rule = MatchRule(
            type="signal", sender=BUS.name, interface=BUS.interface, member="NameOwnerChanged"
        )
        rule.add_arg_condition(0, name)
        self._watched[name] = on_owner
        await self.call(BUS, "AddMatch", "s", (rule.serialise(),))
        if (await self.call(BUS, "NameHasOwner", "s", (name,)))[0]:
            # One that has gone since then is told of as a change.
            with suppress(NoAnswerError):
                self._owners[name] = (await self.call(BUS, "GetNameOwner", "s", (name,)))[0]
        return self._owners.get(name, "")

    async def listen(self, peer: Peer, on_signal: Callable[[str, Body], None]) -> None:
        """Hear the signals that ``peer`` sends; its name has to be watched.

        Raises:
            NoAnswerError: the bus doesn't take that.
        """
        from jeepney import MatchRule

        rule = MatchRule(type="signal", sender=peer.name, interface=peer.interface, path=peer.path)
        self._listening[peer] = on_signal
        await self.call(BUS, "AddMatch", "s", (rule.serialise(),))

    async def close(self) -> None:
        """End the connection; ``on_gone`` is not called for that."""
        self._is_gone = True
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._connection.close()

    async def _read(self) -> None:
        try:
            while True:
                self._take(await self._connection.receive())
        except (OSError, EOFError, ValueError):
            # The bus has ended, or speaks something else.
            self._is_gone = True
            self._connection.writer.close()
            self._on_gone()
        finally:
            asked, self._asked = self._asked, {}
            for take in asked.values():
                take(None)

    def _take(self, message: Any) -> None:  # Any: a message of jeepney
        from jeepney import HeaderFields, MessageType

        fields = message.header.fields
        match message.header.message_type:
            case MessageType.method_return | MessageType.error:
                take = self._asked.pop(fields.get(HeaderFields.reply_serial), None)
                if take is not None:
                    take(message)
            case MessageType.signal:
                self._take_signal(
                    fields.get(HeaderFields.sender, ""),
                    (fields.get(HeaderFields.path), fields.get(HeaderFields.interface)),
                    fields.get(HeaderFields.member, ""),
                    message.body,
                )

    def _take_signal(self, sender: str, of: tuple[object, object], member: str, body: Body) -> None:
        if sender == BUS.name:
            if member == "NameOwnerChanged" and body[0] in self._watched:
                name, _, owner = body
                self._owners[name] = owner
                self._watched[name](owner)
            return
        for peer, on_signal in self._listening.items():
            # Anybody may send us a signal that looks like the peer's.
            if of == (peer.path, peer.interface) and sender == self._owners.get(peer.name):
                on_signal(member, body)


# Any: a message of jeepney, or None where none can come any more.
def _take_answer(
    answer: "asyncio.Future[Body]", on_answer: Callable[[Body], None] | None, message: Any
) -> None:
    from jeepney.wrappers import DBusErrorResponse, unwrap_msg

    if message is None:
        _fail(answer, NoAnswerError("the bus has gone"))
        return
    try:
        said = unwrap_msg(message)
    except DBusErrorResponse as error:
        _fail(answer, NoAnswerError(str(error.name)))
        return
    if on_answer is not None:
        on_answer(said)
    if not answer.done():
        answer.set_result(said)


def _fail(answer: "asyncio.Future[Body]", error: NoAnswerError) -> None:
    # Whoever asked may have given up: then nobody would take the error.
    if not answer.done():
        answer.set_exception(error)
