"""Each profile's service: is it there, is it the one that was pinned, what does its clock say?"""

from typing import Final

from desktop.client.answers import ServiceDescription
from desktop.client.clock_offset import ClockObservation
from desktop.client.discovery import KEY_SET_PATH, describe_service
from desktop.client.endpoint import Endpoint
from desktop.client.identity_key import check_identity_key
from desktop.client.token_keys import parse_key_set
from desktop.client.transport import Transport
from desktop.diagnosis.finding import Check, Finding, Outcome, fine, warning
from desktop.diagnosis.naming import finding_of
from desktop.foundation.clock import Clock
from desktop.foundation.daemon_threads import run_to_end
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.profiles import Profile
from desktop.foundation.settings import Settings

LARGE_OFFSET_SECONDS: Final = 300.0
CONNECT_SECONDS: Final = 3.0
READ_SECONDS: Final = 4.0


def examine_service(profile: Profile, settings: Settings, clock: Clock) -> list[Finding]:
    """What it says of itself, its keys, and its clock; nothing about the user is sent."""
    seen: list[ClockObservation] = []
    try:
        run_to_end(_ask(profile, settings, clock, seen))
    except AuthenticatorError as error:
        return [finding_of(Check.SERVICE, error), *_examine_clock(profile, seen)]
    text = f"{profile.host} answers ({profile.compatibility})."
    return [fine(Check.SERVICE, text), *_examine_clock(profile, seen)]


async def _ask(
    profile: Profile, settings: Settings, clock: Clock, seen: list[ClockObservation]
) -> ServiceDescription:
    transport = Transport(
        proxy=settings.proxy,
        certificate_file=settings.certificate_file,
        connect_seconds=CONNECT_SECONDS,
        read_seconds=READ_SECONDS,
    )
    where = (profile.service_url, profile.api_key_id, transport, clock)
    try:
        description = await describe_service(*where, on_time=seen.append)
        check_identity_key(profile.identity_key, description)
        await Endpoint(*where, seen.append).ask("GET", KEY_SET_PATH, parse=parse_key_set)
    finally:
        await transport.aclose()
    return description


def _examine_clock(profile: Profile, seen: list[ClockObservation]) -> list[Finding]:
    if not seen:
        return []
    offset = seen[0].offset
    if abs(offset) <= LARGE_OFFSET_SECONDS:
        return [fine(Check.CLOCK, f"It agrees with {profile.host}.")]
    side = "behind" if offset > 0 else "ahead"
    text = (
        f"This computer's clock is {abs(offset):.0f} s {side}"
        f" of {profile.host}. Sessions go by the service's; set the clock all the same."
    )
    return [warning(Check.CLOCK, Outcome.CLOCK_OFF, text)]
