"""JSON bodies read strictly, field by field, at the boundary."""

import json
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]

MAX_TEXT_CHARACTERS = 4096


class BodyError(ValueError):
    """A body or a field of it is not what the route takes. Names the field, never its value."""


class Body:
    """A JSON object whose fields are taken one by one with their type."""

    def __init__(self, fields: JsonObject) -> None:
        self._fields = fields

    @classmethod
    def parse(cls, raw: bytes, *, may_be_empty: bool = False) -> "Body":
        """Read an object.

        Raises:
            BodyError: it is no JSON object.
        """
        if may_be_empty and not raw.strip():
            return cls({})
        try:
            fields = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise BodyError("The body is not JSON.") from error
        if not isinstance(fields, dict):
            raise BodyError("The body is not a JSON object.")
        return cls(fields)

    def has(self, name: str) -> bool:
        """Whether a field is there and not null."""
        return self._fields.get(name) is not None

    def text(self, name: str, *, max_characters: int = MAX_TEXT_CHARACTERS) -> str:
        """A text that must be there; it may be empty.

        Raises:
            BodyError: absent, no text, too long, or not encodable as UTF-8.
        """
        found = self.optional_text(name, max_characters=max_characters)
        if found is None:
            raise BodyError(f"The field {name} is missing.")
        return found

    def optional_text(self, name: str, *, max_characters: int = MAX_TEXT_CHARACTERS) -> str | None:
        """A text, or none when it is absent or null.

        Raises:
            BodyError: no text, too long, or not encodable as UTF-8.
        """
        found = self._fields.get(name)
        if found is None:
            return None
        if not isinstance(found, str):
            raise BodyError(f"The field {name} is not a text.")
        if len(found) > max_characters:
            raise BodyError(f"The field {name} is too long.")
        try:
            found.encode()
        except UnicodeEncodeError as error:
            raise BodyError(f"The field {name} is not a text.") from error
        return found

    def integer(self, name: str) -> int:
        """A whole number, at most 2^63 - 1 either way.

        Raises:
            BodyError: absent or no such number.
        """
        found = self._fields.get(name)
        if not isinstance(found, int) or isinstance(found, bool) or abs(found) >= 2**63:
            raise BodyError(f"The field {name} is not a whole number.")
        return found

    def flag(self, name: str) -> bool:
        """A boolean; false when absent.

        Raises:
            BodyError: anything else.
        """
        found = self._fields.get(name, False)
        if not isinstance(found, bool):
            raise BodyError(f"The field {name} is not true or false.")
        return found

    def object(self, name: str) -> "Body":
        """An object in the object.

        Raises:
            BodyError: absent or no object.
        """
        found = self._fields.get(name)
        if not isinstance(found, dict):
            raise BodyError(f"The field {name} is not an object.")
        return Body(found)
