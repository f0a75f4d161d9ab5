"""Keys as the SDKs spell them, and everything else (5.1)."""

import base64
import hashlib
import textwrap

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from desktop.protocol import ed25519
from desktop.service.device_keys import (
    Algorithm,
    DeviceKey,
    DeviceKeyError,
    key_digest,
    parse_device_key,
)

TEXT = b"what a device signs"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
EC_KEY = ec.generate_private_key(ec.SECP256R1())
RSA_KEY = rsa.generate_private_key(65537, 2048)
ED_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ED_TEXT = ed25519.public_key_text(ED_KEY)


def spki(key: EllipticCurvePrivateKey | RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def broken(raw: bytes, every: int) -> str:
    """Base64 with a line feed after so many characters and one at the end."""
    return "\n".join(textwrap.wrap(base64.b64encode(raw).decode(), every)) + "\n"


@pytest.mark.parametrize("every", [76, 64], ids=["Android", "iOS"])
def test_a_p256_key_has_the_line_feeds_of_its_system(every: int) -> None:
    text = broken(spki(EC_KEY), every)
    key = parse_device_key(text, "EC")
    assert key == DeviceKey(text, Algorithm.EC)
    signature = broken(EC_KEY.sign(TEXT, ECDSA(SHA256())), 76)
    assert key.has_signed(TEXT, signature)
    assert key.has_signed(TEXT, signature.replace("\n", ""))
    assert not key.has_signed(TEXT + b"!", signature)


def test_an_rsa_key_of_an_old_android_signs() -> None:
    key = parse_device_key(broken(spki(RSA_KEY), 76), "RSA")
    assert key.algorithm is Algorithm.RSA
    signature = broken(RSA_KEY.sign(TEXT, PKCS1v15(), SHA256()), 76)
    assert key.has_signed(TEXT, signature)
    assert not key.has_signed(b"another text", signature)


def test_an_ed25519_key_signs() -> None:
    key = parse_device_key(ED_TEXT, "ED25519")
    assert key.has_signed(TEXT, ed25519.sign(ED_KEY, TEXT))
    assert not key.has_signed(b"another text", ed25519.sign(ED_KEY, TEXT))


def test_the_twin_of_an_ecdsa_signature_holds_too() -> None:
    key = parse_device_key(broken(spki(EC_KEY), 64), None)
    r, s = decode_dss_signature(EC_KEY.sign(TEXT, ECDSA(SHA256())))
    for each in (s, ORDER - s):
        raw = encode_dss_signature(r, each)
        assert key.has_signed(TEXT, base64.b64encode(raw).decode())


@pytest.mark.parametrize("name", ["EC", "ECDSA", None])
def test_both_names_of_ecdsa_are_one(name: str | None) -> None:
    assert parse_device_key(broken(spki(EC_KEY), 64), name).algorithm is Algorithm.EC


@pytest.mark.parametrize("name", ["RSA", "EC", "ed25519", "", "P-256"])
def test_a_key_is_of_the_kind_that_it_says(name: str) -> None:
    with pytest.raises(DeviceKeyError):
        parse_device_key(ED_TEXT, name)


def test_line_feeds_make_no_other_key() -> None:
    raw = spki(EC_KEY)
    android, ios = broken(raw, 76), broken(raw, 64)
    assert key_digest(android) == key_digest(ios)
    assert key_digest(ios) == hashlib.sha256(base64.b64encode(raw)).digest()


def der_of_another_curve() -> bytes:
    return spki(ec.generate_private_key(ec.SECP384R1()))


def compressed() -> bytes:
    # Of the same point, in the spelling that no SDK uses.
    point = EC_KEY.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    head = bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200")
    return head + point


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "x",
        ED_TEXT + "AAAA",
        ED_TEXT[:-1],
        ED_TEXT + "\n",
        " " + ED_TEXT,
        # The last two bits are behind the padding.
        ED_TEXT[:-2] + chr(ord(ED_TEXT[-2]) + 1) + "=",
        base64.b64encode(bytes(31)).decode(),
        base64.urlsafe_b64encode(bytes([251] * 32)).decode(),
        base64.b64encode(spki(EC_KEY) + b"\0").decode(),
        base64.b64encode(spki(EC_KEY)[:-1]).decode(),
        base64.b64encode(der_of_another_curve()).decode(),
        base64.b64encode(compressed()).decode(),
        base64.b64encode(spki(rsa.generate_private_key(3, 2048))).decode(),
        base64.b64encode(spki(rsa.generate_private_key(65537, 1024))).decode(),  # noqa: S505 - to be refused
        base64.b64encode(
            ED_KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        ).decode(),
        "A" * 5000,
        "-----BEGIN PUBLIC KEY-----",
        "\u0661" * 44,
    ],
)
def test_whatever_else_is_no_key(text: str) -> None:
    with pytest.raises(DeviceKeyError) as refused:
        parse_device_key(text, None)
    assert not text or text not in str(refused.value)


SMALL_ORDER = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]
NOT_REDUCED = [
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]


@pytest.mark.parametrize("raw", SMALL_ORDER + NOT_REDUCED)
def test_a_key_that_fits_every_text_or_has_another_spelling_is_none(raw: str) -> None:
    with pytest.raises(DeviceKeyError):
        parse_device_key(base64.b64encode(bytes.fromhex(raw)).decode(), None)


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: broken(raw, 76)))
def test_any_text_is_a_key_or_refused(text: str) -> None:
    try:
        key = parse_device_key(text, None)
    except DeviceKeyError:
        return
    assert key.text == text


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: broken(raw, 76)))
@pytest.mark.parametrize("key", [ED_KEY, EC_KEY, RSA_KEY], ids=["ED25519", "EC", "RSA"])
def test_no_text_is_a_signature_by_chance(
    key: Ed25519PrivateKey | EllipticCurvePrivateKey | RSAPrivateKey, signature: str
) -> None:
    text = ED_TEXT if isinstance(key, Ed25519PrivateKey) else broken(spki(key), 76)
    assert not parse_device_key(text, None).has_signed(TEXT, signature)


def test_a_signature_longer_than_any_is_not_looked_at() -> None:
    assert not parse_device_key(ED_TEXT, None).has_signed(TEXT, "A" * 100_000)
