"""JSON objects of a service, read field by field with the type each must have."""

from collections.abc import Mapping
from datetime import UTC, datetime

from desktop.foundation.errors import ServiceAnswerError
from desktop.foundation.line import is_line
from desktop.foundation.secret import Secret

LABEL_CHARACTERS = 200
TOKEN_CHARACTERS = 16_384
LONGEST_LIST = 100
LARGEST_INTEGER = 2**53 - 1


class Fields:
    """One JSON object of the answer of ``host``; ``name`` is what an error calls it.

    An absent field and ``null`` are the same. No error names a value: it might be a secret.
    """

    def __init__(self, document: object, *, host: str, name: str) -> None:
        """Take a parsed JSON document.

        Raises:
            ServiceAnswerError: it is no object.
        """
        self._host = host
        self._name = name
        if not isinstance(document, dict):
            raise self.refuse(f"{name} is not a JSON object")
        self._document: Mapping[str, object] = document

    def refuse(self, reason: str) -> ServiceAnswerError:
        """The error to raise for a field that can't be used."""
        return ServiceAnswerError(host=self._host, reason=reason)

    def has(self, name: str) -> bool:
        """Whether the field is there and not ``null``."""
        return self._document.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        """A text; ``default`` stands in for an absent one.

        Raises:
            ServiceAnswerError: it is absent without a default, no text, or not valid Unicode.
        """
        value = self._document.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not _is_unicode(value):
            raise self._unusable(name)
        return value

    def line(self, name: str) -> str:
        """A text that is kept as it is and shown too: one line, nothing in it that can't be seen.

        Raises:
            ServiceAnswerError: it is absent, anything else, or over 2,048 characters.
        """
        value = self.text(name)
        if not is_line(value):
            raise self._unusable(name)
        return value

    def label(self, name: str, default: str = "") -> str:
        """A text for people: one line, nothing that a terminal would obey, at most 200 characters.

        Raises:
            ServiceAnswerError: it is there and no text.
        """
        return as_label(self.text(name, default))

    def token(self, name: str) -> Secret:
        """A secret that travels in headers and lies in the keystore: one word of printable ASCII.

        Of 16,384 characters at most: hardly a server takes a longer header.

        Raises:
            ServiceAnswerError: it is absent, empty or holds anything else.
        """
        value = self.text(name)
        if not 0 < len(value) <= TOKEN_CHARACTERS or not value.isascii():
            raise self._unusable(name)
        if not value.isprintable() or " " in value:
            raise self._unusable(name)
        return Secret(value)

    def integer(self, name: str, default: int | None = None) -> int:
        """A whole number from 0 on; ``default`` stands in for an absent one.

        Raises:
            ServiceAnswerError: it is absent without a default, or no such number.
        """
        value = self._document.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._unusable(name)
        if not 0 <= value <= LARGEST_INTEGER:
            raise self._unusable(name)
        return value

    def decimal(self, name: str) -> int:
        """A whole number, or its decimal text: some published answers send ids as text.

        Raises:
            ServiceAnswerError: it is absent or neither.
        """
        value = self._document.get(name)
        if not isinstance(value, str):
            return self.integer(name)
        number = parse_decimal(value)
        if number is None:
            raise self._unusable(name)
        return number

    def flag(self, name: str) -> bool:
        """A boolean.

        Raises:
            ServiceAnswerError: it is absent or anything else.
        """
        value = self._document.get(name)
        if not isinstance(value, bool):
            raise self._unusable(name)
        return value

    def lines(self, name: str) -> tuple[str, ...]:
        """A list of lines, as :meth:`line`; empty when absent.

        Raises:
            ServiceAnswerError: it is no list, has over a hundred entries, or one is no line.
        """
        value = self._document.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self._unusable(name)
        found = tuple(entry for entry in value if isinstance(entry, str) and is_line(entry))
        if len(found) != len(value) or len(value) > LONGEST_LIST:
            raise self._unusable(name)
        return found

    def moment(self, name: str) -> float | None:
        """An RFC 3339 time as seconds UTC; None when absent or Go's zero time (cotter-api 1.3).

        Raises:
            ServiceAnswerError: it is there and no such time.
        """
        if not self.has(name):
            return None
        try:
            moment = datetime.fromisoformat(self.text(name))
        except ValueError:
            raise self._unusable(name) from None
        if moment.year == 1:
            return None
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()

    def value(self, name: str) -> object:
        """Whatever the field holds, for a reader of its own."""
        return self._document.get(name)

    def _unusable(self, name: str) -> ServiceAnswerError:
        return self.refuse(f"“{name}” of {self._name} is missing or of the wrong kind")


def as_label(text: str) -> str:
    """One line that can be shown anywhere: printable characters only, at most 200."""
    return "".join(character for character in text if character.isprintable())[:LABEL_CHARACTERS]


def parse_decimal(text: str) -> int | None:
    """The number of at most 15 decimal digits that ``text`` is, or None."""
    if not text.isascii() or not text.isdigit() or len(text) > len(str(LARGEST_INTEGER)) - 1:
        return None
    return int(text)


def _is_unicode(text: str) -> bool:
    # JSON can spell half of a surrogate pair, which no encoder takes.
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
