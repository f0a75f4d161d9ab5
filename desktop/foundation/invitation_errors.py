"""The branch of the tree of errors that is about invitations.

::

    InputError
    ├── InvitationError         a link that can't be followed
    │   └── NotAnInvitationError, SeveralInvitationsError, InvitationTooLongError,
    │       InvitationDamagedError, InvitationAddressError, InvitationNewerError
    └── AlreadyConnectedError, InvitationUnansweredError
    AuthenticatorError
    └── InvitationKeyError
"""

from desktop.foundation.errors import AuthenticatorError, InputError


class InvitationError(InputError):
    """A link that can't be followed; nothing was asked, sent or kept."""

    happened = "This invitation can't be followed."
    kept = "Nothing was sent, added or changed."
    next_step = "Ask whoever sent it for a new one."


class NotAnInvitationError(InvitationError):
    """The text is no link of ours."""

    happened = "That is no invitation to a service."
    next_step = "Copy the whole link, from cotter-authenticator:// on."


class SeveralInvitationsError(InvitationError):
    """A text or a picture holds more than one."""

    happened = "There are several invitations in this."
    next_step = "Open one at a time."


class InvitationTooLongError(InvitationError):
    """No invitation has as many characters."""

    happened = "This invitation is longer than any can be."


class InvitationDamagedError(InvitationError):
    """A part is missing, there twice, or not what it should be."""

    happened = "This invitation can't be used: {reason}."


class InvitationAddressError(InvitationError):
    """The service's address is none that a link may lead to."""

    happened = "This invitation leads to an address that can't be used: {reason}."
    next_step = "Don't follow it. Ask whoever sent it for the address, by another way."


class InvitationNewerError(InvitationError):
    """It says something that only a newer version may know; following half of it is no use."""

    happened = "This invitation says something that this program doesn't know: {reason}."
    next_step = "Update this program, or ask for another link."


class AlreadyConnectedError(InputError):
    """The same service and API key id are a profile already."""

    happened = "{host} is connected already, as “{name}”."
    kept = "It was left as it is."
    next_step = "Use that profile."


class InvitationUnansweredError(InputError):
    """Nobody is there who could agree."""

    happened = "Nobody is there to say whether {host} is to be asked."
    kept = "Nothing was sent, added or changed."
    next_step = "Run the command in a terminal, or say --yes."


class InvitationKeyError(AuthenticatorError):
    """The service is not the one that the invitation was made for, or its key has changed."""

    happened = "{host} shows another key than this invitation names."
    kept = "Nothing was added, and nobody was signed in."
    next_step = "Don't connect. Ask whoever sent the invitation, by another way."
