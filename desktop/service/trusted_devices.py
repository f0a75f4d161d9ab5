"""Which devices a user has, and which of them may speak for the user now (cotter-api 13.2)."""

from desktop.protocol.signed_text import TRUSTED_DEVICE
from desktop.service.assembly import Service
from desktop.service.devices import Device, counts
from desktop.service.projects import Project
from desktop.service.refusals import RefusedError, device_refused
from desktop.service.users import User, user_json
from desktop.service.wire import JsonObject


def trusted_devices(service: Service, project: Project, user: User) -> list[Device]:
    """The user's devices that count in the project's mode, the oldest first; suspended ones too."""
    found = service.store.devices.of_user(user.id)
    return [device for device in found if counts(device, project, user)]


def find_device(
    service: Service, project: Project, user: User | None, key_digest: bytes
) -> Device | None:
    """The user's device of a key, suspended or not."""
    device = None if user is None else service.store.devices.of_key(user.id, key_digest)
    if device is None or user is None or not counts(device, project, user):
        return None
    return device


def usable_device(
    service: Service, project: Project, user: User | None, key_digest: bytes
) -> Device:
    """The user's device of a key, fit to speak for the user.

    Raises:
        RefusedError: the key is not enrolled or is suspended, or the user may not sign in.
    """
    device = find_device(service, project, user, key_digest)
    if device is None or user is None:
        raise not_enrolled()
    if user.disabled_at is not None:
        raise RefusedError(403, "disabled", "This user may not sign in.")
    if device.suspended_at is not None:
        raise device_refused(403, "suspended", "This device is suspended until it is confirmed.")
    return device


def not_enrolled() -> RefusedError:
    """What a key hears that is no device of the user, whoever that is."""
    return device_refused(403, "not_enrolled", "This device is not trusted.")


def user_answer(service: Service, project: Project, user: User) -> JsonObject:
    """The user object with what is enrolled (4.1)."""
    has_device = bool(trusted_devices(service, project, user))
    return user_json(user, enrolled=(TRUSTED_DEVICE,) if has_device else ())
