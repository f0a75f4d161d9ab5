"""What a device key has signed, judged: by this key, of now, for the first time (13.6)."""

import hashlib

from desktop.protocol.event_names import is_timestamp
from desktop.service.assembly import Service
from desktop.service.device_keys import DeviceKey
from desktop.service.refusals import device_refused

ACCEPTED_SECONDS = 300


def check_timestamp(service: Service, timestamp: str) -> None:
    """Let a signed time through that is the service's now, five minutes more or less.

    Raises:
        RefusedError: it is another time, or not written as one.
    """
    if is_timestamp(timestamp) and abs(int(service.clock()) - int(timestamp)) <= ACCEPTED_SECONDS:
        return
    raise device_refused(400, "clock", "The signed time is more than 5 minutes off.")


def check_signer(key: DeviceKey, signature: str, text: bytes) -> None:
    """Let a signature over ``text`` through, however often it came.

    Raises:
        RefusedError: it is not this key's.
    """
    if not key.has_signed(text, signature):
        raise device_refused(400, "bad_signature", "This is not signed by the device's key.")


def has_signed_before(service: Service, key: DeviceKey, text: bytes) -> bool:
    """Whether :func:`check_signature` let this key's signature over ``text`` through."""
    return service.store.replays.has(hashlib.sha256(text).digest(), key.digest)


def check_signature(service: Service, key: DeviceKey, signature: str, text: bytes) -> None:
    """Let a signature over ``text`` through, once; call it in the transaction that it allows.

    Raises:
        RefusedError: it is not this key's, or the key has signed this text for us before.
    """
    check_signer(key, signature, text)
    if not service.store.replays.use(hashlib.sha256(text).digest(), key.digest, service.clock()):
        raise device_refused(400, "replayed", "This signature was used before.")
