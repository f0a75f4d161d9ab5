"""What every hosted page is answered with: its headers, its forms, its refusals."""

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from desktop.service import hosted_pages
from desktop.service.assembly import Service
from desktop.service.body_limit import read_limited
from desktop.service.errors import StoreUnavailableError
from desktop.service.projects import Project
from desktop.service.redirect_urls import RedirectUrl
from desktop.service.refusals import RefusedError, unavailable

Handler = Callable[[Service, Request], Awaitable[Response]]


def frame_of(service: Service, project: Project) -> hosted_pages.Frame:
    """What stands around every page of a project."""
    host = urlsplit(service.settings.public_url).netloc
    return hosted_pages.Frame(project_name=project.name, host=host)


def sentence_of(refused: RefusedError) -> str:
    """A refusal with the tries left or the wait, for the person at the page."""
    left = refused.fields.get("attempts_left")
    wait = refused.fields.get("retry_after")
    if isinstance(left, int):
        tries = "1 try" if left == 1 else f"{left} tries"
        return f"{refused.message} {tries} left." if left else f"{refused.message} Send a new one."
    if isinstance(wait, int):
        return f"{refused.message} The next try is possible in {wait} s."
    return refused.message


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form that was sent.

    Raises:
        RefusedError: it has too many fields, or is too long.
    """
    raw = (await read_limited(request)).decode("utf-8", "replace")
    try:
        return dict(parse_qsl(raw, keep_blank_values=True, max_num_fields=32))
    except ValueError as error:
        raise RefusedError(400, "request", "The form has too many fields.") from error


def see_other(url: str) -> Response:
    """Lead the browser on with GET, whatever it came with."""
    return _protected(RedirectResponse(url, status_code=303))


def page_answer(
    html: str, *, refused: RefusedError | None = None, form_target: RedirectUrl | None = None
) -> Response:
    """A page; its forms may lead to ``form_target`` beside here."""
    response = HTMLResponse(html, 200 if refused is None else refused.status)
    return _protected(response, form_target)


def _protected(response: Response, form_target: RedirectUrl | None = None) -> Response:
    """No framing, no scripts, no referrer, no cache; forms lead here and to the way back only."""
    form_action = "'self'" if form_target is None else f"'self' {form_target.form_action_source}"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action {form_action}"
    )
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def page_route(service: Service, method: str, path: str, handler: Handler) -> Route:
    """A route whose refusals are pages too."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(service, request)
        except RefusedError as error:
            refused = error
        except StoreUnavailableError:
            refused = unavailable()
        frame = hosted_pages.Frame(
            project_name="", host=urlsplit(service.settings.public_url).netloc
        )
        page = hosted_pages.problem_page(frame, message=refused.message)
        return page_answer(page, refused=refused)

    return Route(path, answer, methods=[method])
