"""The header ``DPoP``: with a good signature over anything, it proves what it says or nothing."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from desktop.protocol.device_proof import (
    LONGEST_CHARACTERS,
    DeviceProofError,
    make_device_proof,
    parse_device_proof,
)
from desktop.protocol.ed25519 import public_key_text
from desktop.protocol.encoding import decode_base64url, encode_base64url
from tests.doubles.token_issuer import NOW
from tests.faults.fuzz.cases import fuzzed
from tests.faults.fuzz.shapes import Document, as_json, changed, changed_bytes, every_change

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
URL = "https://id.example.com/api/v0/user/devices?cotter_user_id=u1"
BODY = b'{"a":1}'
RIGHT = make_device_proof(KEY, method="PUT", url=URL, body=BODY, token_id="jti-1", at=NOW)
HEADER = {
    "typ": "dpop+jwt",
    "alg": "EdDSA",
    "jwk": {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": encode_base64url(KEY.public_key().public_bytes_raw()),
    },
}
PARSED = parse_device_proof(RIGHT)
CLAIMS = {
    "jti": PARSED.token_id,
    "htm": PARSED.method,
    "htu": PARSED.url,
    "iat": PARSED.issued_at,
    "qh": PARSED.query_hash,
    "bh": PARSED.body_hash,
}


def signed(header: bytes, claims: bytes) -> str:
    """A proof with a good signature over whatever is in it."""
    text = f"{encode_base64url(header)}.{encode_base64url(claims)}"
    return f"{text}.{encode_base64url(KEY.sign(text.encode()))}"


def look_at(header: str, claims: Document = None) -> None:
    """Read it; what is read is of our key, and fits this request only with the right claims."""
    try:
        proof = parse_device_proof(header)
    except DeviceProofError:
        return
    assert len(header) <= LONGEST_CHARACTERS
    assert proof.public_key == public_key_text(KEY)
    assert 0 < proof.issued_at < 2**40
    fits = proof.fits(method="PUT", url=URL, body=BODY)
    if claims is not None:
        right = {name: claims.get(name) for name in ("htm", "htu", "qh", "bh")}
        assert fits == (right == {name: CLAIMS[name] for name in right})


@given(claims=changed(CLAIMS))
@fuzzed(each=every_change(CLAIMS))
def test_a_proof_of_any_claims_proves_those_or_nothing(claims: Document) -> None:
    look_at(signed(as_json(HEADER), as_json(claims)), claims if isinstance(claims, dict) else None)


@given(header=changed(HEADER))
@fuzzed(each=every_change(HEADER))
def test_a_proof_of_any_header_is_of_the_key_that_signed_it_or_none(header: Document) -> None:
    look_at(signed(as_json(header), as_json(CLAIMS)), CLAIMS)


@given(
    text=changed_bytes(RIGHT.encode()).map(lambda raw: raw.decode("latin-1"))
    | st.text(max_size=300)
    | st.tuples(changed_bytes(as_json(HEADER)), changed_bytes(as_json(CLAIMS))).map(
        lambda parts: signed(*parts)
    )
)
@fuzzed(each=["", "..", "a.b.c", "." * 2000, RIGHT + "=", RIGHT + "\n", f"{RIGHT}, {RIGHT}"])
def test_a_header_of_any_text_is_a_proof_or_none(text: str) -> None:
    look_at(text)
    assert text == RIGHT or not text.startswith(f"{RIGHT}.")


def test_the_right_proof_is_taken() -> None:
    """What is changed above is right before it is changed."""
    assert parse_device_proof(signed(as_json(HEADER), as_json(CLAIMS))) == PARSED
    assert PARSED.fits(method="PUT", url=URL, body=BODY)
    assert decode_base64url(RIGHT.split(".")[0])
