"""What a build says while it runs, and when it stops: a line a step, bounds, reasons."""

import io
from pathlib import Path

import pytest

from desktop.installer.left_out import FILES, MODULES, RUNTIME_HOOKS, is_left_out
from desktop.installer.sizes import FOLDER_MB, MB, PACKAGE_MB, Result, keep_bounds, table
from desktop.installer.step import StepError, Steps


def test_each_step_has_one_line_with_its_seconds() -> None:
    times = iter((10.0, 12.5, 20.0, 20.25))
    output = io.StringIO()
    steps = Steps(2, output, clock=lambda: next(times))
    done: list[str] = []
    steps.run("freeze", lambda: done.append("freeze"))
    steps.run("pack", lambda: done.append("pack"))
    assert done == ["freeze", "pack"]
    assert output.getvalue() == "[1/2] freeze … 2.5 s\n[2/2] pack … 0.2 s\n"
    assert steps.seconds == {"freeze": 2.5, "pack": 0.25}


def test_a_step_that_fails_says_so_and_ends_the_build() -> None:
    output = io.StringIO()
    steps = Steps(2, output)

    def fail() -> None:
        raise StepError("no room")

    with pytest.raises(StepError, match="no room"):
        steps.run("freeze", fail)
    assert output.getvalue() == "[1/2] freeze … failed\n"


@pytest.mark.parametrize(("name", "most"), [("folder", FOLDER_MB), ("x.deb", PACKAGE_MB)])
def test_what_has_grown_too_large_fails_the_build(name: str, most: int) -> None:
    keep_bounds([Result(name, most * MB)])
    with pytest.raises(StepError, match=f"{name} has .* MB, more than {most}.*left_out"):
        keep_bounds([Result(name, most * MB + 1)])


def test_a_folders_size_is_that_of_its_files_each_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a").write_bytes(bytes(1000))
    (tmp_path / "b").write_bytes(bytes(24))
    (tmp_path / "link").symlink_to("b")
    result = Result.of_folder("folder", tmp_path)
    assert result.bytes == 1024
    assert table([result, Result("x.deb", 37_200_692)]).splitlines() == [
        f"  folder     0.0 MB  of {FOLDER_MB}",
        f"  x.deb     37.2 MB  of {PACKAGE_MB}",
    ]


def test_everything_that_is_left_out_has_its_reason() -> None:
    for one in FILES:
        assert len(one.reason) > 5 or one.reason == "the same", one
    assert FILES[0].reason != "the same"
    assert len(set(MODULES)) == len(MODULES)
    assert len(set(RUNTIME_HOOKS)) == len(RUNTIME_HOOKS)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6\\Qt\\translations\\qtbase_fr.qm",
        "PySide6/Qt/translations/qtdeclarative_de.qm",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "libstdc++.so.6",
        "python3.11/lib-dynload/_codecs_jp.cpython-311-x86_64-linux-gnu.so",
        "h11-0.16.0.dist-info/RECORD",
    ],
)
def test_what_nothing_needs_is_left_out_on_every_system(name: str) -> None:
    assert is_left_out(name)


@pytest.mark.parametrize(
    "name",
    [
        "libpython3.11.so.1.0",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "keyring-25.7.0.dist-info/entry_points.txt",
        "keyring-25.7.0.dist-info/METADATA",
        "certifi/cacert.pem",
    ],
)
def test_what_the_app_needs_stays(name: str) -> None:
    assert not is_left_out(name)
