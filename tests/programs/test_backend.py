"""README's backend: whom it believes, and how often it asks for keys."""

import base64
import hashlib
import hmac
import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desktop.foundation.secret import Secret
from desktop.protocol.jwk import EllipticCurveJwk
from tests.doubles.token_issuer import API_KEY_ID, IDENTIFIER, ISSUER, TokenIssuer, unsigned
from tests.parts.child import PATIENCE
from tests.parts.service import Service
from tests.programs.backend import Backend, backend
from tests.programs.conftest import ADDRESS


@dataclass
class KeyServer:
    """Puts the keys of an issuer up where a service does, and counts who looks."""

    issuer: TokenIssuer = field(default_factory=TokenIssuer)
    is_down: bool = False
    asked: int = 0
    url: str = ""


@contextmanager
def key_server() -> Iterator[KeyServer]:
    """A service that has nothing but keys."""
    keys = KeyServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys.asked += 1
            is_there = self.path == "/api/v0/token/jwks" and not keys.is_down
            body = json.dumps(keys.issuer.key_set()).encode() if is_there else b""
            self.send_response(200 if is_there else 503)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    keys.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield keys
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def service_keys() -> Iterator[KeyServer]:
    """One for this test."""
    with key_server() as running:
        yield running


@pytest.fixture
def guarded(service_keys: KeyServer, tmp_path: Path) -> Iterator[Backend]:
    """The backend of that service, which has asked it for nothing yet."""
    with backend(tmp_path, service_url=service_keys.url, api_key_id=API_KEY_ID) as running:
        yield running


@dataclass(frozen=True, slots=True)
class Pair:
    """A service and its backend."""

    keys: KeyServer
    api: Backend


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Both, for every token that is tried here."""
    folder = tmp_path_factory.mktemp("pair")
    with (
        key_server() as keys,
        backend(folder, service_url=keys.url, api_key_id=API_KEY_ID) as running,
    ):
        yield Pair(keys, running)


def call(api: Backend, token: Secret | str, scheme: str = "Bearer") -> httpx.Response:
    text = token.reveal() if isinstance(token, Secret) else token
    return httpx.get(
        api.url, headers={"Authorization": f"{scheme} {text}".strip()}, trust_env=False
    )


def is_refused(answer: httpx.Response) -> bool:
    assert answer.status_code in (200, 401), answer.text
    if answer.status_code == 401:
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.json() == {"error": "invalid_token"}
    return answer.status_code == 401


def right(keys: KeyServer, **changes: object) -> dict[str, object]:
    """The claims of a token that is right now, with changes."""
    now = int(time.time())
    times: dict[str, object] = {"iat": now, "exp": now + 600, "iss": keys.url}
    return keys.issuer.access_claims(**{**times, **changes})


def test_a_right_one_is_believed(pair: Pair) -> None:
    token = pair.keys.issuer.sign(right(pair.keys))
    answer = call(pair.api, token)
    assert answer.status_code == 200
    assert answer.json()["identifier"] == IDENTIFIER
    assert call(pair.api, token, "bearer").status_code == 200


WRONG_CLAIMS: dict[str, dict[str, object]] = {
    "it has run out": {"exp": int(time.time()) - 1},
    "it never runs out": {"exp": None},
    "it was issued in the future": {"iat": int(time.time()) + 3600},
    "it does not say when it was issued": {"iat": None},
    "it does not hold yet": {"nbf": int(time.time()) + 3600},
    "it is for another project": {"aud": "22222222-3333-4444-5555-666666666666"},
    "it is for several projects": {"aud": [API_KEY_ID]},
    "it is for nobody in particular": {"aud": None},
    "it was issued by another service": {"iss": ISSUER},
    "its issuer only begins like ours": {"iss": "http://127.0.0.1"},
    "it names no issuer": {"iss": None},
    "it is an ID token": {"type": "id_token"},
    "it is of no kind": {"type": None},
    "it is nobody’s": {"sub": None},
}


@pytest.mark.parametrize("fault", WRONG_CLAIMS)
def test_signed_well_and_still_refused(pair: Pair, fault: str) -> None:
    token = pair.keys.issuer.sign(right(pair.keys, **WRONG_CLAIMS[fault]))
    assert is_refused(call(pair.api, token)), fault


def by_hmac(keys: KeyServer, secret: bytes) -> Secret:
    """HS256 with what is public as the secret (RFC 8725 section 2.1)."""
    text = unsigned({"alg": "HS256", "typ": "JWT", "kid": keys.issuer.kid}, right(keys), "")
    head = text.reveal().rstrip(".")
    mac = hmac.new(secret, head.encode(), hashlib.sha256).digest()
    return Secret(f"{head}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}")


def test_a_header_made_by_hand_is_right_where_nothing_is_wrong(pair: Pair) -> None:
    token = signed_by_hand(pair.keys, {"alg": "ES256", "kid": pair.keys.issuer.kid})
    assert call(pair.api, token).status_code == 200


def another_key(keys: KeyServer) -> Secret:
    """A key that is not the service's, under the name of its own or of the service's."""
    return TokenIssuer().sign(right(keys), kid=keys.issuer.kid)


def signed_by_hand(keys: KeyServer, header: dict[str, object]) -> Secret:
    """A right signature under a header that no library makes."""
    head = unsigned(header, right(keys), "").reveal().rstrip(".")
    made = keys.issuer.key.sign(head.encode(), ECDSA(SHA256()))
    raw = b"".join(number.to_bytes(32) for number in decode_dss_signature(made))
    return Secret(f"{head}.{base64.urlsafe_b64encode(raw).rstrip(b'=').decode()}")


def own_key_in_header(keys: KeyServer) -> Secret:
    """It brings the key that it is to be checked with."""
    stranger = TokenIssuer()
    jwk = EllipticCurveJwk.of(stranger.key.public_key())
    shown = {"kty": "EC", "crv": "P-256", "x": jwk.x, "y": jwk.y}
    return stranger.sign(right(keys), kid=keys.issuer.kid, jwk=shown)


def changed_payload(keys: KeyServer) -> Secret:
    """Somebody else’s name under a right signature."""
    head, _, signature = keys.issuer.sign(right(keys)).reveal().split(".")
    other = unsigned({}, right(keys, sub="somebody-else"), "").reveal().split(".")[1]
    return Secret(f"{head}.{other}.{signature}")


def public_pem(keys: KeyServer) -> bytes:
    public = keys.issuer.key.public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


WRONG_SIGNATURES: dict[str, Callable[[KeyServer], Secret]] = {
    "alg none": lambda keys: unsigned(
        {"alg": "none", "typ": "JWT", "kid": keys.issuer.kid}, right(keys), ""
    ),
    "ES256 and no signature": lambda keys: unsigned(
        {"alg": "ES256", "typ": "JWT", "kid": keys.issuer.kid}, right(keys), ""
    ),
    "a signature of zeros": lambda keys: unsigned(
        {"alg": "ES256", "typ": "JWT", "kid": keys.issuer.kid}, right(keys), "A" * 86
    ),
    "HS256 with the public key as PEM": lambda keys: by_hmac(keys, public_pem(keys)),
    "HS256 with the public key as JSON": lambda keys: by_hmac(
        keys, json.dumps(keys.issuer.key_set()).encode()
    ),
    "another key of that name": another_key,
    "a key of another name": lambda keys: TokenIssuer().sign(right(keys)),
    "a key of its own": own_key_in_header,
    "no name of a key": lambda keys: signed_by_hand(keys, {"alg": "ES256"}),
    "a name that is no text": lambda keys: signed_by_hand(
        keys, {"alg": "ES256", "kid": [keys.issuer.kid]}
    ),
    "an extension that is critical": lambda keys: signed_by_hand(
        keys, {"alg": "ES256", "kid": keys.issuer.kid, "crit": ["exp"], "exp": 1}
    ),
    "one that PyJWT knows": lambda keys: signed_by_hand(
        keys, {"alg": "ES256", "kid": keys.issuer.kid, "crit": ["b64"], "b64": True}
    ),
    "another payload": changed_payload,
    "no token": lambda _: Secret("Zm9v"),
    "nothing": lambda _: Secret(""),
    "brackets without end": lambda _: Secret(
        base64.urlsafe_b64encode(b"[" * 20_000).decode() + ".e30.AA"
    ),
}


@pytest.mark.parametrize("fault", WRONG_SIGNATURES)
def test_not_signed_by_the_service_for_us(pair: Pair, fault: str) -> None:
    assert is_refused(call(pair.api, WRONG_SIGNATURES[fault](pair.keys))), fault
    assert call(pair.api, pair.keys.issuer.sign(right(pair.keys))).status_code == 200


def test_another_scheme_is_no_token(pair: Pair) -> None:
    assert is_refused(call(pair.api, pair.keys.issuer.sign(right(pair.keys)), "Basic"))
    assert is_refused(httpx.get(pair.api.url, trust_env=False))


def test_it_asks_for_keys_once_however_many_unknown_ones_are_named(
    service_keys: KeyServer, guarded: Backend
) -> None:
    for _ in range(5):
        assert is_refused(call(guarded, TokenIssuer().sign(right(service_keys))))
    assert call(guarded, service_keys.issuer.sign(right(service_keys))).status_code == 200
    assert service_keys.asked == 1


def test_a_new_key_is_asked_for_once_a_minute_has_passed(
    service_keys: KeyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "later"
    folder.mkdir()
    # The same file, its own clock: a minute goes by with each look at it.
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=":")
    (folder / "sitecustomize.py").write_text(
        "import itertools, time\nminutes = itertools.count(1)\nbefore = time.monotonic\n"
        "time.monotonic = lambda: before() + 61 * next(minutes)\n",
        "utf-8",
    )
    with backend(folder, service_url=service_keys.url, api_key_id=API_KEY_ID) as api:
        old = service_keys.issuer.sign(right(service_keys))
        assert call(api, old).status_code == 200
        service_keys.issuer.key = generate_private_key(SECP256R1())
        assert call(api, service_keys.issuer.sign(right(service_keys))).status_code == 200
        assert is_refused(call(api, old))
        assert service_keys.asked >= 2


def test_without_keys_it_says_that_it_can_not_tell(
    service_keys: KeyServer, guarded: Backend
) -> None:
    service_keys.is_down = True
    token = service_keys.issuer.sign(right(service_keys))
    assert call(guarded, token).status_code == 503
    service_keys.is_down = False
    assert call(guarded, token).status_code == 200


def test_of_a_real_service_the_access_token_opens_it_and_the_id_token_does_not(
    api: Backend, signed_in: Service
) -> None:
    answers = []
    for more in ((), ("--id-token",)):
        said = subprocess.run(
            ["cotter-authenticator", "token", *more],
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        )
        answers.append(call(api, said.stdout.strip()))
    assert answers[0].json()["identifier"] == ADDRESS
    assert is_refused(answers[1])
