"""An offer: a new device that asks to be added, as the service saw it (cotter-api 13.7)."""

import math
from dataclasses import dataclass

from desktop.service.device_keys import DeviceKey
from desktop.service.timestamps import rfc3339
from desktop.service.wire import JsonObject

LIFETIME_SECONDS = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One offer; ``address`` is the peer's, the names are the device's own. Times: Unix seconds."""

    id: str
    project_id: str
    key: DeviceKey
    device_type: str
    device_name: str
    address: str
    created_at: float
    expires_at: float


def offer_json(offer: Offer, now: float) -> JsonObject:
    """The offer as a trusted device is shown it."""
    return {
        "offer_id": offer.id,
        "public_key": offer.key.text,
        "algorithm": offer.key.algorithm,
        "device_name": offer.device_name,
        "address": offer.address,
        "created_at": rfc3339(offer.created_at),
        "expires_in": math.ceil(offer.expires_at - now),
    }
