"""Where the hosted page may lead (2.1, 9)."""

import pytest

from desktop.service.redirect_urls import is_allowed_url_entry, parse_redirect_url

LISTED = ("https://app.example.com", "myapp://auth", "other://")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/x",
        "http://localhost",
        "http://[::1]:8080/cb?x=1",
        "https://app.example.com/callback",
        "https://APP.example.com/callback",
        "myapp://auth",
        "myapp://auth/path",
        "other://anything",
    ],
)
def test_allowed(url: str) -> None:
    parsed = parse_redirect_url(url, LISTED)
    assert parsed is not None
    assert parsed.text == url


@pytest.mark.parametrize(
    "url",
    [
        "https://app.example.com:444/",
        "https://app.example.com.evil.example/",
        "https://app.example.com@evil.example/",
        "https://evil.example/https://app.example.com",
        "http://app.example.com/",
        "https://127.0.0.1/",
        "http://127.0.0.2/",
        "http://2130706433/",
        "http://127.0.0.1:1/\r\nSet-Cookie: x=y",
        "http://127.0.0.1:x/",
        "http://[::1/",
        "http://evil.example[::1]/",
        "http://[::1]evil.example/",
        "http://[::1].evil.example:80/",
        "http://[::1]]/",
        "http://localhost:/",
        "http://localhost.:1/",
        "http://127.0.0.1:99999/",
        "http:/127.0.0.1/",
        "http:127.0.0.1",
        "myapp:auth",
        "myapp://other",
        "javascript://auth",
        "",
    ],
)
def test_not_allowed(url: str) -> None:
    assert parse_redirect_url(url, (*LISTED, "javascript://auth")) is None


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("http://127.0.0.1:1/x", "http://127.0.0.1:1"),
        ("http://[::1]:1/x", "http:"),
        ("https://app.example.com/callback", "https://app.example.com"),
        ("myapp://auth", "myapp:"),
    ],
)
def test_the_policy_names_the_way_back(url: str, source: str) -> None:
    parsed = parse_redirect_url(url, LISTED)
    assert parsed is not None
    assert parsed.form_action_source == source


@pytest.mark.parametrize(
    ("entry", "good"),
    [
        ("https://app.example.com", True),
        ("myapp://", True),
        ("myapp://auth", True),
        ("https://app.example.com/", False),
        ("http://app.example.com", False),
        ("javascript://x", False),
        ("*", False),
        ("app.example.com", False),
    ],
)
def test_an_entry_of_the_list(entry: str, good: bool) -> None:
    assert is_allowed_url_entry(entry) is good
