"""For each route of the service a request that it takes, before anything in it is changed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from desktop.protocol.encoding import encode_base64
from desktop.protocol.signed_text import EventChallenge
from tests.faults.fuzz.seeded_service import World
from tests.service.api import wrong
from tests.service.asker import Asker, adding, decision, own_event
from tests.service.own_device import OwnDevice
from tests.service.pages import Form, app_parameters

API: Final = "/api/v0"


@dataclass(slots=True, kw_only=True)
class Right:
    """A request that is taken; ``prover`` is the device whose proof goes with it.

    ``template`` is the route's path, ``segments`` what stands in it.
    """

    method: str
    template: str
    segments: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    # Changed in every place by those who send it.
    body: Any = None
    form: dict[str, str] | None = None
    prover: OwnDevice | None = None


def _user(world: World) -> dict[str, str]:
    return {"cotter_user_id": world.device.user_id}


def _fresh(world: World) -> dict[str, str]:
    return {"Fresh-Proof": world.identity["fresh_proof"]}


def _verifier(verifier: str) -> dict[str, str]:
    return {"Code-Verifier": verifier}


def _renewal(world: World) -> dict[str, object]:
    return {
        "grant_type": "refresh_token",
        "refresh_token": world.identity["oauth_token"]["refresh_token"],
        "attempt_id": "A" * 22,
    }


def _event_token(world: World) -> dict[str, object]:
    names = ("client_user_id", "issuer", "event", "timestamp", "method", "new", "approved")
    return {name: world.approved[name] for name in (*names, "signature")}


def _posted(form: Form, route: str, segment: str, **typed: str) -> Right:
    """A form of the hosted pages with something typed in it."""
    segments = {segment: form.action.rpartition("/")[2]} if segment else {}
    return Right(method="POST", template=route, segments=segments, form={**form.values, **typed})


def _exchange(world: World) -> dict[str, object]:
    return {
        "code_verifier": world.ready.verifier,
        "authorization_code": world.authorization["authorization_code"],
        "challenge_id": world.authorization["challenge_id"],
        "redirect_url": world.ready.redirect_url,
    }


def _offered(world: World) -> dict[str, object]:
    return {
        "public_key": world.new.public_key,
        "algorithm": "ED25519",
        "device_name": "Phone",
        "identifier": "maya@example.com",
    }


def _page(world: World) -> dict[str, str]:
    return {
        **app_parameters(world.api.project.id),
        "direct_login": "true",
        "input": "+4915112345678",
        "type": "PHONE",
        "use_channel": "SMS",
        "phone_channels[]": "WHATSAPP",
    }


Make = Callable[[World], Right]


def _get(route: str, **parts: Callable[[World], Any]) -> Make:
    return lambda w: Right(
        method="GET", template=route, **{name: part(w) for name, part in parts.items()}
    )


def _post(route: str, method: str = "POST", **parts: Callable[[World], Any]) -> Make:
    return lambda w: Right(
        method=method, template=route, **{name: part(w) for name, part in parts.items()}
    )


def _own(world: World) -> OwnDevice:
    return world.device


def _key_question(world: World) -> dict[str, str]:
    return {
        "method": "TRUSTED_DEVICE",
        "public_key": encode_base64(world.device.public_key.encode()),
        **_user(world),
    }


def _checked(world: World) -> dict[str, str]:
    return {"user_id": world.device.user_id, "method": "TRUSTED_DEVICE"}


def _challenged(world: World) -> dict[str, object]:
    challenge = EventChallenge(
        world.event_challenge["challenge_id"], world.event_challenge["challenge"]
    )
    return own_event(world.device, challenge=challenge)


def _secret(world: World) -> dict[str, str]:
    return world.api.secret


def _key_id(world: World) -> dict[str, str]:
    return {"api_key_id": world.api.project.id}


def _user_id(world: World) -> dict[str, str]:
    return {"user_id": world.device.user_id}


def _asked_id(world: World) -> dict[str, str]:
    return {"event_id": str(world.asked["ID"])}


def _user_wait(world: World) -> dict[str, str]:
    return {**_user(world), "wait": "1", "since": ""}


def _answer_to_the_code(world: World) -> dict[str, object]:
    return world.attempt.respond_body(world.challenge, world.code, world.moment)


def _removal(world: World) -> dict[str, object]:
    return world.other.enrolment(enrolled=False)


def _approval(world: World) -> dict[str, object]:
    return decision(
        world.device, world.asked, approved=True, number=world.asker.number(world.asked)
    )


REQUESTS: Final[dict[str, Make]] = {
    "description": _get("/api/v0/service"),
    "code": _post(
        "/api/v0/verify/request/{session_id:path}",
        segments=lambda _: {"session_id": "session-9"},
        body=lambda w: {**w.ready.request_body(), "channel": "EMAIL", "auth_method": "MAGIC_LINK"},
    ),
    "answer": _post(
        "/api/v0/verify/respond/{state:path}",
        segments=lambda w: {"state": w.attempt.state},
        query=lambda _: {"oauth_token": "true"},
        body=_answer_to_the_code,
    ),
    "exchange": _post(
        "/api/v0/verify/get_identity", query=lambda _: {"oauth_token": "true"}, body=_exchange
    ),
    "key set": _get("/api/v0/token/jwks"),
    "grant by refresh token": _post("/api/v0/token", body=_renewal),
    "grant by identity": _post(
        "/api/v0/token",
        headers=_secret,
        body=lambda w: {
            "grant_type": "identity_token",
            "identity_token": dict(w.identity["token"]),
        },
    ),
    "grant by event": _post(
        "/api/v0/token",
        headers=_secret,
        body=lambda w: {"grant_type": "event_token", "event_token": _event_token(w)},
    ),
    "renewal": _post("/api/v0/token/{api_key_id}", segments=_key_id, body=_renewal),
    "sign-out": _post(
        "/api/v0/token/{api_key_id}",
        "DELETE",
        segments=_key_id,
        headers=_fresh,
        body=lambda w: {"refresh_token": _renewal(w)["refresh_token"], "everywhere": True},
    ),
    "enrolment": _post(
        "/api/v0/user/methods",
        "PUT",
        query=lambda w: {**_user(w), "oauth_token": "true"},
        headers=_fresh,
        body=lambda w: w.new.enrolment(),
        prover=lambda w: w.new,
    ),
    "removal": _post(
        "/api/v0/user/methods", "PUT", query=_user, headers=_fresh, body=_removal, prover=_own
    ),
    "enrolment by the old path": _post(
        "/api/v0/user/{user_id}",
        "PUT",
        segments=_user_id,
        headers=_fresh,
        body=lambda w: w.new.enrolment(),
        prover=lambda w: w.new,
    ),
    "enrolled check": _get("/api/v0/user/methods", query=_key_question, prover=_own),
    "devices": _get("/api/v0/user/devices", query=_user, prover=_own),
    "enrolled check of any": _get(
        "/api/v0/user/enrolled/any/{user_id}/{method}", segments=_checked, headers=_secret
    ),
    "enrolled check of a method": _get(
        "/api/v0/user/enrolled/{user_id}/{method}", segments=_checked, headers=_fresh
    ),
    "enrolled check of a key": _get(
        "/api/v0/user/enrolled/{user_id}/{method}/{public_key}",
        segments=lambda w: {**_checked(w), "public_key": _key_question(w)["public_key"]},
        prover=_own,
    ),
    "offer": _post("/api/v0/device/offer", body=_offered, prover=lambda w: w.new),
    "offer shown": _get(
        "/api/v0/device/offer",
        query=lambda w: {**_user(w), "public_key": w.new.public_key},
        prover=_own,
    ),
    "own event": _post(
        "/api/v0/event/create",
        query=lambda _: {"oauth_token": "true"},
        body=lambda w: own_event(w.device),
        prover=_own,
    ),
    "own event with a challenge": _post("/api/v0/event/create", body=_challenged, prover=_own),
    "adding": _post("/api/v0/event/create", body=lambda w: adding(w.device, w.new), prover=_own),
    "request": _post(
        "/api/v0/event/create_pending",
        query=lambda _: {"code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"},
        body=lambda w: {**Asker(w.api).body(), "ip": "203.0.113.9", "location": "Berlin"},
    ),
    "challenge": _get("/api/v0/event/challenge"),
    "newest": _get("/api/v0/event/new", query=_user, prover=_own),
    "newest of a path": _get("/api/v0/event/new/{user_id}", segments=_user_id, prover=_own),
    "pending": _get("/api/v0/event/pending", query=_user_wait, prover=_own),
    "outcome": _get(
        "/api/v0/event/get/{event_id}",
        segments=lambda w: {"event_id": str(w.approved["ID"])},
        query=lambda _: {"oauth_token": "true", "wait": "1"},
        headers=lambda w: _verifier(w.approved["verifier"]),
    ),
    "cancelling": _post(
        "/api/v0/event/cancel/{event_id}",
        segments=_asked_id,
        headers=lambda w: _verifier(w.asker.verifier),
        body=lambda _: {},
    ),
    "decision": _post(
        "/api/v0/event/respond/{event_id}", segments=_asked_id, body=_approval, prover=_own
    ),
    "push": _get("/api/v0/notification/company"),
    "creation": _post(
        "/api/v0/user/create",
        headers=_secret,
        body=lambda _: {"identifier": "zoe@example.com", "client_user_id": "7"},
    ),
    "user by identifier": _get(
        "/api/v0/user", query=lambda _: {"identifier": "maya@example.com"}, headers=_fresh
    ),
    "user": _get("/api/v0/user/{user_id}", segments=_user_id, headers=_secret),
    "deletion": _post("/api/v0/user/{user_id}", "DELETE", segments=_user_id, headers=_secret),
    "page": _get("/app", query=_page),
    "page sent": lambda w: _posted(w.page_form, "/app", "", identifier="kim@example.com"),
    "style": _get("/app/style.css"),
    "code page": _get(
        "/app/code/{page_id}",
        segments=lambda w: {"page_id": w.code_form.action.rpartition("/")[2]},
    ),
    "code sent": lambda w: _posted(w.code_form, "/app/code/{page_id}", "page_id", code=w.page_code),
    "code again": lambda w: _posted(w.again_form, "/app/again/{page_id}", "page_id"),
    "link": _get(
        "/app/link/{link_token}", segments=lambda w: {"link_token": w.link.rpartition("/")[2]}
    ),
    "link sent": lambda w: _posted(w.link_form, "/app/link/{link_token}", "link_token"),
}
"""By what is asked for."""

REFUSED: Final[dict[str, Make]] = {
    "renewal with a spent token": _post(
        "/api/v0/token/{api_key_id}",
        segments=_key_id,
        body=lambda w: {**_renewal(w), "refresh_token": w.spent},
    ),
    "answer with a wrong code": _post(
        "/api/v0/verify/respond/{state:path}",
        segments=lambda w: {"state": w.attempt.state},
        body=lambda w: w.attempt.respond_body(w.challenge, wrong(w.code), w.moment),
    ),
    "decision with a wrong number": _post(
        "/api/v0/event/respond/{event_id}",
        segments=_asked_id,
        body=lambda w: {**_approval(w), "number": f"{(int(w.asker.number(w.asked)) + 1) % 100:02}"},
        prover=_own,
    ),
}
"""What ends or costs something by being refused."""
