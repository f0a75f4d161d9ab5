"""What this computer is called can be kept with its key, whatever its host name is."""

import platform

import pytest

from desktop.foundation.secret import Secret
from desktop.session.device_record import DeviceRecord, encode_devices, parse_devices
from desktop.session.opening import device_name


@pytest.mark.parametrize(
    ("node", "shown"),
    [
        ("maple", "maple"),
        ("ahorn-süd", "ahorn-süd"),
        ("ma\udce4ple", "ma ple"),
        ("maple\u202e", "maple"),
        ("", "Computer"),
    ],
)
def test_a_record_of_a_key_can_be_read_again(
    monkeypatch: pytest.MonkeyPatch, node: str, shown: str
) -> None:
    monkeypatch.setattr(platform, "node", lambda: node)
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    record = DeviceRecord(
        user_id="maya",
        identifier="maya@example.com",
        identifier_type="EMAIL",
        seed=Secret("A" * 43),
        name=device_name(),
        made_at=1.0,
    )
    assert parse_devices(encode_devices((record,))) == (record,)
    assert record.name == f"{shown} (Linux)"
