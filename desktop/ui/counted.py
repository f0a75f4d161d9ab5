"""Texts that count something, for modules of functions; widgets have ``tr`` of their own.

They stand in a class because lupdate finds the forms of a number there only.
"""

from typing import Final

from PySide6.QtCore import QObject


class Counted(QObject):
    """One text a method, in the form that the number asks for."""

    def requests_waiting(self, number: int) -> str:
        """``2 requests waiting``."""
        return self.tr("%n requests waiting", "", number)

    def requests_to_sign_in(self, number: int) -> str:
        """``7 requests to sign in are waiting``."""
        return self.tr("%n requests to sign in are waiting", "", number)

    def more_requests(self, number: int) -> str:
        """``3 more requests…``."""
        return self.tr("%n more requests…", "", number)

    def times_on_time(self, number: int, since: str) -> str:
        """``6 times since 09:04, all on time``."""
        return self.tr("%n times since {time}, all on time", "", number).format(time=since)

    def times_with_late(self, number: int, since: str, late: int) -> str:
        """``6 times since 09:04, 2 after waiting``."""
        words = self.tr("%n times since {time}, {late} after waiting", "", number)
        return words.format(time=since, late=late)

    def seconds_left(self, number: int) -> str:
        """``30 seconds left``, said aloud."""
        return self.tr("%n seconds left", "", number)

    def days_left(self, number: int) -> str:
        """``days left``, under their number."""
        return self.tr("days left", "", number)


counted: Final = Counted()
