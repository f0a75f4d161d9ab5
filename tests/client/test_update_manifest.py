"""What is believed of a newer version, rule by rule."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.client.update_manifest import (
    DOMAIN,
    LONGEST_LIFE_SECONDS,
    MOST_BYTES,
    ManifestError,
    UpdateManifest,
    envelope,
    read_manifest,
    read_signed,
    signed_bytes,
    version_key,
)
from desktop.protocol.ed25519 import public_key_text, sign

NOW = 1_800_000_000
DAY = 86_400
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = public_key_text(KEY)
RIGHT = UpdateManifest(
    version="1.2",
    released=NOW - DAY,
    made=NOW - 60,
    expires=NOW + 30 * DAY,
    page="https://example.com/news/1.2",
)
SAID: dict[str, object] = json.loads(signed_bytes(RIGHT))


def signed(text: bytes, key: Ed25519PrivateKey = KEY) -> dict[str, str]:
    return envelope(text, sign(key, DOMAIN + text))


def changed(**changes: object) -> dict[str, str]:
    """A right manifest with changes, signed as it should be; None takes a member away."""
    said = {name: value for name, value in {**SAID, **changes}.items() if value is not None}
    return signed(json.dumps(said).encode())


def test_what_was_signed_is_what_is_read() -> None:
    assert read_manifest(signed(signed_bytes(RIGHT)), key=PUBLIC, now=NOW) == RIGHT


def test_members_that_a_later_version_adds_are_passed_over() -> None:
    more = {**changed(urgent=True), "further": ["signatures"]}
    assert read_manifest(more, key=PUBLIC, now=NOW) == RIGHT


def test_the_domain_is_the_one_that_is_written_down() -> None:
    """Who signs with other tools reads it there: it must not change by the way."""
    assert DOMAIN == b"cotter-authenticator update manifest, format 1\n"
    assert list(SAID) == ["format", "product", "version", "released", "made", "expires", "page"]
    assert SAID["made"] == "2027-01-15T07:59:00Z"


TEXT = signed_bytes(RIGHT)
NOT_SIGNED: dict[str, tuple[object, str]] = {
    "nothing": (None, "it is no manifest"),
    "a list": ([], "it is no manifest"),
    "an error": ({"error": "not found"}, "it is no manifest"),
    "numbers": ({"manifest": 1, "signature": 2}, "it is no manifest"),
    "no base64": ({"manifest": "{}", "signature": "x"}, "it is no manifest"),
    "a short signature": (envelope(TEXT, "AAAA"), "it is no manifest"),
    "a text that is too long": (signed(b" " * MOST_BYTES + TEXT), "it is no manifest"),
    "another spelling of base64": (
        {**signed(TEXT), "manifest": signed(TEXT)["manifest"] + "\n"},
        "it is no manifest",
    ),
    "another key": (signed(TEXT, Ed25519PrivateKey.generate()), "its signature is wrong"),
    "another text": (
        {**signed(TEXT), "manifest": changed(version="1.3")["manifest"]},
        "its signature is wrong",
    ),
    "signed without saying what for": (envelope(TEXT, sign(KEY, TEXT)), "its signature is wrong"),
    "signed for something else": (
        envelope(TEXT, sign(KEY, b"cotter-authenticator release\n" + TEXT)),
        "its signature is wrong",
    ),
}


@pytest.mark.parametrize("fault", NOT_SIGNED)
def test_what_is_not_signed_for_this_is_not_read(fault: str) -> None:
    document, reason = NOT_SIGNED[fault]
    with pytest.raises(ManifestError) as refused:
        read_manifest(document, key=PUBLIC, now=NOW)
    assert str(refused.value) == reason


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "format 2": ({"format": 2}, "it is written in another format"),
    "no format": ({"format": None}, "it is written in another format"),
    "true for 1": ({"format": True}, "it is written in another format"),
    "another product": ({"product": "keepass"}, "it is about another program"),
    "no version": ({"version": None}, "its version is none"),
    "a number": ({"version": 1.2}, "its version is none"),
    "a word": ({"version": "newest"}, "its version is none"),
    "one number": ({"version": "2"}, "its version is none"),
    "five numbers": ({"version": "1.2.3.4.5"}, "its version is none"),
    "a leading zero": ({"version": "1.02"}, "its version is none"),
    "a line break": ({"version": "1.2\n"}, "its version is none"),
    "other digits": ({"version": "١.٢"}, "its version is none"),
    "an endless number": ({"version": "1." + "9" * 5000}, "its version is none"),
    "no time": ({"made": None}, "its time “made” is none"),
    "seconds": ({"expires": NOW}, "its time “expires” is none"),
    "a zone": ({"released": "2027-01-14T08:00:00+01:00"}, "its time “released” is none"),
    "a short time": ({"released": "2027-1-14T8:0:0Z"}, "its time “released” is none"),
    "no day": ({"released": "2027-02-30T08:00:00Z"}, "its time “released” is none"),
    "the year 1": ({"released": "0001-01-01T00:00:00Z"}, "its time “released” is none"),
    "signed in the future": (
        {"made": "2027-01-17T08:00:00Z"},
        "it was signed in the future",
    ),
    "run out": ({"expires": "2027-01-15T08:00:00Z"}, "it has run out"),
    "over before it began": (
        {"expires": "2027-01-14T08:00:00Z"},
        "it holds longer than any may",
    ),
    "for ever": ({"expires": "9999-01-14T08:00:00Z"}, "it holds longer than any may"),
    "no page": ({"page": None}, "its page is no https address"),
    "a page without TLS": ({"page": "http://example.com/"}, "its page is no https address"),
    "a script": ({"page": "javascript:alert(1)"}, "its page is no https address"),
    "a file": ({"page": "file:///etc/passwd"}, "its page is no https address"),
    "a program": ({"page": "https://example.com/\nfile:///x"}, "its page is no https address"),
    "a user name": ({"page": "https://example.com@evil.example/"}, "its page is no https address"),
    "a look-alike": ({"page": "https://ex\u0430mple.com/"}, "its page is no https address"),
    "a question": ({"page": "https://example.com/?who=me"}, "its page is no https address"),
    "too long a page": ({"page": "https://example.com/" + "a" * 1000}, "its page is no https"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_signed_well_and_still_refused(fault: str) -> None:
    changes, reason = WRONG[fault]
    with pytest.raises(ManifestError) as refused:
        read_manifest(changed(**changes), key=PUBLIC, now=NOW)
    assert str(refused.value).startswith(reason)


@pytest.mark.parametrize(
    "text",
    [b"", b"[]", b"{", b'{"format": 1, "format": 1}', b'{"format": NaN}', b"\xff", b"[" * 40_000],
    ids=repr,
)
def test_signed_bytes_that_can_be_read_in_two_ways_are_none(text: bytes) -> None:
    with pytest.raises(ManifestError, match="what is signed is no JSON"):
        read_manifest(signed(text), key=PUBLIC, now=NOW)


@pytest.mark.parametrize(
    ("made", "expires", "is_right"),
    [
        (NOW + DAY, NOW + 2 * DAY, True),
        (NOW + DAY + 1, NOW + 2 * DAY, False),
        (NOW - 60, NOW + 1, True),
        (NOW - 60, NOW, False),
        (NOW - 60, NOW - 60 + LONGEST_LIFE_SECONDS, True),
        (NOW - 60, NOW - 59 + LONGEST_LIFE_SECONDS, False),
    ],
)
def test_the_bounds_of_its_times(made: int, expires: int, is_right: bool) -> None:
    text = signed_bytes(
        UpdateManifest(
            version="1.2", released=NOW, made=made, expires=expires, page="https://example.com/"
        )
    )

    try:
        read_manifest(signed(text), key=PUBLIC, now=NOW)
        is_believed = True
    except ManifestError:
        is_believed = False
    assert is_believed is is_right


def test_one_that_was_believed_is_read_again_after_it_has_run_out() -> None:
    document = signed(signed_bytes(RIGHT))
    assert read_signed(document, key=PUBLIC) == RIGHT
    with pytest.raises(ManifestError):
        read_signed(document, key=public_key_text(Ed25519PrivateKey.generate()))


@pytest.mark.parametrize(
    ("older", "newer"),
    [("0.1.0", "0.1.1"), ("0.9", "0.10"), ("1.2", "1.2.0.1"), ("1.9.9", "2.0"), ("", "0.1")],
)
def test_versions_are_compared_by_their_numbers(older: str, newer: str) -> None:
    assert version_key(older) < version_key(newer)


def test_an_ending_zero_and_words_make_no_difference() -> None:
    assert version_key("1.2") == version_key("1.2.0") == version_key("1.2.0.dev3")
