"""``/app``: the hosted pages, from the identifier to the way back (cotter-api 2.1, 13.5).

The browser is known by a cookie; from it follow the verification key of its challenges and the
token in every form, so no other site can press our buttons. URLs hold nothing secret but the
authorization code of the way back and the token of a link in a mail.
"""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desktop.service import hosted_pages, sign_in, verification
from desktop.service.assembly import Service
from desktop.service.authentication import peer_address
from desktop.service.browser import COOKIE, Browser
from desktop.service.challenges import Challenge, Channel, Ending, is_open
from desktop.service.identifiers import MAX_CHARACTERS, masked, parse_identifier
from desktop.service.master_key import Purpose
from desktop.service.page_requests import PageRequest, read_page_request
from desktop.service.page_style import STYLE
from desktop.service.projects import Project
from desktop.service.randomness import new_secret, new_uuid
from desktop.service.redirect_urls import RedirectUrl, parse_redirect_url
from desktop.service.refusals import RefusedError
from desktop.service.request_fields import read_identifier
from desktop.service.routes.page_endpoint import (
    frame_of,
    page_answer,
    page_route,
    read_form,
    see_other,
    sentence_of,
)
from desktop.service.users import IDENTITY_LIFETIME_SECONDS

BEGIN_FORM = "begin"
MAX_USER_AGENT_CHARACTERS = 200


def hosted_routes(service: Service) -> list[Route]:
    """The pages and what their forms post to."""
    return [
        page_route(service, "GET", "/app", start),
        page_route(service, "POST", "/app", begin),
        page_route(service, "GET", "/app/style.css", style),
        page_route(service, "GET", "/app/code/{page_id}", show_code_form),
        page_route(service, "POST", "/app/code/{page_id}", check_code),
        page_route(service, "POST", "/app/again/{page_id}", send_again),
        page_route(service, "GET", "/app/link/{link_token}", open_link),
        page_route(service, "POST", "/app/link/{link_token}", confirm_link),
    ]


async def start(service: Service, request: Request) -> Response:
    """The form for the identifier; with ``direct_login`` the code is on its way at once."""
    asked = read_page_request(
        service, request.query_params, request.query_params.getlist("phone_channels[]")
    )
    known = _browser(service, request)
    browser = known if known.cookie else Browser(known.master_key, new_secret(service.random_bytes))
    if asked.direct:
        response = _send_code(
            service, request, asked, browser, typed=asked.identifier, channel=asked.channels[0]
        )
    else:
        response = _identifier_form(service, asked, browser)
    if browser is not known:
        _set_cookie(service, response, asked.project, browser)
    return response


async def begin(service: Service, request: Request) -> Response:
    """The identifier was typed: send its code."""
    fields = await read_form(request)
    asked = read_page_request(service, fields, fields.get("phone_channels", "").split())
    browser = _checked_browser(service, request, fields, BEGIN_FORM)
    chosen = [channel for channel in asked.channels if channel == fields.get("channel")]
    channel = chosen[0] if chosen else asked.channels[0]
    return _send_code(
        service,
        request,
        asked,
        browser,
        typed=fields.get("identifier", "").strip(),
        channel=channel,
    )


async def style(_service: Service, _request: Request) -> Response:
    """The style sheet."""
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=3600"}
    return Response(STYLE, media_type="text/css", headers=headers)


async def show_code_form(service: Service, request: Request) -> Response:
    """The form for the code, or one button where this browser is still known."""
    browser = _browser(service, request)
    project, challenge = _challenge_of_page(service, request, browser)
    return _code_form(service, project, challenge, browser)


async def check_code(service: Service, request: Request) -> Response:
    """The code was typed: go back to the app with an authorization code."""
    fields = await read_form(request)
    browser = _checked_browser(service, request, fields, request.path_params["page_id"])
    project, challenge = _challenge_of_page(service, request, browser)
    code = "".join(fields.get("code", "").split()).replace("-", "")
    try:
        authorization_code = sign_in.respond_on_page(
            service, project, challenge, code, peer_address(request)
        )
    except RefusedError as refused:
        return _code_form(service, project, challenge, browser, refused)
    return _way_back(service, project, challenge, authorization_code)


async def send_again(service: Service, request: Request) -> Response:
    """Send a new code in place of the one before."""
    fields = await read_form(request)
    browser = _checked_browser(service, request, fields, request.path_params["page_id"])
    project, challenge = _challenge_of_page(service, request, browser)
    beginning = verification.Beginning(
        session_id=request.path_params["page_id"],
        identifier=parse_identifier(challenge.identifier, challenge.identifier_type),
        public_key=challenge.public_key,
        device_type=challenge.device_type,
        device_name=challenge.device_name,
        redirect_url=challenge.redirect_url,
        auth_method=challenge.auth_method,
        channel=challenge.channel,
        code_challenge=challenge.code_challenge,
        state=challenge.state,
        page_id=challenge.page_id,
        browser_mac=challenge.browser_mac,
    )
    try:
        verification.begin(service, project, beginning, peer_address(request))
    except RefusedError as refused:
        return _code_form(service, project, challenge, browser, refused)
    return see_other(f"/app/code/{challenge.page_id}")


async def open_link(service: Service, request: Request) -> Response:
    """The link of a mail was opened; mail scanners open links too, so this changes nothing."""
    project, challenge = _challenge_of_link(service, request)
    browser = _browser(service, request)
    if browser.began(challenge):
        page = hosted_pages.confirm_page(
            frame_of(service, project),
            action=request.url.path,
            identifier=challenge.identifier,
            hidden=browser.form_fields(request.path_params["link_token"]),
        )
        return page_answer(page, form_target=_redirect_url(project, challenge))
    code = verification.code_of_link(service, challenge, request.path_params["link_token"])
    return page_answer(hosted_pages.link_code_page(frame_of(service, project), code=code))


async def confirm_link(service: Service, request: Request) -> Response:
    """The button was pressed in the browser that began: the link stands for the code."""
    fields = await read_form(request)
    link_token = request.path_params["link_token"]
    browser = _checked_browser(service, request, fields, link_token)
    project, challenge = _challenge_of_link(service, request)
    if not browser.began(challenge):
        raise RefusedError(400, "challenge", "This sign-in was begun in another browser.")
    code = verification.code_of_link(service, challenge, link_token)
    authorization_code = sign_in.respond_on_page(
        service, project, challenge, code, peer_address(request)
    )
    return _way_back(service, project, challenge, authorization_code)


def _send_code(
    service: Service,
    request: Request,
    asked: PageRequest,
    browser: Browser,
    *,
    typed: str,
    channel: Channel,
) -> Response:
    page_id = new_uuid(service.random_bytes)
    try:
        identifier = read_identifier(typed, asked.identifier_type)
        beginning = verification.Beginning(
            session_id=page_id,
            identifier=identifier,
            public_key=browser.verification_key(),
            device_type="BROWSER",
            device_name=_device_name(request),
            redirect_url=asked.redirect_url.text,
            auth_method=asked.auth_method,
            channel=verification.channel_for(service, identifier, channel),
            code_challenge=asked.code_challenge,
            state=asked.state,
            page_id=page_id,
            browser_mac=browser.mac(),
        )
        verification.begin(service, asked.project, beginning, peer_address(request))
    except RefusedError as refused:
        return _identifier_form(service, asked, browser, typed, refused)
    return see_other(f"/app/code/{page_id}")


def _identifier_form(
    service: Service,
    asked: PageRequest,
    browser: Browser,
    typed: str | None = None,
    refused: RefusedError | None = None,
) -> Response:
    page = hosted_pages.identifier_page(
        frame_of(service, asked.project),
        identifier_type=asked.identifier_type,
        typed=_visible(asked.identifier if typed is None else typed),
        channels=asked.channels,
        hidden={**asked.hidden_fields(), **browser.form_fields(BEGIN_FORM)},
        cancel_url=asked.cancel_url,
        error=None if refused is None else sentence_of(refused),
    )
    return page_answer(page, refused=refused, form_target=asked.redirect_url)


def _visible(typed: str) -> str:
    """What a person can see of an identifier: the link to the page may bring marks along."""
    visible = "".join(character for character in typed if character.isprintable())
    return visible[:MAX_CHARACTERS]


def _code_form(
    service: Service,
    project: Project,
    challenge: Challenge,
    browser: Browser,
    refused: RefusedError | None = None,
) -> Response:
    frame = frame_of(service, project)
    if challenge.ending is Ending.PROVED:
        return page_answer(hosted_pages.done_page(frame, return_url=None))
    redirect_url = _redirect_url(project, challenge)
    page_id = challenge.page_id or ""
    hidden = browser.form_fields(page_id)
    if challenge.code_mac is None:
        page = hosted_pages.confirm_page(
            frame,
            action=f"/app/code/{page_id}",
            identifier=challenge.identifier,
            hidden=hidden,
        )
        return page_answer(page, refused=refused, form_target=redirect_url)
    page = hosted_pages.code_page(
        frame,
        page_id=page_id,
        sent_to=masked(parse_identifier(challenge.identifier, challenge.identifier_type)),
        channel=challenge.channel,
        has_link=challenge.link_mac is not None,
        hidden=hidden,
        cancel_url=redirect_url.with_parameters(
            {"error": "access_denied", "state": challenge.state or ""}
        ),
        resend_in=verification.resend_in(service, challenge),
        error=None if refused is None else sentence_of(refused),
    )
    return page_answer(page, refused=refused, form_target=redirect_url)


def _way_back(
    service: Service, project: Project, challenge: Challenge, authorization_code: str
) -> Response:
    redirect_url = _redirect_url(project, challenge)
    target = redirect_url.with_parameters(
        {
            "code": authorization_code,
            "state": challenge.state or "",
            "challenge_id": str(challenge.id),
        }
    )
    if redirect_url.is_web:
        return see_other(target)
    return page_answer(hosted_pages.done_page(frame_of(service, project), return_url=target))


def _challenge_of_page(
    service: Service, request: Request, browser: Browser
) -> tuple[Project, Challenge]:
    challenge = service.store.challenges.newest_of_page(request.path_params["page_id"])
    if challenge is None or not browser.began(challenge):
        raise RefusedError(
            404, "not_found", "This page belongs to another browser, or to a sign-in long over."
        )
    return _project(service, challenge), challenge


def _challenge_of_link(service: Service, request: Request) -> tuple[Project, Challenge]:
    link_mac = service.master_key.mac(Purpose.LINK, request.path_params["link_token"])
    challenge = service.store.challenges.of_link(link_mac)
    if challenge is None or not is_open(challenge, service.clock()):
        raise RefusedError(
            404,
            "not_found",
            "This link was used or has run out. Ask for a new one where you began.",
        )
    return _project(service, challenge), challenge


def _project(service: Service, challenge: Challenge) -> Project:
    project = service.store.projects.find(challenge.project_id)
    if project is None:
        raise RefusedError(404, "not_found", "This project is gone.")
    return project


def _redirect_url(project: Project, challenge: Challenge) -> RedirectUrl:
    redirect_url = parse_redirect_url(challenge.redirect_url, project.allowed_urls)
    if redirect_url is None:
        raise RefusedError(400, "redirect_url", "The way back to the app is no longer allowed.")
    return redirect_url


def _browser(service: Service, request: Request) -> Browser:
    return Browser(service.master_key, request.cookies.get(_cookie_name(service), ""))


def _checked_browser(
    service: Service, request: Request, fields: Mapping[str, str], subject: str
) -> Browser:
    """The browser that sent a form.

    Raises:
        RefusedError: another site made the form, or the browser keeps no cookies.
    """
    browser = _browser(service, request)
    if not browser.made(fields, subject):
        raise RefusedError(
            403,
            "form",
            "This form was not made for this browser. Allow cookies for this page, go back to "
            "the app and start again.",
        )
    return browser


def _set_cookie(service: Service, response: Response, project: Project, browser: Browser) -> None:
    response.set_cookie(
        _cookie_name(service),
        browser.cookie,
        # Strict projects recognise no browser later, so there is nothing to keep.
        max_age=None if project.is_strict else IDENTITY_LIFETIME_SECONDS,
        path="/" if service.settings.is_https else "/app",
        secure=service.settings.is_https,
        httponly=True,
        # Lax, not strict: the link in a mail must find the browser that began.
        samesite="lax",
    )


def _cookie_name(service: Service) -> str:
    # The prefix keeps other hosts of the same domain from planting a cookie of their own; browsers
    # take it with TLS and the path "/" only (RFC 6265bis 4.1.3.2).
    return f"__Host-{COOKIE}" if service.settings.is_https else COOKIE


def _device_name(request: Request) -> str:
    agent = request.headers.get("user-agent", "")
    plain = "".join(character for character in agent if character.isprintable())
    return plain[:MAX_USER_AGENT_CHARACTERS] or "Browser"
