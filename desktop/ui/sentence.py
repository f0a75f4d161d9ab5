"""A sentence of an error in its three parts, marked for translation where it stands."""

from dataclasses import dataclass


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802 (lupdate looks for this name)
    """The text itself: Qt’s own says ``object`` to the type checker."""
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """What happened, what was kept, what to do next; the last two may be empty."""

    happened: str
    kept: str = ""
    next_step: str = ""

    @property
    def rest(self) -> str:
        """What was kept and what to do next."""
        return " ".join(part for part in (self.kept, self.next_step) if part)

    def whole(self) -> str:
        """All of it in one paragraph."""
        return " ".join(part for part in (self.happened, self.rest) if part)
