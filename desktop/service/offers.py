"""Offers: what a new device tells the service before another adds it (cotter-api 13.7)."""

from dataclasses import dataclass

from desktop.service import throttle
from desktop.service.assembly import Service
from desktop.service.device_keys import key_digest
from desktop.service.enrolment import NO_NAME, AskedDevice, read_key
from desktop.service.identifiers import is_acceptable_name
from desktop.service.offer import LIFETIME_SECONDS, Offer, offer_json
from desktop.service.projects import Project
from desktop.service.randomness import new_uuid
from desktop.service.refusals import RefusedError, device_refused, malformed, too_often
from desktop.service.shown_names import shown_name
from desktop.service.unknown_users import made_up_user_id
from desktop.service.wire import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An offer as it was asked for: the device, the key that proved it, the peer's address."""

    device: AskedDevice
    proved_key: str
    address: str
    identifier: str | None


def make_offer(service: Service, project: Project, asked: Asked) -> JsonObject:
    """Keep an offer for three minutes, in place of the key's earlier one.

    With an identifier the answer names its user; one that nobody has gets a made-up id.

    Raises:
        RefusedError: the key is none or did not prove the request, or it is too often.
    """
    device_type = shown_name(asked.device.device_type)
    key = read_key(project, asked.device.public_key, asked.device.algorithm)
    if key.text != asked.proved_key:
        raise device_refused(401, "proof_invalid", "The device proof is not by the new key.")
    if asked.identifier is not None and not is_acceptable_name(asked.identifier):
        raise malformed("The field identifier can't name a user.")
    now = service.clock()
    with service.store.transaction():
        wait = throttle.wait_for_offer(service, asked.address)
        if wait:
            raise too_often(wait, "Too many devices ask to be added from here.")
        throttle.count_offer(service, asked.address)
        offer = Offer(
            id=new_uuid(service.random_bytes),
            project_id=project.id,
            key=key,
            device_type=device_type,
            device_name=shown_name(asked.device.device_name) or device_type or NO_NAME,
            address=asked.address,
            created_at=now,
            expires_at=now + LIFETIME_SECONDS,
        )
        service.store.offers.save(offer)
    answer: JsonObject = {"offer_id": offer.id, "expires_in": LIFETIME_SECONDS}
    if asked.identifier is not None:
        answer["user_id"] = _user_id(service, project, asked.identifier)
    return answer


def find_offer(service: Service, project: Project, public_key: str) -> JsonObject:
    """The open offer of a key, for a trusted device to show.

    Raises:
        RefusedError: there is none.
    """
    now = service.clock()
    offer = service.store.offers.find(project.id, key_digest(public_key), now)
    if offer is None:
        raise RefusedError(404, "not_found", "There is no such offer, or it has run out.")
    return offer_json(offer, now)


def _user_id(service: Service, project: Project, identifier: str) -> str:
    # Both are looked up and made, so that the time tells nothing either.
    made_up = made_up_user_id(service.master_key, project, identifier)
    user = service.store.users.by_identifier(project.id, identifier)
    return made_up if user is None else user.id
