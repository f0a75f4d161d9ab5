"""All profiles of the running app under one roof: opened, kept alive, and drawn together.

Every method that can fail for a reason the person should know draws that reason; none raises an
AuthenticatorError. No Qt: what draws is a function that is handed in.
"""

import asyncio
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from desktop.client.transport import Transport
from desktop.foundation.branded import known_profiles, refuse_removal
from desktop.foundation.clock import Clock
from desktop.foundation.errors import (
    AuthenticatorError,
    KeystoreChangedError,
    KeystoreError,
    KeystoreUnavailableError,
)
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile, ProfileBook, change_profiles
from desktop.foundation.secret import Secret
from desktop.foundation.settings import Settings
from desktop.keystore.choice import has_moved, open_vault
from desktop.keystore.vault import Vault
from desktop.keystore.vault_file import VaultFileDamagedError
from desktop.session.choosing_keystore import choose_keystore
from desktop.session.demo_stay import DemoStay
from desktop.session.drawing import draw_obstacle
from desktop.session.joining import Joining
from desktop.session.last_seen import forget_last_seen, last_overview
from desktop.session.list_entries import PastDeed
from desktop.session.moving import delete_copies
from desktop.session.opening import OpenProfile, find_out_about_key, open_profile, read_profile
from desktop.session.removal import remove_profile, reset
from desktop.session.shown_devices import ShownDevices
from desktop.session.shown_history import ShownHistory
from desktop.session.shown_profile import ShownProfile, draw_failure
from desktop.session.snapshot import Obstacle, Overview, Snapshot
from desktop.session.watches import Watches

VAULT_FILE = "vault-file"
PROFILES_AT_ONCE = 8
"""Fifty that wake together must not ask fifty times at once."""

CHOOSE_ANEW = (KeystoreChangedError, KeystoreUnavailableError, VaultFileDamagedError)


class Household:
    """The profiles of one user. Lives on one event loop."""

    def __init__(
        self,
        paths: Paths,
        environment: Mapping[str, str],
        clock: Clock,
        on_change: Callable[[Overview], None],
        on_failure: Callable[[BaseException], None],
    ) -> None:
        """Begin with what was shown last; nothing heavy is imported or read yet.

        ``on_failure`` is told of what nobody foresaw in a task of the household's own.
        """
        self._paths = paths
        self._environment = environment
        self._clock = clock
        self._on_change = on_change
        self._opened: dict[str, OpenProfile] = {}
        self._transport: Transport | None = None
        self._vault: Vault | None = None
        self._settings = Settings()
        self._demo: DemoStay | None = None
        self._retired: list[Transport] = []
        self.overview = Overview()
        self.joining = Joining(
            paths,
            clock,
            lambda: self._transport,
            show_connection=lambda connection: self._show(connection=connection),
            show_invitation=lambda invitation: self._show(invitation=invitation),
            on_added=self._show_added,
        )
        self.devices = ShownDevices(self._active, self._by_id)
        self.shown = ShownProfile(
            self._active,
            paths.profiles_file,
            self.show_problem,
            on_proved=self.devices.go_on,
            on_left=self.devices.give_up,
        )
        self.history = ShownHistory(self._active, self._show_history, self.show_problem)
        self._watches = Watches(on_failure)
        self._turns = asyncio.Semaphore(PROFILES_AT_ONCE)

    @property
    def transport(self) -> Transport | None:
        """What carries requests by the settings in use; None before :meth:`start`."""
        return self._transport

    @property
    def vault(self) -> Vault | None:
        """The keystore, as far as it is open."""
        return self._vault

    async def start(self, settings: Settings) -> None:
        """Read the trust store in a thread, open the keystore and every profile, read them."""
        self._settings = settings
        self._transport = await asyncio.to_thread(_make_transport, settings)
        await self._open_vault(None)
        await self._open_all()

    async def close(self) -> None:
        """End the demo and close every connection. Sessions that are kept stay."""
        await self._watches.end()
        await self.leave_demo()
        if self._vault is not None and self._vault.kind == "memory":
            for opened in self._opened.values():
                forget_last_seen(self._paths.profile_folder(opened.profile.id))
        for transport in (*self._retired, self._transport):
            if transport is not None:
                await transport.aclose()
        if self._vault is not None:
            self._vault.close()

    async def use_settings(self, settings: Settings) -> None:
        """Take over settings that concern the connection."""
        connection = (settings.proxy, settings.certificate_file)
        changed = connection != (self._settings.proxy, self._settings.certificate_file)
        self._settings = settings
        if not changed or self._transport is None:
            return
        transport = await asyncio.to_thread(_make_transport, settings)
        # What is under way goes on over the old one, which is closed at the end.
        self._retired.append(self._transport)
        self._transport = transport
        self._opened.clear()
        self._open_demo()
        await self._open_all()

    async def beat(self) -> float:
        """Let every profile do what is due; seconds until the next beat, infinite for never."""
        beats = [self._beat(opened) for opened in self._opened.values()]
        seconds = min(await asyncio.gather(*beats), default=math.inf)
        await self._store_proofs()
        for opened in tuple(self._opened.values()):
            await find_out_about_key(opened)
        return seconds

    async def _beat(self, opened: OpenProfile) -> float:
        async with self._turns:
            return await opened.keeper.beat()

    async def notice_commits(self) -> None:
        """Another process may have committed a session or changed the list of profiles."""
        try:
            book = known_profiles(self._paths)
            moved = self._vault is not None and has_moved(self._paths, self._vault.kind)
        except AuthenticatorError as error:
            self._show(problem=error)
            return
        if moved:
            await self._open_anew(None)
        known = {one for one, opened in self._opened.items() if not opened.profile.demo}
        if known != {profile.id for profile in book.profiles} and self._transport is not None:
            await self._open_all()
        for opened in tuple(self._opened.values()):
            if await opened.keeper.read_if_changed():
                await opened.own_device.read()

    def show_problem(self, error: AuthenticatorError) -> None:
        """Draw something that went wrong and concerns no single profile."""
        self._show(problem=error)

    def notice_mail(self) -> None:
        """The demo's service may have sent something."""
        self._show(inbox=self._demo.inbox() if self._demo is not None else ())

    async def _show_added(self, profile: Profile) -> None:
        self._show(active_id=profile.id)
        await self._open_all()

    def show_profile(self, profile_id: str) -> None:
        """Show this one, and use it where none is named."""
        self._show(active_id=profile_id, problem=None, history=None)
        opened = self._opened.get(profile_id)
        if opened is None or opened.profile.demo:
            return
        try:
            change_profiles(self._paths.profiles_file, lambda book: book.with_active(profile_id))
        except AuthenticatorError as error:
            self._show(problem=error)

    async def remove_profile(self, profile_id: str) -> None:
        """Sign out of a profile and remove it."""
        opened = self._opened.get(profile_id)
        if opened is None or self._vault is None:
            return
        try:
            refuse_removal(self._paths, profile_id)
            await remove_profile(opened, paths=self._paths, vault=self._vault)
        except AuthenticatorError as error:
            self._show(problem=error)
            return
        self._opened.pop(profile_id, None)
        await self._open_all()

    async def reset(self) -> None:
        """Remove everything of this user."""
        if self._vault is None:
            return
        await self.leave_demo()
        failed = await reset(tuple(self._opened.values()), paths=self._paths, vault=self._vault)
        self._opened.clear()
        await self._open_vault(None)
        await self._open_all()
        if failed:
            self._show(problem=failed[0])

    async def start_demo(self) -> None:
        """Start a service on this computer and show a profile on it."""
        if self._demo is not None or self._transport is None:
            return
        self._show(demo_starting=True, problem=None)
        self._demo = demo = DemoStay(self._paths, self._clock, self._on_snapshot)
        try:
            opened = await demo.begin(self._transport)
        except AuthenticatorError as error:
            await self.leave_demo()
            self._show(demo_starting=False, problem=error)
            return
        if opened is not None:
            self._opened[opened.profile.id] = opened
            self._show(demo_starting=False, active_id=opened.profile.id)
            await read_profile(opened)

    async def leave_demo(self) -> None:
        """End the demo's service and forget its profile."""
        demo, self._demo = self._demo, None
        if demo is None:
            return
        self._opened = {one: own for one, own in self._opened.items() if not own.profile.demo}
        self._show(demo_starting=False, inbox=(), active_id=self._used_id())
        await demo.end()

    def _open_demo(self) -> None:
        if self._demo is None or self._transport is None:
            return
        opened = self._demo.open(self._transport)
        if opened is not None:
            self._opened[opened.profile.id] = opened

    @property
    def outbox(self) -> str:
        """The folder of the demo's mail; empty without a demo."""
        return self._demo.outbox if self._demo is not None else ""

    async def unlock_keystore(self) -> None:
        """Let the platform ask for the keystore's password."""
        opened = self._active()
        if opened is None or self._vault is None:
            return
        if self._vault.kind == VAULT_FILE:
            self._show(passphrase_needed=True)
            return
        try:
            await opened.keeper.unlock()
        except AuthenticatorError as error:
            opened.keeper.show(problem=error)
            return
        await self._read_all()
        await self._store_proofs()

    async def choose_keystore(self, kind: str, passphrase: Secret | None) -> None:
        """Keep sessions there from now on, by the table of ``choosing_keystore``."""
        try:
            await choose_keystore(
                self._paths, self._environment, kind, passphrase, opened=self._vault
            )
        except AuthenticatorError as error:
            self._show(problem=error)
            return
        # A choice that failed before is done with now.
        self._show(problem=None)
        await self._open_anew(passphrase)

    async def open_vault(self, passphrase: Secret) -> None:
        """Open the vault file."""
        await self._open_anew(passphrase)

    async def _open_anew(self, passphrase: Secret | None) -> None:
        before = self._vault
        await self._open_vault(passphrase)
        if self._vault is before:
            return
        self._opened = {one: opened for one, opened in self._opened.items() if opened.profile.demo}
        await self._open_all()
        if before is not None:
            before.close()

    async def _open_vault(self, passphrase: Secret | None) -> None:
        opening = partial(open_vault, self._paths, self._environment, passphrase=passphrase)
        try:
            vault = await asyncio.to_thread(opening)
            if passphrase is not None:
                await asyncio.wrap_future(vault.unlock())
        except KeystoreError as error:
            is_lost = isinstance(error, CHOOSE_ANEW)
            needed = passphrase is not None and not is_lost
            self._show(problem=error, keystore_choice=is_lost, passphrase_needed=needed)
            return
        self._vault = vault
        needed = vault.kind == VAULT_FILE and passphrase is None
        shown = self.overview.problem
        other = None if isinstance(shown, KeystoreError) else shown
        self._show(problem=other, keystore_choice=False, passphrase_needed=needed)

    async def _open_all(self) -> None:
        try:
            book = known_profiles(self._paths)
        except AuthenticatorError as error:
            self._show(problem=error)
            return
        present = {profile.id for profile in book.profiles}
        for gone in [one for one, opened in self._opened.items() if one not in present]:
            if not self._opened[gone].profile.demo:
                del self._opened[gone]
        if self._vault is None:
            self._draw_unopened(book)
            return
        await delete_copies(self._paths, self._vault)
        for profile in book.profiles:
            if profile.id not in self._opened:
                self._open(profile, self._vault, self._paths)
        active = self.overview.active_id
        self._show(active_id=active if active in self._opened else book.used_id())
        self.joining.draw_invitation()
        await self._read_all()

    def _open(self, profile: Profile, vault: Vault, paths: Paths) -> None:
        if self._transport is None:
            return
        self._opened[profile.id] = open_profile(
            profile,
            paths=paths,
            vault=vault,
            transport=self._transport,
            clock=self._clock,
            on_change=self._on_snapshot,
        )

    def _draw_unopened(self, book: ProfileBook) -> None:
        # The keystore can't be opened: what was known is shown with that in the way.
        error, last = self.overview.problem, last_overview(self._paths, book)
        if isinstance(error, KeystoreError):
            drawn = tuple(draw_obstacle(one, error) for one in last.snapshots)
            self._show(snapshots=drawn, active_id=last.active_id)

    async def _store_proofs(self) -> None:
        # What was proved while the keystore was locked.
        for opened in tuple(self._opened.values()):
            if opened.keeper.snapshot.obstacle is Obstacle.NONE:
                await draw_failure(opened, opened.sign_in.store())

    async def _read_all(self) -> None:
        await asyncio.gather(*(read_profile(opened) for opened in self._opened.values()))

    def _used_id(self) -> str:
        try:
            return known_profiles(self._paths).used_id()
        except AuthenticatorError as error:
            self._show(problem=error)
            return ""

    def _active(self) -> OpenProfile | None:
        return self._opened.get(self.overview.active_id)

    def _by_id(self, profile_id: str) -> OpenProfile | None:
        return self._opened.get(profile_id)

    def _show_history(self, history: tuple[PastDeed, ...]) -> None:
        self._show(history=history)

    def _on_snapshot(self, _: Snapshot) -> None:
        self._show()

    def _show(self, **changes: object) -> None:
        if self._opened or "snapshots" not in changes:
            changes["snapshots"] = tuple(opened.keeper.snapshot for opened in self._opened.values())
        self.overview = replace(self.overview, **changes)  # type: ignore[arg-type]  # field names
        self._watches.tend(self._opened)
        self._on_change(self.overview)


def _make_transport(settings: Settings) -> Transport:
    return Transport(proxy=settings.proxy, certificate_file=settings.certificate_file)
