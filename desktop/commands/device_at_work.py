"""What the commands about trusted devices begin with: the keystore read, this computer known."""

from collections.abc import Awaitable, Callable
from concurrent.futures import TimeoutError as CallTimeoutError
from typing import TypeVar

from desktop.commands.open_keystore import open_keystore
from desktop.commands.profile_at_work import work_on
from desktop.foundation.errors import KeystoreBusyError, MemoryOfAnotherProcessError
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile
from desktop.session.opening import OpenProfile
from desktop.session.record import session_item
from desktop.session.snapshot import Snapshot

CALL_SECONDS = 5.0

Result = TypeVar("Result")


def work_with_device(
    profile: Profile,
    paths: Paths,
    act: Callable[[OpenProfile], Awaitable[Result]],
    *,
    on_change: Callable[[Snapshot], None] | None = None,
    will_write: bool = False,
) -> Result:
    """Open the profile, read its session and this computer's key, run ``act``, close everything.

    ``on_change`` is told of each new snapshot; ``will_write`` makes a vault file where there is
    none yet.

    Raises:
        KeystoreError: it can't be read, or is the memory of the running app.
        AuthenticatorError: whatever ``act`` raises.
    """
    vault = open_keystore(paths, will_write=will_write)
    if vault.kind == "memory":
        raise MemoryOfAnotherProcessError
    try:
        # The keeper only draws what is in the way; a command ends by it.
        vault.read(session_item(profile.id)).result(CALL_SECONDS)
    except CallTimeoutError as error:
        raise KeystoreBusyError from error

    async def act_when_read(opened: OpenProfile) -> Result:
        await opened.keeper.read()
        await opened.own_device.read()
        return await act(opened)

    return work_on(profile, paths, act_when_read, vault=vault, on_change=on_change)
