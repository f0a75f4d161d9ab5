"""JSON objects of signed texts, read in the one way that every reader must read them.

Python's own reader takes the last of two members of one name, where another takes the first, and
knows numbers that JSON doesn't (RFC 7515 section 4, RFC 8725 section 2.4).
"""

import json


def parse_object(raw: bytes) -> dict[str, object]:
    """The object that ``raw`` is, in UTF-8.

    Raises:
        ValueError: it is none, names a member twice, or holds ``NaN`` or ``Infinity``. Without the
            text: it may be a secret.
    """
    try:
        document = json.loads(
            raw.decode(), object_pairs_hook=_each_name_once, parse_constant=_refuse
        )
        if not isinstance(document, dict):
            raise TypeError("no object")
    except (ValueError, TypeError, RecursionError):
        raise ValueError("no JSON object that can be read in one way") from None
    return document


def _each_name_once(members: list[tuple[str, object]]) -> dict[str, object]:
    document = dict(members)
    if len(document) != len(members):
        raise ValueError("a name twice")
    return document


def _refuse(name: str) -> object:
    raise ValueError(name)
