"""What most commands begin with: which profile, and everything that works on it."""

import argparse
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from desktop.foundation.brand_file import load_brand
from desktop.foundation.branded import effective_settings, known_profiles
from desktop.foundation.errors import ProfileNeededError
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile
from desktop.foundation.settings import Notice, Settings

if TYPE_CHECKING:
    from desktop.foundation.file_lock import FileLock
    from desktop.keystore.vault import Vault
    from desktop.session.opening import OpenProfile
    from desktop.session.snapshot import Snapshot

Result = TypeVar("Result")


def add_profile_option(parser: argparse.ArgumentParser) -> None:
    """``--profile NAME``; without it the profile in use."""
    parser.add_argument("--profile", metavar="NAME", help="the profile; the one in use otherwise")


def chosen_profile(arguments: argparse.Namespace, paths: Paths) -> Profile:
    """The profile that was named, or the one in use.

    Raises:
        UnknownProfileError: there is none of that name.
        ProfileNeededError: there is none at all.
    """
    brand = load_brand(paths.brands)
    if brand.problem is not None:
        print(f"cotter-authenticator: {brand.problem}", file=sys.stderr)
    book = known_profiles(paths, brand)
    if arguments.profile is not None:
        return book.named(arguments.profile)
    active = book.active()
    if active is None:
        raise ProfileNeededError
    return active


def current_settings(paths: Paths) -> Settings:
    """What the user has set; that a broken file was moved aside is said, once."""
    loaded = effective_settings(paths)
    if loaded.notice is Notice.BROKEN_KEPT_ASIDE:
        kept = f"The file was kept as {loaded.kept_aside}. " if loaded.kept_aside else ""
        print(f"The settings can't be read. {kept}Defaults are used.", file=sys.stderr)
    return loaded.settings


def work_on(
    profile: Profile,
    paths: Paths,
    act: "Callable[[OpenProfile], Awaitable[Result]]",
    *,
    vault: "Vault",
    lock: "FileLock | None" = None,
    on_change: "Callable[[Snapshot], None] | None" = None,
) -> Result:
    """Open the profile, run ``act`` on it and close everything.

    ``lock`` is the profile's lock where the caller holds it already; ``on_change`` is told of each
    new snapshot.

    Raises:
        AuthenticatorError: whatever ``act`` raises.
    """
    # Imported here: a valid token is printed without them.
    from desktop.client.transport import Transport
    from desktop.foundation.daemon_threads import run_to_end
    from desktop.session.moving import delete_copies
    from desktop.session.opening import open_profile

    settings = current_settings(paths)

    async def work() -> Result:
        transport = Transport(proxy=settings.proxy, certificate_file=settings.certificate_file)
        try:
            if lock is None:  # it would be waited for
                await delete_copies(paths, vault)
            opened = open_profile(
                profile,
                paths=paths,
                vault=vault,
                transport=transport,
                lock=lock,
                on_change=on_change,
            )
            return await act(opened)
        finally:
            await transport.aclose()

    return run_to_end(work())
