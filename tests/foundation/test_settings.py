"""The settings file, as written and otherwise."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from desktop.foundation.errors import SettingsReadOnlyError
from desktop.foundation.settings import (
    LoadedSettings,
    Notice,
    Settings,
    Theme,
    load_settings,
    save_settings,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the settings are; nothing is there yet."""
    return tmp_path / "config" / "settings.json"


def write(file: Path, content: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(content, "utf-8")


def test_a_new_installation_has_the_defaults(file: Path) -> None:
    assert load_settings(file) == LoadedSettings(Settings())


def test_what_is_saved_is_read_again(file: Path) -> None:
    settings = Settings(theme=Theme.DARK, hand_out_tokens=False, clipboard_seconds=60, proxy="x")
    save_settings(file, settings)
    assert load_settings(file) == LoadedSettings(settings)


def test_a_broken_file_that_can_not_be_moved_aside_is_written_anew(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(file, "{")
    replace_file = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target.suffix == ".broken":
            raise PermissionError
        return replace_file(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    save_settings(file, Settings(proxy="p:1"))
    assert load_settings(file) == LoadedSettings(Settings(proxy="p:1"))


def test_names_that_nobody_knows_are_ignored(file: Path) -> None:
    write(file, '{"format": 1, "theme": "dark", "colour": "blue"}')
    assert load_settings(file) == LoadedSettings(Settings(theme=Theme.DARK))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '{"theme": "sepia"}',
        '{"theme": 1}',
        '{"close_to_tray": "yes"}',
        '{"clipboard_seconds": 31}',
        '{"clipboard_seconds": true}',
        '{"format": "1"}',
        "[" * 100_000,
    ],
)
def test_a_broken_file_is_kept_aside_and_the_defaults_are_used(file: Path, content: str) -> None:
    write(file, content)
    aside = file.with_name("settings.json.broken")
    assert load_settings(file) == LoadedSettings(Settings(), Notice.BROKEN_KEPT_ASIDE, aside)
    assert aside.read_text("utf-8") == content
    assert load_settings(file) == LoadedSettings(Settings())


def test_a_file_of_a_newer_version_is_used_as_far_as_it_is_known_and_not_changed(
    file: Path,
) -> None:
    content = json.dumps(
        {**asdict(Settings(hand_out_tokens=False)), "format": 2, "theme": "sepia", "new": [1]}
    )
    write(file, content)
    expected = LoadedSettings(Settings(hand_out_tokens=False), Notice.NEWER_READ_ONLY)
    assert load_settings(file) == expected
    with pytest.raises(SettingsReadOnlyError):
        save_settings(file, Settings())
    assert file.read_text("utf-8") == content
