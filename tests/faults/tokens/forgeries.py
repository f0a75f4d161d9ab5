"""Tokens that no service would issue: the attacks of RFC 8725 and of PyJWT's advisories.

Each is made of right claims and, where it has a right signature, of the service's own key: what
is wrong is one thing.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256K1,
    SECP256R1,
    SECP384R1,
    SECP521R1,
    EllipticCurve,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa_key
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desktop.protocol.encoding import encode_base64url
from tests.doubles.token_issuer import API_KEY_ID, ISSUER, NOW, USER_ID, Claims, TokenIssuer

Forge = Callable[[TokenIssuer, Claims], str]

P256_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RSA_KEY: Final = generate_rsa_key(public_exponent=65537, key_size=2048)

NO_JWT: Final = "it is no JWT"
OTHER_SIGNATURE: Final = "it is not signed with ES256"
WRONG: Final = "its signature is wrong"
NEVER_DONE: Final = "its header asks for what is never done"
NO_ANSWER: Final = "is missing or of the wrong kind"


def compact(header: object, payload: object, signature: bytes = b"") -> str:
    """A JWT of parts; ``bytes`` are taken as they are, anything else as JSON."""
    return f"{_segment(header)}.{_segment(payload)}.{encode_base64url(signature)}"


def signed(issuer: TokenIssuer, header: object, payload: object) -> str:
    """A JWT that the service's own key has signed."""
    half = f"{_segment(header)}.{_segment(payload)}"
    return f"{half}.{encode_base64url(_sign(issuer.key, half))}"


def right_header(issuer: TokenIssuer, **changes: object) -> dict[str, object]:
    """The header of a right token; None takes a member away."""
    header = {"typ": "JWT", "alg": "ES256", "kid": issuer.kid, **changes}
    return {name: value for name, value in header.items() if value is not None}


def _segment(part: object) -> str:
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return encode_base64url(raw)


def _sign(key: EllipticCurvePrivateKey, text: str) -> bytes:
    r, s = decode_dss_signature(key.sign(text.encode(), ECDSA(SHA256())))
    return r.to_bytes(32) + s.to_bytes(32)


# The algorithm


def _unsigned(algorithm: object) -> Forge:
    return lambda issuer, claims: compact(right_header(issuer, alg=algorithm), claims)


def _hmac(password: Callable[[TokenIssuer], bytes]) -> Forge:
    def forge(issuer: TokenIssuer, claims: Claims) -> str:
        half = compact(right_header(issuer, alg="HS256"), claims).rpartition(".")[0]
        mac = HMAC(password(issuer), SHA256())
        mac.update(half.encode())
        return f"{half}.{encode_base64url(mac.finalize())}"

    return forge


def _public(encoding: Encoding, form: PublicFormat) -> Callable[[TokenIssuer], bytes]:
    return lambda issuer: issuer.key.public_key().public_bytes(encoding, form)


def _jwk(issuer: TokenIssuer) -> bytes:
    keys = issuer.key_set()["keys"]
    assert isinstance(keys, list)
    return json.dumps(keys[0]).encode()


def _rsa(algorithm: str) -> Forge:
    return lambda issuer, claims: jwt.encode(
        claims, RSA_KEY, algorithm, headers={"kid": issuer.kid}
    )


def _other_curve(curve: EllipticCurve, algorithm: str) -> Forge:
    return lambda issuer, claims: jwt.encode(
        claims, generate_private_key(curve), algorithm, headers={"kid": issuer.kid}
    )


def _eddsa(issuer: TokenIssuer, claims: Claims) -> str:
    key = Ed25519PrivateKey.generate()
    return jwt.encode(claims, key, "EdDSA", headers={"kid": issuer.kid})


ALGORITHMS: Final[dict[str, tuple[Forge, str]]] = {
    **{
        f"alg {algorithm!r}, no signature": (_unsigned(algorithm), OTHER_SIGNATURE)
        for algorithm in ("none", "nOnE", "NONE", "", None, 0, ["ES256"], "es256", "ES256 ")
    },
    "alg ES256, no signature": (_unsigned("ES256"), WRONG),
    "HS256, the public key as PEM": (
        _hmac(_public(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)),
        OTHER_SIGNATURE,
    ),
    "HS256, the public key as DER": (
        _hmac(_public(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)),
        OTHER_SIGNATURE,
    ),
    "HS256, the raw point": (
        _hmac(_public(Encoding.X962, PublicFormat.UncompressedPoint)),
        OTHER_SIGNATURE,
    ),
    "HS256, the JWK as text": (_hmac(_jwk), OTHER_SIGNATURE),
    "HS256, an empty password": (_hmac(lambda _: b""), OTHER_SIGNATURE),
    "RS256": (_rsa("RS256"), OTHER_SIGNATURE),
    "PS256": (_rsa("PS256"), OTHER_SIGNATURE),
    "ES384": (_other_curve(SECP384R1(), "ES384"), OTHER_SIGNATURE),
    "ES512": (_other_curve(SECP521R1(), "ES512"), OTHER_SIGNATURE),
    "ES256K": (_other_curve(SECP256K1(), "ES256K"), OTHER_SIGNATURE),
    "EdDSA": (_eddsa, OTHER_SIGNATURE),
    "ES256 by somebody else’s key": (_other_curve(SECP256R1(), "ES256"), WRONG),
}

# The signature


def _with_signature(signature: Callable[[bytes], bytes]) -> Forge:
    def forge(issuer: TokenIssuer, claims: Claims) -> str:
        half, _, right = signed(issuer, right_header(issuer), claims).rpartition(".")
        return f"{half}.{encode_base64url(signature(_raw(right)))}"

    return forge


def _raw(segment: str) -> bytes:
    return urlsafe_b64decode(segment + "==")


def _numbers(r: int, s: int) -> Callable[[bytes], bytes]:
    return lambda _: r.to_bytes(32) + s.to_bytes(32)


def _der(issuer: TokenIssuer, claims: Claims) -> str:
    half = compact(right_header(issuer), claims).rpartition(".")[0]
    return f"{half}.{encode_base64url(issuer.key.sign(half.encode(), ECDSA(SHA256())))}"


def twin(issuer: TokenIssuer, claims: Claims) -> str:
    """A right token whose signature is the other one of the two that every signature has."""

    def other(raw: bytes) -> bytes:
        return raw[:32] + (P256_ORDER - int.from_bytes(raw[32:])).to_bytes(32)

    return _with_signature(other)(issuer, claims)


def _of_other_claims(issuer: TokenIssuer, claims: Claims) -> str:
    half = compact(right_header(issuer), {**claims, "role": "admin"}).rpartition(".")[0]
    return f"{half}.{signed(issuer, right_header(issuer), claims).rpartition('.')[2]}"


SIGNATURES: Final[dict[str, tuple[Forge, str]]] = {
    "all zeros": (_with_signature(_numbers(0, 0)), WRONG),
    "r = 0": (_with_signature(_numbers(0, 1)), WRONG),
    "s = 0": (_with_signature(_numbers(1, 0)), WRONG),
    "r = s = the order": (_with_signature(_numbers(P256_ORDER, P256_ORDER)), WRONG),
    "r and s of all ones": (_with_signature(lambda _: b"\xff" * 64), WRONG),
    "DER in place of raw": (_der, WRONG),
    "one byte short": (_with_signature(lambda right: right[:-1]), WRONG),
    "one byte more": (_with_signature(lambda right: right + b"\x00"), WRONG),
    "twice": (_with_signature(lambda right: right + right), WRONG),
    "halves swapped": (_with_signature(lambda right: right[32:] + right[:32]), WRONG),
    "of other claims": (_of_other_claims, WRONG),
}

# The header


def _header(**changes: object) -> Forge:
    return lambda issuer, claims: signed(issuer, right_header(issuer, **changes), claims)


def _header_text(text: str) -> Forge:
    return lambda issuer, claims: signed(issuer, text.replace("KID", issuer.kid).encode(), claims)


def _own_key_along(issuer: TokenIssuer, claims: Claims) -> str:
    other = TokenIssuer()
    keys = other.key_set()["keys"]
    assert isinstance(keys, list)
    return signed(other, right_header(issuer, jwk=keys[0]), claims)


def _kid_of_a_key_never_put_up(_: TokenIssuer, claims: Claims) -> str:
    other = TokenIssuer()
    return signed(other, right_header(other), claims)


UNKNOWN_KEY: Final = "it is signed with an unknown key"
UNNAMED_KEY: Final = "it doesn’t name its key"
HEADERS: Final[dict[str, tuple[Forge, str]]] = {
    "jwk: the forger’s own": (_own_key_along, NEVER_DONE),
    "jku": (_header(jku="https://evil.example/keys"), NEVER_DONE),
    "x5u": (_header(x5u="https://evil.example/chain"), NEVER_DONE),
    "x5c": (_header(x5c=["MIIB"]), NEVER_DONE),
    "crit": (_header(crit=["exp"], exp=1), NEVER_DONE),
    "crit, empty": (_header(crit=[]), NEVER_DONE),
    "b64 false and critical": (_header(b64=False, crit=["b64"]), NEVER_DONE),
    "b64 false": (_header(b64=False), NEVER_DONE),
    "b64 true": (_header(b64=True), NEVER_DONE),
    "typ at+jwt": (_header(typ="at+jwt"), "it is another kind of token"),
    "typ dpop+jwt": (_header(typ="dpop+jwt"), "it is another kind of token"),
    "typ a number": (_header(typ=5), "it is another kind of token"),
    "kid a path": (_header(kid="../../../dev/null"), UNKNOWN_KEY),
    "kid a query": (_header(kid="x' UNION SELECT 'key'--"), UNKNOWN_KEY),
    "kid an address": (_header(kid="https://evil.example/key"), UNKNOWN_KEY),
    "kid empty": (_header(kid=""), UNKNOWN_KEY),
    "kid of a key never put up": (_kid_of_a_key_never_put_up, UNKNOWN_KEY),
    "kid missing": (_header(kid=None), UNNAMED_KEY),
    "kid a list": (_header(kid=["a"]), UNNAMED_KEY),
    "kid twice": (_header_text('{"kid":"evil","alg":"ES256","kid":"KID"}'), NO_JWT),
    "alg twice": (_header_text('{"alg":"none","kid":"KID","alg":"ES256"}'), NO_JWT),
}

# The form


def _payload(raw: Callable[[bytes], bytes]) -> Forge:
    return lambda issuer, claims: signed(
        issuer, right_header(issuer), raw(json.dumps(claims).encode())
    )


def _text(change: Callable[[str], str]) -> Forge:
    return lambda issuer, claims: change(signed(issuer, right_header(issuer), claims))


def _other_spelling(token: str) -> str:
    # The last character of 64 bytes has four bits that lenient decoders pass over.
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1]


def _as_json(token: str) -> str:
    protected, payload, signature = token.split(".")
    document = {"protected": protected, "payload": payload, "signature": signature}
    return json.dumps(document, separators=(",", ":"))


def _nested(issuer: TokenIssuer, claims: Claims) -> str:
    inner = signed(issuer, right_header(issuer), claims)
    return signed(issuer, right_header(issuer, cty="JWT"), inner.encode())


FORMS: Final[dict[str, tuple[Forge, str]]] = {
    "two parts": (_text(lambda token: token.rpartition(".")[0]), NO_JWT),
    "four parts": (_text(lambda token: token + ".AAAA"), NO_JWT),
    "five parts, as a JWE": (_text(lambda token: token + ".AAAA.AAAA"), NO_JWT),
    "a JWE": (
        lambda *_: compact({"alg": "dir", "enc": "A256GCM"}, b"").replace("..", "..AAAA.AAAA."),
        NO_JWT,
    ),
    "the JSON serialization": (_text(_as_json), NO_JWT),
    "a JWT in a JWT": (_nested, NO_JWT),
    "no header": (_text(lambda token: token[token.index(".") :]), NO_JWT),
    "dots alone": (lambda *_: "..", NO_JWT),
    "another spelling of the signature": (_text(_other_spelling), NO_JWT),
    "padding": (_text(lambda token: token + "=="), NO_JWT),
    "the alphabet of base64": (_text(lambda token: token + "+/"), NO_JWT),
    "white space": (_text(lambda token: f" {token}"), NO_ANSWER),
    "a line break": (_text(lambda token: f"{token}\n"), NO_ANSWER),
    "a header smuggled": (_text(lambda token: f"{token}\r\nX-Admin: yes"), NO_ANSWER),
    "letters of another script": (_text(lambda token: f"е{token[1:]}"), NO_ANSWER),
    "no text": (_text(lambda _: ""), NO_ANSWER),
    "a megabyte": (_payload(lambda raw: raw[:-1] + b" " * 700_000 + b"}"), NO_ANSWER),
    "a member twice": (_payload(lambda raw: raw[:-1] + b',"sub":"%b"}' % USER_ID.encode()), NO_JWT),
    "something behind the claims": (_payload(lambda raw: raw + b"{}"), NO_JWT),
    "claims in UTF-16": (_payload(lambda raw: raw.decode().encode("utf-16")), NO_JWT),
    "claims with a byte order mark": (_payload(lambda raw: b"\xef\xbb\xbf" + raw), NO_JWT),
    "claims that are no UTF-8": (_payload(lambda raw: raw[:-1] + b',"a":"\xff"}'), NO_JWT),
    "claims as a list": (_payload(lambda raw: b"[" + raw + b"]"), NO_JWT),
    "claims without end": (_payload(lambda _: b'{"a":' + b"[" * 9_000), NO_JWT),
}

# The claims


def _claims(**changes: object) -> Forge:
    return lambda issuer, claims: signed(
        issuer,
        right_header(issuer),
        {name: value for name, value in {**claims, **changes}.items() if value is not None},
    )


def _claim_text(name: str, text: bytes) -> Forge:
    def forge(issuer: TokenIssuer, claims: Claims) -> str:
        raw = json.dumps({**claims, name: "HERE"}).encode().replace(b'"HERE"', text)
        return signed(issuer, right_header(issuer), raw)

    return forge


ANOTHER_SERVICE: Final = "it was issued by another service"
ANOTHER_PROJECT: Final = "it is for another project"
ANOTHER_USER: Final = "it is for another user"
NO_EXPIRY: Final = "its time “exp” is missing or no time"
NO_ISSUE: Final = "its time “iat” is missing or no time"
CLAIMS: Final[dict[str, tuple[Forge, str]]] = {
    "aud a list": (_claims(aud=[API_KEY_ID]), ANOTHER_PROJECT),
    "aud a list of two": (_claims(aud=[API_KEY_ID, "other"]), ANOTHER_PROJECT),
    "aud missing": (_claims(aud=None), ANOTHER_PROJECT),
    "aud a prefix": (_claims(aud=API_KEY_ID[:-1]), ANOTHER_PROJECT),
    "aud longer": (_claims(aud=API_KEY_ID + "0"), ANOTHER_PROJECT),
    "aud empty": (_claims(aud=""), ANOTHER_PROJECT),
    "aud an object": (_claims(aud={API_KEY_ID: 1}), ANOTHER_PROJECT),
    "iss a prefix": (_claims(iss=ISSUER[:-1]), ANOTHER_SERVICE),
    "iss longer": (_claims(iss=ISSUER + ".evil.example"), ANOTHER_SERVICE),
    "iss with a slash": (_claims(iss=ISSUER + "/"), ANOTHER_SERVICE),
    "iss in capitals": (_claims(iss=ISSUER.upper()), ANOTHER_SERVICE),
    "iss without TLS": (_claims(iss=ISSUER.replace("https", "http")), ANOTHER_SERVICE),
    "iss a list": (_claims(iss=[ISSUER]), ANOTHER_SERVICE),
    "iss missing": (_claims(iss=None), ANOTHER_SERVICE),
    "sub another user": (_claims(sub=USER_ID[:-1] + "0"), ANOTHER_USER),
    "sub in capitals": (_claims(sub=USER_ID.upper()), ANOTHER_USER),
    "sub missing": (_claims(sub=None), ANOTHER_USER),
    "sub empty": (_claims(sub=""), ANOTHER_USER),
    "sub a list": (_claims(sub=[USER_ID]), "its claim “sub” is no text"),
    "sub half a letter": (_claim_text("sub", rb'"\ud800"'), "its claim “sub” is no text"),
    "identifier that moves the cursor": (
        _claims(identifier="\x1b[2Amallory@example.com"),
        "its claim “identifier” is no text",
    ),
    "identifier written backwards": (
        _claims(identifier="\u202emoc.elpmaxe@yram"),
        "its claim “identifier” is no text",
    ),
    "identifier without end": (
        _claims(identifier="a" * 9_000),
        "its claim “identifier” is no text",
    ),
    "exp missing": (_claims(exp=None), NO_EXPIRY),
    "exp a text": (_claims(exp=str(NOW + 3600)), NO_EXPIRY),
    "exp a fraction": (_claims(exp=NOW + 3600.5), NO_EXPIRY),
    "exp a boolean": (_claims(exp=True), NO_EXPIRY),
    "exp a list": (_claims(exp=[NOW + 3600]), NO_EXPIRY),
    "exp NaN": (_claim_text("exp", b"NaN"), NO_JWT),
    "exp Infinity": (_claim_text("exp", b"Infinity"), NO_JWT),
    "exp 1e400": (_claim_text("exp", b"1e400"), NO_EXPIRY),
    "exp of a hundred digits": (_claims(exp=10**100), NO_EXPIRY),
    "exp of ten thousand digits": (_claim_text("exp", b"9" * 10_000), NO_JWT),
    "exp in milliseconds": (_claims(exp=(NOW + 3600) * 1000), NO_EXPIRY),
    "exp negative": (_claims(exp=-1), NO_EXPIRY),
    "exp over": (_claims(iat=NOW - 10, exp=NOW - 5), "it has run out"),
    "exp before iat": (_claims(iat=NOW + 30, exp=NOW + 20), "it never held"),
    "iat in the future": (_claims(iat=NOW + 120, exp=NOW + 3600), "it was issued in the future"),
    "iat missing": (_claims(iat=None), NO_ISSUE),
    "iat a text": (_claims(iat=str(NOW)), NO_ISSUE),
    "nbf in the future": (_claims(nbf=NOW + 120), "it does not hold yet"),
    "nbf a text": (_claims(nbf="soon"), "its time “nbf” is missing or no time"),
}

FOR_EITHER: Final = ALGORITHMS | SIGNATURES | HEADERS | FORMS | CLAIMS

NO_ACCESS_TOKEN: Final = "it is no access token"
FOR_ACCESS: Final[dict[str, tuple[Forge, str]]] = {
    "type id_token": (_claims(type="id_token"), NO_ACCESS_TOKEN),
    "type client_access_token": (_claims(type="client_access_token"), NO_ACCESS_TOKEN),
    "type missing": (_claims(type=None), NO_ACCESS_TOKEN),
    "type a list": (_claims(type=["access_token"]), NO_ACCESS_TOKEN),
    "the ID token": (lambda issuer, _: issuer.id_token().reveal(), NO_ACCESS_TOKEN),
    "scope admin": (_claims(scope="access admin"), "it has another scope"),
    "scope a list": (_claims(scope=["access"]), "it has another scope"),
    "scope missing": (_claims(scope=None), "it has another scope"),
}
NO_ID_TOKEN: Final = "it is no ID token"
FOR_ID: Final[dict[str, tuple[Forge, str]]] = {
    "type access_token": (_claims(type="access_token"), NO_ID_TOKEN),
    "type missing": (_claims(type=None), NO_ID_TOKEN),
    "the access token": (lambda issuer, _: issuer.access_token().reveal(), NO_ID_TOKEN),
}
