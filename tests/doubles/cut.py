"""A program that dies between two operations on its keystore."""


class Cut(Exception):  # noqa: N818 - no error of the program: its end
    """The program is dead from here on."""


class Cuts:
    """Counts the changes made to a keystore and lets the program die after one of them.

    A dead program does nothing more: every operation after the cut is refused too, until
    :meth:`restart`.
    """

    def __init__(self) -> None:
        """Never, as long as nobody says so."""
        self.changes = 0
        self._die_after: int | None = None

    def die_after(self, changes: int) -> None:
        """Die after so many changes from now on."""
        self.changes = 0
        self._die_after = changes

    def restart(self) -> None:
        """Start the program again."""
        self._die_after = None

    def before(self) -> None:
        """To be called before each operation.

        Raises:
            Cut: the program is dead.
        """
        if self._die_after is not None and self.changes >= self._die_after:
            raise Cut

    def changed(self) -> None:
        """To be called after each change.

        Raises:
            Cut: it was the last one.
        """
        self.changes += 1
        self.before()
