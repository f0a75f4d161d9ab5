"""Fresh proofs: that a user answered a challenge in the last ten minutes (cotter-api 13.3)."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from desktop.service.assembly import Service
from desktop.service.master_key import Purpose
from desktop.service.projects import Project
from desktop.service.randomness import new_secret
from desktop.service.users import User

HEADER: Final = "Fresh-Proof"
LIFETIME_SECONDS = 600


@dataclass(frozen=True, slots=True)
class FreshProof:
    """Whom a good proof stands for, and the session that was given with it, if one was."""

    user_id: str
    family_id: int | None


def give_fresh_proof(service: Service, user: User, family_id: int | None) -> str:
    """A new proof, in the transaction under way; only a keyed hash of it is kept."""
    proof = new_secret(service.random_bytes)
    service.store.fresh_proofs.add(
        service.master_key.mac(Purpose.FRESH_PROOF, proof),
        user_id=user.id,
        family_id=family_id,
        expires_at=service.clock() + LIFETIME_SECONDS,
    )
    return proof


def fresh_proof_of(service: Service, project: Project, request: Request) -> FreshProof | None:
    """The proof that came with a request, if it is good and its user may sign in."""
    sent = request.headers.get(HEADER)
    if sent is None:
        return None
    found = service.store.fresh_proofs.find(
        service.master_key.mac(Purpose.FRESH_PROOF, sent), service.clock()
    )
    user = None if found is None else service.store.users.get(found[0])
    if found is None or user is None:
        return None
    if user.project_id != project.id or user.disabled_at is not None:
        return None
    return FreshProof(user.id, found[1])
