"""Texts that a service sends as tokens: believed or refused, and harmless in what is shown."""

import contextlib
import json

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.client.claims import AccessClaims, IdClaims
from desktop.client.token_checks import check_access_token, check_id_token, needs_newer_keys
from desktop.commands.moment import rfc3339
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.secret import Secret
from desktop.protocol.encoding import encode_base64url
from desktop.session.claims import claims_of
from desktop.session.snapshot import Snapshot
from desktop.ui import names, times
from tests.doubles.token_issuer import API_KEY_ID, ISSUER, NOW, USER_ID, TokenIssuer
from tests.faults.fuzz.cases import fuzzed
from tests.faults.fuzz.harmless import LONGEST, assert_harmless, assert_told
from tests.faults.fuzz.shapes import as_json, changed, changed_bytes, every_change
from tests.guards.secrets import SecretWatch

SERVICE = TokenIssuer()
KEYS = {SERVICE.kid: SERVICE.key.public_key()}
CLAIMS = {**SERVICE.access_claims(), "nbf": NOW, "roles": ["admin", {"of": "a"}]}
HEADER = {"typ": "JWT", "alg": "ES256", "kid": SERVICE.kid}
SNAPSHOT = Snapshot(profile_id="p", profile_name="work", service_host="id.example.com")


def signed(payload: bytes, header: object = HEADER) -> str:
    """A token with a good signature over whatever is in it."""
    first, second = encode_base64url(as_json(header)), encode_base64url(payload)
    r, s = decode_dss_signature(SERVICE.key.sign(f"{first}.{second}".encode(), ECDSA(SHA256())))
    return f"{first}.{second}.{encode_base64url(r.to_bytes(32) + s.to_bytes(32))}"


def believe(text: str, watch: SecretWatch) -> None:
    """Have both checks judge a text; what they let through can be kept, shown and counted with."""
    token = Secret(text)
    needs_newer_keys(token, KEYS)
    try:
        for user_id in (USER_ID, None):
            with contextlib.suppress(AuthenticatorError):
                look_at(_access(token, user_id), token)
            with contextlib.suppress(AuthenticatorError):
                look_at(_identity(token, user_id), token)
        try:
            _access(token, USER_ID)
        except AuthenticatorError as error:
            assert_told(error)
        _shown(token)
    finally:
        watch.forget()


def _access(token: Secret, user_id: str | None) -> AccessClaims:
    return check_access_token(
        token, KEYS, host="h", issuer=ISSUER, audience=API_KEY_ID, now=NOW, user_id=user_id
    )


def _identity(token: Secret, user_id: str | None) -> IdClaims:
    return check_id_token(
        token, KEYS, host="h", issuer=ISSUER, audience=API_KEY_ID, now=NOW, user_id=user_id,
        any_type=True,
    )  # fmt: skip


def look_at(claims: AccessClaims | IdClaims, token: Secret) -> None:
    """Look at what was believed."""
    assert_harmless(claims.subject, claims.identifier)
    assert_harmless(rfc3339(claims.expires_at), times.until(claims.expires_at, NOW))
    assert claims.issued_at < claims.expires_at
    token.reveal().encode("ascii")


def _shown(token: Secret) -> None:
    """The table of claims, which is drawn of any token that is kept."""
    for claim in claims_of(token):
        assert_harmless(names.claim_name(claim.name), names.claim_mark(claim.name))
        assert_harmless(names.claim_value(claim, SNAPSHOT, NOW)[:LONGEST])


@given(document=changed(CLAIMS))
@fuzzed()
def test_a_signed_token_with_any_claims_is_believed_or_refused(
    secret_watch: SecretWatch, document: object
) -> None:
    believe(signed(as_json(document)), secret_watch)


def test_a_signed_token_with_any_claim_changed_is_believed_or_refused(
    secret_watch: SecretWatch,
) -> None:
    for document in every_change(CLAIMS):
        believe(signed(as_json(document)), secret_watch)


@given(header=changed(HEADER))
@fuzzed()
def test_a_signed_token_with_any_header_is_believed_or_refused(
    secret_watch: SecretWatch, header: object
) -> None:
    believe(signed(as_json(CLAIMS), header), secret_watch)


@given(payload=changed_bytes(as_json(CLAIMS)) | st.binary(max_size=100))
@example(payload=b"[" * 100_000)
@example(payload=b'{"a":' * 900 + b"1" + b"}" * 900)
@fuzzed()
def test_a_signed_token_of_any_bytes_is_believed_or_refused(
    secret_watch: SecretWatch, payload: bytes
) -> None:
    believe(signed(payload), secret_watch)


RIGHT = signed(as_json(CLAIMS)).encode()


@given(
    text=changed_bytes(RIGHT).map(lambda raw: raw.decode("utf-8", "surrogateescape")) | st.text()
)
@fuzzed()
def test_a_text_of_any_form_is_believed_or_refused(secret_watch: SecretWatch, text: str) -> None:
    believe(text, secret_watch)


def test_the_right_token_is_believed() -> None:
    """What is changed above is right before it is changed."""
    assert _access(Secret(RIGHT.decode()), USER_ID).subject == USER_ID
    values = {claim.name: claim.value for claim in claims_of(Secret(RIGHT.decode()))}
    assert json.loads(values["roles"]) == ["admin", {"of": "a"}]
