"""Addresses that others bring: one spelling each, no disguise, and a caution where one is due."""

import pytest

from desktop.foundation.errors import InvalidServiceUrlError
from desktop.foundation.profiles import parse_service_url
from desktop.foundation.service_address import Caution, cautions_of, strict_service_url


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://login.example.com", "https://login.example.com"),
        ("https://login.example.com/", "https://login.example.com"),
        ("https://LOGIN.Example.com:443", "https://login.example.com"),
        ("https://login.example.com:8443", "https://login.example.com:8443"),
        ("https://login", "https://login"),
        ("https://xn--mnchen-3ya.de", "https://xn--mnchen-3ya.de"),
        ("https://192.0.2.7", "https://192.0.2.7"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("http://127.0.0.1:8765", "http://127.0.0.1:8765"),
        ("http://localhost:8765", "http://localhost:8765"),
        ("http://[::1]:8765", "http://[::1]:8765"),
    ],
)
def test_a_plain_address_is_taken_in_one_spelling(text: str, url: str) -> None:
    assert strict_service_url(text) == url
    assert parse_service_url(url) == url


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://l\u043egin.example.com", "ASCII"),  # a Cyrillic o
        ("https://login\uff0eexample.com", "ASCII"),  # a fullwidth full stop
        ("https://login.example.com\uff0f.evil.example", "ASCII"),  # a fullwidth slash
        ("https://\uff11\uff12\uff17.0.0.1", "ASCII"),  # fullwidth digits
        ("https://login.example.com@evil.example", "user name"),
        ("https://login.example.com:hunter2@evil.example", "user name"),
        ("https://login.example.com\\@evil.example", "user name"),
        ("https://login.example.com\\.evil.example", "more in it"),
        ("https://login%2eexample.com", "more in it"),
        ("https://login.example.com/path", "more in it"),
        ("https://login.example.com?query", "more in it"),
        ("https://login.example.com#part", "more in it"),
        ("https://login.example.com\n", "more in it"),
        ("https://login.exam\tple.com", "more in it"),
        ("https://login.example.com.", "none that can be"),
        ("https://login..example.com", "none that can be"),
        ("https://-login.example.com", "none that can be"),
        ("https://.", "none that can be"),
        ("https://" + "a" * 64 + ".example.com", "none that can be"),
        ("https://" + ".".join(["abcdefg"] * 40), "longer"),
        ("https://login.example.com:", "more in it"),
        ("https://login.example.com:0443", "more in it"),
        ("https://login.example.com:65536", "port"),
        ("https://127.1", "disguise"),
        ("https://2130706433", "disguise"),
        ("https://0x7f000001", "disguise"),
        ("https://0177.0.0.1", "disguise"),
        ("https://example.0x", "disguise"),
        ("https://[::ffff:127.0.0.1]", "disguise"),
        ("https://[2001:0db8::1]", "disguise"),
        ("https://[fe80::1%25eth0]", "more in it"),
        ("https://[:::]", "none that can be"),
        ("https://0.0.0.0", "no single computer"),
        ("https://[ff02::1]", "no single computer"),
        ("http://login.example.com", "TLS"),
        ("http://localhost.evil.example", "TLS"),
        ("http://127.0.0.1.evil.example", "TLS"),
        ("javascript:alert(1)", "begin"),
        ("file:///etc/passwd", "begin"),
        ("//login.example.com", "begin"),
        ("https:login.example.com", "begin"),
        ("", "begin"),
    ],
)
def test_an_address_in_disguise_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(InvalidServiceUrlError) as refused:
        strict_service_url(text)
    assert reason in str(refused.value.values["reason"])
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "cautions"),
    [
        ("https://login.example.com", ()),
        ("https://xn--mnchen-3ya.de", (Caution.OTHER_ALPHABET,)),
        ("https://login.xn--p1ai:8443", (Caution.OTHER_ALPHABET,)),
        ("https://192.0.2.7:8443", (Caution.NUMBERS,)),
        ("https://[2001:db8::1]", (Caution.NUMBERS,)),
        ("http://127.0.0.1:8765", (Caution.THIS_COMPUTER,)),
        ("http://[::1]:8765", (Caution.THIS_COMPUTER,)),
        ("https://localhost", (Caution.THIS_COMPUTER,)),
    ],
)
def test_what_says_little_of_who_answers_gets_a_caution(
    url: str, cautions: tuple[Caution, ...]
) -> None:
    assert cautions_of(url) == cautions
