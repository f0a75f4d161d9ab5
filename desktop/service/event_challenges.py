"""One-time challenges that a device may sign along with its decision (cotter-api 5.3, 5.4).

No released SDK asks for one. Whoever sends one has it judged.
"""

from desktop.protocol.signed_text import EventChallenge
from desktop.service.assembly import Service
from desktop.service.event_admission import admit
from desktop.service.projects import Project
from desktop.service.randomness import new_secret
from desktop.service.refusals import RefusedError

LIFETIME_SECONDS = 300


def give_challenge(service: Service, project: Project, address: str) -> EventChallenge:
    """A new challenge for whoever asks from ``address``.

    Raises:
        RefusedError: too many events were asked for from there.
    """
    admit(service, address)
    expires_at = service.clock() + LIFETIME_SECONDS
    with service.store.transaction():
        return service.store.event_challenges.add(
            project.id, new_secret(service.random_bytes), expires_at
        )


def use_challenge(service: Service, project: Project, challenge: EventChallenge | None) -> None:
    """Spend the challenge that was signed, if one was, in the transaction under way.

    Raises:
        RefusedError: it was never given, was used before, or has run out.
    """
    if challenge is None:
        return
    if not service.store.event_challenges.use(project.id, challenge, service.clock()):
        raise RefusedError(400, "challenge", "This challenge is not open. Ask for another.")
