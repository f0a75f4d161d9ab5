"""``requests``: list other devices' requests to sign in, approve one, deny one.

The number that the other device shows is read from standard input.
"""

import argparse
import json
import os
import sys
import time

from desktop.commands.device_at_work import work_with_device
from desktop.commands.moment import rfc3339
from desktop.commands.profile_at_work import add_profile_option, chosen_profile
from desktop.commands.standard_input import InputEndedError, read_digits, read_line
from desktop.foundation.device_errors import RequestAnsweredError, RequestOverError
from desktop.foundation.paths import Paths
from desktop.foundation.screened import refuse_while_screened
from desktop.protocol.shown_request import NUMBER_DIGITS
from desktop.session.list_entries import DecidedRequest, Outcome, SignInRequest
from desktop.session.opening import OpenProfile

CONFIRMATION = "yes"
NOT_TYPED = 2
NOT_CONFIRMED = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``requests``."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="list|approve|deny")
    listing = deeds.add_parser("list", help="requests that can be decided now")
    listing.add_argument("--json", action="store_true", help="one JSON array")
    approving = deeds.add_parser(
        "approve", help="let a device sign in; its number comes on standard input"
    )
    denying = deeds.add_parser("deny", help="refuse a device")
    for one in (approving, denying):
        one.add_argument("id", metavar="ID", type=int, help="as “requests list” shows it")
    for one in (listing, approving, denying):
        add_profile_option(one)


def run(arguments: argparse.Namespace) -> int:
    """Do what was named."""
    paths = Paths.from_environment(os.environ)
    profile = chosen_profile(arguments, paths)
    if arguments.deed != "list":
        refuse_while_screened(paths)

    async def act(opened: OpenProfile) -> int:
        match arguments.deed:
            case "approve":
                return await _approve(opened, arguments.id, paths)
            case "deny":
                return await _deny(opened, arguments.id)
            case _:
                return await _list(opened, as_json=arguments.json)

    return work_with_device(profile, paths, act)


async def _list(opened: OpenProfile, *, as_json: bool) -> int:
    requests = (await opened.requests.read()).open
    if as_json:
        print(json.dumps([_as_row(one) for one in requests]))
        return 0
    for one in requests:
        print(_as_line(one))
    if not requests:
        print("Nobody asks to sign in.", file=sys.stderr)
    return 0


async def _approve(opened: OpenProfile, request_id: int, paths: Paths) -> int:
    request = await _find(opened, request_id)
    print(_as_line(request), file=sys.stderr)
    number = ""
    # A bad signature is refused below, whatever would be typed.
    if request.signature_ok:
        try:
            typed = _ask(request)
        except InputEndedError:
            print("Nothing was typed. The request is still open.", file=sys.stderr)
            return NOT_TYPED
        if typed is None:
            print("Nothing was decided. The request is still open.", file=sys.stderr)
            return NOT_CONFIRMED
        number = typed
    # Once more: whoever types may have locked the screen first.
    refuse_while_screened(paths)
    await opened.requests.decide(request_id, approved=True, number=number)
    print(f"Approved. “{request.device_name}” may sign in now.", file=sys.stderr)
    return 0


async def _deny(opened: OpenProfile, request_id: int) -> int:
    request = await _find(opened, request_id)
    await opened.requests.decide(request_id, approved=False)
    print(f"Denied. “{request.device_name}” was not signed in.", file=sys.stderr)
    return 0


async def _find(opened: OpenProfile, request_id: int) -> SignInRequest:
    requests = await opened.requests.read()
    for one in requests.open:
        if one.id == request_id:
            return one
    raise _over(next((one for one in requests.decided if one.id == request_id), None))


def _over(decided: DecidedRequest | None) -> RequestAnsweredError | RequestOverError:
    if decided is None or decided.outcome in (Outcome.EXPIRED, Outcome.CANCELLED):
        return RequestOverError()
    approved = decided.outcome is Outcome.APPROVED
    by = decided.by or "another device"
    return RequestAnsweredError(decision="approved" if approved else "denied", by=by)


def _ask(request: SignInRequest) -> str | None:
    """The number that was typed, empty where there is none to type; None for a no."""
    if request.has_number:
        return read_digits(
            "Number on the other device: ", NUMBER_DIGITS, f"It has {NUMBER_DIGITS} digits."
        )
    print(
        "This request has no number to compare: it may be somebody else’s.\n"
        f"Type “{CONFIRMATION}” if you began it yourself just now.",
        file=sys.stderr,
    )
    return "" if read_line("> ").strip() == CONFIRMATION else None


def _as_row(request: SignInRequest) -> dict[str, object]:
    return {
        "id": request.id,
        "event": request.event,
        "device_name": request.device_name,
        "address": request.address,
        "identifier": request.identifier,
        "asked_at": rfc3339(request.asked_at),
        "expires_at": rfc3339(request.expires_at),
        "signature_ok": request.signature_ok,
        "has_number": request.has_number,
    }


def _as_line(request: SignInRequest) -> str:
    # The name goes last: letters that run from right to left can't move anything behind them.
    left = max(0, int(request.expires_at - time.time()))
    parts = (
        str(request.id),
        request.address or "address unknown",
        f"{left} s left",
        *(() if request.has_number else ("without a number",)),
        *(() if request.signature_ok else ("its signature is wrong",)),
        f"“{request.device_name}”",
    )
    return "  ".join(parts)
