"""From a proved challenge to an identity: users, authorization codes and their exchange (3.1)."""

from dataclasses import dataclass, replace

from desktop.protocol import ed25519
from desktop.protocol.encoding import EncodingError
from desktop.protocol.pkce import verifier_matches
from desktop.protocol.signed_text import identity_token_text
from desktop.service import throttle, verification
from desktop.service.assembly import Service
from desktop.service.audit import AuditEvent
from desktop.service.challenges import Answer, AuthMethod, Challenge
from desktop.service.enrolment import forget_what_stood_before
from desktop.service.fresh_proofs import give_fresh_proof
from desktop.service.master_key import Purpose
from desktop.service.projects import Project
from desktop.service.randomness import new_secret, new_uuid
from desktop.service.refresh_families import Reason
from desktop.service.refusals import RefusedError
from desktop.service.registration import create_user
from desktop.service.store.authorization_codes import AuthorizationCodeRow
from desktop.service.timestamps import parse_unix_text
from desktop.service.tokens import (
    first_tokens_again,
    identity_token_json,
    oauth_token_json,
    start_family,
)
from desktop.service.trusted_devices import user_answer
from desktop.service.users import (
    IDENTITY_LIFETIME_SECONDS,
    Identity,
    User,
    identity_json,
)
from desktop.service.wire import JsonObject

AUTHORIZATION_CODE_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Who was proved, how and when (Unix seconds)."""

    user: User
    identity: Identity
    auth_method: str
    authenticated_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What ``get_identity`` was sent (3.1), and from which address."""

    authorization_code: str
    challenge_id: int
    code_verifier: str
    redirect_url: str
    address: str
    attempt_id: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityToken:
    """An identity token as a customer's backend hands it back (3.3)."""

    identifier: str
    identifier_type: str
    receiver: str
    expire_at: str
    signature: str


def respond(
    service: Service, project: Project, answer: Answer, address: str, *, with_tokens: bool
) -> JsonObject:
    """Judge a signed answer; the identity, or with a code challenge only a code for it (13.5).

    ``address`` is the peer's.

    Raises:
        RefusedError: the answer proves nothing, or the user may not sign in.
    """
    with service.store.transaction():
        judged = verification.judge_answer(service, project, answer, address)
        if isinstance(judged, Challenge):
            result = _after_proof(service, project, judged, answer.state, with_tokens=with_tokens)
        else:
            result = judged
    if isinstance(result, RefusedError):
        raise result
    return result


def respond_on_page(
    service: Service, project: Project, challenge: Challenge, code: str, address: str
) -> str:
    """Judge a code typed into the hosted page; the authorization code for the redirect.

    ``address`` is the peer's.

    Raises:
        RefusedError: the code proves nothing, or the user may not sign in.
    """
    with service.store.transaction():
        judged = verification.judge_typed_code(service, project, challenge, code, address)
        proof = prove(service, project, judged) if isinstance(judged, Challenge) else judged
        if isinstance(proof, Proof):
            return _give_authorization_code(service, project, challenge, proof)
    raise proof


def exchange(
    service: Service, project: Project, given: Exchange, *, with_tokens: bool
) -> JsonObject:
    """Turn an authorization code into the identity, once (3.1).

    Any failure voids the code. A code that comes twice ends the session that it gave the first
    time (RFC 6749 section 4.1.2), unless it is the same request: with the attempt id of the first
    time it gets the same session again, as long as its refresh token has not been used.

    Raises:
        RefusedError: unknown, used, run out, or another verifier, challenge or redirect.
    """
    code_mac = service.master_key.mac(Purpose.AUTHORIZATION_CODE, given.authorization_code)
    with service.store.transaction():
        code = service.store.authorization_codes.find(project.id, code_mac)
        proof = None if code is None else _redeem(service, project, code, given)
        if code is not None and proof is not None:
            return _identity_answer(
                service,
                project,
                proof,
                with_tokens=with_tokens,
                code=code,
                attempt_id=given.attempt_id,
            )
        if throttle.may_note_refusal(service, given.address):
            service.note(AuditEvent.SIGN_IN_REFUSED, project, reason="authorization_code")
    raise RefusedError(
        400, "authorization_code", "This authorization code is not valid. Start the sign-in again."
    )


def exchange_identity_token(service: Service, project: Project, token: IdentityToken) -> JsonObject:
    """Tokens for a customer's backend that holds an identity token (3.3).

    Raises:
        RefusedError: not ours, run out, for another project, or the user may not sign in.
    """
    now = service.clock()
    expires_at = parse_unix_text(token.expire_at)
    user = service.store.users.by_identifier(project.id, token.identifier)
    if (
        expires_at is None
        or expires_at <= now
        or token.receiver != project.id
        or not _is_signed_by_us(service, token)
        or user is None
    ):
        raise RefusedError(400, "identity_token", "This identity token is not valid.")
    if user.disabled_at is not None:
        raise _disabled()
    with service.store.transaction():
        family, refresh_token = start_family(
            service,
            project,
            user,
            auth_method=AuthMethod.OTP,
            authenticated_at=expires_at - IDENTITY_LIFETIME_SECONDS,
        )
        service.note(AuditEvent.SIGNED_IN, project, user.id, by="identity_token")
    return oauth_token_json(service, project, user, family, refresh_token)


def prove(service: Service, project: Project, challenge: Challenge) -> Proof | RefusedError:
    """Note that the challenge's identifier is proved: its user, made if new, and its identity."""
    now = service.clock()
    users = service.store.users
    user = users.by_identifier(project.id, challenge.identifier)
    if user is None:
        user = create_user(service, project, identifier=challenge.identifier)
    if user.disabled_at is not None:
        service.note(AuditEvent.SIGN_IN_REFUSED, project, user.id, reason="disabled")
        return _disabled()
    if user.proved_at is None:
        forget_what_stood_before(service, project, user)
        users.mark_proved(user.id, now)
        user = replace(user, proved_at=now, updated_at=now)
    known = service.store.identities.of_key(user.id, challenge.public_key)
    identity = Identity(
        id=new_uuid(service.random_bytes) if known is None else known.id,
        user_id=user.id,
        # The user's spelling: identity, identity token and user must name one identifier.
        identifier=user.identifier or challenge.identifier,
        identifier_type=challenge.identifier_type,
        public_key=challenge.public_key,
        device_type=challenge.device_type,
        device_name=challenge.device_name,
        created_at=now if known is None else known.created_at,
        updated_at=now,
        expires_at=now + IDENTITY_LIFETIME_SECONDS,
    )
    service.store.identities.save(identity)
    return Proof(
        user=user, identity=identity, auth_method=challenge.auth_method, authenticated_at=now
    )


def _after_proof(
    service: Service, project: Project, challenge: Challenge, state: str, *, with_tokens: bool
) -> JsonObject | RefusedError:
    proof = prove(service, project, challenge)
    if isinstance(proof, RefusedError):
        return proof
    if challenge.code_challenge is not None:
        return {
            "authorization_code": _give_authorization_code(service, project, challenge, proof),
            "challenge_id": challenge.id,
            "state": state,
            "client_json": {},
        }
    return {"state": state, **_identity_answer(service, project, proof, with_tokens=with_tokens)}


def _give_authorization_code(
    service: Service, project: Project, challenge: Challenge, proof: Proof
) -> str:
    if challenge.code_challenge is None:
        raise ValueError("An authorization code needs a code challenge.")
    # Of an answer that was lost on the way: only the newest counts.
    service.store.authorization_codes.forget_unused(challenge.id)
    code = new_secret(service.random_bytes)
    service.store.authorization_codes.add(
        AuthorizationCodeRow(
            code_mac=service.master_key.mac(Purpose.AUTHORIZATION_CODE, code),
            project_id=project.id,
            challenge_id=challenge.id,
            identity_id=proof.identity.id,
            code_challenge=challenge.code_challenge,
            redirect_url=challenge.redirect_url,
            auth_method=proof.auth_method,
            authenticated_at=proof.authenticated_at,
            expires_at=proof.authenticated_at + AUTHORIZATION_CODE_SECONDS,
        )
    )
    return code


def _redeem(
    service: Service, project: Project, code: AuthorizationCodeRow, given: Exchange
) -> Proof | None:
    now = service.clock()
    proof = _proof_of(service, code, given, now)
    again = first_tokens_again(service, code.family_id, given.attempt_id)
    if code.used_at is not None and (proof is None or again is None):
        if code.family_id is not None and service.store.refresh_families.end(
            code.family_id, Reason.REVOKED, now
        ):
            service.note(AuditEvent.SIGNED_OUT, project, by="authorization code used twice")
        return None
    if code.used_at is None:
        service.store.authorization_codes.use(code.code_mac, now)
    return proof


def _proof_of(
    service: Service, code: AuthorizationCodeRow, given: Exchange, now: float
) -> Proof | None:
    identity = service.store.identities.get(code.identity_id)
    user = None if identity is None else service.store.users.get(identity.user_id)
    if (
        identity is None
        or user is None
        or user.disabled_at is not None
        or now >= code.expires_at
        or given.challenge_id != code.challenge_id
        or given.redirect_url != code.redirect_url
        or not verifier_matches(given.code_verifier, code.code_challenge)
    ):
        return None
    return Proof(
        user=user,
        identity=identity,
        auth_method=code.auth_method,
        authenticated_at=code.authenticated_at,
    )


def _identity_answer(
    service: Service,
    project: Project,
    proof: Proof,
    *,
    with_tokens: bool,
    code: AuthorizationCodeRow | None = None,
    attempt_id: bytes | None = None,
) -> JsonObject:
    answer: JsonObject = {
        "identifier": identity_json(proof.identity),
        "token": identity_token_json(service, project, proof.identity),
        "user": user_answer(service, project, proof.user),
    }
    family_id = None if code is None else code.family_id
    again = first_tokens_again(service, family_id, attempt_id)
    if with_tokens:
        family, refresh_token = again or start_family(
            service,
            project,
            proof.user,
            auth_method=proof.auth_method,
            authenticated_at=proof.authenticated_at,
            attempt_id=attempt_id,
        )
        family_id = family.id
        if code is not None:
            service.store.authorization_codes.note_family(code.code_mac, family.id)
        answer["oauth_token"] = oauth_token_json(
            service, project, proof.user, family, refresh_token
        )
    answer["fresh_proof"] = give_fresh_proof(service, proof.user, family_id)
    if again is None:
        service.note(AuditEvent.SIGNED_IN, project, proof.user.id, by=proof.auth_method)
    return answer


def _is_signed_by_us(service: Service, token: IdentityToken) -> bool:
    text = identity_token_text(
        identifier=token.identifier,
        identifier_type=token.identifier_type,
        receiver=token.receiver,
        expire_at=token.expire_at,
    )
    try:
        return any(
            ed25519.signature_is_valid(key, token.signature, text)
            for key in service.keys.identity_public_keys()
        )
    except EncodingError:
        return False


def _disabled() -> RefusedError:
    return RefusedError(403, "disabled", "This user may not sign in. Ask who runs the service.")
