"""Services that are about to be added: by their address, or by an invitation."""

from collections.abc import Awaitable, Callable
from functools import partial

from desktop.client.transport import Transport
from desktop.foundation.branded import refuse_other_services
from desktop.foundation.clock import Clock
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.invitation import link_in
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile, ProfileBook
from desktop.session.connecting import Putting, ServiceCheck, put_in_use
from desktop.session.invitations import Invitations, put_beside
from desktop.session.joining_facts import Connection, OpenInvitation


class Joining:
    """Asks, shows and adds; what was added is handed over. Raises no AuthenticatorError."""

    def __init__(
        self,
        paths: Paths,
        clock: Clock,
        transport: Callable[[], Transport | None],
        *,
        show_connection: Callable[[Connection | None], None],
        show_invitation: Callable[[OpenInvitation | None], None],
        on_added: Callable[[Profile], Awaitable[None]],
    ) -> None:
        """``transport`` gives the one in use; None while there is none yet."""
        self._paths = paths
        self._transport = transport
        self._check = ServiceCheck(clock, show_connection)
        self._invitations = Invitations(
            paths.profiles_file, clock, show_invitation, partial(self._put, put_beside)
        )
        self._on_added = on_added

    async def check_service(self, service_url: str, api_key_id: str) -> None:
        """Ask a service what it is and draw the answer."""
        transport = self._transport()
        if transport is not None:
            await self._check.ask(service_url, api_key_id, transport)

    async def add_profile(self, name: str) -> None:
        """Make a profile of the service that was found, and show it."""
        profile = self._check.add(name, self._paths.profiles_file, partial(self._put, put_in_use))
        if profile is not None:
            await self._on_added(profile)

    def _put(self, put: Putting, book: ProfileBook, profile: Profile) -> ProfileBook:
        refuse_other_services(self._paths)
        return put(book, profile)

    def forget_connection(self) -> None:
        """Leave the connect page."""
        self._check.forget()

    async def open_invitation(self, link: str) -> None:
        """Show where a link leads, or why it leads nowhere; nobody is asked."""
        self._open(link)

    async def find_invitation(self, text: str) -> None:
        """The same for a link in a text: what was pasted, or a file."""
        try:
            self._open(link_in(text))
        except AuthenticatorError as error:
            self._invitations.refuse(error)

    def _open(self, link: str) -> None:
        # Before the person agrees: nobody is asked for a service that may not be added.
        try:
            refuse_other_services(self._paths)
        except AuthenticatorError as error:
            if not self._invitations.is_known(link):
                self._invitations.refuse(error)
                return
        self._invitations.open(link)

    def refuse_invitation(self, error: AuthenticatorError) -> None:
        """Show why there is none in what was brought here."""
        self._invitations.refuse(error)

    async def ask_invited(self) -> None:
        """The person agrees to the invitation on show: ask its service what it is."""
        transport = self._transport()
        if transport is not None:
            await self._invitations.ask(transport)

    async def add_invited(self, name: str) -> None:
        """Make a profile of the service that was found, and show it."""
        profile = self._invitations.add(name)
        if profile is not None:
            await self._on_added(profile)

    def close_invitation(self) -> None:
        """Leave the invitation on show, undecided."""
        self._invitations.close()

    def draw_invitation(self) -> None:
        """Show it again: profiles have come or gone."""
        self._invitations.draw()
