"""Trusting devices and trusting them no more (cotter-api 4.2, 5.2, 5.6, 5.7, 13.3, 13.9).

=====================  ================================  =====================================
to                     a strict project asks for         a published one takes, besides
=====================  ================================  =====================================
trust a device, or     a fresh proof, and the device's   nothing at all, while the user has
confirm a suspended    own proof                         proved nothing and has no device
one
add another            a device's signature and proof,   a device's signature alone
                       and the new device's open offer
remove another         a device's proof                  the public key alone
remove itself          its own proof; of the last one    the public key alone
                       a fresh proof, too
=====================  ================================  =====================================

What a device proof does, one of a device younger than 24 h does with a fresh proof only. The
project's backend may remove any. A proof that comes along is judged in either kind of project.
"""

from dataclasses import dataclass

from desktop.protocol.ed25519 import key_print
from desktop.service.assembly import Service
from desktop.service.audit import AuditEvent
from desktop.service.device_keys import Algorithm, DeviceKey, DeviceKeyError, parse_device_key
from desktop.service.devices import MOST_DEVICES, Device, NewDevice, is_last
from desktop.service.events import event_topic, user_topic
from desktop.service.fresh_proofs import FreshProof
from desktop.service.projects import Project
from desktop.service.refresh_families import Reason
from desktop.service.refusals import RefusedError, device_refused, malformed
from desktop.service.shown_names import shown_name
from desktop.service.trusted_devices import find_device, not_enrolled, trusted_devices
from desktop.service.users import User

NO_NAME = "Device"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedDevice:
    """A device as a request names it: all of it as it was sent."""

    public_key: str
    algorithm: str | None
    device_type: str
    device_name: str


def enrol(
    service: Service,
    project: Project,
    user: User | None,
    asked: AskedDevice,
    *,
    fresh: FreshProof | None,
    proved_key: str | None,
) -> tuple[User, Device]:
    """Trust a device at its user's word, in the transaction under way.

    ``proved_key`` is the key that proved the request. A device that is trusted already stays as it
    is; a suspended one is confirmed.

    Raises:
        RefusedError: by the table above, or the key is none.
    """
    key = read_key(project, asked.public_key, asked.algorithm)
    fresh = None if user is None or fresh is None or fresh.user_id != user.id else fresh
    if user is None or fresh is None:
        if project.is_strict:
            raise _fresh_proof_needed()
        user = _first_of(service, project, user)
    if proved_key is None and project.is_strict:
        raise device_refused(401, "proof_missing", "This needs the proof of the new device.")
    if proved_key is not None and proved_key != key.text:
        raise device_refused(401, "proof_invalid", "The device proof is not by the new key.")
    device = _trust(service, project, user, _new_device(key, asked), AuditEvent.DEVICE_ENROLLED)
    if fresh is not None and fresh.family_id is not None:
        service.store.refresh_families.bind(fresh.family_id, device.id)
    return user, device


def add_by_device(
    service: Service,
    project: Project,
    user: User,
    adder: Device,
    asked: AskedDevice,
    *,
    has_fresh_proof: bool,
) -> None:
    """Trust the device whose enrolment ``adder`` has signed, in the transaction under way.

    In a strict project, name and type are those of the new device's offer; of a published one the
    names of the body are taken where there is no offer.

    Raises:
        RefusedError: by the table above, or the key is none.
    """
    key = read_key(project, asked.public_key, asked.algorithm)
    now = service.clock()
    # Who has proved nothing can't sign in with a code to lift this.
    if adder.is_young(now) and user.proved_at is not None and not has_fresh_proof:
        raise _young()
    if key.digest == adder.key.digest:
        raise malformed("A device can't add itself.")
    offer = service.store.offers.find(project.id, key.digest, now)
    if offer is None and project.is_strict:
        raise RefusedError(404, "not_found", "The new device has stopped waiting.")
    if offer is not None:
        service.store.offers.remove(offer.id)
        new = NewDevice(
            key=key,
            device_type=offer.device_type,
            device_name=offer.device_name,
            added_by=adder.device_name,
        )
    else:
        new = _new_device(key, asked, added_by=adder.device_name)
    _trust(service, project, user, new, AuditEvent.DEVICE_ADDED)


def remove(
    service: Service,
    project: Project,
    user: User | None,
    key_digest: bytes,
    *,
    acting_key: bytes | None,
    has_fresh_proof: bool,
    is_backend: bool,
) -> User:
    """Trust a device no more and end the sessions that it started, in the transaction under way.

    ``acting_key`` is the digest of the key that proved the request. A device that is not trusted
    anyway is no error.

    Raises:
        RefusedError: by the table above, or there is no such user.
    """
    if acting_key is None and project.is_strict and not is_backend:
        raise device_refused(401, "proof_missing", "This needs the proof of a trusted device.")
    target = find_device(service, project, user, key_digest)
    by = "backend" if is_backend else ""
    if acting_key is not None:
        acting = find_device(service, project, user, acting_key)
        if acting is None or user is None:
            raise not_enrolled()
        _check_removal(service, project, user, acting, target, has_fresh_proof=has_fresh_proof)
        by = acting.device_name
    if user is None:
        raise RefusedError(404, "not_found", "There is no such user.")
    if target is not None:
        _forget(service, project, target, by=by)
    return user


def forget_what_stood_before(service: Service, project: Project, user: User) -> None:
    """Take every device and session from a user whose identifier nobody had proved so far (13.3).

    Whoever proves it now need not be whoever put them there.
    """
    for device in service.store.devices.of_user(user.id):
        _forget(service, project, device, by="first proof")
    end_sessions(service, user.id)


def end_sessions(service: Service, user_id: str) -> int:
    """End every session of a user, and those that requests would still give; how many ended."""
    now = service.clock()
    for event in service.store.events.cancel_all_of_user(user_id, now):
        service.waiting.wake(
            event_topic(event.id), user_topic(event.project_id, event.shown_user_id)
        )
    return service.store.refresh_families.end_all_of_user(user_id, Reason.REVOKED, now)


def suspend(service: Service, project: Project, device_id: int, user_id: str) -> None:
    """Suspend a device until a code or another device confirms it (13.4)."""
    if service.store.devices.suspend(device_id, service.clock()):
        service.waiting.wake(user_topic(project.id, user_id))
        service.note(AuditEvent.DEVICE_SUSPENDED, project, user_id, reason="token reused")


def read_key(project: Project, text: str, algorithm: str | None) -> DeviceKey:
    """A key that a device of this project may have.

    Raises:
        RefusedError: it is none.
    """
    try:
        key = parse_device_key(text, algorithm)
    except DeviceKeyError as error:
        raise malformed(f"The public key can't be used: {error}.") from error
    if project.is_strict and key.algorithm is not Algorithm.ED25519:
        raise malformed("The public key can't be used: it is not an Ed25519 key.")
    return key


def _first_of(service: Service, project: Project, user: User | None) -> User:
    """The user whose first device a published project takes unproved (13.9)."""
    if user is None:
        raise RefusedError(404, "not_found", "There is no such user.")
    if user.disabled_at is not None:
        raise RefusedError(403, "disabled", "This user may not sign in.")
    if user.proved_at is not None or trusted_devices(service, project, user):
        raise _fresh_proof_needed()
    return user


def _trust(
    service: Service, project: Project, user: User, new: NewDevice, event: AuditEvent
) -> Device:
    devices = service.store.devices
    now = service.clock()
    known = devices.of_key(user.id, new.key.digest)
    named = {"device": new.device_name, "key": key_print(new.key.text)}
    if known is None:
        if len(devices.of_user(user.id)) >= MOST_DEVICES:
            raise device_refused(400, "too_many", "This user has too many trusted devices.")
        added = devices.add(user.id, new, now)
        service.note(event, project, user.id, by=new.added_by, **named)
        return added
    if known.suspended_at is not None:
        devices.confirm(known.id)
        service.note(AuditEvent.DEVICE_CONFIRMED, project, user.id, by=new.added_by, **named)
    return known


def _check_removal(
    service: Service,
    project: Project,
    user: User,
    acting: Device,
    target: Device | None,
    *,
    has_fresh_proof: bool,
) -> None:
    if target is not None and target.id == acting.id:
        is_needed = is_last(acting, trusted_devices(service, project, user))
        if is_needed and not has_fresh_proof:
            raise device_refused(
                403, "last_device", "Removing the last device needs a sign-in minutes ago."
            )
        return
    if acting.suspended_at is not None:
        raise device_refused(403, "suspended", "This device is suspended until it is confirmed.")
    if acting.is_young(service.clock()) and not has_fresh_proof:
        raise _young()


def _forget(service: Service, project: Project, device: Device, *, by: str) -> None:
    service.store.refresh_families.end_all_of_device(device.id, Reason.REVOKED, service.clock())
    service.store.devices.remove(device.id)
    # If it watches for requests, it hears of this at once.
    service.waiting.wake(user_topic(project.id, device.user_id))
    service.note(
        AuditEvent.DEVICE_REMOVED,
        project,
        device.user_id,
        by=by,
        device=device.device_name,
        key=key_print(device.key.text),
    )


def _new_device(key: DeviceKey, asked: AskedDevice, *, added_by: str = "") -> NewDevice:
    device_type = shown_name(asked.device_type)
    return NewDevice(
        key=key,
        device_type=device_type,
        device_name=shown_name(asked.device_name) or device_type or NO_NAME,
        added_by=added_by,
    )


def _young() -> RefusedError:
    return device_refused(
        403, "young", "This device has been trusted for less than a day: sign in with a code first."
    )


def _fresh_proof_needed() -> RefusedError:
    return device_refused(403, "fresh_proof_needed", "This needs a sign-in minutes ago.")
