"""``doctor``: check keystore, service, clock, tray and files; no secret in what it says."""

import argparse
import json
import os
from concurrent.futures import TimeoutError as CallTimeoutError
from dataclasses import asdict, dataclass
from enum import StrEnum

from desktop.commands.profile_at_work import add_profile_option
from desktop.foundation.clock import SystemClock
from desktop.foundation.errors import AuthenticatorError, KeystoreBusyError
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile, load_profiles
from desktop.foundation.settings import Notice, load_settings

KEYSTORE_SECONDS = 10.0
LARGE_OFFSET_SECONDS = 300.0
OTHERS_MASK = 0o077


class Verdict(StrEnum):
    """What a check found."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its subject, what was found, in a sentence, and the exit code it asks for."""

    check: str
    verdict: Verdict
    text: str
    exit_code: int = 0


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``doctor``."""
    add_profile_option(parser)
    parser.add_argument("--json", action="store_true", help="one JSON array")


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; the exit code of the first that failed, or 0."""
    paths = Paths.from_environment(os.environ)
    findings = [_check_files(paths), _check_settings(paths), _check_keystore(paths)]
    findings += _check_services(arguments.profile, paths)
    findings.append(_check_tray())
    if arguments.json:
        print(json.dumps([asdict(finding) for finding in findings]))
    else:
        for finding in findings:
            print(f"{finding.verdict:<8} {finding.check}: {finding.text}")
    failed = (one.exit_code for one in findings if one.verdict is Verdict.FAILED)
    return next(failed, 0)


def _check_files(paths: Paths) -> Finding:
    for folder in (paths.config, paths.data, paths.state):
        present = next(parent for parent in (folder, *folder.parents) if parent.exists())
        if not present.is_dir() or not os.access(present, os.W_OK):
            return Finding("files", Verdict.FAILED, f"{present} can't be written.", 1)
    if os.name == "posix" and paths.state.exists() and paths.state.stat().st_mode & OTHERS_MASK:
        text = f"Others can look into {paths.state}. No token is there; chmod 700 closes it."
        return Finding("files", Verdict.WARNING, text)
    return Finding("files", Verdict.OK, "All folders can be written.")


def _check_settings(paths: Paths) -> Finding:
    aside = paths.settings_file.with_name(paths.settings_file.name + ".broken")
    if load_settings(paths.settings_file).notice is Notice.NEWER_READ_ONLY:
        text = "They were written by a newer version and are used, but not changed."
        return Finding("settings", Verdict.WARNING, text)
    # Another command may have moved it: it is said until somebody has looked and deleted it.
    if aside.exists():
        return Finding("settings", Verdict.WARNING, f"A broken file was kept as {aside}.")
    return Finding("settings", Verdict.OK, "They can be read.")


def _check_keystore(paths: Paths) -> Finding:
    from desktop.commands.open_keystore import open_keystore

    try:
        vault = open_keystore(paths)
        if vault.kind == "vault-file" and not paths.vault_file.exists():
            return Finding("keystore", Verdict.OK, "The first sign-in makes the vault file.")
        vault.probe().result(KEYSTORE_SECONDS)
    except CallTimeoutError:
        return Finding("keystore", Verdict.FAILED, str(KeystoreBusyError()), 4)
    except AuthenticatorError as error:
        return Finding("keystore", Verdict.FAILED, str(error), error.exit_code)
    if vault.kind == "memory":
        text = "Sessions are kept in the app's memory; other programs get no token."
        return Finding("keystore", Verdict.WARNING, text)
    return Finding("keystore", Verdict.OK, f"{vault.label} takes, gives and deletes a record.")


def _check_services(name: str | None, paths: Paths) -> list[Finding]:
    try:
        book = load_profiles(paths.profiles_file)
        profiles = (book.named(name),) if name is not None else book.profiles
    except AuthenticatorError as error:
        return [Finding("profiles", Verdict.FAILED, str(error), error.exit_code)]
    if not profiles:
        return [Finding("service", Verdict.WARNING, "No service is connected yet.")]
    return [finding for profile in profiles for finding in _check_service(profile, paths)]


def _check_service(profile: Profile, paths: Paths) -> list[Finding]:
    # Imported here: without a profile none of it is needed.
    import asyncio

    from desktop.client.clock_offset import ClockObservation
    from desktop.client.discovery import describe_service
    from desktop.client.identity_key import check_identity_key
    from desktop.client.transport import Transport

    settings = load_settings(paths.settings_file).settings
    seen: list[ClockObservation] = []

    async def ask() -> None:
        transport = Transport(proxy=settings.proxy, certificate_file=settings.certificate_file)
        try:
            description = await describe_service(
                profile.service_url,
                profile.api_key_id,
                transport,
                SystemClock(),
                on_time=seen.append,
            )
            check_identity_key(profile.identity_key, description)
        finally:
            await transport.aclose()

    check = f"service “{profile.name}”"
    try:
        asyncio.run(ask())
    except AuthenticatorError as error:
        return [Finding(check, Verdict.FAILED, str(error), error.exit_code)]
    found = [Finding(check, Verdict.OK, f"{profile.host} answers ({profile.compatibility}).")]
    for observation in seen[:1]:
        offset = observation.offset
        side = "behind" if offset > 0 else "ahead"
        if abs(offset) > LARGE_OFFSET_SECONDS:
            text = (
                f"This computer's clock is {abs(offset):.0f} s {side}"
                f" of {profile.host}. Sessions go by the service's; set the clock all the same."
            )
            found.append(Finding("clock", Verdict.WARNING, text))
        else:
            found.append(Finding("clock", Verdict.OK, f"It agrees with {profile.host}."))
    return found


def _check_tray() -> Finding:
    from desktop.system.tray_host import tray_host_is_there

    if tray_host_is_there():
        return Finding("tray", Verdict.OK, "A tray is there.")
    text = "There is no tray. Closing the window quits the app and keeps the session."
    return Finding("tray", Verdict.WARNING, text)
