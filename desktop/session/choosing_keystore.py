"""What choosing a keystore does with the sessions that are kept in another one.

===================================== ===================================================
the other one                         then
===================================== ===================================================
can be read, and both last            everything moves; nobody has to sign in again
can't be read, or is not there        what it holds stays there; the user signs in anew
memory is chosen                      the same: a session that lasts is not made to end
===================================== ===================================================
"""

from collections.abc import Mapping

from desktop.foundation.errors import KeystoreError
from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.keystore.choice import choose, named_kind, open_other, remembered_kind
from desktop.keystore.vault import Vault
from desktop.session.moving import VAULT_FILE, Moving, kept_profiles

HERE_NOW = "here-now"


async def choose_keystore(
    paths: Paths,
    environment: Mapping[str, str],
    kind: str,
    passphrase: Secret | None,
    *,
    opened: Vault | None,
) -> None:
    """Keep sessions in ``kind`` from now on, those that can be moved too.

    ``opened`` is the vault that is used now, if one could be opened; ``here-now`` is whichever
    keystore the environment or the platform names.

    Raises:
        KeystoreError: the chosen one doesn't work; everything is as before.
        FileUnwritableError: the choice can't be written; everything is as before.
    """
    kind = named_kind(environment) if kind == HERE_NOW else kind
    before = opened or _remembered(paths)
    if before is not None and kind not in ("memory", before.kind):
        moving = Moving(paths, kept_profiles(paths), before)
        if await moving.can_read():
            await moving.delete_copies()
            await moving.run(open_other(paths, kind, passphrase=passphrase))
            return
    choose(paths, kind)


def _remembered(paths: Paths) -> Vault | None:
    """The keystore of before, as far as it opens without a passphrase."""
    try:
        kind = remembered_kind(paths)
        return open_other(paths, kind) if kind not in ("", "memory", VAULT_FILE) else None
    except KeystoreError:
        return None
