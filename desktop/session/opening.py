"""Puts vault, client, clock and lock of one profile together, without Qt."""

import platform
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.client.cotter import CotterClient
from desktop.client.transport import Transport
from desktop.foundation.clock import Clock, SystemClock
from desktop.foundation.file_lock import FileLock
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile, change_profiles
from desktop.keystore.vault import Vault
from desktop.session.checkpoint import Checkpoint, pass_by
from desktop.session.cotter_authority import CotterAuthority, ServiceClock
from desktop.session.history import History
from desktop.session.keeper import Keeper, Surroundings
from desktop.session.last_seen import load_last_seen
from desktop.session.renewal import RandomBytes
from desktop.session.sign_in import SignIn
from desktop.session.snapshot import Snapshot
from desktop.session.stored import StoredSession


@dataclass(frozen=True, slots=True)
class OpenProfile:
    """One profile at work."""

    profile: Profile
    keeper: Keeper
    sign_in: SignIn


def open_profile(
    profile: Profile,
    *,
    paths: Paths,
    vault: Vault,
    transport: Transport,
    clock: Clock | None = None,
    random_bytes: RandomBytes = secrets.token_bytes,
    lock: FileLock | None = None,
    on_change: Callable[[Snapshot], None] | None = None,
    checkpoint: Checkpoint = pass_by,
) -> OpenProfile:
    """Make ready to work on a profile; nothing is read or asked yet.

    ``lock`` is the profile's lock where the caller holds it already.
    """
    clock = clock or SystemClock()
    folder = paths.profile_folder(profile.id)
    service_clock = ServiceClock(clock)

    def client_for(known: Profile) -> CotterClient:
        return CotterClient(known, transport, clock, on_time=service_clock.learn)

    def keep_key(identity_key: str) -> CotterClient:
        if not profile.demo:
            change_profiles(
                paths.profiles_file,
                lambda book: book.with_changed(profile.id, identity_key=identity_key),
            )
        return client_for(replace(profile, identity_key=identity_key))

    client = client_for(profile)
    around = Surroundings(
        clock=clock,
        random_bytes=random_bytes,
        chance=random.SystemRandom().random,
        history=History(paths.history_file),
        checkpoint=checkpoint,
    )
    keeper = Keeper(
        profile,
        StoredSession(vault, profile.id, folder, lock=lock),
        CotterAuthority(client, service_clock),
        around,
        last_seen=load_last_seen(folder, profile),
        on_change=on_change,
    )
    sign_in = SignIn(
        client,
        keeper,
        service_clock=service_clock,
        clock=clock,
        random_bytes=random_bytes,
        device_name=device_name(),
        on_new_key=keep_key,
    )
    return OpenProfile(profile, keeper, sign_in)


def device_name() -> str:
    """What the service is told this computer is called, such as ``maple (Linux)``."""
    return f"{platform.node() or 'Computer'} ({platform.system() or 'unknown system'})"
