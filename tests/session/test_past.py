"""The history as people see and export it."""

import csv
import json
from pathlib import Path

import pytest

from desktop.foundation.errors import FileUnwritableError
from desktop.session.history import Deed, Entry, History
from desktop.session.list_entries import DeedKind, PastDeed
from desktop.session.past import KINDS, export, past_deeds

ENTRIES = (
    Entry(1600000000.0, "p1", Deed.SIGNED_IN, "EMAIL"),
    Entry(1600000100.0, "p2", Deed.SIGNED_IN, "EMAIL"),
    Entry(1600000200.0, "p1", Deed.REQUEST_APPROVED, who="build-server", address="192.0.2.61"),
)


def test_it_is_of_one_profile_and_latest_first() -> None:
    deeds = past_deeds(ENTRIES, "p1")
    assert [deed.deed for deed in deeds] == ["request_approved", "signed_in"]
    assert deeds[0].kind is DeedKind.REQUEST
    assert (deeds[0].who, deeds[0].address) == ("build-server", "192.0.2.61")


@pytest.mark.parametrize("deed", Deed)
def test_every_deed_belongs_to_a_segment(deed: Deed) -> None:
    assert deed in KINDS


def test_lines_with_a_device_come_back_and_older_lines_without_are_still_read(
    tmp_path: Path,
) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text('[1600000000.0, "p1", "signed_in", "EMAIL"]\n', "utf-8")
    history = History(file)
    history.add(ENTRIES[2])
    assert history.entries(1600000300.0) == (ENTRIES[0], ENTRIES[2])


def test_csv_has_a_line_a_deed_and_runs_nothing_in_a_spreadsheet(tmp_path: Path) -> None:
    hostile = '=HYPERLINK("http://evil","x")'
    deeds = (PastDeed(1600000000.0, "request_denied", DeedKind.REQUEST, who=hostile),)
    export(deeds, tmp_path / "history.csv")
    with (tmp_path / "history.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["time", "deed", "kind", "detail", "device", "address"]
    assert rows[1] == ["2020-09-13T12:26:40Z", "request_denied", "request", "", f"'{hostile}", ""]


def test_json_is_a_list_of_objects_with_the_same_names(tmp_path: Path) -> None:
    export(past_deeds(ENTRIES, "p1"), tmp_path / "history.JSON")
    documents = json.loads((tmp_path / "history.JSON").read_text("utf-8"))
    assert documents[0] == {
        "time": "2020-09-13T12:30:00Z",
        "deed": "request_approved",
        "kind": "request",
        "detail": "",
        "device": "build-server",
        "address": "192.0.2.61",
    }


def test_a_file_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileUnwritableError):
        export((), tmp_path / "file" / "history.csv")
