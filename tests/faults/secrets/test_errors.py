"""A service that repeats what it was sent, or garbles what it sends: no error tells a secret.

Looked at is the whole tree of each error: its sentence, its values, what it came from, and the
traceback as Python prints it.
"""

import json
from collections.abc import Awaitable, Callable

import pytest

from desktop.client.answers import AuthorizationCode, Challenge
from desktop.client.cotter import CotterClient
from desktop.client.device_key import DeviceKey
from desktop.client.transport import Transport
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.secret import Secret
from tests.doubles.broken_service import BrokenService, Received, Reply, json_answer, raw
from tests.doubles.scripted_service import attempt
from tests.doubles.token_issuer import TokenIssuer
from tests.doubles.turned_clock import TurnedClock
from tests.faults.secrets.whole_error import whole
from tests.guards.forms import Search, Wanted

CODE, PROOF, VERIFIER = Secret("271828"), Secret("p" * 21 + "Q" * 22), Secret("v" * 21 + "W" * 22)
REFRESH = Secret(f"94:{'r' * 21}{'S' * 22}")
ANSWERED = "A" * 21 + "n" * 22
"""What an answer brings that can't be read otherwise."""
KEY = DeviceKey.make(lambda size: bytes(range(64, 64 + size)))
USER = "u" * 36
UNSEEN = "\u200b"


async def _renew(client: CotterClient) -> object:
    return await client.renew(REFRESH, "attempt")


async def _revoke(client: CotterClient) -> object:
    await client.revoke(REFRESH)
    return None


async def _revoke_everywhere(client: CotterClient) -> object:
    await client.revoke(REFRESH, everywhere=True, fresh_proof=PROOF, proof=KEY)
    return None


async def _respond(client: CotterClient) -> object:
    challenge = Challenge(
        challenge_id=42,
        challenge="c",
        code_sent=True,
        expires_in=300,
        code_digits=6,
        attempts_left=5,
        resend_in=30,
        sent_to="",
    )
    return await client.respond(attempt(), challenge, CODE)


async def _get_identity(client: CotterClient) -> object:
    code = AuthorizationCode(code=PROOF, challenge_id=42, state="s")
    return await client.get_identity(code=code, code_verifier=VERIFIER, redirect_url="-")


async def _enrol(client: CotterClient) -> object:
    await client.devices.enrol(KEY, user_id=USER, device_name="maple", fresh_proof=PROOF)
    return None


async def _remove(client: CotterClient) -> object:
    await client.devices.remove(KEY, user_id=USER, public_key=KEY.public_key, fresh_proof=PROOF)
    return None


async def _decision(client: CotterClient) -> object:
    return await client.events.decision(7, VERIFIER, wait=0)


async def _cancel(client: CotterClient) -> object:
    await client.events.cancel(7, VERIFIER)
    return None


ASKED = (
    _renew, _revoke, _revoke_everywhere, _respond, _get_identity, _enrol, _remove, _decision,
    _cancel,
)  # fmt: skip


def _repeated(request: Received) -> str:
    secrets = (CODE, PROOF, VERIFIER, REFRESH)
    whole = f"{request.body.decode()} {dict(request.headers)}"
    return " ".join(one.reveal() for one in secrets if one.reveal() in whole)


def _repeats(request: Received) -> Reply:
    return json_answer({"msg": f"no: {_repeated(request)}", "type": "x"}, 400)


def _repeats_at_the_edge(request: Received) -> Reply:
    # The first letters that are shown end in the middle of a secret.
    return json_answer({"msg": f"{'.' * 185}{_repeated(request)}", "type": "x"}, 400)


def _repeats_with_something_unseen_inside(request: Received) -> Reply:
    parted = UNSEEN.join(_repeated(request))
    return json_answer({"msg": parted, "type": "device", "reason": "odd"}, 400)


def _repeats_as_who_decided(request: Received) -> Reply:
    fields = {"type": "event", "reason": "answered", "approved": True}
    return json_answer({"msg": "x", "decided_by": _repeated(request), **fields}, 409)


def _sends(body: bytes) -> Callable[[Received], Reply]:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    return lambda _: raw(head % len(body) + body)


TOKEN_ANSWER = json.dumps(dict.fromkeys(("access_token", "refresh_token"), ANSWERED)).encode()
ANSWERS: dict[str, Callable[[Received], Reply]] = {
    "repeats it": _repeats,
    "repeats it at the edge": _repeats_at_the_edge,
    "repeats it in pieces": _repeats_with_something_unseen_inside,
    "repeats it as a name": _repeats_as_who_decided,
    "a byte that is no UTF-8": _sends(TOKEN_ANSWER[:-1] + b'"\xff"}'),
    "cut short": _sends(TOKEN_ANSWER[:-9]),
    "of the wrong type": _sends(json.dumps([ANSWERED]).encode()),
    "with a line break inside": _sends(
        json.dumps({"oauth_token": {}, "access_token": f"{ANSWERED}\n"}).encode()
    ),
    "a header that is none": lambda _: raw(
        b"HTTP/1.1 200 OK\r\nSet-Cookie: " + ANSWERED.encode() + b"\x00\r\n\r\n"
    ),
    "a status that is none": lambda _: raw(b"HTTP/1.1 " + ANSWERED.encode() + b"\r\n\r\n"),
}


@pytest.fixture(scope="module")
def issuer() -> TokenIssuer:
    return TokenIssuer()


@pytest.fixture(scope="module")
def search() -> Search:
    return Search(
        Wanted(kind, secret.reveal().encode())
        for kind, secret in {
            "code": CODE,
            "proof": PROOF,
            "verifier": VERIFIER,
            "refresh token": REFRESH,
            "answer": Secret(ANSWERED),
            "device key": KEY.seed(),
        }.items()
    )


@pytest.mark.parametrize("asked", ASKED, ids=lambda one: one.__name__[1:])
@pytest.mark.parametrize("answer", ANSWERS)
async def test_no_error_tells_a_secret(
    search: Search,
    issuer: TokenIssuer,
    answer: str,
    asked: Callable[[CotterClient], Awaitable[object]],
) -> None:
    transport = Transport()
    async with BrokenService(ANSWERS[answer]) as service:
        client = CotterClient(issuer.profile(service.url), transport, TurnedClock())
        failed = None
        try:
            await asked(client)
        except AuthenticatorError as error:
            failed = error
        finally:
            await transport.aclose()
    # Signing out believes any answer that says yes.
    assert failed is not None or asked in (_revoke, _revoke_everywhere, _cancel)
    assert failed is None or search.kinds_in(whole(failed).encode()) == set()
