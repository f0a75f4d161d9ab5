"""Which tokens are believed: the table of ``token_checks`` and the attacks of RFC 8725."""

from collections.abc import Callable

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    SECP384R1,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from desktop.client.claims import AccessClaims, IdClaims
from desktop.client.token_checks import check_access_token, check_id_token, needs_newer_keys
from desktop.foundation.errors import TokenUnacceptableError
from desktop.foundation.secret import Secret
from desktop.protocol.encoding import encode_base64url
from tests.doubles.token_issuer import (
    API_KEY_ID,
    IDENTIFIER,
    ISSUER,
    LIFETIME,
    NOW,
    USER_ID,
    TokenIssuer,
    unsigned,
)

ISSUER_OF_TOKENS = TokenIssuer()
KEYS = {ISSUER_OF_TOKENS.kid: ISSUER_OF_TOKENS.key.public_key()}
Forge = Callable[[TokenIssuer], Secret]


def check_access(token: Secret, *, now: float = NOW, user_id: str | None = USER_ID) -> AccessClaims:
    return check_access_token(
        token,
        KEYS,
        host="id.example.com",
        issuer=ISSUER,
        audience=API_KEY_ID,
        now=now,
        user_id=user_id,
    )


def check_id(token: Secret, *, any_type: bool = False) -> IdClaims:
    return check_id_token(
        token,
        KEYS,
        host="id.example.com",
        issuer=ISSUER,
        audience=API_KEY_ID,
        now=NOW,
        user_id=USER_ID,
        any_type=any_type,
    )


def test_a_right_access_token_says_who_it_is_for_and_how_long() -> None:
    claims = check_access(ISSUER_OF_TOKENS.access_token(role="admin"))
    assert claims.subject == USER_ID
    assert claims.identifier == IDENTIFIER
    assert claims.authentication_method == "OTP"
    assert (claims.issued_at, claims.expires_at) == (NOW, NOW + LIFETIME)


def test_a_right_id_token_is_for_the_same_user() -> None:
    assert check_id(ISSUER_OF_TOKENS.id_token()).subject == USER_ID


def _public_pem(issuer: TokenIssuer) -> bytes:
    return issuer.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _without_signature(issuer: TokenIssuer) -> Secret:
    return unsigned({"alg": "none", "kid": issuer.kid}, issuer.access_claims(), "")


def _with_the_public_key_as_password(issuer: TokenIssuer) -> Secret:
    # By hand: PyJWT itself refuses to sign like this.
    half = unsigned({"alg": "HS256", "kid": issuer.kid}, issuer.access_claims(), "").reveal()
    mac = HMAC(_public_pem(issuer), SHA256())
    mac.update(half.rstrip(".").encode())
    return Secret(half + encode_base64url(mac.finalize()))


def _with_rsa(issuer: TokenIssuer) -> Secret:
    key = generate_rsa_key(public_exponent=65537, key_size=2048)
    return Secret(jwt.encode(issuer.access_claims(), key, "RS256", headers={"kid": issuer.kid}))


def _with_a_longer_curve(issuer: TokenIssuer) -> Secret:
    key = generate_private_key(SECP384R1())
    return Secret(jwt.encode(issuer.access_claims(), key, "ES384", headers={"kid": issuer.kid}))


def _with_somebody_elses_key(issuer: TokenIssuer) -> Secret:
    key = generate_private_key(SECP256R1())
    return Secret(jwt.encode(issuer.access_claims(), key, "ES256", headers={"kid": issuer.kid}))


def _claiming_es256_with_rsa(issuer: TokenIssuer) -> Secret:
    header, payload, signature = _with_rsa(issuer).reveal().split(".")
    right = issuer.access_token().reveal().split(".")[0]
    assert header != right
    return Secret(f"{right}.{payload}.{signature}")


def _with_a_signature_of_zeros(issuer: TokenIssuer) -> Secret:
    signed = issuer.access_token().reveal().rpartition(".")[0]
    return Secret(f"{signed}.{encode_base64url(bytes(64))}")


def _with_the_signature_of_another_token(issuer: TokenIssuer) -> Secret:
    signed = issuer.access_token(sub="somebody else").reveal().rpartition(".")[0]
    return Secret(f"{signed}.{issuer.access_token().reveal().rpartition('.')[2]}")


def _spelled_in_another_way(issuer: TokenIssuer) -> Secret:
    # The last character of 64 bytes has four bits that lenient decoders ignore.
    token = issuer.access_token().reveal()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return Secret(token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1])


def _with_its_key_in_the_header(issuer: TokenIssuer) -> Secret:
    return issuer.sign(issuer.access_claims(), jwk=issuer.key_set())


@pytest.mark.parametrize(
    ("forge", "reason"),
    [
        (_without_signature, "not signed with ES256"),
        (_with_the_public_key_as_password, "not signed with ES256"),
        (_with_rsa, "not signed with ES256"),
        (_with_a_longer_curve, "not signed with ES256"),
        (_with_somebody_elses_key, "its signature is wrong"),
        (_claiming_es256_with_rsa, "its signature is wrong"),
        (_with_a_signature_of_zeros, "its signature is wrong"),
        (_with_the_signature_of_another_token, "its signature is wrong"),
        (_spelled_in_another_way, "it is no JWT"),
        (_with_its_key_in_the_header, "its header asks"),
    ],
)
def test_a_forged_token_is_refused(forge: Forge, reason: str) -> None:
    with pytest.raises(TokenUnacceptableError, match=reason):
        check_access(forge(ISSUER_OF_TOKENS))


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"jku": "https://evil.example/keys"}, "its header asks"),
        ({"x5u": "https://evil.example/chain"}, "its header asks"),
        ({"x5c": ["MIIB"]}, "its header asks"),
        ({"crit": ["b64"]}, "its header asks"),
        ({"crit": ["exp"], "exp": 1}, "its header asks"),
        ({"typ": "dpop+jwt"}, "another kind of token"),
        ({"typ": "at+jwt"}, "another kind of token"),
        ({"kid": "nobody's"}, "an unknown key"),
        ({"kid": "../../dev/null"}, "an unknown key"),
    ],
)
def test_a_header_that_asks_for_more_is_refused(headers: dict[str, object], reason: str) -> None:
    token = ISSUER_OF_TOKENS.sign(ISSUER_OF_TOKENS.access_claims(), **headers)
    with pytest.raises(TokenUnacceptableError, match=reason):
        check_access(token)


def test_a_token_that_names_no_key_is_refused() -> None:
    claims = ISSUER_OF_TOKENS.access_claims()
    token = Secret(jwt.encode(claims, ISSUER_OF_TOKENS.key, algorithm="ES256"))
    with pytest.raises(TokenUnacceptableError, match="name its key"):
        check_access(token)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"aud": [API_KEY_ID]}, "another project"),
        ({"aud": [API_KEY_ID, "other"]}, "another project"),
        ({"aud": "other"}, "another project"),
        ({"aud": None}, "another project"),
        ({"iss": ISSUER[:-1]}, "another service"),
        ({"iss": ISSUER + ".evil.example"}, "another service"),
        ({"iss": [ISSUER]}, "another service"),
        ({"iss": None}, "another service"),
        ({"type": "id_token"}, "no access token"),
        ({"type": "client_access_token"}, "no access token"),
        ({"type": None}, "no access token"),
        ({"scope": "admin"}, "another scope"),
        ({"scope": None}, "another scope"),
        ({"sub": "somebody else"}, "another user"),
        ({"sub": f"USER:{USER_ID}"}, "another user"),
        ({"sub": None}, "another user"),
        ({"iat": NOW + 61}, "in the future"),
        ({"iat": None}, "“iat” is missing"),
        ({"iat": "1600000000"}, "“iat” is missing"),
        ({"iat": True}, "“iat” is missing"),
        ({"exp": None}, "“exp” is missing"),
        ({"exp": 1e12}, "“exp” is missing"),
        ({"exp": -1}, "“exp” is missing"),
        ({"exp": 10**400}, "“exp” is missing"),
        ({"iat": NOW - 10, "exp": NOW}, "run out"),
        ({"iat": NOW + 10, "exp": NOW + 10}, "never held"),
        ({"nbf": NOW + 61}, "not hold yet"),
        ({"identifier": 7}, "“identifier” is no text"),
    ],
)
def test_a_signed_token_with_a_wrong_claim_is_refused(
    changes: dict[str, object], reason: str
) -> None:
    with pytest.raises(TokenUnacceptableError, match=reason) as refused:
        check_access(ISSUER_OF_TOKENS.access_token(**changes))
    assert refused.value.values["host"] == "id.example.com"


def test_a_token_may_come_from_a_clock_that_is_a_minute_ahead() -> None:
    assert check_access(ISSUER_OF_TOKENS.access_token(iat=NOW + 60)).issued_at == NOW + 60


@pytest.mark.parametrize(("now", "holds"), [(NOW + LIFETIME - 1, True), (NOW + LIFETIME, False)])
def test_a_token_holds_until_its_end_on_the_services_clock(now: float, *, holds: bool) -> None:
    token = ISSUER_OF_TOKENS.access_token()
    if holds:
        check_access(token, now=now)
    else:
        with pytest.raises(TokenUnacceptableError, match="run out"):
            check_access(token, now=now)


def test_before_the_user_is_known_any_subject_will_do_but_none() -> None:
    assert check_access(ISSUER_OF_TOKENS.access_token(sub="x"), user_id=None).subject == "x"
    with pytest.raises(TokenUnacceptableError, match="another user"):
        check_access(ISSUER_OF_TOKENS.access_token(sub=""), user_id=None)


def test_an_id_token_is_no_access_token_and_the_other_way_round() -> None:
    with pytest.raises(TokenUnacceptableError, match="no access token"):
        check_access(ISSUER_OF_TOKENS.id_token(scope="access"))
    for any_type in (False, True):
        with pytest.raises(TokenUnacceptableError, match="no ID token"):
            check_id(ISSUER_OF_TOKENS.access_token(), any_type=any_type)


def test_a_published_service_may_call_the_type_of_its_id_tokens_as_it_likes() -> None:
    token = ISSUER_OF_TOKENS.id_token(type="client_id_token")
    assert check_id(token, any_type=True).subject == USER_ID
    with pytest.raises(TokenUnacceptableError, match="no ID token"):
        check_id(token)


@pytest.mark.parametrize(
    ("forge", "asks"),
    [
        (TokenIssuer.access_token, False),
        (_with_somebody_elses_key, True),
        (lambda issuer: issuer.sign(issuer.access_claims(), kid="newer"), True),
        (_without_signature, False),
        (_with_rsa, False),
        (_with_its_key_in_the_header, False),
        (lambda _: Secret("no token"), False),
    ],
)
def test_only_a_wrong_key_or_signature_asks_for_newer_keys(forge: Forge, *, asks: bool) -> None:
    assert needs_newer_keys(forge(ISSUER_OF_TOKENS), KEYS) is asks


@given(st.text(max_size=200))
def test_no_text_but_a_token_is_believed(text: str) -> None:
    with pytest.raises(TokenUnacceptableError):
        # In braces, so that the text is never by chance a part of the error's sentence.
        check_access(Secret(f"{{{text}}}"))


@given(
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=5),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        ),
    ),
)
def test_a_header_and_claims_of_any_shape_are_refused_in_words(
    header: dict[str, object], value: object
) -> None:
    with pytest.raises(TokenUnacceptableError):
        check_access(unsigned({"alg": "ES256", **header}, {"sub": value}, "AAAA"))
    with pytest.raises(TokenUnacceptableError):
        check_access(ISSUER_OF_TOKENS.access_token(exp=[value], sub=[value]))


def test_a_token_that_is_nested_without_end_is_refused() -> None:
    deep = encode_base64url(b"[" * 100_000)
    with pytest.raises(TokenUnacceptableError, match="no JWT"):
        check_access(Secret(f"{deep}.{deep}.{deep}"))
