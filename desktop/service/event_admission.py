"""Who may ask for an event now, and what every event must look like (cotter-api 5.4, 13.6)."""

from desktop.protocol.event_names import ENROLL_NEW_TRUSTED_DEVICE, may_be_asked_for
from desktop.protocol.signed_text import TRUSTED_DEVICE
from desktop.service import throttle
from desktop.service.assembly import Service
from desktop.service.projects import Project
from desktop.service.randomness import RandomBytes
from desktop.service.refusals import RefusedError, event_refused, malformed

LARGEST_ID = 2_147_483_647


def admit(service: Service, address: str) -> None:
    """Count one event from ``address``, whatever becomes of it.

    Raises:
        RefusedError: there were too many in this minute.
    """
    with service.store.transaction():
        wait = throttle.wait_for_event(service, address)
        if not wait:
            throttle.count_event(service, address)
    if wait:
        raise too_many(wait, "Too many requests come from here. Wait a minute.")


def check_form(
    project: Project, *, issuer: str, event: str, method: str, may_enrol: bool = False
) -> None:
    """Let only those events through that can be signed without being taken for another.

    Raises:
        RefusedError: the name is reserved or of another form, or issuer or method are not ours.
    """
    if issuer != project.id:
        raise malformed("The field issuer is not the API key id.")
    if method != TRUSTED_DEVICE:
        raise malformed("The field method is TRUSTED_DEVICE here.")
    if may_be_asked_for(event) or (may_enrol and event == ENROLL_NEW_TRUSTED_DEVICE):
        return
    raise event_refused("name", "No event of this name can be asked for.")


def new_event_id(random_bytes: RandomBytes) -> int:
    """A random id from 1 to 2^31 - 1: some SDKs keep ids in 32 bits with a sign (5.5)."""
    return int.from_bytes(random_bytes(16)) % LARGEST_ID + 1


def too_many(seconds: int, message: str) -> RefusedError:
    """A limit is reached; ``seconds`` until the next try."""
    return event_refused("too_many", message, status=429, retry_after=seconds)
