"""What a build lacks is named before anything is built, each with the line that brings it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.installer import needs
from desktop.installer.needs import in_words, missing_tools
from tests.parts.child import CHECKOUT, PATIENCE


def lacking(platform: str, name: str = "") -> list[needs.Tool]:
    """What is said where only ``name`` is missing; everything, if it is empty."""

    def is_there(asked: str) -> bool:
        return bool(name) and asked != name

    def find(program: str) -> str | None:
        return program if is_there(program) else None

    return missing_tools(
        platform,
        find=find,
        has_module=lambda module: is_there(module) or None,
        loads=is_there,
        python_library=lambda: is_there("python"),
    )


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_each_missing_tool_is_named_with_its_line(platform: str) -> None:
    everything = lacking(platform)
    assert len(everything) > 1
    words = in_words(everything).splitlines()
    assert words[0] == "Missing here; nothing was built:"
    assert len(words) == 1 + len(everything)
    for tool, line in zip(everything, words[1:], strict=True):
        assert line.split() == f"{tool.name} {tool.purpose}: {tool.install}".split()
        assert len(tool.purpose) > 10


@pytest.mark.parametrize("name", ["objdump", "makensis", "libGL.so.1", "python", "PyInstaller"])
def test_only_what_is_missing_is_named(name: str) -> None:
    platform = "win32" if name == "makensis" else "linux"
    (missing,) = lacking(platform, name)
    assert missing.name.startswith("the Python" if name == "python" else name)


def test_the_python_that_builds_is_the_one_whose_library_is_asked_for() -> None:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert needs.SHARED_PYTHON.install == f"sudo apt install libpython{version}"


def test_what_make_installs_for_a_build_is_all_that_a_build_asks_for() -> None:
    listed = (CHECKOUT / ".ci" / "packages.txt").read_text("utf-8")
    sections = {part.partition("]")[0]: part.splitlines() for part in listed.split("[")[1:]}
    installed = {*sections["run"], *sections["build"]}
    always_there = {"tar", "dpkg"}
    for tool in (*needs.LINUX, *needs.LIBRARIES):
        assert tool.install.split()[-1] in installed | always_there, tool
    brought = {one for one in sections["run"] if one.startswith("lib")}
    asked = {tool.install.split()[-1] for tool in needs.LIBRARIES}
    assert brought == asked


def test_a_build_without_its_tools_says_so_and_builds_nothing(
    tmp_path: Path,
) -> None:
    ended = subprocess.run(
        [sys.executable, str(CHECKOUT / "build_installer.py")],
        env={"PATH": str(tmp_path)},
        cwd=str(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    for tool in needs.LINUX:
        assert f"  {tool.name} " in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_library_that_the_loader_does_not_find_is_missing() -> None:
    loads: Callable[[str], bool] = needs._loads
    assert loads("libc.so.6")
    assert not loads("libnobody-has-this.so.7")
