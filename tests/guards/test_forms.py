"""The search itself: the spellings in which a secret must be found, and what is none."""

import base64
import json
from urllib.parse import quote

import pytest

from tests.guards.forms import Search, Wanted

SECRET = b"q8/Zr+canary of~this test"
SEED = bytes(range(100, 132))
JWT = f"eyJhbGciOiJFUzI1NiJ9.{'cGF5' * 12}.{'c2lnbmF0dXJl' * 7}"


@pytest.mark.parametrize(
    "spelled",
    [
        SECRET,
        SECRET.hex().encode(),
        SECRET.hex().upper().encode(),
        SECRET.decode().encode("utf-16-le"),
        quote(SECRET.decode(), safe="").encode(),
        json.dumps({"a": SECRET.decode()}).replace("/", "\\/").encode(),
        *(base64.b64encode(before + SECRET + b"after") for before in (b"", b"x", b"xy")),
        *(base64.urlsafe_b64encode(before + SECRET) for before in (b"", b"x", b"xy")),
        SECRET[:9] + b"=\r\n" + SECRET[9:],
    ],
)
def test_a_secret_is_found_however_it_is_spelled(spelled: bytes) -> None:
    search = Search([Wanted("a secret", SECRET)])
    assert search.kinds_in(b"before " + spelled + b" after") == {"a secret"}
    assert search.kinds_in(b"before after") == set()


@pytest.mark.parametrize(
    "shown",
    [
        SEED,
        SEED.hex().encode(),
        base64.b64encode(SEED),
        base64.urlsafe_b64encode(b"x" + SEED),
        f"{SEED!r}".encode(),
    ],
)
def test_a_key_is_found_by_its_bytes_and_by_its_text(shown: bytes) -> None:
    for content in (SEED, base64.b64encode(SEED)):
        assert Search([Wanted("a key", content)]).kinds_in(shown) == {"a key"}


def test_half_a_token_is_too_much_and_its_header_is_nothing() -> None:
    search = Search([Wanted("a token", JWT.encode())])
    header, claims, signature = JWT.split(".")
    for shown in (claims[:24], claims[-24:], signature[:24], f"{header}.{claims}"):
        assert search.kinds_in(shown.encode()) == {"a token"}
    assert search.kinds_in(header.encode()) == set()


def test_a_code_is_found_but_not_inside_a_longer_number() -> None:
    search = Search([Wanted("a code", b"123456")])
    assert search.kinds_in(b"took 1234567 ns") == set()
    assert search.kinds_in("code 123456".encode("utf-16-le")) == {"a code"}
    assert search.kinds_in(b'{"code":"123456"}') == {"a code"}
