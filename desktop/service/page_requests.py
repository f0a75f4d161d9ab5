"""The query of ``/app``: what an app asks the hosted page for (cotter-api 2.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from desktop.service.assembly import Service
from desktop.service.challenges import AuthMethod, Channel
from desktop.service.identifiers import IdentifierType
from desktop.service.projects import Project
from desktop.service.redirect_urls import RedirectUrl, parse_redirect_url
from desktop.service.refusals import RefusedError, malformed
from desktop.service.request_fields import (
    MAX_STATE_CHARACTERS,
    MAX_URL_CHARACTERS,
    check_code_challenge,
    read_auth_method,
)

PHONE_CHANNELS = (Channel.SMS, Channel.WHATSAPP)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """One sign-in on the hosted page, as the app asked for it.

    ``direct`` skips the form for the identifier; ``channels`` are the choices for its message.
    """

    project: Project
    redirect_url: RedirectUrl
    identifier_type: IdentifierType
    code_challenge: str
    state: str
    auth_method: AuthMethod
    identifier: str
    direct: bool
    channels: tuple[Channel, ...]

    @property
    def cancel_url(self) -> str:
        """Where the browser goes when the person wants no sign-in (RFC 6749 section 4.1.2.1)."""
        return self.redirect_url.with_parameters(
            {
                "error": "access_denied",
                "error_description": "The sign-in was cancelled.",
                "state": self.state,
            }
        )

    def hidden_fields(self) -> dict[str, str]:
        """What the form for the identifier carries along, to be read again from there."""
        return {
            "api_key": self.project.id,
            "redirect_url": self.redirect_url.text,
            "type": self.identifier_type,
            "code_challenge": self.code_challenge,
            "state": self.state,
            "auth_method": self.auth_method,
            "phone_channels": " ".join(self.channels),
        }


def read_page_request(
    service: Service, fields: Mapping[str, str], phone_channels: Sequence[str]
) -> PageRequest:
    """Read the query, or the form that carries it along.

    Raises:
        RefusedError: a parameter is missing or wrong, or the redirect URL is not allowed.
    """
    project = service.store.projects.find(fields.get("api_key", ""))
    if project is None:
        raise RefusedError(401, "api_key", "The app that sent you here is not known here.")
    sent_url = _text(fields, "redirect_url")
    redirect_url = parse_redirect_url(sent_url, project.allowed_urls)
    if redirect_url is None:
        raise RefusedError(
            400,
            "redirect_url",
            f"The redirect URL {_as_url(sent_url)} or the parent origin  is not in "
            "the list of allowed URLs. Please contact the site owner.",
        )
    try:
        identifier_type = IdentifierType(_text(fields, "type"))
    except ValueError as error:
        raise malformed("The parameter type is EMAIL or PHONE.") from error
    state = _text(fields, "state")
    if len(state) > MAX_STATE_CHARACTERS:
        raise malformed("The parameter state is too long.")
    if not state.isprintable():
        # A browser would bring another one back: it reads some characters of a page otherwise.
        raise malformed("The parameter state has a character that can't be seen.")
    identifier = fields.get("input", "").strip()
    return PageRequest(
        project=project,
        redirect_url=redirect_url,
        identifier_type=identifier_type,
        code_challenge=check_code_challenge(_text(fields, "code_challenge")),
        state=state,
        auth_method=read_auth_method(fields.get("auth_method") or None),
        identifier=identifier,
        direct=fields.get("direct_login") == "true" and identifier != "",
        channels=_channels(service, identifier_type, fields.get("use_channel", ""), phone_channels),
    )


def _channels(
    service: Service, identifier_type: IdentifierType, use_channel: str, offered: Sequence[str]
) -> tuple[Channel, ...]:
    """The choices, best first; unknown words are ignored: Flutter sends ``null`` (2.1)."""
    if identifier_type is IdentifierType.EMAIL:
        return (Channel.EMAIL,)
    wanted = [use_channel] if use_channel in PHONE_CHANNELS else list(offered)
    chosen = tuple(
        channel
        for channel in PHONE_CHANNELS
        if channel in wanted and channel in service.settings.channels
    )
    return chosen or (Channel.SMS,)


def _as_url(text: str) -> str:
    """A text with nothing in it that no URL holds: whoever made the link to the page chose it."""
    return quote(text, safe=":/?#[]@!$&'()*+,;=%")


def _text(fields: Mapping[str, str], name: str) -> str:
    text = fields.get(name, "")
    if not text or len(text) > MAX_URL_CHARACTERS:
        raise malformed(f"The parameter {name} is missing or too long.")
    return text
