"""What a notification says, made harmless, and what whoever shows notifications can do.

A device's name is written by whoever asks to sign in: line breaks, marks that turn the direction of
writing, markup and ten thousand characters come in such names.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, Self

LONGEST_TITLE = 120
LONGEST_BODY = 400
MOST_ACTIONS = 3
"""As many buttons as every desktop shows."""

_UNSEEN = {"Cc", "Cf", "Cs", "Co"}

OnAction = Callable[[str, str], None]
"""Called with the notification's key and the action's id."""

OnClick = Callable[[str], None]
"""Called with the notification's key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notification: plain text of one line each, ids and labels of its buttons."""

    title: str
    body: str
    actions: tuple[tuple[str, str], ...]
    on_action: OnAction
    on_click: OnClick

    @classmethod
    def of(
        cls,
        title: str,
        body: str,
        *,
        actions: tuple[tuple[str, str], ...],
        on_action: OnAction,
        on_click: OnClick,
    ) -> Self:
        """Make one of any text."""
        return cls(
            title=one_line(title, LONGEST_TITLE),
            body=one_line(body, LONGEST_BODY),
            actions=actions[:MOST_ACTIONS],
            on_action=on_action,
            on_click=on_click,
        )


class Notifier(Protocol):
    """Shows notifications. They are hints: nothing here fails, and nothing is decided by closing.

    All methods return within seconds, whatever the desktop does meanwhile.
    """

    @property
    def available(self) -> bool:
        """Whether a notification would be seen, as far as is known."""

    @property
    def has_actions(self) -> bool:
        """Whether it would have buttons, as far as is known."""

    async def start(self) -> None:
        """Find out what the desktop can do."""

    async def show(
        self,
        key: str,
        title: str,
        body: str,
        *,
        actions: tuple[tuple[str, str], ...],
        on_action: OnAction,
        on_click: OnClick,
        in_place: bool = False,
    ) -> None:
        """Show one, in place of what is shown under ``key``; ``actions`` are ids and labels.

        With ``in_place`` it is shown only so: not where the person has put that one away.
        """

    async def withdraw(self, key: str) -> None:
        """Take it away again; fine if it has gone."""

    async def close(self) -> None:
        """Take all away and show no more."""


def one_line(text: str, most: int) -> str:
    """``text`` without line breaks and unseen characters, cut to ``most`` characters."""
    # Bounded before it is looked at: whoever asks chooses the length.
    seen = (
        " " if character.isspace() else character
        for character in text[: 4 * most]
        if character.isspace() or unicodedata.category(character) not in _UNSEEN
    )
    line = " ".join("".join(seen).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
