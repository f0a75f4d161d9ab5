"""Removing a profile, or everything: sessions, records, files."""

import shutil
from pathlib import Path

from desktop.foundation.errors import KeystoreError
from desktop.foundation.file_lock import FileLock
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import ProfileBook, change_profiles, save_profiles
from desktop.keystore.choice import copies_left
from desktop.keystore.vault import Vault
from desktop.session.moving import delete_copies
from desktop.session.opening import OpenProfile
from desktop.session.stored import StoredSession

ASIDE = (".broken", ".earlier")
"""What a file of ours is set aside as."""


async def remove_profile(opened: OpenProfile, *, paths: Paths, vault: Vault) -> bool:
    """Sign out of a profile, delete its records, keys and folder, and take it off the list.

    The service is told if it can be reached now; afterwards nothing is left to tell it with.
    Gives whether it was told all there was to tell.

    Raises:
        KeystoreError: the records could not be deleted; the profile stays on the list.
    """
    profile = opened.profile
    told = await opened.keeper.sign_out()
    await opened.trusting.discard()
    stored = StoredSession(vault, profile.id, paths.profile_folder(profile.id))
    async with stored.locked():
        await stored.write_revocations(())
    if not profile.demo:
        change_profiles(paths.profiles_file, lambda book: book.with_removed(profile.id))
    shutil.rmtree(paths.profile_folder(profile.id), ignore_errors=True)
    return told


async def reset(
    opened: tuple[OpenProfile, ...], *, paths: Paths, vault: Vault
) -> tuple[KeystoreError, ...]:
    """Remove every profile, record, setting and file of this user.

    Returns what the keystore would not delete, if anything; those profiles stay on the list, so
    that their records can still be found. A vault file is removed whole, its passphrase known or
    not: no record outlives it. Copies that an earlier move has left in a keystore that is locked
    or gone outlive it: they are named then, and nothing will ever read them.
    """
    failed: list[KeystoreError] = []
    await delete_copies(paths, vault)
    left = copies_left(paths)
    for one in opened:
        try:
            await remove_profile(one, paths=paths, vault=vault)
        except KeystoreError as error:
            if vault.kind != "vault-file":
                failed.append(error)
    if failed:
        return tuple(failed)
    save_profiles(paths.profiles_file, ProfileBook())
    for file in (paths.profiles_file, paths.settings_file, paths.vault_file, paths.history_file):
        for belonging in (".lock", *(file.suffix + one for one in (".lock", *ASIDE, ""))):
            file.with_suffix(belonging).unlink(missing_ok=True)
    for file in paths.state.glob("*"):
        _remove(file)
    return left


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    elif path.suffix != ".lock":
        path.unlink(missing_ok=True)
    else:
        lock = FileLock(path)
        # One that is held says that the app is running, and has to go on saying so.
        if lock.try_acquire():
            lock.release()
            path.unlink(missing_ok=True)
