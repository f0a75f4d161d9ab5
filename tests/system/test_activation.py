"""The leave to come to the front, handed from one copy to the other."""

import pytest

from desktop.system.activation import activation_of, take_over_activation


@pytest.mark.parametrize(
    ("environment", "token"),
    [
        ({}, ""),
        ({"DESKTOP_STARTUP_ID": "panel_TIME7"}, "panel_TIME7"),
        ({"XDG_ACTIVATION_TOKEN": "ab", "DESKTOP_STARTUP_ID": "panel_TIME7"}, "ab"),
        ({"XDG_ACTIVATION_TOKEN": "", "DESKTOP_STARTUP_ID": "panel_TIME7"}, "panel_TIME7"),
    ],
)
def test_waylands_token_goes_before_x11s(environment: dict[str, str], token: str) -> None:
    assert activation_of(environment) == token


def test_on_wayland_qt_finds_it_at_the_next_activation() -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-0"}
    take_over_activation("ab", environment)
    assert environment["XDG_ACTIVATION_TOKEN"] == "ab"


def test_on_x11_no_child_gets_it() -> None:
    environment = {"DISPLAY": ":0"}
    take_over_activation("panel_TIME7", environment)
    assert environment == {"DISPLAY": ":0"}
