"""Puts vault, client, clock and lock of one profile together, without Qt."""

import logging
import platform
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.client.cotter import CotterClient
from desktop.client.transport import Transport
from desktop.foundation.clock import Clock, SystemClock
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.file_lock import FileLock
from desktop.foundation.line import visible
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile, change_profiles
from desktop.keystore.vault import Vault
from desktop.session.adding_device import AddDevice
from desktop.session.asking import AskAnotherDevice
from desktop.session.checkpoint import Checkpoint, pass_by
from desktop.session.cotter_authority import CotterAuthority, ServiceClock
from desktop.session.device_facts import DeviceTrust
from desktop.session.device_listing import DeviceListing
from desktop.session.fresh_proof import FreshProofs
from desktop.session.history import History
from desktop.session.keeper import Keeper
from desktop.session.last_seen import load_last_seen
from desktop.session.own_device import AtHand, OwnDevice
from desktop.session.renewal import RandomBytes
from desktop.session.request_watch import RequestWatch
from desktop.session.showing_code import ShowCode
from desktop.session.sign_in import SignIn
from desktop.session.snapshot import Obstacle, SessionFact, Snapshot
from desktop.session.stored import StoredSession
from desktop.session.stored_devices import StoredDevices
from desktop.session.surroundings import Surroundings
from desktop.session.trusting import Trusting

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenProfile:
    """One profile at work."""

    profile: Profile
    keeper: Keeper
    sign_in: SignIn
    own_device: OwnDevice
    trusting: Trusting
    devices: DeviceListing
    requests: RequestWatch
    asking: AskAnotherDevice
    adding: AddDevice
    showing: ShowCode


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
    stored = StoredSession(vault, profile.id, folder, lock=lock)
    proofs = FreshProofs(clock)
    keeper = Keeper(
        profile,
        stored,
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
        proofs=proofs,
    )
    at_hand = AtHand(
        profile=profile,
        keeper=keeper,
        session=stored,
        devices=StoredDevices(stored, profile.id),
        client=lambda: sign_in.client,
        learn_identity_key=sign_in.learn_identity_key,
        service_clock=service_clock,
        proofs=proofs,
        around=around,
        name=device_name(),
    )
    own = OwnDevice(at_hand)
    trusting = Trusting(at_hand, own)
    return OpenProfile(
        profile=profile,
        keeper=keeper,
        sign_in=sign_in,
        own_device=own,
        trusting=trusting,
        devices=DeviceListing(at_hand, own, trusting),
        requests=RequestWatch(at_hand, own),
        asking=AskAnotherDevice(at_hand, store=sign_in.store_approved),
        adding=AddDevice(at_hand, own),
        showing=ShowCode(at_hand, own, trusting),
    )


async def read_profile(opened: OpenProfile) -> None:
    """Read its session and its device key; what is in the way is drawn."""
    await opened.keeper.read()
    await opened.own_device.read()


async def find_out_about_key(opened: OpenProfile) -> None:
    """Ask about a key that was being enrolled when a process died: the service knows."""
    snapshot = opened.keeper.snapshot
    if snapshot.this_device.trust is DeviceTrust.UNKNOWN and snapshot.obstacle is Obstacle.NONE:
        await opened.own_device.read()
    if snapshot.session is SessionFact.ACTIVE and snapshot.shown_code is None:
        try:
            await opened.trusting.settle()
        except AuthenticatorError as error:
            LOG.info("Whether this computer is trusted is not known yet: %s", type(error).__name__)


def device_name() -> str:
    """What the service is told this computer is called, such as ``maple (Linux)``; one line.

    A host name may be any bytes, and the record of a key could not be read again with those in it.
    """
    node = visible(platform.node())
    return f"{node or 'Computer'} ({platform.system() or 'unknown system'})"
