"""The published vectors of the wire protocol, byte for byte."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from desktop.protocol.ed25519 import public_key_text, sign, signature_is_valid
from desktop.protocol.encoding import (
    EncodingError,
    decode_base64,
    decode_base64url,
    encode_base64,
    encode_base64url,
)
from desktop.protocol.jwk import EllipticCurveJwk
from desktop.protocol.pkce import code_challenge_of, make_code_verifier, verifier_matches
from desktop.protocol.signed_text import VerificationText, identity_token_text

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
API_KEY_ID = "11111111-2222-3333-4444-555555555555"
IDENTITY_SIGNATURE = (
    "KmWFW0/NwQz6BaVKQUGUy4FUAUIinf9Ql+cFqfzJw/jNDfq6/+7NAIq8NxKSWJSlE7j5ta9uoqgeCDDatPLzAw=="
)
VERIFICATION_SIGNATURE = (
    "pHXfoCx0X80X+Yk+0//zWvO8su+ftQPhi1k+EypLhm39bzWTJAeT3qNod4vBP9Cv8N9kBiKF9AfU8hFLWWaUDQ=="
)


def test_the_public_key_of_the_test_seed() -> None:
    assert public_key_text(KEY) == "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="


def test_the_identity_token_is_signed_without_separators() -> None:
    text = identity_token_text(
        identifier="hello@gmail.com",
        identifier_type="EMAIL",
        receiver=API_KEY_ID,
        expire_at="1602592000",
    )
    assert sign(KEY, text) == IDENTITY_SIGNATURE
    assert signature_is_valid(public_key_text(KEY), IDENTITY_SIGNATURE, text)
    assert not signature_is_valid(public_key_text(KEY), IDENTITY_SIGNATURE, text + b"0")


def test_the_answer_to_a_challenge_is_signed_without_separators() -> None:
    text = VerificationText(
        identifier="hello@gmail.com",
        identifier_type="EMAIL",
        device_type="DESKTOP",
        device_name="Dell XPS Linux",
        redirect_url="-",
        challenge_id=42,
        challenge="chal",
        code="123456",
        timestamp="1600000000",
    )
    assert sign(KEY, text.encode()) == VERIFICATION_SIGNATURE


@pytest.mark.parametrize(
    ("verifier", "challenge"),
    [
        (
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        ),
        (
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "kF8o3vGOqsBa5vErLDRSdEr69ibaE0PVezlbVE4FGbY",
        ),
    ],
    ids=["RFC 7636 appendix B", "React Native's, outside the alphabet"],
)
def test_code_challenges(verifier: str, challenge: str) -> None:
    assert code_challenge_of(verifier) == challenge
    assert verifier_matches(verifier, challenge)
    assert not verifier_matches(verifier + "x", challenge)


def test_a_new_verifier_is_43_characters_of_what_randomness_gave() -> None:
    assert make_code_verifier(bytes) == "A" * 43


@given(st.binary(max_size=80))
def test_every_encoding_comes_back(raw: bytes) -> None:
    assert decode_base64(encode_base64(raw)) == raw
    assert decode_base64url(encode_base64url(raw)) == raw


@pytest.mark.parametrize(
    "text",
    ["AB==", "AA=", "A A=", "AA==\n", "AA==AA==", "-_8=", "\u00e9A=="],
    ids=["stray bits", "short padding", "blank", "line feed", "two", "other alphabet", "not ASCII"],
)
def test_base64_with_a_second_spelling_is_refused(text: str) -> None:
    with pytest.raises(EncodingError):
        decode_base64(text)


@pytest.mark.parametrize(
    "text",
    ["AB", "A", "AA==", "AA=", "A A", "AA\n", "AAAA+/", "\u00e9A"],
    ids=["stray bits", "a sixth", "padding", "half padding", "blank", "line feed", "other", "é"],
)
def test_base64url_with_a_second_spelling_is_refused(text: str) -> None:
    with pytest.raises(EncodingError):
        decode_base64url(text)


def test_a_text_of_base64url_has_the_size_that_is_asked_for() -> None:
    with pytest.raises(EncodingError):
        decode_base64url(encode_base64url(bytes(15)), size=16)


def test_a_key_of_another_size_is_refused() -> None:
    with pytest.raises(EncodingError):
        decode_base64(encode_base64(bytes(31)), size=32)


def test_a_jwk_gives_its_key_back_and_has_a_thumbprint_of_its_own() -> None:
    key = generate_private_key(SECP256R1()).public_key()
    jwk = EllipticCurveJwk.of(key)
    assert jwk.public_key().public_numbers() == key.public_numbers()
    assert len(decode_base64url(jwk.thumbprint(), size=32)) == 32
    assert jwk.thumbprint() != EllipticCurveJwk(x=jwk.y, y=jwk.x).thumbprint()


def test_a_thumbprint_is_that_of_the_standard() -> None:
    """The key in the examples of RFC 9449, and its thumbprint there (RFC 7638)."""
    jwk = EllipticCurveJwk(
        x="l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
        y="9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
    )
    assert jwk.thumbprint() == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"


@pytest.mark.parametrize(("x", "y"), [("A" * 43, "A" * 43), ("A" * 42, "A" * 43), ("", "")])
def test_what_is_no_point_of_the_curve_is_no_key(x: str, y: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of the curve or of the encoding
        EllipticCurveJwk(x=x, y=y).public_key()
