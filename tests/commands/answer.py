"""How a command ended."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """The exit code, what went to standard output, and what to standard error."""

    code: int
    output: str = field(repr=False)
    errors: str
