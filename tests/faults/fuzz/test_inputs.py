"""What people type, paste and scan: taken or refused in words, and never with a traceback."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from desktop.commands import run_command
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import (
    Profile,
    ProfileBook,
    is_loopback,
    parse_api_key_id,
    parse_profile_name,
    parse_service_url,
    save_profiles,
)
from desktop.protocol.enrolment_code import EnrolmentCode, EnrolmentCodeError, parse_enrolment_code
from desktop.session.enrolment_rules import check_code, read_code, readable_codes
from desktop.session.identifier import (
    looks_like,
    mask_identifier,
    parse_identifier,
    region_of,
)
from desktop.system.qr_reading import read_codes
from desktop.ui.words import sentence_of
from tests.doubles.token_issuer import API_KEY_ID, NOW, USER_ID
from tests.faults.fuzz.cases import fuzzed
from tests.faults.fuzz.harmless import assert_harmless, assert_told
from tests.faults.fuzz.shapes import NASTY_TEXTS, TEXTS, changed_bytes, every_change, spliced

KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
CODE = EnrolmentCode(
    public_key=KEY, algorithm="ED25519", api_key_id=API_KEY_ID, user_id=USER_ID, made_at=NOW
)


def told(error: AuthenticatorError) -> None:
    """Fail unless the error can be told in a terminal and in a window."""
    assert_told(error)
    said = sentence_of(error)
    assert_harmless(said.happened, said.rest)


def typed(text: str) -> st.SearchStrategy[str]:
    """Near to a right text, or anything."""
    return spliced(text).flatmap(spliced) | TEXTS | st.text()


CODES = st.one_of(
    typed(CODE.text()),
    typed(CODE.text().replace("=:", "=\r\n:").replace("ED25519", "ECDSA")),
    st.builds(
        ":".join,
        st.tuples(
            st.sampled_from([KEY, KEY[:-1], KEY + KEY, "\n" + KEY, "A" * 1101]) | TEXTS,
            st.sampled_from(["ED25519", "EC", "RSA", "ed25519"]) | TEXTS,
            st.just(API_KEY_ID) | TEXTS,
            st.just(USER_ID) | TEXTS,
            st.sampled_from([str(NOW), "0", "999999999999", "1e9", "٣"]) | TEXTS,
        ),
    ),
)


@given(text=CODES)
@fuzzed(each=[CODE.text().replace(USER_ID, text) for text in NASTY_TEXTS])
def test_a_code_of_any_text_is_followed_or_refused(text: str) -> None:
    with contextlib.suppress(EnrolmentCodeError):
        code = parse_enrolment_code(text)
        assert parse_enrolment_code(code.text()) == code
    assert len(readable_codes([text, text])) <= 1
    try:
        check_code(
            read_code(text), api_key_id=API_KEY_ID, user_id=USER_ID, own_public_key="x", now=NOW
        )
    except AuthenticatorError as error:
        told(error)


def picture() -> bytes:
    """A small picture without a code, as PNG."""
    image = QImage(24, 24, QImage.Format.Format_RGB32)
    image.fill(0)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stubs know of no device here
    return bytes(content.data())


PICTURE = picture()
SIGNATURES = [b"BM", b"GIF89a", b"\xff\xd8\xff\xe0", b"RIFF\xff\xff\xff\xffWEBPVP8 ", b"<svg"]


# The decoders say a lot on their way.
@pytest.mark.qt_log_level_fail("CRITICAL")
@given(
    content=changed_bytes(PICTURE)
    | st.tuples(st.sampled_from(SIGNATURES), st.binary(max_size=200)).map(b"".join)
)
@fuzzed(each=[b"", PICTURE, *(PICTURE[:end] for end in range(0, len(PICTURE), 7))])
def test_a_picture_of_any_bytes_has_codes_or_is_none(content: bytes) -> None:
    try:
        read_codes(content)
    except AuthenticatorError as error:
        told(error)


ADDRESSES = st.one_of(
    typed("https://id.example.com:8443"),
    typed("http://127.0.0.1:8765/"),
    typed("http://[::1]:8765"),
    st.builds("https://{}".format, TEXTS),
)


@given(text=ADDRESSES)
@fuzzed(each=["https://h:0", "https://h:99999", "https://[", "https://[::]", "https://a@b@c", "//"])
def test_an_address_of_any_text_is_kept_in_one_spelling_or_refused(text: str) -> None:
    try:
        url = parse_service_url(text)
    except AuthenticatorError as error:
        told(error)
        return
    assert parse_service_url(url) == url
    parts = urlsplit(url)
    assert url.isascii()
    assert_harmless(url)
    assert parts.scheme == "https" or is_loopback(parts.hostname or "")
    assert parts._replace(scheme="", netloc="").geturl() == ""


@given(text=typed(API_KEY_ID))
@fuzzed(each=NASTY_TEXTS)
def test_a_key_id_and_a_name_of_any_text_are_taken_or_refused(text: str) -> None:
    for parse in (parse_api_key_id, parse_profile_name):
        try:
            taken = parse(text)
        except AuthenticatorError as error:
            told(error)
        else:
            assert_harmless(taken)
            assert parse(taken) == taken


IDENTIFIERS = typed("maya@example.com") | typed("+49 151 12345678") | typed("maya@bücher.example")


@given(text=IDENTIFIERS, region=st.sampled_from(["", "DE", "US", "ZZ", "\0"]))
@fuzzed()
def test_an_identifier_of_any_text_is_taken_or_refused(text: str, region: str) -> None:
    looks_like(text)
    try:
        identifier = parse_identifier(text, region)
    except AuthenticatorError as error:
        told(error)
        return
    assert_harmless(identifier.text, mask_identifier(identifier), region_of(identifier))
    assert parse_identifier(identifier.text) == identifier


PROFILE = Profile(
    id="p1",
    name="Work",
    # Nothing listens there.
    service_url="http://127.0.0.1:1",
    api_key_id=API_KEY_ID,
    issuer="http://127.0.0.1:1",
    identity_key=KEY,
    compatibility="strict",
)
LINES: list[tuple[str, ...]] = [
    ("?",),
    ("status", "--profile", "?"),
    ("status", "--json", "--profile=?"),
    ("token", "--min-valid", "?"),
    ("token", "--format", "?", "--profile", "Work"),
    ("profile", "use", "?"),
    ("profile", "remove", "?"),
    ("profile", "add", "?", "--service", "http://127.0.0.1:1", "--api-key", API_KEY_ID),
    ("profile", "add", "New", "--service", "?", "--api-key", "?"),
    ("sign-in", "?"),
    ("devices", "add", "?"),
    ("devices", "remove", "?"),
    ("requests", "approve", "?"),
    ("requests", "deny", "?"),
]
# What a shell hands over of bytes that are no text, and no NUL: an argument can't hold one.
WORDS = st.one_of(
    TEXTS.filter(lambda text: "\0" not in text and len(text) < 9000),
    st.binary(max_size=20).map(lambda raw: os.fsdecode(raw.replace(b"\0", b""))),
    typed("maya@example.com").filter(lambda text: "\0" not in text),
    typed(CODE.text()).filter(lambda text: "\0" not in text),
)


@pytest.fixture
def _a_profile(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("COTTER_AUTHENTICATOR_KEYSTORE", "memory")
    paths = Paths.from_environment(os.environ)
    save_profiles(paths.profiles_file, ProfileBook((PROFILE,), "p1"))


@contextlib.contextmanager
def streams(given_input: bytes) -> Iterator[io.BytesIO]:
    """Standard streams as a terminal of UTF-8 gives them; yields what is said on them."""
    written = io.BytesIO()
    said = io.TextIOWrapper(written, encoding="utf-8", write_through=True)
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given_input), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            said.reconfigure(errors="backslashreplace")
            yield written
    finally:
        said.detach()
        sys.stdin = before


def ended(words: list[str]) -> int:
    """The exit code of a command; argparse ends by an exception."""
    try:
        return run_command(words)
    except SystemExit as end:
        assert isinstance(end.code, int)  # noqa: PT017 - what it ends with is all there is
        return end.code


@pytest.mark.usefixtures("_a_profile")
@given(
    line=st.sampled_from(LINES),
    word=WORDS,
    content=st.binary(max_size=40) | st.just(b"\n") | st.just(b"123456\n\xff\n"),
)
@fuzzed()
def test_a_command_with_any_word_says_what_is_wrong(
    line: tuple[str, ...], word: str, content: bytes
) -> None:
    words = [part.replace("?", word) for part in line]
    with streams(content) as said:
        code = ended(words)
    assert code in range(7)
    text = said.getvalue().decode()
    assert "Traceback" not in text
    assert_harmless(*text.split("\n"))


def test_the_right_texts_are_taken() -> None:
    """What is changed above is right before it is changed."""
    assert read_code(CODE.text()) == CODE
    assert read_codes(PICTURE) == ()
    assert next(every_change(PROFILE.name)) == "Work"
