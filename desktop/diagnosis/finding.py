"""What a check finds: a word that scripts and the diagnostics know, and sentences for a person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Verdict(StrEnum):
    """Whether what was found asks for something."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


class Check(StrEnum):
    """What is looked at; ``SESSION`` and ``SERVICE`` once for each profile."""

    FILES = "files"
    SETTINGS = "settings"
    PROFILES = "profiles"
    KEYSTORE = "keystore"
    SESSION = "session"
    SERVICE = "service"
    CLOCK = "clock"
    TRAY = "tray"


class Outcome(StrEnum):
    """Everything that a check can find; the words stay the same from version to version."""

    FINE = "fine"
    TOO_SLOW = "too_slow"

    FOLDER_UNWRITABLE = "folder_unwritable"
    DISK_FULL = "disk_full"
    FOREIGN_OWNER = "foreign_owner"
    OPEN_TO_OTHERS = "open_to_others"
    LINKED_ELSEWHERE = "linked_elsewhere"
    RUNTIME_MISSING = "runtime_missing"
    HISTORY_DAMAGED = "history_damaged"

    SETTINGS_BROKEN = "settings_broken"
    SETTINGS_NEWER = "settings_newer"
    BRAND_REFUSED = "brand_refused"
    CERTIFICATES_UNREADABLE = "certificates_unreadable"
    PROFILES_DAMAGED = "profiles_damaged"
    NO_PROFILE = "no_profile"
    UNKNOWN_PROFILE = "unknown_profile"

    KEYSTORE_LOCKED = "keystore_locked"
    KEYSTORE_UNAVAILABLE = "keystore_unavailable"
    KEYSTORE_HANGS = "keystore_hangs"
    KEYSTORE_CHANGED = "keystore_changed"
    KEYSTORE_IN_MEMORY = "keystore_in_memory"
    PASSPHRASE_NEEDED = "passphrase_needed"
    PASSPHRASE_WRONG = "passphrase_wrong"
    RECORD_DAMAGED = "record_damaged"
    RECORD_NEWER = "record_newer"
    VAULT_NOT_MADE = "vault_not_made"
    VAULT_FILE_DAMAGED = "vault_file_damaged"
    KEYSTORE_FAILS = "keystore_fails"

    SIGNED_IN = "signed_in"
    NOBODY_SIGNED_IN = "nobody_signed_in"
    RENEWAL_OPEN = "renewal_open"
    SESSION_IN_USE = "session_in_use"

    NOTHING_LISTENS = "nothing_listens"
    HOST_UNKNOWN = "host_unknown"
    UNREACHABLE = "unreachable"
    CONNECTION_BROKEN = "connection_broken"
    SERVICE_SILENT = "service_silent"
    SERVICE_BUSY = "service_busy"
    CERTIFICATE_OF_ANOTHER = "certificate_of_another"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_NOT_YET_VALID = "certificate_not_yet_valid"
    CERTIFICATE_UNKNOWN = "certificate_unknown"
    NO_TLS = "no_tls"
    PROXY_FAILS = "proxy_fails"
    ANOTHER_KIND_OF_SERVICE = "another_kind_of_service"
    WEB_PAGE = "web_page"
    API_KEY_UNKNOWN = "api_key_unknown"
    IDENTITY_KEY_CHANGED = "identity_key_changed"
    REFUSED = "refused"

    CLOCK_OFF = "clock_off"
    NO_TRAY = "no_tray"
    NO_DISPLAY = "no_display"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what it looked at, what it found, and the exit code that this asks for.

    ``text`` names the trouble in one sentence and tells its mend in another. ``profile`` is the
    name of the profile it is about, empty for all; ``number`` that profile's place in the list,
    from 1, 0 for all: what the diagnostics say in place of the name.
    """

    check: Check
    verdict: Verdict
    outcome: Outcome
    text: str
    exit_code: int = 0
    profile: str = ""
    number: int = 0

    @property
    def label(self) -> str:
        """What a person reads in front of it."""
        if self.profile and self.check is not Check.CLOCK:
            return f"{self.check} “{self.profile}”"
        return str(self.check)


def about(profile: str, number: int, findings: Iterable[Finding]) -> list[Finding]:
    """The same, of one profile; ``number`` is its place in the list."""
    return [replace(one, profile=profile, number=number) for one in findings]


def fine(check: Check, text: str, *, outcome: Outcome = Outcome.FINE) -> Finding:
    """Nothing to mend."""
    return Finding(check, Verdict.OK, outcome, text)


def warning(check: Check, outcome: Outcome, text: str) -> Finding:
    """It works, but not as well as it could."""
    return Finding(check, Verdict.WARNING, outcome, text)


def failure(check: Check, outcome: Outcome, text: str, exit_code: int) -> Finding:
    """It doesn't work before it is mended."""
    return Finding(check, Verdict.FAILED, outcome, text, exit_code)
