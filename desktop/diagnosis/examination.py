"""All checks, side by side, in bounded time."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import Final

from desktop.diagnosis.files import examine_files
from desktop.diagnosis.finding import (
    Check,
    Finding,
    Outcome,
    Verdict,
    about,
    failure,
    warning,
)
from desktop.diagnosis.keystore import examine_keystore, examine_session
from desktop.diagnosis.naming import finding_of
from desktop.diagnosis.settings import examine_settings
from desktop.diagnosis.tray import examine_tray
from desktop.foundation.branded import effective_settings, known_profiles
from desktop.foundation.clock import Clock
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile
from desktop.keystore.vault import Vault

WHOLE_SECONDS: Final = 12.0
"""Every check is bounded by itself below this; what hangs all the same is said and left behind."""


Vaulted = Vault | AuthenticatorError
"""The keystore, or why there is none."""


@dataclass(frozen=True, slots=True)
class _Profile:
    """A profile and its place in the list, from 1."""

    number: int
    profile: Profile


@dataclass(frozen=True, slots=True)
class _Task:
    check: Check
    examine: Callable[[], list[Finding]]


class _Examiner(Thread):
    """Carries out one check; a daemon, so that one that hangs keeps nobody from ending."""

    def __init__(self, task: _Task) -> None:
        super().__init__(name=f"examine-{task.check}", daemon=True)
        self.task = task
        self.found: list[Finding] | None = None

    def run(self) -> None:
        """Keep what is found."""
        try:
            self.found = self.task.examine()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            text = f"It can't be looked at: {reason}. Mend that and try again."
            self.found = [failure(self.task.check, Outcome.FOLDER_UNWRITABLE, text, 1)]


def examine(
    paths: Paths,
    environment: Mapping[str, str],
    clock: Clock,
    vault: Vaulted,
    *,
    profile: str | None = None,
    seconds: float = WHOLE_SECONDS,
) -> list[Finding]:
    """Every check's findings, always in the same order, after ``seconds`` at most.

    ``profile`` names the only one to look at.
    """
    chosen: list[_Profile] = []
    trouble: list[Finding] = []
    try:
        chosen = _chosen(paths, profile)
    except AuthenticatorError as error:
        trouble = [finding_of(Check.PROFILES, error)]
    tasks = [
        _Task(Check.FILES, partial(examine_files, paths, environment)),
        _Task(Check.SETTINGS, partial(examine_settings, paths)),
        _Task(Check.KEYSTORE, partial(_examine_kept, vault, paths, chosen)),
    ]
    if trouble:
        tasks.append(_Task(Check.PROFILES, lambda: trouble))
    else:
        tasks += _examine_services(chosen, paths, clock)
    tasks.append(_Task(Check.TRAY, partial(examine_tray, environment)))
    return _side_by_side(tasks, seconds)


def _chosen(paths: Paths, name: str | None) -> list[_Profile]:
    book = known_profiles(paths)
    wanted = book.profiles if name is None else (book.named(name),)
    return [_Profile(book.profiles.index(one) + 1, one) for one in wanted]


def _examine_kept(vault: Vaulted, paths: Paths, chosen: list[_Profile]) -> list[Finding]:
    """The keystore, and only if it works what it holds."""
    if not isinstance(vault, Vault):
        return [finding_of(Check.KEYSTORE, vault)]
    found = examine_keystore(vault, paths)
    if any(one.verdict is Verdict.FAILED for one in found):
        return found
    for one in chosen:
        folder = paths.profile_folder(one.profile.id)
        seen = examine_session(vault, one.profile, folder)
        found += about(one.profile.name, one.number, seen)
    return found


def _examine_services(chosen: list[_Profile], paths: Paths, clock: Clock) -> list[_Task]:
    if not chosen:
        text = "No service is connected yet. “profile add” connects one."
        none = [warning(Check.SERVICE, Outcome.NO_PROFILE, text)]
        return [_Task(Check.SERVICE, lambda: none)]
    # Imported here: without a profile HTTP is not needed.
    from desktop.diagnosis.services import examine_service

    settings = effective_settings(paths).settings

    def of_one(one: _Profile) -> list[Finding]:
        return about(one.profile.name, one.number, examine_service(one.profile, settings, clock))

    return [_Task(Check.SERVICE, partial(of_one, one)) for one in chosen]


def _side_by_side(tasks: list[_Task], seconds: float) -> list[Finding]:
    examiners = [_Examiner(task) for task in tasks]
    for examiner in examiners:
        examiner.start()
    deadline = time.monotonic() + seconds
    for examiner in examiners:
        examiner.join(max(0.0, deadline - time.monotonic()))
    return [finding for examiner in examiners for finding in _found_by(examiner, seconds)]


def _found_by(examiner: _Examiner, seconds: float) -> list[Finding]:
    if examiner.found is not None:
        return examiner.found
    text = f"It gave no answer within {seconds:.0f} s. Try again; what hangs can be left hanging."
    return [failure(examiner.task.check, Outcome.TOO_SLOW, text, 1)]
