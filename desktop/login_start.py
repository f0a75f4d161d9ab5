"""Whether the app starts when somebody logs in: made once, and after that the person's own.

The system's list is the truth (``system/login_entry.py``), the setting follows it:

=============== ========== ==================================================================
made before     the list   what happens
=============== ========== ==================================================================
no              absent     made once somebody has signed in, if it is wanted
no              anything   left as it is; the setting follows
yes             absent     somebody has taken it out: the setting is off from now on
yes             off        somebody has switched it off: the same
yes             on         the setting is on
yes             stale      the program has moved: the entry names it anew, if it is wanted
=============== ========== ==================================================================

Where a brand has locked the setting, the list follows it instead (:meth:`LoginStart.hold`).
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from desktop.foundation.atomic_file import make_private_folder
from desktop.foundation.errors import FileUnwritableError
from desktop.foundation.packaged import own_program
from desktop.foundation.paths import HOME_VARIABLE, Paths
from desktop.foundation.settings import Settings, starts_at_login

if TYPE_CHECKING:
    from desktop.system.login_entry import LoginEntry

NOTE_FILE = "login-start-made"


class LoginStart:
    """Keeps our entry in that list, and the setting, in step."""

    def __init__(
        self, find_entry: "Callable[[], LoginEntry]", program: Path | None, state: Path
    ) -> None:
        """``program`` is what is to be started, None where there is nothing to start.

        ``find_entry`` is called when the list is first looked at: that is after the window was
        drawn. ``state`` is the folder that remembers that an entry was made.
        """
        self._find_entry, self._program = find_entry, program
        self._note = state / NOTE_FILE

    @classmethod
    def of_user(cls, paths: Paths, environment: Mapping[str, str]) -> Self:
        """That of this user; in a home of its own, which nothing leaves, there is none."""
        program = None if environment.get(HOME_VARIABLE) else own_program()

        def find_entry() -> "LoginEntry":
            # Imported here: the window is drawn first.
            from desktop.system.login_entry import own_login_entry

            return own_login_entry(environment)

        return cls(find_entry, program, paths.state)

    @cached_property
    def _entry(self) -> "LoginEntry":
        return self._find_entry()

    @property
    def is_offered(self) -> bool:
        """Whether there is anything that could be started."""
        return self._program is not None

    def follow(self, settings: Settings, *, is_signed_in: bool) -> bool:
        """Do what the table says; whether the app starts at login, as the setting is to say.

        Raises:
            FileUnwritableError: the entry is due and can't be written.
        """
        wanted = starts_at_login(settings)
        if self._program is None:
            return wanted
        from desktop.system.login_entry import EntryState

        state = self._entry.read()
        was_made = self._note.exists()
        if state is EntryState.ABSENT and not was_made:
            if wanted and is_signed_in:
                self._write(self._program)
            return wanted
        if not was_made:
            self._remember()
        if state is EntryState.STALE and wanted:
            self._write(self._program)
        return state is EntryState.ON or (state is EntryState.STALE and wanted)

    def hold(self, settings: Settings, *, is_signed_in: bool) -> bool:
        """Have the list say what the setting does, which nobody may change; what it says.

        Raises:
            FileUnwritableError: the list differs and can't be written.
        """
        wanted = starts_at_login(settings)
        if self._program is None:
            return wanted
        from desktop.system.login_entry import EntryState

        state = self._entry.read()
        if not wanted:
            if state in (EntryState.ON, EntryState.STALE):
                self.remove()
        elif state is not EntryState.ON and (is_signed_in or self._note.exists()):
            self._write(self._program)
        return wanted

    def choose(self, *, wanted: bool) -> None:
        """The person has chosen in the settings.

        Raises:
            FileUnwritableError: the system's list can't be written.
        """
        if self._program is None:
            return
        if wanted:
            self._write(self._program)
        else:
            self.remove()
            self._remember()

    def remove(self) -> None:
        """Leave nothing in the system's list.

        Raises:
            FileUnwritableError: it can't be written.
        """
        if self._program is None:
            return
        try:
            self._entry.remove()
        except OSError as error:
            raise self._unwritable(error) from error

    def _write(self, program: Path) -> None:
        try:
            self._entry.write(program)
        except OSError as error:
            raise self._unwritable(error) from error
        self._remember()

    def _remember(self) -> None:
        try:
            make_private_folder(self._note.parent)
            self._note.touch()
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> FileUnwritableError:
        file = error.filename or self._note
        return FileUnwritableError(file=str(file), reason=error.strerror or str(error))
