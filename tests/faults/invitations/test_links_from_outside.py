"""Links that somebody else made, against a real service: what they show, what they never do."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop.foundation.errors import ProfileExistsError, ServiceUnreachableError
from desktop.foundation.invitation import make_invitation
from desktop.foundation.invitation_errors import (
    InvitationAddressError,
    InvitationError,
    InvitationKeyError,
    NotAnInvitationError,
)
from desktop.foundation.profiles import load_profiles, save_profiles
from desktop.session.connecting import key_fingerprint
from desktop.session.invitations import MOST_WAITING
from desktop.session.joining_facts import Connection, InvitedService, OpenInvitation
from tests.doubles.broken_service import BrokenService, always, json_answer
from tests.doubles.scripted_sign_in import description
from tests.doubles.token_issuer import API_KEY_ID, TokenIssuer
from tests.parts.at_home import AtHome
from tests.parts.service import Service

BEGINNING = "cotter-authenticator://add?"
ANOTHER_KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="


def link_to(url: str, key_id: str = API_KEY_ID, *, name: str = "", identity_key: str = "") -> str:
    """A link as anybody can make one."""
    return make_invitation(url, key_id, name=name, identity_key=identity_key).link()


def shown(at: AtHome) -> OpenInvitation:
    """The invitation that is on show."""
    invitation = at.overview.invitation
    assert invitation is not None
    return invitation


def service_of(at: AtHome) -> InvitedService:
    """Where it leads."""
    service = shown(at).service
    assert service is not None
    return service


def connection_of(at: AtHome) -> Connection:
    """What came of asking."""
    connection = shown(at).connection
    assert connection is not None
    return connection


@asynccontextmanager
async def listening() -> AsyncIterator[BrokenService]:
    """A right service that writes down every request."""
    issuer = TokenIssuer()
    async with BrokenService(always(json_answer(description(issuer)))) as service:
        yield service


class TestConsent:
    """Nobody is asked, and nothing kept, before the person agrees to it."""

    async def test_opening_a_link_sends_nothing_and_closing_it_decides_nothing(
        self, home: Path
    ) -> None:
        async with listening() as service, AtHome(home) as at:
            link = link_to(service.url, name="Bank")
            await at.house.joining.open_invitation(link)
            assert service_of(at).host == f"127.0.0.1:{service.port}"
            assert service_of(at).claimed_name == "Bank"
            at.house.joining.close_invitation()
            assert at.overview.invitation is None
            await at.house.joining.open_invitation(link)
            assert service_of(at).claimed_name == "Bank"
            assert service.received == []
            assert not at.paths.profiles_file.exists()

    async def test_after_consent_it_is_asked_shown_and_added_with_its_key_pinned(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.house.joining.open_invitation(
                link_to(service.url, service.api_key_id, name="Works")
            )
            await at.house.joining.ask_invited()
            found = connection_of(at).found
            assert found is not None
            assert not at.paths.profiles_file.exists()
            await at.house.joining.add_invited("Works")
            assert at.overview.invitation is None
            assert at.shown.profile_name == "Works"
            [profile] = load_profiles(at.paths.profiles_file).profiles
            assert key_fingerprint(profile.identity_key) == found.key_fingerprint

    async def test_the_profile_in_use_stays_in_use(self, home: Path, service: Service) -> None:
        async with listening() as other, AtHome(home) as at:
            await at.connect(service, "Work")
            await at.house.joining.open_invitation(link_to(other.url))
            await at.house.joining.ask_invited()
            await at.house.joining.add_invited("Other")
            assert at.shown.profile_name == "Other"
            active = load_profiles(at.paths.profiles_file).active()
            assert active is not None
            assert active.name == "Work"

    async def test_adding_without_asking_adds_nothing(self, home: Path) -> None:
        async with listening() as service, AtHome(home) as at:
            await at.house.joining.open_invitation(link_to(service.url))
            await at.house.joining.add_invited("Other")
            assert service.received == []
            assert not at.paths.profiles_file.exists()

    async def test_an_answer_after_closing_is_not_drawn_and_adds_nothing(self, home: Path) -> None:
        async with listening() as service, AtHome(home) as at:
            await at.house.joining.open_invitation(link_to(service.url))
            await at.house.joining.ask_invited()
            at.house.joining.close_invitation()
            await at.house.joining.add_invited("Late")
            assert at.overview.invitation is None
            assert not at.paths.profiles_file.exists()


class TestProfilesThatExist:
    """A link replaces and changes none of them."""

    async def test_the_same_service_is_named_and_not_asked_again(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.connect(service, "Work")
            before = at.paths.profiles_file.read_bytes()
            await at.house.joining.open_invitation(
                link_to(service.url, service.api_key_id, name="Mine now", identity_key=ANOTHER_KEY)
            )
            assert service_of(at).known_as == "Work"
            assert service_of(at).key_differs
            await at.house.joining.ask_invited()
            assert shown(at).connection is None
            await at.house.joining.add_invited("Mine now")
            assert at.paths.profiles_file.read_bytes() == before

    async def test_one_that_was_added_meanwhile_is_not_added_twice(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at, AtHome(home) as other:
            await at.house.joining.open_invitation(link_to(service.url, service.api_key_id))
            await at.house.joining.ask_invited()
            await other.connect(service, "Work")
            await at.house.joining.add_invited("Second")
            assert [one.name for one in load_profiles(at.paths.profiles_file).profiles] == ["Work"]
            assert service_of(at).known_as == "Work"

    async def test_a_name_that_is_taken_asks_for_another(
        self, home: Path, service: Service
    ) -> None:
        async with listening() as other, AtHome(home) as at:
            await at.connect(service, "Work")
            await at.house.joining.open_invitation(link_to(other.url, name="Work"))
            assert service_of(at).taken_names == ("Work",)
            await at.house.joining.ask_invited()
            await at.house.joining.add_invited("Work")
            assert isinstance(connection_of(at).problem, ProfileExistsError)
            await at.house.joining.add_invited("Other")
            listed = load_profiles(at.paths.profiles_file).profiles
            assert [one.name for one in listed] == ["Work", "Other"]

    async def test_one_that_was_removed_meanwhile_can_be_added_again(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.connect(service, "Work")
            await at.house.joining.open_invitation(link_to(service.url, service.api_key_id))
            assert service_of(at).known_as == "Work"
            book = load_profiles(at.paths.profiles_file)
            save_profiles(at.paths.profiles_file, book.with_removed(book.profiles[0].id))
            await at.house.notice_commits()
            assert service_of(at).known_as == ""


class TestKeys:
    """What a link pins is held against what the service shows."""

    async def test_another_key_is_refused_and_there_is_no_way_around(
        self, home: Path, service: Service
    ) -> None:
        async with AtHome(home) as at:
            await at.house.joining.open_invitation(
                link_to(service.url, service.api_key_id, identity_key=ANOTHER_KEY)
            )
            await at.house.joining.ask_invited()
            assert isinstance(connection_of(at).problem, InvitationKeyError)
            assert connection_of(at).found is None
            await at.house.joining.add_invited("Anyway")
            assert not at.paths.profiles_file.exists()

    async def test_a_key_that_the_pinned_one_vouches_for_is_taken(self, home: Path) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        from desktop.protocol.ed25519 import public_key_text, sign

        issuer, before = TokenIssuer(), Ed25519PrivateKey.generate()
        vouched = sign(before, issuer.identity_key.public_key().public_bytes_raw())
        said = description(issuer, identity_key_endorsement=vouched)
        async with BrokenService(always(json_answer(said))) as service, AtHome(home) as at:
            await at.house.joining.open_invitation(
                link_to(service.url, identity_key=public_key_text(before))
            )
            await at.house.joining.ask_invited()
            assert connection_of(at).found is not None


class TestManyAndWrong:
    """Ten thousand at once, and links of other kinds."""

    async def test_ten_thousand_links_leave_the_first_on_show_and_a_few_behind_it(
        self, home: Path
    ) -> None:
        async with AtHome(home) as at:
            for number in range(10_000):
                await at.house.joining.open_invitation(link_to(f"https://h{number}.example"))
            assert service_of(at).host == "h0.example"
            assert shown(at).more == MOST_WAITING
            hosts = []
            while at.overview.invitation is not None:
                hosts.append(service_of(at).host)
                at.house.joining.close_invitation()
            assert hosts == [f"h{number}.example" for number in range(MOST_WAITING + 1)]

    async def test_the_same_link_again_and_again_is_one(self, home: Path) -> None:
        async with AtHome(home) as at:
            for _ in range(5):
                await at.house.joining.open_invitation(link_to("https://a.example"))
                await at.house.joining.open_invitation(link_to("https://b.example"))
            assert shown(at).more == 1

    async def test_one_that_was_refused_makes_room_for_the_next(self, home: Path) -> None:
        async with AtHome(home) as at:
            await at.house.joining.open_invitation("cotter-authenticator://nonsense")
            assert isinstance(shown(at).problem, NotAnInvitationError)
            await at.house.joining.open_invitation(link_to("https://a.example"))
            assert service_of(at).host == "a.example"
            assert shown(at).more == 0

    async def test_a_link_in_a_mail_is_found_and_two_are_not_chosen_between(
        self, home: Path
    ) -> None:
        async with AtHome(home) as at:
            one, other = link_to("https://a.example"), link_to("https://b.example")
            await at.house.joining.find_invitation(f"Welcome!\n\n<{one}>\n\nYours")
            assert service_of(at).host == "a.example"
            at.house.joining.close_invitation()
            await at.house.joining.find_invitation(f"{one}\n{other}")
            assert "several invitations" in str(shown(at).problem)

    @pytest.mark.parametrize(
        ("link", "error"),
        [
            ("https://login.example.com/add?x", NotAnInvitationError),
            ("javascript:alert(1)", NotAnInvitationError),
            (
                f"{BEGINNING}service=https://l%D0%BEgin.example.com&api-key-id={API_KEY_ID}",
                InvitationAddressError,
            ),
            (
                f"{BEGINNING}service=https://login.example.com@evil.example"
                f"&api-key-id={API_KEY_ID}",
                InvitationAddressError,
            ),
            (
                f"{BEGINNING}service=https://0x7f000001&api-key-id={API_KEY_ID}",
                InvitationAddressError,
            ),
            (f"{BEGINNING}{'x' * 3000}", InvitationError),
            ("", NotAnInvitationError),
        ],
    )
    async def test_a_link_that_leads_nowhere_says_why_and_changes_nothing(
        self, home: Path, link: str, error: type[InvitationError]
    ) -> None:
        async with AtHome(home) as at:
            await at.house.joining.open_invitation(link)
            assert isinstance(shown(at).problem, error)
            assert "Nothing was sent, added or changed." in str(shown(at).problem)
            await at.house.joining.ask_invited()
            assert not at.paths.profiles_file.exists()

    async def test_a_damaged_list_is_said_before_anybody_is_asked(self, home: Path) -> None:
        async with listening() as service, AtHome(home) as at:
            at.paths.profiles_file.parent.mkdir(parents=True, exist_ok=True)
            at.paths.profiles_file.write_bytes(b"{")
            await at.house.joining.open_invitation(link_to(service.url))
            assert "can't be read" in str(shown(at).problem)
            assert at.paths.profiles_file.read_bytes() == b"{"

    async def test_a_service_that_is_down_is_said_and_can_be_asked_again(
        self, home: Path, service: Service
    ) -> None:
        service.stop()
        async with AtHome(home) as at:
            await at.house.joining.open_invitation(link_to(service.url, str(uuid.uuid4())))
            await at.house.joining.ask_invited()
            assert isinstance(connection_of(at).problem, ServiceUnreachableError)
            assert service_of(at).host in service.url
