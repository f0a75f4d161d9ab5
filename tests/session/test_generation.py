"""The number that tells other processes of a commit, whatever the file holds."""

from pathlib import Path

import pytest

from desktop.session.generation import FILE, advance_generation, read_generation


def test_each_commit_counts_on(tmp_path: Path) -> None:
    assert [advance_generation(tmp_path) for _ in range(3)] == [1, 2, 3]
    assert read_generation(tmp_path) == 3


@pytest.mark.parametrize(("before", "after"), [(10**15 - 1, 10**15), (10**15, 1)])
def test_counting_begins_anew_rather_than_standing_still(
    tmp_path: Path, before: int, after: int
) -> None:
    (tmp_path / FILE).write_text(str(before))
    assert advance_generation(tmp_path) == after == read_generation(tmp_path)


@pytest.mark.parametrize("content", [b"", b"x", b"\xff", b"-7", b"1_0", b"9" * 4300, b"9" * 5000])
def test_a_broken_file_counts_from_the_beginning(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert read_generation(tmp_path) == 0
    assert advance_generation(tmp_path) == 1
