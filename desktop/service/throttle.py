"""Counts against the limits of ``limits``, for identifiers and addresses known by keyed hashes."""

from desktop.service.assembly import Service
from desktop.service.identifiers import Identifier
from desktop.service.limits import Counted, address_subject, seconds_to_wait
from desktop.service.master_key import Purpose
from desktop.service.projects import Project


def wait_for_message(service: Service, identifier: Identifier) -> int:
    """Seconds until one more message may go to ``identifier``."""
    return _wait(service, Counted.MESSAGE_TO_IDENTIFIER, identifier.mailbox)


def wait_for_project(service: Service, project: Project) -> int:
    """Seconds until one more message may be sent in the name of ``project``."""
    return _wait(service, Counted.MESSAGE_IN_PROJECT, project.id)


def wait_for_address(service: Service, address: str) -> int:
    """Seconds until one more message may be asked for from ``address``."""
    return _wait(service, Counted.MESSAGE_FROM_ADDRESS, address_subject(address))


def wait_for_code(service: Service, identifier: Identifier) -> int:
    """Seconds until codes for ``identifier`` are looked at again, after too many wrong ones."""
    return _wait(service, Counted.WRONG_CODE, identifier.canonical)


def wait_for_code_from(service: Service, address: str) -> int:
    """Seconds until codes from ``address`` are looked at again, after too many wrong ones."""
    return _wait(service, Counted.WRONG_CODE_FROM_ADDRESS, address_subject(address))


def count_message(service: Service, project: Project, identifier: Identifier, address: str) -> None:
    """Count one message against all its limits."""
    _count(service, Counted.MESSAGE_TO_IDENTIFIER, identifier.mailbox)
    _count(service, Counted.MESSAGE_IN_PROJECT, project.id)
    _count(service, Counted.MESSAGE_FROM_ADDRESS, address_subject(address))


def count_wrong_code(service: Service, identifier: Identifier, address: str) -> None:
    """Count one wrong code against both limits."""
    _count(service, Counted.WRONG_CODE, identifier.canonical)
    _count(service, Counted.WRONG_CODE_FROM_ADDRESS, address_subject(address))


def wait_for_event(service: Service, address: str) -> int:
    """Seconds until one more event may be asked for or made from ``address``."""
    return _wait(service, Counted.EVENT_FROM_ADDRESS, address_subject(address))


def wait_for_request(service: Service, user_id: str, address: str) -> int:
    """Seconds until ``address`` may ask this user's devices once more."""
    return max(
        _wait(service, Counted.REQUEST_TO_USER, user_id),
        _wait(service, Counted.DENIAL, _asker(user_id, address)),
    )


def count_event(service: Service, address: str) -> None:
    """Count one event."""
    _count(service, Counted.EVENT_FROM_ADDRESS, address_subject(address))


def count_request(service: Service, user_id: str) -> None:
    """Count one sign-in request."""
    _count(service, Counted.REQUEST_TO_USER, user_id)


def count_denial(service: Service, user_id: str, address: str) -> None:
    """Count one denial."""
    _count(service, Counted.DENIAL, _asker(user_id, address))


def wait_for_offer(service: Service, address: str) -> int:
    """Seconds until one more device may ask to be added from ``address``."""
    return _wait(service, Counted.OFFER_FROM_ADDRESS, address_subject(address))


def count_offer(service: Service, address: str) -> None:
    """Count one offer."""
    _count(service, Counted.OFFER_FROM_ADDRESS, address_subject(address))


def wait_for_user(service: Service, address: str) -> int:
    """Seconds until one more user may be made from ``address`` by who is not the backend."""
    return _wait(service, Counted.USER_FROM_ADDRESS, address_subject(address))


def count_user(service: Service, address: str) -> None:
    """Count one user."""
    _count(service, Counted.USER_FROM_ADDRESS, address_subject(address))


def may_note_refusal(service: Service, address: str) -> bool:
    """Whether a refusal that anybody can have again and again is worth one more line; counts it."""
    if _wait(service, Counted.NOTED_REFUSAL, address_subject(address)):
        return False
    _count(service, Counted.NOTED_REFUSAL, address_subject(address))
    return True


def _asker(user_id: str, address: str) -> str:
    return f"{user_id} {address_subject(address)}"


def _wait(service: Service, counted: Counted, subject: str) -> int:
    now = service.clock()
    times = service.store.occurrences.times(counted, _mac(service, subject), now)
    return seconds_to_wait(counted, times, now)


def _count(service: Service, counted: Counted, subject: str) -> None:
    service.store.occurrences.add(counted, _mac(service, subject), service.clock())


def _mac(service: Service, subject: str) -> bytes:
    return service.master_key.mac(Purpose.LIMIT, subject)
