"""Whatever a service answers: read or refused in words, and harmless in what is shown of it."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.client import device_refusals, refusals
from desktop.client.answers import (
    AuthorizationCode,
    Challenge,
    Identity,
    OAuthTokens,
    ServiceDescription,
    User,
)
from desktop.client.event_answers import (
    AskedEvent,
    Enrolment,
    Event,
    Offer,
    OwnOffer,
    PendingEvent,
    PendingEvents,
    parse_devices,
)
from desktop.client.identity_checks import check_identity
from desktop.client.identity_key import check_identity_key
from desktop.client.refusals import Refusal
from desktop.client.token_keys import parse_key_set
from desktop.client.transport import LARGEST_BODY_BYTES, Transport
from desktop.commands.moment import rfc3339
from desktop.foundation.errors import (
    AuthenticatorError,
    IdentityKeyChangedError,
    ServiceUnreachableError,
)
from desktop.foundation.profiles import ProfileBook, load_profiles, save_profiles
from desktop.foundation.secret import Secret
from desktop.session.connecting import found_service, profile_of
from desktop.session.request_rules import Judged, judge
from desktop.ui import times
from desktop.ui.claimed_name import claimed_name
from desktop.ui.words import sentence_of
from tests.doubles.broken_service import BrokenService, Received, Reply, raw
from tests.doubles.token_issuer import API_KEY_ID, NOW, USER_ID, TokenIssuer
from tests.faults.fuzz.cases import fuzzed
from tests.faults.fuzz.harmless import assert_harmless, assert_told
from tests.faults.fuzz.shapes import PIECES, changed, changed_bytes, every_change
from tests.guards.secrets import SecretWatch

HOST = "id.example.com"
SENT = Secret("94:the-refresh-token-that-was-sent")
ISSUER = TokenIssuer()
IDENTITY = {**ISSUER.identity(), "fresh_proof": "f" * 43}
DESCRIPTION = {
    "name": "Example",
    "version": "1.0",
    "compatibility": "strict",
    "issuer": "https://id.example.com",
    "identity_key": "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=",
    "ways": ["OTP"],
    "channels": ["EMAIL"],
    "code_digits": 6,
    "long_poll": 25,
    "identity_key_endorsement": "AAAA",
}
OTHER_KEY = "Kay64UG8yvCyLhqU000LxzYeUm0L/hLIl5S8kyKWbdc="
CHALLENGE = {
    "challenge_id": 42,
    "challenge": "chal",
    "code_sent": True,
    "expiry": "2020-09-13T12:28:40.9Z",
    "expires_in": 300,
    "code_digits": 6,
    "attempts_left": 5,
    "resend_in": 40,
    "sent_to": "h…@example.com",
}
AUTHORIZATION = {"authorization_code": "c0de" * 8, "challenge_id": "8123", "state": "s"}
EVENT = {
    "ID": 123456789,
    "CreatedAt": "2020-09-13T12:26:40.5Z",
    "user_id": USER_ID,
    "client_user_id": USER_ID,
    "issuer": API_KEY_ID,
    "event": "LOGIN",
    "ip": "unknown",
    "location": "unknown",
    "timestamp": str(NOW),
    "method": "TRUSTED_DEVICE",
    "new": True,
    "approved": False,
    "signature": "",
    "outcome": "pending",
    "oauth_token": IDENTITY["oauth_token"],
}
PENDING = {
    **EVENT,
    "observed_address": "203.0.113.7",
    "device_name": "Dell XPS Linux",
    "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    "expiry": str(NOW + 180),
    "shown_signature": "AAAA",
    "oauth_token": None,
    "expires_in": 180,
}
DECIDED = {
    "ID": 9,
    "outcome": "denied",
    "device_name": "Tablet",
    "observed_address": "198.51.100.7",
    "decided_at": str(NOW),
    "decided_by": "Phone",
}
LISTING = {"version": "v2", "events": [PENDING], "decided": [DECIDED]}
DEVICES = {
    "devices": [
        {
            "public_key": "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=",
            "algorithm": "ED25519",
            "device_type": "DESKTOP",
            "device_name": "maple",
            "created_at": "2020-09-13T12:26:40Z",
            "added_by": "Phone",
            "used_at": "2020-09-13T12:26:40Z",
            "suspended": False,
        }
    ]
}
ENROLMENT = {"enrolled": True, "method": "TRUSTED_DEVICE", "suspended": False}
OFFER = {
    "offer_id": "x",
    "device_name": "Phone",
    "address": "203.0.113.7",
    "expires_in": 180,
    "user_id": USER_ID,
}
REFUSAL = {
    "msg": f"That is not valid: {SENT.reveal()}",
    "type": "refresh_token",
    "reason": "expired",
    "attempts_left": 4,
    "approved": False,
    "decided_by": "Phone",
    "retry_after": 5,
}

# Parsed JSON, and whatever is made of it.
Document = Any


def moments(*at: float | None) -> None:
    """Fail unless each moment can be shown in a window and by a command."""
    for one in at:
        if one is not None:
            assert_harmless(times.lately(one, NOW), times.long_day(one), rfc3339(one))


def read_identity(document: Document) -> None:
    identity = Identity.parse(document, host=HOST)
    check_identity(
        identity,
        host=HOST,
        identity_key=str(DESCRIPTION["identity_key"]),
        api_key_id=API_KEY_ID,
        now=NOW,
    )
    # What passed is kept and shown.
    assert_harmless(identity.token.identifier)


def read_tokens(document: Document) -> None:
    tokens = OAuthTokens.parse(document, host=HOST, spent=SENT)
    for token in (tokens.access_token, tokens.id_token, tokens.refresh_token):
        token.reveal().encode("ascii")


def read_description(document: Document) -> None:
    description = ServiceDescription.parse(document, host=HOST)
    with contextlib.suppress(IdentityKeyChangedError):
        check_identity_key(str(DESCRIPTION["identity_key"]), description)
        check_identity_key(OTHER_KEY, description)
    found = found_service(description)
    assert_harmless(found.name, found.host, *found.ways, *found.channels, found.key_fingerprint)
    profile = profile_of(
        description, name="work", service_url="https://id.example.com", api_key_id=API_KEY_ID
    )
    # Whatever is accepted here can be written and read again.
    save_profiles(Path("profiles.json"), ProfileBook((profile,)))
    assert load_profiles(Path("profiles.json")).profiles == (profile,)


def read_challenge(document: Document) -> None:
    challenge = Challenge.parse(document, host=HOST, code_digits=6, now=NOW)
    assert_harmless(challenge.sent_to, times.countdown(challenge.expires_in))
    assert 0 <= challenge.expires_in <= 86400 >= challenge.resend_in
    assert 4 <= challenge.code_digits <= 10


def read_user(document: Document) -> None:
    user = User.parse(document, host=HOST)
    moments(user.created_at, user.updated_at, user.deleted_at)


def look_at_request(pending: PendingEvent) -> None:
    """What a person is shown of a request, and what becomes of deciding it."""
    assert_harmless(pending.device_name, pending.address, claimed_name(pending.device_name))
    assert len(pending.shown.number()) == 2
    pending.shown.shown_text()
    moments(pending.asked_at, pending.expires_at)
    judged = Judged(
        request=pending,
        user_id=USER_ID,
        api_key_id=API_KEY_ID,
        is_signed=True,
        is_strict=True,
        now=NOW,
    )
    for approved in (True, False):
        with contextlib.suppress(AuthenticatorError):
            judge(judged, approved=approved, number="08")


def read_pending(document: Document) -> None:
    look_at_request(PendingEvent.parse(document, host=HOST, api_key_id=API_KEY_ID))


def read_listing(document: Document) -> None:
    listing = PendingEvents.parse(document, host=HOST, api_key_id=API_KEY_ID)
    listing.version.encode()
    for event in listing.events:
        look_at_request(event)
    for decided in listing.decided:
        assert_harmless(decided.device_name, decided.address, decided.decided_by)
        moments(decided.decided_at)


def read_newest(document: Document) -> None:
    for event in PendingEvents.parse_newest(document, host=HOST, api_key_id=API_KEY_ID).events:
        look_at_request(event)


def read_asked(document: Document) -> None:
    asked = AskedEvent.parse(document, host=HOST)
    assert 0 <= asked.expires_in <= 180
    assert_harmless(claimed_name(asked.device_name), claimed_name(asked.address))


def read_devices(document: Document) -> None:
    for device in parse_devices(document, host=HOST):
        assert_harmless(device.name, device.added_by, device.algorithm, device.device_type)
        moments(device.created_at, device.used_at)


def read_offer(document: Document) -> None:
    offer = Offer.parse(document, host=HOST)
    assert_harmless(offer.device_name, offer.address)
    assert offer.expires_in <= 180 >= OwnOffer.parse(document, host=HOST).expires_in


def read_refusal(document: Document) -> None:
    for status in (400, 401, 403, 404, 409, 418):
        refusal = Refusal.parse(document, host=HOST, status=status, sent=(SENT,))
        assert SENT.reveal() not in refusal.message
        for meaning in (
            refusals.refusal_of_request,
            refusals.refusal_of_code,
            partial(refusals.refusal_of_renewal, by_type=True),
            partial(refusals.refusal_of_renewal, by_type=False),
            device_refusals.refusal_of_device,
        ):
            error = meaning(refusal)
            assert_told(error)
            said = sentence_of(error)
            assert_harmless(said.happened, said.rest)


Read = Callable[[Document], object]
ANSWERS: dict[str, tuple[Document, Read]] = {
    "identity": (IDENTITY, read_identity),
    "tokens": (IDENTITY["oauth_token"], read_tokens),
    "description": (DESCRIPTION, read_description),
    "challenge": (CHALLENGE, read_challenge),
    "authorization code": (AUTHORIZATION, lambda one: AuthorizationCode.parse(one, host=HOST)),
    "user": (IDENTITY["user"], read_user),
    "event": (EVENT, lambda one: Event.parse(one, host=HOST)),
    "request": (PENDING, read_pending),
    "requests": (LISTING, read_listing),
    "newest": (PENDING, read_newest),
    "asked": (PENDING, read_asked),
    "devices": (DEVICES, read_devices),
    "enrolment": (ENROLMENT, lambda one: Enrolment.parse(one, host=HOST)),
    "offer": (OFFER, read_offer),
    "refusal": (REFUSAL, read_refusal),
    "key set": (ISSUER.key_set(), lambda one: parse_key_set(one, host=HOST)),
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def look(name: str, document: Document, watch: SecretWatch) -> None:
    """Read one answer; it is refused in words or all of it can be used."""
    try:
        ANSWERS[name][1](document)
    except AuthenticatorError as error:
        assert_told(error)
    finally:
        # What was made into a secret here may be any text, also one that stands in errors.
        watch.forget()


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_that_is_right_is_read(name: str) -> None:
    document, read = ANSWERS[name]
    if name == "identity":
        with pytest.raises(AuthenticatorError):
            read({**document, "token": {**document["token"], "receiver": "another"}})
    read(json.loads(json.dumps(document)))


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_with_any_place_changed_is_read_or_refused(
    name: str, secret_watch: SecretWatch
) -> None:
    for document in every_change(ANSWERS[name][0]):
        look(name, document, secret_watch)


@pytest.mark.parametrize("name", ANSWERS)
@given(chosen=st.data())
@fuzzed()
def test_an_answer_of_any_shape_is_read_or_refused(
    name: str, secret_watch: SecretWatch, chosen: st.DataObject
) -> None:
    look(name, chosen.draw(changed(ANSWERS[name][0]), "answer"), secret_watch)


HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n"
    b"Date: Sun, 13 Sep 2020 12:26:40 GMT\r\nRetry-After: 120\r\nConnection: close\r\n\r\n"
)
LINES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 301 X\r\nLocation: http://evil.example/\x1b[31m",
        b"HTTP/1.1 302 X\r\nLocation: //[",
        b"HTTP/1.1 429 X\r\nRetry-After: 9999999999999999999",
        b"HTTP/1.1 503 X\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 -2359",
        b"HTTP/1.1 100 Continue",
        b"HTTP/1.1 101 Switching\r\nUpgrade: x",
        b"HTTP/1.1 204 X",
        b"HTTP/1.1 999 X",
        b"HTTP/2 200",
        b"HTTP/1.1 200 \xff",
        b"HTTP/1.1 -1 X",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip",
        b"HTTP/1.1 401 X\r\nContent-Type: text/html",
        b"HTTP/1.1 200 OK\r\nDate: " + b"9" * 4000,
        b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Domain=.",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300,
        b"HTTP/1.1 407 X",
        b"HTTP/1.1 599 X",
        b"ICY 200 OK",
    ]
)
DATES = changed("Sun, 13 Sep 2020 12:26:40 GMT") | st.sampled_from(
    [
        "Mon, 32 Foo 99999 99:99:99 +9999",
        "1 Jan 1 00:00:00 +2359",
        "Sun, 13 Sep 20 12:26:40",
        "0",
        "T",
    ]
)


@st.composite
def wire_answers(draw: st.DrawFn) -> bytes:
    """What comes back over the line."""
    body = draw(st.just(b'{"ok": false}') | changed_bytes(b'{"ok": false}') | PIECES)
    if draw(st.booleans()):
        rest = HEAD.partition(b"\r\n")[2]
        return draw(LINES) + b"\r\n" + draw(changed_bytes(rest)) + body
    date = str(draw(DATES)).encode("utf-8", "surrogatepass")
    head = HEAD.replace(b"Sun, 13 Sep 2020 12:26:40 GMT", date).replace(b"120", date[:300])
    return draw(st.just(head) | changed_bytes(head)) + body


@pytest.fixture
def line() -> Iterator[Callable[[bytes], object]]:
    """A service that answers the bytes it is given, and what the client makes of them."""
    loop = asyncio.Runner()
    transport = Transport(connect_seconds=1.0, read_seconds=1.0)
    replies: list[Reply] = []

    def reply(_: Received) -> Reply:
        return replies[-1]

    service = BrokenService(reply)
    loop.run(service.__aenter__())

    async def call(answer: bytes) -> object:
        replies[:] = [raw(answer)]
        return await transport.call("GET", f"{service.url}/api/v0/service", headers={})

    yield lambda answer: loop.run(call(answer))
    loop.run(transport.aclose())
    loop.run(service.__aexit__(None, None, None))
    loop.close()


@given(answer=wire_answers())
@fuzzed()
def test_an_answer_of_any_bytes_is_read_or_the_service_is_out_of_reach(
    line: Callable[[bytes], object], answer: bytes
) -> None:
    assert len(answer) < LARGEST_BODY_BYTES
    try:
        line(answer)
    except ServiceUnreachableError as error:
        assert_told(error)
