"""Links that lead to a service: read strictly, made so that they are read as the same again."""

import pytest

from desktop.foundation.errors import AuthenticatorError, InvalidServiceUrlError
from desktop.foundation.invitation import (
    LONGEST_LINK,
    Invitation,
    link_in,
    make_invitation,
    parse_invitation,
)
from desktop.foundation.invitation_errors import (
    InvitationAddressError,
    InvitationDamagedError,
    InvitationNewerError,
    InvitationTooLongError,
    NotAnInvitationError,
    SeveralInvitationsError,
)

ID = "11111111-2222-3333-4444-555555555555"
KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
URL_KEY = "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"
BEGINNING = "cotter-authenticator://add?"
SERVICE = "service=https%3A%2F%2Flogin.example.com"
PLAIN = f"{BEGINNING}{SERVICE}&api-key-id={ID}"
WHOLE = f"{PLAIN}&name=Example%20Works&identity-key={URL_KEY}"


def test_a_link_names_a_service_its_key_id_its_name_and_its_key() -> None:
    assert parse_invitation(WHOLE) == Invitation(
        service_url="https://login.example.com",
        api_key_id=ID,
        name="Example Works",
        identity_key=KEY,
    )


def test_name_and_key_may_be_left_out() -> None:
    found = parse_invitation(PLAIN)
    assert (found.name, found.identity_key) == ("", "")


@pytest.mark.parametrize(
    "link",
    [
        f"{BEGINNING}service=https://login.example.com&api-key-id={ID}",
        f"{BEGINNING}api-key-id={ID.upper()}&{SERVICE}/",
        f"cotter-authenticator://add/?{SERVICE}&api-key-id={ID}",
    ],
)
def test_spellings_that_browsers_and_forms_make_are_the_same(link: str) -> None:
    assert parse_invitation(link) == parse_invitation(PLAIN)


def test_a_plus_is_a_space_as_forms_write_it() -> None:
    assert parse_invitation(f"{PLAIN}&name=Example+Works").name == "Example Works"


@pytest.mark.parametrize("name", ["", "Example Works", "Ünïted & Söns = 100% + more", "שלום", "🔑"])
def test_what_was_made_is_read_as_the_same_again(name: str) -> None:
    made = make_invitation("https://login.example.com:8443/", ID, name=name, identity_key=KEY)
    assert parse_invitation(made.link()) == made
    assert made.link().isascii()


def test_a_made_name_leaves_out_what_can_not_stand_in_one() -> None:
    made = make_invitation("https://a.example", ID, name="  Two\nlines\u202e " + "x" * 100)
    assert made.name.startswith("Two lines x")
    assert len(made.name) == 64
    assert parse_invitation(made.link()) == made


def test_none_is_made_to_an_address_that_none_would_be_read_for() -> None:
    with pytest.raises(InvalidServiceUrlError):
        make_invitation("http://login.example.com", ID)


@pytest.mark.parametrize(
    ("link", "error", "reason"),
    [
        ("", NotAnInvitationError, "no invitation"),
        ("https://login.example.com", NotAnInvitationError, "no invitation"),
        ("cotter-authenticator:add?x=1", NotAnInvitationError, "no invitation"),
        ("cotter-authenticator://remove?x=1", NotAnInvitationError, "no invitation"),
        ("cotter-authenticator://add@evil.example?x=1", NotAnInvitationError, "no invitation"),
        ("cotter-authenticator://add:80?x=1", NotAnInvitationError, "no invitation"),
        ("Cotter-Authenticator://add?x=1", NotAnInvitationError, "no invitation"),
        (f" {PLAIN}", NotAnInvitationError, "no invitation"),
        ("javascript:alert(1)//cotter-authenticator://add?", NotAnInvitationError, "invitation"),
        (f"{PLAIN}&name={'x' * LONGEST_LINK}", InvitationTooLongError, "longer"),
        (BEGINNING, InvitationNewerError, "“”"),
        (f"{PLAIN}&", InvitationNewerError, "“”"),
        (f"{PLAIN}&replace=yes", InvitationNewerError, "replace"),
        (f"{PLAIN}&%6Eame=x", InvitationNewerError, "%6Eame"),
        (f"{PLAIN}&Name=x", InvitationNewerError, "Name"),
        (f"{PLAIN};name=x", InvitationDamagedError, "api-key-id"),
        (f"{PLAIN}&name", InvitationDamagedError, "says nothing"),
        (f"{PLAIN}&{SERVICE}", InvitationDamagedError, "“service” twice"),
        (f"{PLAIN}&name=a&name=b", InvitationDamagedError, "“name” twice"),
        (f"{BEGINNING}{SERVICE}", InvitationDamagedError, "no “api-key-id”"),
        (f"{BEGINNING}api-key-id={ID}", InvitationDamagedError, "no “service”"),
        (f"{BEGINNING}{SERVICE}&api-key-id=", InvitationDamagedError, "no “api-key-id”"),
        (f"{BEGINNING}{SERVICE}&api-key-id=mine", InvitationDamagedError, "“api-key-id” is none"),
        (f"{BEGINNING}{SERVICE}&api-key-id={{{ID}}}", InvitationDamagedError, "no link has"),
        (f"{PLAIN}#part", InvitationDamagedError, "no link has"),
        (f"{PLAIN}&name=a b", InvitationDamagedError, "no link has"),
        (f"{PLAIN}&name=a\nb", InvitationDamagedError, "no link has"),
        (f"{PLAIN}&name=<script>alert(1)</script>", InvitationDamagedError, "no link has"),
        (f"{PLAIN}&name=100%", InvitationDamagedError, "no link has"),
        (f"{PLAIN}&name=%4", InvitationDamagedError, "no link has"),
        (f"{PLAIN}&name=%ff", InvitationDamagedError, "no text"),
        (f"{PLAIN}&name=%C0%AF", InvitationDamagedError, "no text"),
        (f"{PLAIN}&name=%41", InvitationDamagedError, "hides"),
        (f"{PLAIN}&name=a%0Ab", InvitationDamagedError, "can't be seen"),
        (f"{PLAIN}&name=a%00b", InvitationDamagedError, "can't be seen"),
        (f"{PLAIN}&name=a%E2%80%AEb", InvitationDamagedError, "can't be seen"),
        (f"{PLAIN}&name=a%E2%80%8Bb", InvitationDamagedError, "can't be seen"),
        (f"{PLAIN}&name={'x' * 65}", InvitationDamagedError, "64 characters"),
        (f"{PLAIN}&identity-key={URL_KEY[:-1]}", InvitationDamagedError, "identity-key"),
        (f"{PLAIN}&identity-key={URL_KEY}%3D", InvitationDamagedError, "identity-key"),
        # Four bits beyond the last byte: another spelling of the same key.
        (f"{PLAIN}&identity-key={URL_KEY[:-1]}h", InvitationDamagedError, "identity-key"),
    ],
)
def test_whatever_is_not_such_a_link_is_refused_with_the_reason(
    link: str, error: type[AuthenticatorError], reason: str
) -> None:
    with pytest.raises(error) as refused:
        parse_invitation(link)
    assert type(refused.value) is error
    assert reason in str(refused.value)
    assert "Nothing was sent, added or changed." in str(refused.value)


@pytest.mark.parametrize(
    ("service", "reason"),
    [
        ("http%3A%2F%2Flogin.example.com", "TLS"),
        ("https://login.example.com%40evil.example", "user name"),
        ("https://login.example.com@evil.example", "user name"),
        ("https://l%D0%BEgin.example.com", "ASCII"),
        ("https://login%EF%BC%8Eexample.com", "ASCII"),
        ("https://login%252eexample.com", "more in it"),
        ("https://login.example.com%5C.evil.example", "more in it"),
        ("https://login.example.com%0A", "more in it"),
        ("https://login.example.com%20", "more in it"),
        ("https://login.example.com.", "none that can be"),
        ("https://0x7f000001", "disguise"),
        ("javascript:alert(1)", "begin"),
        ("cotter-authenticator://add", "begin"),
    ],
)
def test_an_address_that_no_link_may_lead_to_is_refused(service: str, reason: str) -> None:
    with pytest.raises(InvitationAddressError) as refused:
        parse_invitation(f"{BEGINNING}service={service}&api-key-id={ID}")
    assert reason in str(refused.value)


def test_a_letter_hidden_in_the_host_is_refused_though_it_means_the_same() -> None:
    with pytest.raises(InvitationDamagedError, match="hides"):
        parse_invitation(f"{BEGINNING}service=https://login%2eexample.com&api-key-id={ID}")


class TestFinding:
    """The link in what somebody pasted, or in a file."""

    @pytest.mark.parametrize(
        "text", [PLAIN, f"  {PLAIN}\n", f"Open <{PLAIN}> now", f"{PLAIN}\n{PLAIN}", f'"{PLAIN}"']
    )
    def test_the_one_link_is_found(self, text: str) -> None:
        assert link_in(text) == PLAIN

    def test_a_text_without_one_is_itself(self) -> None:
        assert link_in(" hello ") == "hello"

    def test_two_different_ones_are_not_chosen_between(self) -> None:
        with pytest.raises(SeveralInvitationsError):
            link_in(f"{PLAIN} {WHOLE}")

    def test_nobody_looks_through_a_book(self) -> None:
        with pytest.raises(InvitationTooLongError):
            link_in("x" * 65537)
