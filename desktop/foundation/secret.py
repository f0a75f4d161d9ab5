"""A text that must not be seen: tokens, keys, codes, passphrases."""

from typing import NoReturn

MASK = "…"


class Secret:
    """Holds a secret text and prints as ``…`` wherever it turns up.

    Only :meth:`reveal` gives the text; search for that word to find every place that does.
    """

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        """Wrap ``text``."""
        self.__text = text

    def reveal(self) -> str:
        """The text itself: call it where the secret leaves for its destination, no earlier."""
        return self.__text

    def __repr__(self) -> str:
        """The mask."""
        return MASK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        """The mask, whatever the format asks for."""
        return format(MASK, spec)

    def __eq__(self, other: object) -> bool:
        """Compare in constant time."""
        if not isinstance(other, Secret):
            return NotImplemented
        # Imported here: most programs that hold a secret never compare it.
        import hmac

        return hmac.compare_digest(self.__text.encode(), other.__text.encode())

    __hash__ = None  # type: ignore[assignment]  # a set of secrets would compare by hash

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled or copied into another process.

        Raises:
            TypeError: always.
        """
        raise TypeError("a secret is not pickled")
