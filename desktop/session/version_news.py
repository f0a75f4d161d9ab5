"""News of newer versions: when it is asked for, what is believed, and what is remembered.

============================ ==============================================================
what                         outcome
============================ ==============================================================
switched off                 no request at all, and nothing is shown
switched on                  asked at once, unless that was done within a day
the app was started          asked one to five minutes later, unless that was done within a day
asked, whatever came of it   asked again 24 to 30 hours later; that is written down first, and
                             where it can't be, nobody is asked
a manifest that is believed  remembered as it was signed, and checked again when it is read
older than the one before    not believed: whoever sends it hides what came since
newer than this program      shown; told of once
============================ ==============================================================

The request carries nothing of the user, this computer or this version. Nothing is ever installed.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from desktop.client.transport import Transport
from desktop.client.update_manifest import (
    MOST_BYTES,
    ManifestError,
    UpdateManifest,
    read_manifest,
    read_signed,
    version_key,
)
from desktop.foundation.atomic_file import write_atomically
from desktop.foundation.clock import Clock
from desktop.foundation.errors import AuthenticatorError, FileUnwritableError
from desktop.foundation.moment import moment_of
from desktop.foundation.update_errors import NewsNotBelievedError
from desktop.foundation.update_source import UpdateSource
from desktop.session.update_facts import NewerVersion, UpdateFacts

FORMAT: Final = 1
EVERY_SECONDS: Final = 86_400.0
SPREAD_SECONDS: Final = 21_600.0
START_SECONDS: Final = 60.0
START_SPREAD_SECONDS: Final = 240.0
HEADERS: Final = {"User-Agent": "cotter-authenticator"}
"""The same of every version on every system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Remembered:
    """The file: not before when to ask again, when it was asked, which version was told of."""

    look_at: float = 0.0
    looked_at: float | None = None
    told: str = ""
    manifest: object = None


class VersionNews:
    """What one installation knows of newer versions. Lives on one event loop."""

    def __init__(
        self,
        source: UpdateSource,
        file: Path,
        *,
        own_version: str,
        clock: Clock,
        chance: Callable[[], float],
        on_change: Callable[[UpdateFacts], None],
    ) -> None:
        """Read ``file``; ``chance`` is uniform in [0, 1). Nobody is asked before :meth:`use`."""
        self._source, self._file, self._own = source, file, version_key(own_version)
        self._clock, self._chance, self._on_change = clock, chance, on_change
        self._is_wanted = self._is_looking = False
        self._earliest = clock.boot() + START_SECONDS + START_SPREAD_SECONDS * chance()
        self._problem: AuthenticatorError | None = None
        self._remembered = _load(file)
        self._believed = self._read_again()

    @property
    def facts(self) -> UpdateFacts:
        """What is shown."""
        if not self._is_wanted:
            return UpdateFacts(source_host=self._source.host)
        return UpdateFacts(
            source_host=self._source.host,
            newer=self._newer(),
            looked_at=self._remembered.looked_at,
            problem=self._problem,
        )

    @property
    def page(self) -> str:
        """The https address that tells of the newer version; empty where there is none."""
        return self._believed.page if self._believed and self.facts.newer else ""

    def use(self, *, is_wanted: bool, is_chosen: bool = False) -> None:
        """Ask from now on, or no more; ``is_chosen`` where the user has just switched it on."""
        if is_chosen and is_wanted:
            self._earliest = self._clock.boot()
        if is_wanted != self._is_wanted:
            self._is_wanted = is_wanted
            self._on_change(self.facts)

    def is_due(self) -> bool:
        """Whether somebody is to be asked now; costs nothing."""
        if not self._is_wanted or self._is_looking:
            return False
        # A time further off than any that is written here: the clock was ahead.
        left = self._remembered.look_at - self._clock.wall()
        is_time = left <= 0 or left > EVERY_SECONDS + SPREAD_SECONDS
        return is_time and self._clock.boot() >= self._earliest

    async def look(self, transport: Transport) -> None:
        """Ask once, if it is due."""
        if not self.is_due():
            return
        now = self._clock.wall()
        look_at = now + EVERY_SECONDS + SPREAD_SECONDS * self._chance()
        self._is_looking = True
        try:
            self._remember(replace(self._remembered, look_at=look_at))
            document = await _ask(transport, self._source)
            if self._is_wanted:
                self._believe(document)
            self._problem = None
        except AuthenticatorError as error:
            self._problem = error
            # For as long as this copy runs at least, if the file can't be written.
            self._remembered = replace(self._remembered, look_at=look_at)
        finally:
            self._is_looking = False
        self._on_change(self.facts)

    def take_untold(self) -> NewerVersion | None:
        """The newer version that nobody was told of yet; from now on it counts as told."""
        newer = self.facts.newer
        if newer is None or newer.version == self._remembered.told:
            return None
        told = replace(self._remembered, told=newer.version)
        try:
            self._remember(told)
        except FileUnwritableError:
            self._remembered = told
        return newer

    def _believe(self, document: object) -> None:
        now = self._clock.wall()
        try:
            manifest = read_manifest(document, key=self._source.key, now=now)
            before = self._believed
            if before and version_key(manifest.version) < version_key(before.version):
                raise ManifestError("it tells of an older version than before")
        except ManifestError as error:
            raise NewsNotBelievedError(host=self._source.host, reason=str(error)) from None
        if before is None or (version_key(manifest.version), manifest.made) >= (
            version_key(before.version),
            before.made,
        ):
            self._believed = manifest
            self._remembered = replace(self._remembered, manifest=document)
        self._remember(replace(self._remembered, looked_at=now))

    def _newer(self) -> NewerVersion | None:
        manifest = self._believed
        if manifest is None or version_key(manifest.version) <= self._own:
            return None
        return NewerVersion(
            version=manifest.version,
            released=float(manifest.released),
            page_host=urlsplit(manifest.page).netloc,
        )

    def _read_again(self) -> UpdateManifest | None:
        """What was believed before, if it still is that of this package's key."""
        if self._remembered.manifest is None:
            return None
        try:
            return read_signed(self._remembered.manifest, key=self._source.key)
        except ManifestError:
            self._remembered = replace(self._remembered, manifest=None, told="")
            return None

    def _remember(self, remembered: _Remembered) -> None:
        text = json.dumps({"format": FORMAT, **asdict(remembered)})
        try:
            # Not waited for: it is one look or one toast that a power cut would repeat.
            write_atomically(self._file, f"{text}\n".encode(), durable=False)
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileUnwritableError(file=str(self._file), reason=reason) from error
        self._remembered = remembered


async def _ask(transport: Transport, source: UpdateSource) -> object:
    answer = await transport.call("GET", source.url, headers=HEADERS, most_bytes=MOST_BYTES)
    if answer.status != 200:
        raise NewsNotBelievedError(host=source.host, reason=f"its status is {answer.status}")
    return answer.document


def _load(file: Path) -> _Remembered:
    try:
        document = json.loads(file.read_text("utf-8"))
        if document["format"] != FORMAT:
            raise ValueError("another format")
        looked_at = document["looked_at"]
        return _Remembered(
            look_at=moment_of(document["look_at"]),
            looked_at=None if looked_at is None else moment_of(looked_at),
            told=str(document["told"]),
            manifest=document["manifest"],
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return _Remembered()
