"""What a brand makes of the user's files, and what it leaves to them."""

import base64
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.foundation.brand_errors import SetByBrandError
from desktop.foundation.brand_file import BrandPlaces
from desktop.foundation.branded import (
    effective_settings,
    known_profiles,
    refuse_other_services,
    refuse_removal,
)
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import change_profiles, load_profiles
from desktop.foundation.settings import Settings, Theme, load_settings, save_settings

KEY = base64.b64encode(bytes(32)).decode()
SERVICE = f"""
[service]
url = "https://sign-in.example.com"
api_key_id = "11111111-2222-3333-4444-555555555555"
identity_key = "{KEY}"
profile = "Work"
ways_in = ["email", "trusted-device"]
"""


class Computer:
    """A user's files, and an administrator's brand."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "brand.toml"
        self.paths = Paths(
            folder / "config",
            folder / "data",
            folder / "state",
            folder / "runtime",
            BrandPlaces(self.file, None, os.getuid()),
        )

    def brand(self, text: str) -> None:
        """Let the administrator write it."""
        self.file.write_text('format = 1\nname = "Example"\n' + text)
        self.file.chmod(0o644)


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """Without a brand."""
    return Computer(tmp_path)


def test_without_a_brand_nothing_is_written(computer: Computer) -> None:
    assert known_profiles(computer.paths).profiles == ()
    assert effective_settings(computer.paths).settings == Settings()
    assert not computer.paths.config.exists()


def test_the_brands_service_is_there_without_anybody_asking(computer: Computer) -> None:
    computer.brand(SERVICE)
    (profile,) = known_profiles(computer.paths).profiles
    assert (profile.name, profile.host) == ("Work", "sign-in.example.com")
    assert (profile.channels, profile.in_browser) == (("EMAIL",), False)
    assert profile.identity_key == KEY
    assert load_profiles(computer.paths.profiles_file).active() == profile
    assert known_profiles(computer.paths).profiles == (profile,)


def test_a_user_who_has_services_keeps_them_and_the_one_in_use(computer: Computer) -> None:
    computer.brand(SERVICE)
    own = replace(known_profiles(computer.paths).profiles[0], id="own")
    computer.paths.profiles_file.unlink()
    change_profiles(computer.paths.profiles_file, lambda book: book.with_added(own))
    book = known_profiles(computer.paths)
    assert [one.name for one in book.profiles] == ["Work", "Work (sign-in.example.com)"]
    assert book.active() == own


def test_a_name_is_found_for_it_whatever_the_user_has_called_others(computer: Computer) -> None:
    computer.brand(SERVICE)
    own = replace(known_profiles(computer.paths).profiles[0], id="own")
    other = replace(own, id="other", name="Work (sign-in.example.com)")
    computer.paths.profiles_file.unlink()
    change_profiles(
        computer.paths.profiles_file, lambda book: book.with_added(own).with_added(other)
    )
    names = [one.name for one in known_profiles(computer.paths).profiles]
    assert names == ["Work", "Work (sign-in.example.com)", "Work (sign-in.example.com) 2"]
    assert [one.name for one in known_profiles(computer.paths).profiles] == names
    computer.brand(SERVICE.replace('"Work"', '"Office"'))
    assert known_profiles(computer.paths).profiles[-1].name == "Office"


def test_a_long_host_beside_its_name_leaves_a_list_that_can_be_read(computer: Computer) -> None:
    host = ".".join(["a" * 60] * 4) + ".example"
    computer.brand(SERVICE.replace("sign-in.example.com", host))
    own = replace(known_profiles(computer.paths).profiles[0], id="own")
    computer.paths.profiles_file.unlink()
    change_profiles(computer.paths.profiles_file, lambda book: book.with_added(own))
    first = known_profiles(computer.paths).profiles[-1]
    assert first.name.startswith("Work (aaa")
    also = replace(first, id="also")
    computer.paths.profiles_file.unlink()
    change_profiles(
        computer.paths.profiles_file, lambda book: book.with_added(own).with_added(also)
    )
    assert known_profiles(computer.paths).profiles[-1].name.endswith(" 2")
    assert known_profiles(computer.paths) == load_profiles(computer.paths.profiles_file)


def test_where_no_other_service_is_allowed_the_brands_is_put_in_use_once(
    computer: Computer,
) -> None:
    computer.brand(SERVICE)
    (own,) = known_profiles(computer.paths).profiles
    computer.brand(SERVICE.replace("sign-in.", "login.") + "other_services = false\n")
    book = known_profiles(computer.paths)
    assert own in book.profiles
    active = book.active()
    assert active is not None
    assert active.host == "login.example.com"
    change_profiles(computer.paths.profiles_file, lambda now: now.with_active(own.id))
    assert known_profiles(computer.paths).active() == own


def test_what_the_brand_changes_reaches_its_profile_and_keeps_who_signed_in(
    computer: Computer,
) -> None:
    computer.brand(SERVICE)
    (before,) = known_profiles(computer.paths).profiles
    change_profiles(
        computer.paths.profiles_file,
        lambda book: book.with_changed(before.id, last_identifier="maya@example.com"),
    )
    computer.brand(SERVICE.replace('"Work"', '"Office"').replace('"email", ', '"sms", "email", '))
    (after,) = known_profiles(computer.paths).profiles
    assert (after.id, after.name) == (before.id, "Office")
    assert after.channels == ("EMAIL", "SMS")
    assert after.last_identifier == "maya@example.com"


def test_another_service_is_another_profile_and_the_old_one_stays(computer: Computer) -> None:
    computer.brand(SERVICE)
    (old,) = known_profiles(computer.paths).profiles
    computer.brand(SERVICE.replace("sign-in.", "login."))
    assert known_profiles(computer.paths).profiles[0] == old
    assert len(known_profiles(computer.paths).profiles) == 2


def test_a_brand_that_goes_leaves_its_profile(computer: Computer) -> None:
    computer.brand(SERVICE)
    (profile,) = known_profiles(computer.paths).profiles
    computer.file.unlink()
    assert known_profiles(computer.paths).profiles == (profile,)
    refuse_removal(computer.paths, profile.id)


def test_a_list_that_cannot_be_written_does_not_hide_the_service(computer: Computer) -> None:
    computer.brand(SERVICE)
    # Nobody can make a folder there, not even root.
    paths = replace(computer.paths, config=Path("/proc/nothing"))
    assert [one.name for one in known_profiles(paths).profiles] == ["Work"]


def test_the_brands_profile_cannot_be_removed_and_others_can(computer: Computer) -> None:
    computer.brand(SERVICE)
    (profile,) = known_profiles(computer.paths).profiles
    with pytest.raises(SetByBrandError, match="Example has set up"):
        refuse_removal(computer.paths, profile.id)
    refuse_removal(computer.paths, "another")


def test_other_services_are_refused_only_where_the_brand_says_so(computer: Computer) -> None:
    refuse_other_services(computer.paths)
    computer.brand(SERVICE)
    refuse_other_services(computer.paths)
    computer.brand(SERVICE + "other_services = false\n")
    with pytest.raises(SetByBrandError):
        refuse_other_services(computer.paths)


LOCKED = """
[settings]
values = { theme = "dark", hand_out_tokens = false }
locked = ["hand_out_tokens"]
"""


def test_a_locked_setting_outranks_the_users_and_says_whose_it_is(computer: Computer) -> None:
    save_settings(computer.paths.settings_file, Settings(hand_out_tokens=True))
    computer.brand(LOCKED)
    loaded = effective_settings(computer.paths)
    assert not loaded.settings.hand_out_tokens
    assert loaded.locked == {"hand_out_tokens"}
    assert loaded.locked_by == "Example"


def test_a_setting_that_is_not_locked_is_a_default_and_no_more(computer: Computer) -> None:
    computer.brand(LOCKED)
    assert effective_settings(computer.paths).settings.theme is Theme.DARK
    save_settings(computer.paths.settings_file, Settings(theme=Theme.LIGHT))
    assert effective_settings(computer.paths).settings.theme is Theme.LIGHT


def test_what_the_user_never_chose_follows_the_brand_also_after_another_choice(
    computer: Computer,
) -> None:
    computer.brand(LOCKED)
    loaded = effective_settings(computer.paths)
    save_settings(computer.paths.settings_file, replace(loaded.settings, proxy="p:1"), loaded)
    computer.brand(LOCKED.replace("dark", "light"))
    settings = effective_settings(computer.paths).settings
    assert settings.theme is Theme.LIGHT
    assert settings.proxy == "p:1"


def test_what_the_user_chose_stays_also_where_it_is_our_default(computer: Computer) -> None:
    computer.brand(LOCKED)
    loaded = effective_settings(computer.paths)
    chosen = replace(loaded.settings, theme=Settings().theme)
    save_settings(computer.paths.settings_file, chosen, loaded)
    assert effective_settings(computer.paths).settings.theme is Settings().theme
    loaded = effective_settings(computer.paths)
    back = replace(loaded.settings, theme=Theme.DARK)
    save_settings(computer.paths.settings_file, back, loaded)
    computer.brand(LOCKED.replace("dark", "light"))
    assert effective_settings(computer.paths).settings.theme is Theme.DARK


def test_the_users_own_value_comes_back_when_the_lock_goes(computer: Computer) -> None:
    save_settings(computer.paths.settings_file, Settings(hand_out_tokens=True))
    computer.brand(LOCKED)
    loaded = effective_settings(computer.paths)
    changed = replace(loaded.settings, theme=Theme.LIGHT)
    save_settings(computer.paths.settings_file, changed, loaded)
    computer.file.unlink()
    settings = effective_settings(computer.paths).settings
    assert settings.hand_out_tokens
    assert settings.theme is Theme.LIGHT


def test_what_the_user_writes_into_the_file_by_hand_does_not_unlock(computer: Computer) -> None:
    computer.brand(LOCKED)
    computer.paths.config.mkdir()
    text = json.dumps({"format": 1, "hand_out_tokens": True})
    computer.paths.settings_file.write_text(text)
    assert load_settings(computer.paths.settings_file).settings.hand_out_tokens
    assert not effective_settings(computer.paths).settings.hand_out_tokens
