"""Events that a trusted device makes by itself: it signs in, or adds another (cotter-api 5.4, 5.6).

Nothing is asked of anybody: the signature of the device's key is the approval.
"""

from dataclasses import dataclass

from desktop.protocol.device_proof import DeviceProof
from desktop.protocol.signed_text import (
    TRUSTED_DEVICE,
    EventChallenge,
    approval_text,
    enrolment_text,
)
from desktop.service import enrolment
from desktop.service.assembly import Service
from desktop.service.audit import AuditEvent
from desktop.service.device_keys import key_digest
from desktop.service.device_proofs import USE_NOTED_SECONDS
from desktop.service.device_signatures import check_signature, check_timestamp
from desktop.service.devices import Device
from desktop.service.enrolment import AskedDevice
from desktop.service.event_admission import check_form, new_event_id
from desktop.service.event_answers import event_json
from desktop.service.event_challenges import use_challenge
from desktop.service.events import Event, Outcome, gives_tokens
from desktop.service.fresh_proofs import FreshProof
from desktop.service.projects import Project
from desktop.service.refusals import device_refused
from desktop.service.tokens import oauth_token_json, start_family
from desktop.service.trusted_devices import not_enrolled, usable_device
from desktop.service.users import User
from desktop.service.wire import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An event as a device made it; ``user_id`` is whichever id the body had, as it had it.

    ``new_device`` is the one to be added, ``address`` the peer's.
    """

    user_id: str
    issuer: str
    event: str
    timestamp: str
    method: str
    ip: str
    location: str
    public_key: str
    signature: str
    challenge: EventChallenge | None
    new_device: AskedDevice | None
    address: str


def make(
    service: Service,
    project: Project,
    made: Made,
    *,
    proof: DeviceProof | None,
    fresh: FreshProof | None,
    with_tokens: bool,
) -> JsonObject:
    """Take an approved event of a trusted device; the event, with tokens if it signs in.

    A strict project has a device added only with the device proof of the one that adds it.

    Raises:
        RefusedError: the name, the time, the signature or a proof is wrong, the device is not
            trusted, or the other one can't be added.
    """
    check_form(project, issuer=made.issuer, event=made.event, method=made.method, may_enrol=True)
    check_timestamp(service, made.timestamp)
    user = service.store.users.by_either_id(project.id, made.user_id)
    device = usable_device(service, project, user, key_digest(made.public_key))
    if user is None:
        raise not_enrolled()
    if proof is None and made.new_device is not None and project.is_strict:
        raise device_refused(401, "proof_missing", "This needs the proof of the device.")
    if proof is not None and key_digest(proof.public_key) != device.key.digest:
        raise device_refused(401, "proof_invalid", "The device proof is of another device.")
    now = service.clock()
    with service.store.transaction():
        check_signature(service, device.key, made.signature, _signed_text(project, made))
        use_challenge(service, project, made.challenge)
        if made.new_device is not None:
            enrolment.add_by_device(
                service,
                project,
                user,
                device,
                made.new_device,
                has_fresh_proof=fresh is not None and fresh.user_id == user.id,
            )
        if device.used_at is None or now >= device.used_at + USE_NOTED_SECONDS:
            service.store.devices.note_use(device.id, now)
        answer = event_json(service, _approved(service, project, user, device, made), user)
        if with_tokens and gives_tokens(made.event, is_strict=project.is_strict):
            family, refresh_token = start_family(
                service,
                project,
                user,
                auth_method=TRUSTED_DEVICE,
                authenticated_at=now,
                device_id=device.id,
            )
            service.note(
                AuditEvent.SIGNED_IN, project, user.id, by=TRUSTED_DEVICE, device=device.device_name
            )
            answer["oauth_token"] = oauth_token_json(service, project, user, family, refresh_token)
    return answer


def _signed_text(project: Project, made: Made) -> bytes:
    if made.new_device is not None:
        return enrolment_text(
            user_id=made.user_id,
            api_key_id=project.id,
            timestamp=made.timestamp,
            new_public_key=made.new_device.public_key,
            challenge=made.challenge,
        )
    return approval_text(
        user_id=made.user_id,
        api_key_id=project.id,
        event=made.event,
        timestamp=made.timestamp,
        approved=True,
        method=made.method,
        challenge=made.challenge,
    )


def _approved(service: Service, project: Project, user: User, device: Device, made: Made) -> Event:
    """The event for the answer; it is over before it could be asked about, so it is not kept."""
    now = service.clock()
    return Event(
        id=new_event_id(service.random_bytes),
        project_id=project.id,
        user_id=user.id,
        shown_user_id=user.id,
        shown_client_user_id=user.client_user_id,
        event=made.event,
        ip=made.ip,
        location=made.location,
        timestamp=made.timestamp,
        method=made.method,
        device_name=device.device_name,
        observed_address=made.address,
        code_challenge="",
        number_needed=False,
        created_at=now,
        updated_at=now,
        expires_at=now,
        outcome=Outcome.APPROVED,
        decided_at=now,
        decided_by=device.device_name,
        tokens_given=True,
    )
