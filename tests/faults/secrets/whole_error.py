"""All that an error says: its sentence, its values, what it came from, its traceback."""

import traceback
from collections.abc import Iterator


def _tree(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for one in error.exceptions:
                yield from _tree(one)
        # As a traceback does: a context that was set aside is shown nowhere.
        set_aside = error.__suppress_context__
        error = error.__cause__ or (None if set_aside else error.__context__)


def whole(error: BaseException) -> str:
    """Every text that a log or a report of a crash could take from it."""
    return "\n".join(
        f"{one!s} {one!r} {one.args!r} {getattr(one, '__notes__', '')!r} {vars(one)!r}"
        for one in _tree(error)
    ) + "".join(traceback.format_exception(error))
