"""A Secret Service that answers as it is told: never, with errors, or with nonsense.

It is a small honest one, over one collection and in plain (the fallback of the specification),
of which single methods and properties can be made odd.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import MappingProxyType

from jeepney import (
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.secrets"
ITEM = "/org/freedesktop/secrets/collection/odd/1"
NOT_SUPPORTED = "org.freedesktop.DBus.Error.NotSupported"
LOOK_SECONDS = 0.02

Body = tuple[object, ...]
Answer = Callable[[Message], Message | None]

SILENCE: Answer = lambda _: None  # noqa: E731 - a word for it
"""No answer, ever."""


def returns(signature: str, *body: object) -> Answer:
    """Answer this."""
    return lambda call: new_method_return(call, signature, body)


def fails(name: str) -> Answer:
    """Answer an error of this name."""
    return lambda call: new_error(call, name, "s", ("it is odd",))


class OddSecretService:
    """Answers in a thread of its own; ``odd`` names what is answered differently.

    Its keys are members, such as ``SearchItems``, or properties, such as ``Locked``; ``*`` is
    everything. ``asked`` counts the calls by the same names.
    """

    def __init__(self, text: str) -> None:
        """Hold one item, which holds ``text``."""
        self.text = text.encode()
        self.odd: Mapping[str, Answer] = MappingProxyType({})
        self.asked: list[str] = []

    def answer(self, call: Message) -> Message | None:
        """The answer to one call; None for none."""
        member = str(call.header.fields[HeaderFields.member])
        named = str(call.body[1]) if member == "Get" else member
        self.asked.append(named)
        odd = self.odd.get(named) or self.odd.get("*")
        return odd(call) if odd is not None else self._honest(named)(call)

    def _honest(self, named: str) -> Answer:
        secret = ("/session", b"", self.text, "text/plain")
        answers = {
            "Label": returns("v", ("s", "odd")),
            "Locked": returns("v", ("b", False)),
            "Modified": returns("v", ("t", 1)),
            "Created": returns("v", ("t", 1)),
            "Collections": returns("v", ("ao", [])),
            "SearchItems": returns("ao", [ITEM]),
            "GetSecret": returns("(oayays)", secret),
            "CreateItem": returns("oo", ITEM, "/"),
            "Delete": returns("o", "/"),
            "Unlock": returns("aoo", [], "/"),
        }
        if named == "OpenSession":
            return self._open_session
        return answers.get(named) or fails("org.freedesktop.DBus.Error.UnknownMethod")

    def _open_session(self, call: Message) -> Message:
        if call.body[0] != "plain":
            return new_error(call, NOT_SUPPORTED, "s", ("plain only",))
        return new_method_return(call, "vo", (("s", ""), "/session"))


@contextmanager
def odd_secret_service(address: str, text: str = "kept") -> Iterator[OddSecretService]:
    """Own the name of the Secret Service on this bus while the block lasts."""
    service = OddSecretService(text)
    leaving = threading.Event()
    with open_dbus_connection(address) as connection:
        connection.send_and_get_reply(message_bus.RequestName(NAME))
        thread = threading.Thread(target=_serve, args=(service, connection, leaving))
        thread.start()
        try:
            yield service
        finally:
            leaving.set()
            thread.join()


def _serve(service: OddSecretService, connection: DBusConnection, leaving: threading.Event) -> None:
    while not leaving.is_set():
        with suppress(TimeoutError):
            call = connection.receive(timeout=LOOK_SECONDS)
            if call.header.message_type is MessageType.method_call:
                answer = service.answer(call)
                if answer is not None:
                    connection.send(answer)
