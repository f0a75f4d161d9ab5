"""What a person does on the way: clicks, keys, and the choices that are put before them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self


@dataclass(frozen=True, slots=True)
class Effort:
    """So many clicks and keys; a letter is a key, and so is one with Ctrl held."""

    clicks: int = 0
    keys: int = 0

    def __add__(self, other: Self) -> "Effort":
        return Effort(self.clicks + other.clicks, self.keys + other.keys)

    def __sub__(self, other: Self) -> "Effort":
        return Effort(self.clicks - other.clicks, self.keys - other.keys)


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was played; ``choice`` is between what, and empty where nobody had to choose."""

    name: str
    effort: Effort
    choice: str


@dataclass(slots=True)
class Account:
    """The steps of one way, in the order in which they were played."""

    steps: list[Step] = field(default_factory=list)

    def choices_before(self, name: str) -> list[str]:
        """What had to be chosen on the way to this step, and in it."""
        names = [step.name for step in self.steps]
        before = self.steps[: names.index(name) + 1]
        return [step.choice for step in before if step.choice]

    def effort_of(self, name: str) -> Effort:
        """What this step took."""
        return next(step.effort for step in self.steps if step.name == name)

    def write(self, file: Path) -> None:
        """As a table in Markdown."""
        rows = ["| step | clicks | keys | to decide |", "| --- | --: | --: | --- |"]
        rows += [
            f"| {step.name} | {step.effort.clicks} | {step.effort.keys} | {step.choice or '–'} |"
            for step in self.steps
        ]
        file.write_text("\n".join(rows) + "\n", "utf-8")


class _Used(Protocol):
    @property
    def effort(self) -> Effort:
        """All that was done so far."""


@contextmanager
def step(account: Account, app: _Used, name: str, *, choice: str = "") -> Iterator[None]:
    """Put what is done to ``app`` in this block into the account."""
    before = app.effort
    yield
    account.steps.append(Step(name, app.effort - before, choice))
