"""Overviews of the invitation's page in every state."""

from dataclasses import replace
from typing import Final

from desktop.foundation.errors import ProfileExistsError, ServiceUnreachableError
from desktop.foundation.invitation_errors import InvitationAddressError, InvitationKeyError
from desktop.foundation.service_address import Caution
from desktop.session.joining_facts import Connection, InvitedService, OpenInvitation
from desktop.session.snapshot import Overview
from tests.ui.scenes import ACTIVE, FOUND, HOST, overview_of

KEY_ID: Final = "11111111-2222-3333-4444-555555555555"
LINK: Final = f"cotter-authenticator://add?service=https%3A%2F%2F{HOST}&api-key-id={KEY_ID}"
INVITED: Final = InvitedService(
    host=HOST,
    claimed_name="Example Works",
    api_key_id=KEY_ID,
    key_fingerprint="5f7c 9a53 0d8d 750e b00f 61e5 1b1b 6d0c",
)
CONFIRM: Final = OpenInvitation(service=INVITED)
ASKED: Final = Connection(service_url=f"https://{HOST}", api_key_id=KEY_ID)
LONG_HOST: Final = f"{'accounts.example.com.' * 4}{'a' * 60}.evil.example:8443"


def opened(invitation: OpenInvitation, *, signed_in: bool = False) -> Overview:
    """It is on show, with or without somebody signed in."""
    base = overview_of(ACTIVE) if signed_in else Overview()
    return replace(base, invitation=invitation)


INVITATION_SCENES: Final = {
    "invitation": Overview(),
    "invitation-refused": opened(
        OpenInvitation(problem=InvitationAddressError(reason="its host is not written in ASCII"))
    ),
    "invitation-confirm": opened(CONFIRM),
    "invitation-confirm-signed-in": opened(replace(CONFIRM, more=2), signed_in=True),
    "invitation-caution": opened(
        OpenInvitation(
            service=InvitedService(
                host="login.xn--exmple-cua.com",
                api_key_id=KEY_ID,
                cautions=(Caution.OTHER_ALPHABET,),
            )
        )
    ),
    "invitation-long": opened(OpenInvitation(service=replace(INVITED, host=LONG_HOST))),
    "invitation-known": opened(
        OpenInvitation(service=replace(INVITED, known_id="work", known_as="Work")), signed_in=True
    ),
    "invitation-known-differs": opened(
        OpenInvitation(
            service=replace(INVITED, known_id="work", known_as="Work", key_differs=True)
        ),
        signed_in=True,
    ),
    "invitation-asking": opened(replace(CONFIRM, connection=ASKED)),
    "invitation-unreachable": opened(
        replace(
            CONFIRM,
            connection=replace(
                ASKED,
                checking=False,
                problem=ServiceUnreachableError(host=HOST, reason="connection refused"),
            ),
        )
    ),
    "invitation-another-key": opened(
        replace(
            CONFIRM,
            connection=replace(ASKED, checking=False, problem=InvitationKeyError(host=HOST)),
        )
    ),
    "invitation-found": opened(replace(CONFIRM, connection=FOUND)),
    "invitation-taken": opened(
        OpenInvitation(
            service=replace(INVITED, taken_names=("Example Works",)),
            connection=replace(FOUND, problem=ProfileExistsError(name="Example Works")),
        ),
        signed_in=True,
    ),
}
