"""A device proof stands for one request and one key."""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from desktop.protocol.device_proof import (
    DeviceProof,
    DeviceProofError,
    make_device_proof,
    parse_device_proof,
)
from desktop.protocol.ed25519 import public_key_text
from desktop.protocol.encoding import encode_base64url

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
URL = "https://login.example.com/api/v0/event/pending"
QUERY = "?cotter_user_id=61e5&wait=25"
BODY = b'{"number":"08"}'


def make(url: str = URL + QUERY, body: bytes = BODY) -> str:
    return make_device_proof(KEY, method="POST", url=url, body=body, token_id="one", at=1600000000)


def test_a_proof_says_who_made_it_for_what_and_when() -> None:
    proof = parse_device_proof(make())
    assert proof.public_key == public_key_text(KEY)
    assert (proof.method, proof.url) == ("POST", URL)
    assert (proof.token_id, proof.issued_at) == ("one", 1600000000)
    assert proof.fits(method="POST", url=URL + QUERY, body=BODY)


@pytest.mark.parametrize(
    ("method", "url", "body"),
    [
        ("GET", URL + QUERY, BODY),
        ("POST", URL, BODY),
        ("POST", URL + QUERY + "&x=1", BODY),
        ("POST", "https://other.example.com/api/v0/event/pending" + QUERY, BODY),
        ("POST", URL + "/" + QUERY, BODY),
        ("POST", URL + QUERY, b""),
        ("POST", URL + QUERY, BODY + b" "),
    ],
)
def test_a_proof_fits_no_other_request(method: str, url: str, body: bytes) -> None:
    assert not parse_device_proof(make()).fits(method=method, url=url, body=body)


def forge(header: object, claims: object, key: Ed25519PrivateKey = KEY) -> str:
    signed = ".".join(encode_base64url(json.dumps(one).encode()) for one in (header, claims))
    return f"{signed}.{encode_base64url(key.sign(signed.encode()))}"


JWK = {"kty": "OKP", "crv": "Ed25519", "x": encode_base64url(KEY.public_key().public_bytes_raw())}
HEADER = {"typ": "dpop+jwt", "alg": "EdDSA", "jwk": JWK}
CLAIMS = {"jti": "one", "htm": "GET", "htu": URL, "iat": 1, "qh": "q", "bh": "b"}


def test_the_forgeries_below_are_forged_as_a_good_one_is() -> None:
    assert parse_device_proof(forge(HEADER, CLAIMS)).token_id == "one"


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        (HEADER | {"alg": "none"}, CLAIMS),
        (HEADER | {"alg": "HS256"}, CLAIMS),
        (HEADER | {"typ": "JWT"}, CLAIMS),
        (HEADER | {"crit": ["x"]}, CLAIMS),
        (HEADER | {"kid": "x"}, CLAIMS),
        ({"typ": "dpop+jwt", "alg": "EdDSA"}, CLAIMS),
        (HEADER | {"jwk": JWK | {"crv": "X25519"}}, CLAIMS),
        (HEADER | {"jwk": JWK | {"d": "AAAA"}}, CLAIMS),
        (HEADER | {"jwk": JWK | {"x": "AAAA"}}, CLAIMS),
        (HEADER | {"jwk": JWK | {"x": 5}}, CLAIMS),
        (HEADER | {"jwk": "x"}, CLAIMS),
        (HEADER, CLAIMS | {"iat": "1"}),
        (HEADER, CLAIMS | {"iat": True}),
        (HEADER, CLAIMS | {"iat": -1}),
        (HEADER, CLAIMS | {"iat": 2**70}),
        (HEADER, CLAIMS | {"jti": ""}),
        (HEADER, CLAIMS | {"jti": "x" * 65}),
        (HEADER, CLAIMS | {"htm": None}),
        (HEADER, {name: CLAIMS[name] for name in CLAIMS if name != "bh"}),
        ([], CLAIMS),
        (HEADER, 5),
    ],
)
def test_a_signed_token_of_another_kind_is_no_proof(header: object, claims: object) -> None:
    with pytest.raises(DeviceProofError):
        parse_device_proof(forge(header, claims))


def test_a_proof_signed_by_another_key_than_it_names_is_none() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    with pytest.raises(DeviceProofError, match="signature"):
        parse_device_proof(forge(HEADER, CLAIMS, other))


@given(st.text(max_size=200) | st.text("ey.AJ-_", max_size=80))
def test_no_header_does_anything_worse_than_be_refused(header: str) -> None:
    with pytest.raises(DeviceProofError):
        parse_device_proof(header)


@given(st.sampled_from(["method", "url", "query_hash", "body_hash"]), st.text())
def test_a_proof_with_anything_else_in_it_fits_no_more(field: str, value: str) -> None:
    proof: DeviceProof = parse_device_proof(make())
    changed = replace(proof, **{field: value})  # type: ignore[arg-type]  # texts alone
    assert changed.fits(method="POST", url=URL + QUERY, body=BODY) == (changed == proof)
