"""What a service may send, what it may leave out, and what it may not."""

import contextlib
import copy
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.client.answers import (
    AuthorizationCode,
    Challenge,
    Identity,
    OAuthTokens,
    ServiceDescription,
    User,
)
from desktop.foundation.errors import ServiceAnswerError
from desktop.foundation.secret import Secret
from desktop.protocol.published import IDENTITY_KEY, ISSUER
from tests.doubles.token_issuer import API_KEY_ID, NOW, REFRESH_TOKEN, USER_ID, TokenIssuer

HOST = "id.example.com"
IDENTITY = TokenIssuer().identity()
DESCRIPTION: dict[str, object] = {
    "name": "Example",
    "version": "1.0",
    "compatibility": "strict",
    "issuer": "https://id.example.com",
    "identity_key": "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=",
    "ways": ["OTP", "SOMETHING_NEW"],
    "channels": ["EMAIL"],
    "code_digits": 6,
    "long_poll": 25,
}
CHALLENGE: dict[str, object] = {
    "challenge_id": 42,
    "challenge": "chal",
    "code_sent": True,
    "expires_in": 300,
    "code_digits": 8,
    "attempts_left": 5,
    "resend_in": 40,
    "sent_to": "h…@example.com",
}


def challenge(**changes: object) -> Challenge:
    return Challenge.parse({**CHALLENGE, **changes}, host=HOST, code_digits=6, now=NOW)


def identity(part: str, **changes: object) -> Identity:
    document = copy.deepcopy(IDENTITY)
    document[part].update(changes)
    return Identity.parse(document, host=HOST)


def user(**changes: object) -> User:
    return User.parse({**IDENTITY["user"], **changes}, host=HOST)


def test_a_strict_service_says_all_about_a_challenge() -> None:
    parsed = challenge(unheard_of={"of": "this"})
    assert (parsed.challenge_id, parsed.challenge, parsed.code_sent) == (42, "chal", True)
    assert (parsed.expires_in, parsed.code_digits, parsed.resend_in) == (300, 8, 40)
    assert (parsed.attempts_left, parsed.sent_to) == (5, "h…@example.com")


def test_a_published_service_says_less_about_a_challenge() -> None:
    document = {
        "challenge_id": 42,
        "challenge": "chal",
        "code_sent": True,
        "expiry": "2020-09-13T12:28:40.931771123Z",
    }
    parsed = Challenge.parse(document, host=HOST, code_digits=6, now=NOW)
    assert (parsed.expires_in, parsed.code_digits) == (120, 6)
    assert (parsed.attempts_left, parsed.sent_to, parsed.resend_in) == (None, "", 30)


@pytest.mark.parametrize(
    ("expiry", "seconds"),
    [
        (None, 300),
        ("2020-09-13T12:26:39Z", 0),
        ("2020-09-13T14:27:40+02:00", 60),
        ("0001-01-01T00:00:00Z", 300),
        ("9999-12-31T23:59:59Z", 86400),
    ],
)
def test_the_time_left_is_bounded(expiry: str | None, seconds: int) -> None:
    assert challenge(expires_in=None, expiry=expiry).expires_in == seconds


@pytest.mark.parametrize(
    "changes",
    [
        {"challenge_id": None},
        {"challenge_id": 4.2},
        {"challenge_id": True},
        {"challenge_id": -1},
        {"challenge_id": "x"},
        {"challenge_id": 2**53},
        {"challenge": 5},
        {"challenge": "\ud800"},
        {"code_sent": "true"},
        {"code_sent": None},
        {"code_digits": 0},
        {"code_digits": 11},
        {"expires_in": "300"},
        {"expires_in": None, "expiry": "soon"},
        {"attempts_left": -1},
        {"sent_to": ["x"]},
    ],
)
def test_a_challenge_that_is_none_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ServiceAnswerError) as refused:
        challenge(**changes)
    assert refused.value.values["host"] == HOST


def test_what_people_are_shown_is_one_line_without_commands_for_a_terminal() -> None:
    assert challenge(sent_to="a\x1b[31m\nb\u202ec" + "d" * 300).sent_to == "a[31mbc" + "d" * 193


def test_a_service_describes_itself() -> None:
    parsed = ServiceDescription.parse(DESCRIPTION, host=HOST)
    assert (parsed.name, parsed.compatibility, parsed.long_poll) == ("Example", "strict", 25)
    assert parsed.ways == ("OTP", "SOMETHING_NEW")
    assert parsed.identity_key_endorsement is None


def test_a_published_service_is_known_without_a_word_of_its_own() -> None:
    published = ServiceDescription.of_published_service(host=HOST)
    assert (published.issuer, published.identity_key) == (ISSUER, IDENTITY_KEY)
    assert published.compatibility == "published"


@pytest.mark.parametrize(
    "changes",
    [
        {"compatibility": "lenient"},
        {"issuer": None},
        {"identity_key": "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"},
        {"identity_key": "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbh="},
        {"identity_key": "AAAA"},
        {"identity_key": "schlüssel"},
        {"code_digits": 3},
        {"ways": "OTP"},
        {"channels": [1]},
    ],
)
def test_a_description_that_is_none_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ServiceAnswerError):
        ServiceDescription.parse({**DESCRIPTION, **changes}, host=HOST)


def test_the_whole_identity_is_read() -> None:
    parsed = Identity.parse({**IDENTITY, "fresh_proof": "f" * 43}, host=HOST)
    assert parsed.user.id == USER_ID
    assert parsed.token.receiver == API_KEY_ID
    assert parsed.identifier.id == parsed.token.identifier_id
    assert parsed.oauth_token.refresh_token == Secret(REFRESH_TOKEN)
    assert parsed.fresh_proof == Secret("f" * 43)
    assert Identity.parse(IDENTITY, host=HOST).fresh_proof is None


def test_nothing_of_an_identity_that_is_secret_is_printed() -> None:
    text = repr(Identity.parse({**IDENTITY, "fresh_proof": "f" * 43}, host=HOST))
    for secret in (*map(str, IDENTITY["oauth_token"].values()), "f" * 43):
        assert secret in ("3600", "Bearer", "OTP") or secret not in text
    assert str(IDENTITY["token"]["signature"]) not in text


@pytest.mark.parametrize("deleted_at", [None, "0001-01-01T00:00:00Z"])
def test_a_user_that_is_not_deleted_says_so_in_two_ways(deleted_at: str | None) -> None:
    assert user(deleted_at=deleted_at).deleted_at is None


def test_a_user_may_spell_the_last_change_in_two_ways() -> None:
    older = user(update_at="2020-09-13T12:26:40Z")
    newer = user(update_at=None, updated_at="2020-09-13T12:26:40Z")
    assert older.updated_at == newer.updated_at == NOW


def test_a_user_may_lack_what_is_enrolled() -> None:
    document = {name: value for name, value in IDENTITY["user"].items() if name != "enrolled"}
    assert User.parse(document, host=HOST).enrolled == ()
    assert user(enrolled=None).enrolled == ()
    assert user(enrolled=["TRUSTED_DEVICE"], default_method="TRUSTED_DEVICE").enrolled


@pytest.mark.parametrize("part", ["identifier", "token", "user", "oauth_token"])
@pytest.mark.parametrize("value", [None, [], "x", 7, {}])
def test_an_identity_that_lacks_a_part_is_refused(part: str, value: object) -> None:
    with pytest.raises(ServiceAnswerError):
        Identity.parse({**IDENTITY, part: value}, host=HOST)


@pytest.mark.parametrize(
    ("part", "field"),
    [
        *((part, field) for part in ("identifier", "user") for field in ("ID",)),
        ("user", "issuer"),
        *(("token", field) for field in ("identifier", "identifier_id", "receiver", "signature")),
        *(("oauth_token", field) for field in ("access_token", "id_token", "refresh_token")),
        ("oauth_token", "expires_in"),
    ],
)
def test_an_identity_that_lacks_a_field_is_refused(part: str, field: str) -> None:
    with pytest.raises(ServiceAnswerError, match=field):
        identity(part, **{field: None})


@pytest.mark.parametrize(
    "token", ["", "two words", "line\nbreak", "tab\t", "é", "\x00", "\ud800", 7, ["a"]]
)
@pytest.mark.parametrize("field", ["access_token", "id_token", "refresh_token"])
def test_a_token_that_would_not_fit_a_header_or_the_keystore_is_refused(
    field: str, token: object
) -> None:
    with pytest.raises(ServiceAnswerError, match=field):
        identity("oauth_token", **{field: token})


def test_a_renewal_without_a_new_refresh_token_keeps_the_one_that_was_sent() -> None:
    document = {**IDENTITY["oauth_token"], "refresh_token": ""}
    spent = Secret("94:the-one-that-was-sent")
    assert OAuthTokens.parse(document, host=HOST, spent=spent).refresh_token == spent
    document["refresh_token"] = REFRESH_TOKEN
    assert OAuthTokens.parse(document, host=HOST, spent=spent).refresh_token != spent


@pytest.mark.parametrize("challenge_id", [8123, "8123"])
def test_the_challenge_of_an_authorization_code_is_a_number_or_its_text(
    challenge_id: object,
) -> None:
    document = {"authorization_code": "c0de" * 8, "challenge_id": challenge_id, "state": "s"}
    assert AuthorizationCode.parse(document, host=HOST).challenge_id == 8123


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
PARSERS: list[Callable[[object], object]] = [
    lambda document: ServiceDescription.parse(document, host=HOST),
    lambda document: Challenge.parse(document, host=HOST, code_digits=6, now=NOW),
    lambda document: AuthorizationCode.parse(document, host=HOST),
    lambda document: Identity.parse(document, host=HOST),
    lambda document: OAuthTokens.parse(document, host=HOST, spent=Secret("94:sent")),
]


@pytest.mark.parametrize("parse", PARSERS)
@given(document=JSON)
def test_any_other_json_is_refused_in_words(
    parse: Callable[[object], object], document: object
) -> None:
    with pytest.raises(ServiceAnswerError):
        parse(document)


@given(
    part=st.sampled_from(sorted(IDENTITY)),
    place=st.integers(0, 20),
    value=JSON,
)
def test_an_identity_with_any_one_field_changed_is_read_or_refused(
    part: str, place: int, value: object
) -> None:
    fields = sorted(IDENTITY[part])
    with contextlib.suppress(ServiceAnswerError):
        identity(part, **{fields[place % len(fields)]: value})
