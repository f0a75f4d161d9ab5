"""The list of profiles, and what can be the address of a service."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop.foundation.errors import (
    FileUnwritableError,
    InvalidApiKeyIdError,
    InvalidServiceUrlError,
    ProfileExistsError,
    UnknownProfileError,
)
from desktop.foundation.profiles import (
    Profile,
    ProfileBook,
    ProfilesDamagedError,
    change_profiles,
    load_profiles,
    parse_api_key_id,
    parse_service_url,
    save_profiles,
)

KEY_ID = "11111111-2222-3333-4444-555555555555"


def profile(name: str, **changes: object) -> Profile:
    fields: dict[str, object] = {
        "id": f"id-of-{name}".replace(" ", "-"),
        "name": name,
        "service_url": "https://id.example.com",
        "api_key_id": KEY_ID,
        "issuer": "https://id.example.com",
        "identity_key": "key",
        "compatibility": "published",
        "ways": ("OTP", "MAGIC_LINK"),
        "channels": ("EMAIL", "SMS"),
        "code_digits": 8,
        **changes,
    }
    return Profile(**fields)  # type: ignore[arg-type]  # a test names fields and values itself


class TestServiceUrl:
    """One spelling for each service; nothing that would send a code in the open."""

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("https://id.example.com", "https://id.example.com"),
            ("  https://id.example.com/  ", "https://id.example.com"),
            ("HTTPS://ID.Example.COM:443", "https://id.example.com"),
            ("https://id.example.com:8443/", "https://id.example.com:8443"),
            ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
            ("https://[2001:db8::1]", "https://[2001:db8::1]"),
            ("https://10.0.0.8", "https://10.0.0.8"),
            ("http://127.0.0.1:8765", "http://127.0.0.1:8765"),
            ("http://127.8.9.10", "http://127.8.9.10"),
            ("http://localhost:80", "http://localhost"),
            ("http://[::1]:8765", "http://[::1]:8765"),
        ],
    )
    def test_it_is_kept_in_one_spelling(self, typed: str, kept: str) -> None:
        assert parse_service_url(typed) == kept
        assert parse_service_url(kept) == kept

    @pytest.mark.parametrize(
        ("typed", "reason"),
        [
            ("", "begin with https"),
            ("id.example.com", "begin with https"),
            ("https://", "begin with https"),
            ("ftp://id.example.com", "begin with https"),
            ("javascript:alert(1)", "begin with https"),
            ("https://id.example.com:many", "not an address"),
            ("https://[::1", "not an address"),
            ("https://bücher.example", "ASCII"),
            ("https://gооgle.example", "ASCII"),
            ("https://user@id.example.com", "user name"),
            ("https://user:open-sesame@id.example.com", "user name"),
            ("https://id.example.com\\@evil.example", "user name"),
            ("https://id.example.com/api", "after the host"),
            ("https://id.example.com?key=1", "after the host"),
            ("https://id.example.com#here", "after the host"),
            ("https://id example.com", "character"),
            (f"https://{'x' * 254}", "longer than any"),
            ("https://id.example.com%2f.evil.example", "character"),
            ("http://id.example.com", "without TLS"),
            ("http://127.0.0.1.evil.example", "without TLS"),
            ("http://localhost.evil.example", "without TLS"),
            ("http://192.168.0.2", "without TLS"),
            ("http://[2001:db8::1]", "without TLS"),
        ],
    )
    def test_anything_else_is_refused_with_the_reason(self, typed: str, reason: str) -> None:
        with pytest.raises(InvalidServiceUrlError, match=reason):
            parse_service_url(typed)

    @pytest.mark.parametrize(
        "typed",
        [
            "https://user:open-sesame@id.example.com",
            "ftp://user:open-sesame@id.example.com",
            "https://user:open-sesame@[broken",
            "https://user:open-sesame@bücher.example",
        ],
    )
    def test_a_password_in_it_is_not_repeated(self, typed: str) -> None:
        with pytest.raises(InvalidServiceUrlError) as refused:
            parse_service_url(typed)
        assert "open-sesame" not in f"{refused.value} {refused.value.values}"


@pytest.mark.parametrize("typed", [KEY_ID, f" {KEY_ID.upper()} ", KEY_ID.replace("-", "")])
def test_an_api_key_id_is_kept_in_lower_case_with_dashes(typed: str) -> None:
    assert parse_api_key_id(typed) == KEY_ID


@pytest.mark.parametrize("typed", ["", "key", KEY_ID[:-1], KEY_ID + "0"])
def test_anything_else_is_no_api_key_id(typed: str) -> None:
    with pytest.raises(InvalidApiKeyIdError):
        parse_api_key_id(typed)


class TestBook:
    """All profiles, and which one is used."""

    def test_the_first_one_is_used_until_another_is_chosen(self) -> None:
        book = ProfileBook().with_added(profile("home")).with_added(profile("work"))
        assert book.active() == profile("home")
        chosen = book.with_active("id-of-work")
        assert chosen.active() == profile("work")
        assert chosen.with_removed("id-of-work").active() == profile("home")
        assert chosen.with_removed("id-of-work").with_removed("id-of-home").active() is None

    def test_a_name_is_taken_once(self) -> None:
        book = ProfileBook().with_added(profile("home"))
        with pytest.raises(ProfileExistsError):
            book.with_added(profile("home", id="another"))
        with pytest.raises(UnknownProfileError, match="work"):
            book.named("work")

    def test_what_is_saved_is_read_again_for_its_owner_alone(self, tmp_path: Path) -> None:
        file = tmp_path / "config" / "profiles.json"
        book = (
            ProfileBook().with_added(profile("büro", id="id-of-buero")).with_added(profile("work"))
        )
        save_profiles(file, book)
        assert load_profiles(file) == book
        assert file.stat().st_mode & 0o077 == 0
        assert file.parent.stat().st_mode & 0o077 == 0

    def test_a_demo_is_never_saved(self, tmp_path: Path) -> None:
        file = tmp_path / "profiles.json"
        save_profiles(file, ProfileBook().with_added(profile("demo", demo=True)))
        assert load_profiles(file).profiles == ()

    def test_an_absent_file_is_an_empty_list(self, tmp_path: Path) -> None:
        assert load_profiles(tmp_path / "profiles.json") == ProfileBook()

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{",
            b"\xff\xfe",
            b"[]",
            b'{"format":2,"active":"","profiles":[]}',
            b'{"format":1,"active":"","profiles":[{}]}',
            b"[" * 100_000,
        ],
    )
    def test_a_damaged_file_is_said_and_left_as_it_is(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "profiles.json"
        file.write_bytes(content)
        with pytest.raises(ProfilesDamagedError, match="left as it is"):
            load_profiles(file)
        assert file.read_bytes() == content

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("service_url", "http://id.example.com"),
            ("api_key_id", "key"),
            ("compatibility", "lax"),
            ("ways", "OTP"),
            ("code_digits", "6"),
            ("code_digits", True),
            ("code_digits", 10**400),
            ("ways", [7]),
            ("id", "../../elsewhere"),
            ("id", ".."),
            ("id", ""),
            ("id", "half\ud800"),
            ("name", "two\nlines"),
            ("service_name", "\u202egnp.exe"),
            ("last_identifier", "\x1b[31mred"),
            ("last_identifier", None),
        ],
    )
    def test_a_value_that_cant_be_makes_it_damaged(
        self, tmp_path: Path, field: str, value: object
    ) -> None:
        file = tmp_path / "profiles.json"
        save_profiles(file, ProfileBook().with_added(profile("home")))
        document = json.loads(file.read_text("utf-8"))
        document["profiles"][0][field] = value
        file.write_text(json.dumps(document), "utf-8")
        with pytest.raises(ProfilesDamagedError):
            load_profiles(file)


class TestChanging:
    """Reading, changing and writing the list is one step for everybody."""

    def test_many_at_once_lose_nothing_of_each_other(self, tmp_path: Path) -> None:
        file = tmp_path / "profiles.json"

        def add(number: int) -> None:
            change_profiles(file, lambda book: book.with_added(profile(f"number {number}")))

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(add, range(40)))
        assert len(load_profiles(file).profiles) == 40

    def test_fields_that_others_changed_are_kept(self, tmp_path: Path) -> None:
        file = tmp_path / "profiles.json"
        save_profiles(file, ProfileBook().with_added(profile("home")).with_added(profile("work")))
        change_profiles(file, lambda book: book.with_changed("id-of-home", last_identifier="me"))
        change_profiles(file, lambda book: book.with_changed("id-of-home", identity_key="newer"))
        home, work = load_profiles(file).profiles
        assert home == profile("home", last_identifier="me", identity_key="newer")
        assert work == profile("work")

    def test_a_damaged_list_is_not_replaced(self, tmp_path: Path) -> None:
        file = tmp_path / "profiles.json"
        file.write_bytes(b"{")
        with pytest.raises(ProfilesDamagedError):
            change_profiles(file, lambda book: book.with_added(profile("home")))
        assert file.read_bytes() == b"{"

    def test_a_folder_that_cant_be_written_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "config").write_bytes(b"")
        with pytest.raises(FileUnwritableError, match="can't be written"):
            change_profiles(tmp_path / "config" / "profiles.json", lambda book: book)
