"""Trusted devices at the service: enrolling, listing, removing, offering (cotter-api 4.2, 13)."""

from typing import Final
from urllib.parse import quote, urlencode

from desktop.client.answers import User
from desktop.client.device_key import ALGORITHM, DeviceKey
from desktop.client.device_refusals import refusal_of_device
from desktop.client.endpoint import Endpoint
from desktop.client.event_answers import (
    Enrolment,
    ListedDevice,
    Offer,
    OwnOffer,
    parse_devices,
)
from desktop.client.refusals import NOT_FOUND
from desktop.foundation.device_errors import OfferGoneError
from desktop.foundation.errors import RequestRefusedError
from desktop.foundation.secret import Secret
from desktop.protocol.encoding import encode_base64
from desktop.protocol.signed_text import TRUSTED_DEVICE

DEVICE_TYPE: Final = "DESKTOP"


class Devices:
    """The devices of one project's users.

    Every method may raise RefusedError and ServiceUnreachableError, and what ``device_refusals``
    makes of a refusal.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        """Ask at ``endpoint``."""
        self._endpoint = endpoint

    async def enrol(
        self, key: DeviceKey, *, user_id: str, device_name: str, fresh_proof: Secret | None
    ) -> None:
        """Make ``key`` a device of the user, or confirm it where it is suspended (13.3, 13.4)."""
        await self._put(
            key,
            user_id,
            {
                "method": TRUSTED_DEVICE,
                "enrolled": True,
                "code": key.public_key,
                "algorithm": ALGORITHM,
                "device_type": DEVICE_TYPE,
                "device_name": device_name,
            },
            fresh_proof,
        )

    async def remove(
        self, key: DeviceKey, *, user_id: str, public_key: str, fresh_proof: Secret | None
    ) -> None:
        """Take the device of ``public_key`` off the user's, proved by the device ``key``.

        Raises:
            FreshProofNeededError: it is the last one, or ours is younger than a day (13.3).
        """
        await self._put(
            key,
            user_id,
            {"method": TRUSTED_DEVICE, "enrolled": False, "code": public_key},
            fresh_proof,
        )

    async def enrolment(self, key: DeviceKey, *, user_id: str) -> Enrolment:
        """Whether the service knows ``key`` as a device of the user (4.2)."""
        query = urlencode(
            {
                "cotter_user_id": user_id,
                "method": TRUSTED_DEVICE,
                "public_key": encode_base64(key.public_key.encode()),
            }
        )
        return await self._endpoint.ask(
            "GET",
            f"/user/methods?{query}",
            parse=Enrolment.parse,
            refusal_of=refusal_of_device,
            proof=key,
        )

    async def list(self, key: DeviceKey, *, user_id: str) -> tuple[ListedDevice, ...]:
        """All trusted devices of the user, oldest first."""
        return await self._endpoint.ask(
            "GET",
            f"/user/devices?cotter_user_id={quote(user_id, safe='')}",
            parse=parse_devices,
            refusal_of=refusal_of_device,
            proof=key,
        )

    async def offer(self, key: DeviceKey, *, device_name: str, identifier: str) -> OwnOffer | None:
        """Tell the service that this computer wants to be added (13.7).

        With an ``identifier`` the answer names its user. None where the service knows no offers:
        published ones go without.
        """
        body: dict[str, object] = {
            "public_key": key.public_key,
            "algorithm": ALGORITHM,
            "device_name": device_name,
        }
        if identifier:
            body["identifier"] = identifier
        try:
            return await self._endpoint.ask(
                "POST",
                "/device/offer",
                body,
                parse=OwnOffer.parse,
                refusal_of=refusal_of_device,
                proof=key,
            )
        except RequestRefusedError as refused:
            if refused.values["status"] != NOT_FOUND:
                raise
            return None

    async def offered(self, key: DeviceKey, *, user_id: str, public_key: str) -> Offer:
        """What the service saw of a new device (13.7).

        Raises:
            OfferGoneError: it doesn't know of one.
        """
        query = urlencode({"public_key": public_key, "cotter_user_id": user_id})
        try:
            return await self._endpoint.ask(
                "GET",
                f"/device/offer?{query}",
                parse=Offer.parse,
                refusal_of=refusal_of_device,
                proof=key,
            )
        except RequestRefusedError as refused:
            if refused.values["status"] != NOT_FOUND:
                raise
            raise OfferGoneError from None

    async def user_of(self, identifier: str) -> User:
        """The user of an identifier, where a published service tells anybody (4.2)."""
        return await self._endpoint.ask(
            "GET", f"/user?{urlencode({'identifier': identifier})}", parse=User.parse
        )

    async def _put(
        self,
        key: DeviceKey,
        user_id: str,
        body: dict[str, object],
        fresh_proof: Secret | None,
    ) -> None:
        await self._endpoint.ask(
            "PUT",
            f"/user/methods?cotter_user_id={quote(user_id, safe='')}",
            body,
            parse=User.parse,
            refusal_of=refusal_of_device,
            sent=() if fresh_proof is None else (fresh_proof,),
            headers=fresh_proof_header(fresh_proof),
            proof=key,
        )


def fresh_proof_header(fresh_proof: Secret | None) -> dict[str, str]:
    """The header of a fresh proof, if there is one (13.3)."""
    return {} if fresh_proof is None else {"Fresh-Proof": fresh_proof.reveal()}
