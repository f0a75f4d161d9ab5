"""Device proofs of requests, judged: recent, for this request, used once (cotter-api 13.2).

First row that applies:

====================================================  ======================
the header ``DPoP``                                   refused with 401 and
====================================================  ======================
is missing                                            ``proof_missing``
is no proof, badly signed, or there twice             ``proof_invalid``
is for another method, URL, query or body             ``proof_invalid``
was made over 60 s before or after the service's now  ``clock``
has come before                                       ``proof_replayed``
====================================================  ======================

Whose key it is comes after that: ``not_enrolled`` and ``suspended`` are 403.
"""

from starlette.requests import Request

from desktop.protocol.device_proof import (
    ACCEPTED_SECONDS,
    HEADER,
    DeviceProof,
    DeviceProofError,
    parse_device_proof,
)
from desktop.service.assembly import Service
from desktop.service.device_keys import key_digest
from desktop.service.devices import Device
from desktop.service.projects import Project
from desktop.service.refusals import RefusedError, device_refused
from desktop.service.trusted_devices import usable_device
from desktop.service.users import User

USE_NOTED_SECONDS = 60


def require_device(
    service: Service, project: Project, request: Request, body: bytes, user: User | None
) -> Device:
    """The user's trusted device that made this request; call it outside of any transaction.

    ``body`` is the raw body, ``user`` whom the request is about, none where nobody was found.

    Raises:
        RefusedError: no good proof; the key is not enrolled or is suspended; the user is disabled.
    """
    proof = require_proof(service, request, body)
    device = usable_device(service, project, user, key_digest(proof.public_key))
    now = service.clock()
    if device.used_at is None or now >= device.used_at + USE_NOTED_SECONDS:
        service.store.devices.note_use(device.id, now)
    return device


def optional_proof(service: Service, request: Request, body: bytes) -> DeviceProof | None:
    """The proof of a request that may do without; a bad one is refused all the same.

    Raises:
        RefusedError: there is one and it is no good.
    """
    if HEADER not in request.headers:
        return None
    return require_proof(service, request, body)


def require_proof(service: Service, request: Request, body: bytes) -> DeviceProof:
    """The proof of a request by whichever key; from now on it is spent.

    Raises:
        RefusedError: by the table above.
    """
    headers = request.headers.getlist(HEADER)
    if not headers:
        raise device_refused(401, "proof_missing", "This needs the proof of a device.")
    try:
        proof = parse_device_proof(headers[0])
    except DeviceProofError as error:
        raise _invalid() from error
    urls = _urls(service, request)
    method = request.method
    if len(headers) > 1 or not any(proof.fits(method=method, url=url, body=body) for url in urls):
        raise _invalid()
    now = service.clock()
    if abs(int(now) - proof.issued_at) > ACCEPTED_SECONDS:
        raise device_refused(
            401, "clock", "The device proof is not from now. Is the computer's clock right?"
        )
    if not service.store.proof_ids.use(key_digest(proof.public_key), proof.token_id, now):
        raise device_refused(401, "proof_replayed", "This device proof was used before.")
    return proof


def _urls(service: Service, request: Request) -> list[str]:
    """What a client may have called for this request: the public URL, and loopback names here."""
    path = request.scope["raw_path"].decode("ascii", "replace")
    query = request.scope["query_string"].decode("latin-1")
    target = f"{path}?{query}" if query else path
    return [base + target for base in service.settings.accepted_urls()]


def _invalid() -> RefusedError:
    return device_refused(401, "proof_invalid", "The device proof is not one of this request.")
