"""Links of any text: followed as they are shown, or refused in words."""

import ipaddress
from urllib.parse import quote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from desktop.foundation.errors import AuthenticatorError, InvalidServiceUrlError
from desktop.foundation.invitation import (
    LONGEST_LINK,
    LONGEST_NAME,
    Invitation,
    link_in,
    make_invitation,
    parse_invitation,
)
from desktop.foundation.profiles import is_loopback, parse_profile_name, parse_service_url
from desktop.foundation.service_address import cautions_of, strict_service_url
from desktop.ui.words import sentence_of
from tests.doubles.token_issuer import API_KEY_ID
from tests.faults.fuzz.cases import fuzzed
from tests.faults.fuzz.harmless import assert_harmless, assert_told
from tests.faults.fuzz.shapes import NASTY_TEXTS, TEXTS, spliced

KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
WHOLE = Invitation(
    service_url="https://login.example.com:8443",
    api_key_id=API_KEY_ID,
    name="Example Works",
    identity_key=KEY,
).link()
BEGINNING = "cotter-authenticator://add?"


def encoded(text: str, safe: str = "") -> str:
    """A text as a link has it; half a surrogate pair is none."""
    return quote(text.encode("utf-8", "replace"), safe=safe)


ADDRESSES = st.one_of(
    spliced("https://login.example.com:8443/").flatmap(spliced),
    st.sampled_from(
        [
            "http://127.0.0.1:8765",
            "https://[2001:db8::1]",
            "https://xn--mnchen-3ya.de",
            "https://0x7f000001",
            "https://1.2.3.4",
            "https://a@b",
        ]
    ).flatmap(spliced),
    st.builds("https://{}".format, st.from_regex(r"[a-z0-9:.\[\]@%\\x-]{1,40}", fullmatch=True)),
    TEXTS,
)
PARTS = st.tuples(
    st.sampled_from(["service", "api-key-id", "name", "identity-key", "Name", "x", ""]),
    st.one_of(
        ADDRESSES, st.just(API_KEY_ID), st.just(KEY.replace("/", "_")[:-1]), TEXTS, st.text()
    ),
    st.booleans(),
).map(lambda part: f"{part[0]}={encoded(part[1]) if part[2] else part[1]}")
LINKS = st.one_of(
    spliced(WHOLE).flatmap(spliced),
    st.lists(PARTS, max_size=5).map(lambda parts: BEGINNING + "&".join(parts)),
    st.builds(
        "{}service={}&api-key-id={}&name={}".format,
        st.just(BEGINNING),
        ADDRESSES.map(lambda one: encoded(one, ":/")),
        st.just(API_KEY_ID),
        TEXTS.map(encoded),
    ),
    st.text(),
)


def assert_safe(url: str) -> None:
    """Fail unless every reader of this address means the same host, and others can't listen."""
    parts = urlsplit(url)
    host = parts.hostname
    assert host is not None
    assert url.isascii()
    assert url.isprintable()
    assert not set(url) & set(" @\\%?#<>\"'")
    assert parts.scheme == "https" or is_loopback(host)
    assert parts.path == ""
    assert parse_service_url(url) == url
    assert strict_service_url(url) == url
    last = host.rpartition(".")[2]
    if ":" in host or last.isdecimal():
        assert str(ipaddress.ip_address(host)) == host
    cautions_of(url)


def told(error: AuthenticatorError) -> None:
    """Fail unless the error can be told in a terminal and in a window."""
    assert_told(error)
    said = sentence_of(error)
    assert_harmless(said.happened, said.rest)


@given(link=LINKS)
@fuzzed(each=[WHOLE.replace("Example%20Works", encoded(text)) for text in NASTY_TEXTS])
def test_a_link_of_any_text_is_followed_as_it_is_shown_or_refused(link: str) -> None:
    try:
        found = parse_invitation(link)
    except AuthenticatorError as error:
        told(error)
        return
    assert len(link) <= LONGEST_LINK
    assert_safe(found.service_url)
    assert len(found.name) <= LONGEST_NAME
    assert_harmless(found.name)
    if found.name:
        assert parse_profile_name(found.name) == found.name
    assert parse_invitation(found.link()) == found


@given(text=ADDRESSES)
@fuzzed(each=list(NASTY_TEXTS))
def test_an_address_of_any_text_is_one_host_or_refused(text: str) -> None:
    try:
        url = strict_service_url(text)
    except InvalidServiceUrlError as error:
        told(error)
        return
    assert_safe(url)


@given(name=TEXTS | st.text())
@fuzzed(each=list(NASTY_TEXTS))
def test_whatever_a_service_is_called_a_link_to_it_can_be_read(name: str) -> None:
    made = make_invitation("https://a.example", API_KEY_ID, name=name, identity_key=KEY)
    assert parse_invitation(made.link()) == made


@given(text=st.lists(LINKS | TEXTS, max_size=4).map("\n".join))
@fuzzed()
def test_a_link_is_looked_for_in_any_text(text: str) -> None:
    try:
        parse_invitation(link_in(text))
    except AuthenticatorError as error:
        told(error)
