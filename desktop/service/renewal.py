"""Spending a refresh token, and ending sessions (cotter-api 7.4, 13.4)."""

from dataclasses import dataclass, replace

from desktop.service import throttle
from desktop.service.assembly import Service
from desktop.service.audit import AuditEvent
from desktop.service.enrolment import end_sessions, suspend
from desktop.service.fresh_proofs import FreshProof
from desktop.service.master_key import Purpose
from desktop.service.projects import Project
from desktop.service.randomness import SECRET_BYTES
from desktop.service.refresh_families import Family, Reason, Refusal, Step, judge
from desktop.service.refusals import RefusedError, renewal_refused
from desktop.service.tokens import oauth_token_json, successor
from desktop.service.trusted_devices import usable_device
from desktop.service.wire import JsonObject

MESSAGES = {
    Reason.EXPIRED: "This refresh token is not valid any more: its session has run out.",
    Reason.REUSED: "This refresh token is not valid: one of its session was used twice.",
    Reason.REVOKED: "This refresh token is not valid any more: its session was ended.",
    Reason.SIGNED_OUT: "This refresh token is not valid any more: its user has signed out.",
    Reason.DISABLED: "This refresh token is not valid: its user may not sign in.",
    Reason.UNKNOWN: "This refresh token is not valid.",
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One renewal as it was asked for; ``id`` is the client's, 16 bytes, or none (13.4).

    ``address`` is the peer's.
    """

    refresh_token: str
    id: bytes | None
    address: str


def renew(service: Service, project: Project, attempt: Attempt, *, rotates: bool) -> JsonObject:
    """New tokens for a good refresh token, by the rules of ``refresh_families``.

    ``rotates`` is false on the old route of a published project: there the token stays (13.9).

    Raises:
        RefusedError: the token is no good; says why.
    """
    with service.store.transaction():
        renewed = _renew(service, project, attempt, rotates=rotates)
    if isinstance(renewed, Reason):
        raise renewal_refused(renewed, MESSAGES[renewed])
    return renewed


def sign_out(
    service: Service,
    project: Project,
    refresh_token: str | None,
    *,
    everywhere: bool,
    fresh: FreshProof | None = None,
    device_key: bytes | None = None,
) -> int:
    """End the session of a refresh token, or every session of the proved user; how many ended.

    A token that is known no more is signed out already: that is no error. ``device_key`` is the
    digest of the key that proved the request.

    Raises:
        RefusedError: ``everywhere`` without a fresh proof or a device of the same user (13.4).
    """
    now = service.clock()
    with service.store.transaction():
        family = None
        if refresh_token is not None:
            token_mac = service.master_key.mac(Purpose.REFRESH_TOKEN, refresh_token)
            family = service.store.refresh_families.of_token(project.id, token_mac)
        if everywhere:
            user_id = _proved_user(service, project, family, fresh, device_key)
            ended = end_sessions(service, user_id)
        elif family is not None:
            user_id = family.user_id
            ended = int(service.store.refresh_families.end(family.id, Reason.SIGNED_OUT, now))
        else:
            return 0
        if ended:
            service.note(AuditEvent.SIGNED_OUT, project, user_id, sessions=ended)
        return ended


def _proved_user(
    service: Service,
    project: Project,
    family: Family | None,
    fresh: FreshProof | None,
    device_key: bytes | None,
) -> str:
    """Whose sessions a request may end: the token's user, or without one the proof's."""
    if fresh is not None and (family is None or family.user_id == fresh.user_id):
        return fresh.user_id
    if device_key is None:
        raise RefusedError(
            403, "fresh_proof", "Signing out everywhere needs a sign-in minutes ago, or a device."
        )
    if family is not None:
        owners = [family.user_id]
    else:
        owners = service.store.devices.owners(project.id, device_key)
    user = service.store.users.get(owners[0]) if len(owners) == 1 else None
    return usable_device(service, project, user, device_key).user_id


def _renew(
    service: Service, project: Project, attempt: Attempt, *, rotates: bool
) -> JsonObject | Reason:
    """New tokens or why not, in a transaction whose changes stand either way."""
    now = service.clock()
    token_mac = service.master_key.mac(Purpose.REFRESH_TOKEN, attempt.refresh_token)
    family = service.store.refresh_families.of_token(project.id, token_mac)
    user = None if family is None else service.store.users.get(family.user_id)
    if family is None or user is None:
        _note_refused(service, project, None, Reason.UNKNOWN, attempt)
        return Reason.UNKNOWN
    if project.is_strict and user.proved_at is None:
        # A session from when the project was a published one: its user has proved nothing (13.3).
        _note_refused(service, project, user.id, Reason.REVOKED, attempt)
        return Reason.REVOKED
    judgement = judge(
        family,
        token_mac,
        _attempt_mac(service, attempt),
        disabled=user.disabled_at is not None,
        now=now,
    )
    if isinstance(judgement, Refusal):
        _note_refusal(service, project, family, judgement, attempt)
        return judgement.reason
    if judgement is Step.ROTATE and not rotates:
        service.store.refresh_families.note_renewal(family.id, now)
        next_token = attempt.refresh_token
    else:
        family, next_token = _advance(service, family, judgement, attempt, now)
    service.note(AuditEvent.TOKEN_RENEWED, project, user.id, generation=family.generation)
    return oauth_token_json(service, project, user, family, next_token)


def _advance(
    service: Service, family: Family, step: Step, attempt: Attempt, now: float
) -> tuple[Family, str]:
    """The family after a step, stored, and its current token."""
    # Without an attempt id a random seed stands in, and the successor can't be made again.
    seed = service.random_bytes(SECRET_BYTES) if attempt.id is None else attempt.id
    if step is Step.REPEAT:
        return family, successor(service, family.id, family.generation, seed)
    generation = family.generation + (1 if step is Step.ROTATE else 0)
    token = successor(service, family.id, generation, seed)
    current_mac = service.master_key.mac(Purpose.REFRESH_TOKEN, token)
    if step is Step.ROTATE:
        family = replace(
            family,
            generation=generation,
            previous_mac=family.current_mac,
            current_mac=current_mac,
            attempt_mac=_attempt_mac(service, attempt),
            replaced=False,
            renewed_at=now,
        )
    else:
        family = replace(family, current_mac=current_mac, replaced=True)
    service.store.refresh_families.advance(family)
    return family, token


def _attempt_mac(service: Service, attempt: Attempt) -> bytes | None:
    return None if attempt.id is None else service.master_key.mac(Purpose.ATTEMPT, attempt.id)


def _note_refusal(
    service: Service, project: Project, family: Family, refusal: Refusal, attempt: Attempt
) -> None:
    if refusal.ends_family:
        service.store.refresh_families.end(family.id, refusal.reason, service.clock())
        service.note(AuditEvent.TOKEN_REUSED, project, family.user_id)
        if family.device_id is not None:
            suspend(service, project, family.device_id, family.user_id)
    else:
        _note_refused(service, project, family.user_id, refusal.reason, attempt)


def _note_refused(
    service: Service, project: Project, user_id: str | None, reason: Reason, attempt: Attempt
) -> None:
    # Whoever sends anything at all gets here: their flood must not become the audit's.
    if throttle.may_note_refusal(service, attempt.address):
        service.note(AuditEvent.TOKEN_REFUSED, project, user_id, reason=reason)
