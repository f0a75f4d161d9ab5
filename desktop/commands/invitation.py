"""``profile add --invitation``: follow a link that leads to a service, after asking."""

import sys
from typing import Final

from desktop.client.answers import ServiceDescription
from desktop.client.transport import Transport
from desktop.commands.profile_at_work import current_settings
from desktop.commands.standard_input import InputEndedError, read_line
from desktop.foundation.clock import SystemClock
from desktop.foundation.daemon_threads import run_to_end
from desktop.foundation.invitation import (
    LONGEST_TEXT,
    Invitation,
    link_in,
    parse_invitation,
)
from desktop.foundation.invitation_errors import AlreadyConnectedError, InvitationUnansweredError
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import (
    Profile,
    ProfileBook,
    change_profiles,
    parse_profile_name,
)
from desktop.foundation.service_address import Caution, cautions_of
from desktop.session.connecting import ask_service, check_invited_key, key_fingerprint, profile_of
from desktop.session.invitations import known_profile, put_beside

STANDARD_INPUT: Final = "-"
YES: Final = ("y", "yes")
_CAUTIONS: Final = {
    Caution.OTHER_ALPHABET: (
        "“xn--” stands for letters of another alphabet, which can look like ones you know."
    ),
    Caution.NUMBERS: "A number instead of a name says nothing of who answers there.",
    Caution.THIS_COMPUTER: "That is a program on this computer, not a service elsewhere.",
}


def add_invited(link: str, name: str, book: ProfileBook, paths: Paths, *, agreed: bool) -> int:
    """Show where the link leads, ask whether to go on, and add the service; the exit code.

    ``link`` is “-” for standard input, ``name`` empty for the one that the link or the service
    claims, ``agreed`` where nobody is to be asked.

    Raises:
        InvitationError: it is no link that can be followed.
        AlreadyConnectedError: the service is a profile already.
        InvitationUnansweredError: nobody is there to be asked.
        InvitationKeyError: the service shows another key than the link names.
        AuthenticatorError: anything else that is in the way; nothing was added.
    """
    invitation = parse_invitation(_read_link() if link == STANDARD_INPUT else link)
    if name:
        name = parse_profile_name(name)
    known = known_profile(book, invitation)
    if known is not None:
        raise AlreadyConnectedError(host=known.host, name=known.name)
    host = invitation.service_url.partition("://")[2]
    _show(invitation, host)
    if not agreed and not _is_agreed(host):
        print("Nothing was sent or added.", file=sys.stderr)
        return 1
    description = run_to_end(_ask(invitation, paths))
    profile = profile_of(
        description,
        name=name or invitation.name or description.name or host,
        service_url=invitation.service_url,
        api_key_id=invitation.api_key_id,
    )
    change_profiles(paths.profiles_file, lambda now: put_beside(now, profile))
    _tell(profile, description)
    return 0


async def _ask(invitation: Invitation, paths: Paths) -> ServiceDescription:
    settings = current_settings(paths)
    transport = Transport(proxy=settings.proxy, certificate_file=settings.certificate_file)
    try:
        description = await ask_service(
            invitation.service_url,
            invitation.api_key_id,
            transport=transport,
            clock=SystemClock(),
        )
    finally:
        await transport.aclose()
    check_invited_key(invitation.identity_key, description)
    return description


def _read_link() -> str:
    if not sys.stdin.isatty():
        return link_in(sys.stdin.read(LONGEST_TEXT + 1))
    try:
        return link_in(read_line("Invitation: "))
    except InputEndedError:
        return ""


def _show(invitation: Invitation, host: str) -> None:
    said = [f"This invitation leads to {host}"]
    said += [f"  {_CAUTIONS[one]}" for one in cautions_of(invitation.service_url)]
    if invitation.name:
        said.append(f"  It calls itself “{invitation.name}”; anybody can write that.")
    said.append(
        f"  It names the key {key_fingerprint(invitation.identity_key)}; no other one is taken."
        if invitation.identity_key
        else "  It names no key: compare the one that is shown then with what you were told."
    )
    print("\n".join(said), file=sys.stderr)


def _is_agreed(host: str) -> bool:
    if not sys.stdin.isatty():
        raise InvitationUnansweredError(host=host)
    try:
        return read_line(f"Ask {host} what it is, and add it? [y/N] ").strip().lower() in YES
    except InputEndedError:
        return False


def _tell(profile: Profile, description: ServiceDescription) -> None:
    print(
        f"Added “{profile.name}”: {description.name or profile.host}, "
        f"{description.compatibility}.\n"
        f"Its identity key is {key_fingerprint(description.identity_key)}.",
        file=sys.stderr,
    )
