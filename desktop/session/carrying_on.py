"""Reading a session such that what another process died in is carried on.

===================================== ==================================================
the keystore holds                    then
===================================== ==================================================
a session that is noted for           a sign-out died: the session is deleted
revocation
a session with those it replaces      a sign-in died: they are noted for revocation
anything else                         it is taken as it is
===================================== ==================================================

The process that began it may be alive and hold the lock: whatever is done is decided under it.
"""

from desktop.session.adoption import Adoption
from desktop.session.record import SessionRecord
from desktop.session.signing_out import SigningOut
from desktop.session.stored import StoredSession


async def read_session(
    stored: StoredSession, signing_out: SigningOut, adoption: Adoption
) -> tuple[SessionRecord | None, bool]:
    """The session, and whether the service has to be told of others.

    Raises:
        KeystoreError: it can't be read, or what died could not be carried on.
    """
    record = await stored.read()
    noted = await stored.read_revocations()
    if record is not None and record.tokens.refresh_token in noted:
        record = await signing_out.carry_on()
    elif record is not None and record.replaces:
        record = await adoption.carry_on()
        noted = await stored.read_revocations()
    return record, bool(noted)
