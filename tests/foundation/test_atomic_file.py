"""Files that are whole or absent."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.foundation.atomic_file import make_private_folder, write_atomically


def test_a_new_file_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    file = tmp_path / "one" / "two" / "file"
    before = os.umask(0)
    try:
        write_atomically(file, b"text")
    finally:
        os.umask(before)
    assert file.read_bytes() == b"text"
    assert [part.stat().st_mode & 0o777 for part in (file, file.parent, file.parent.parent)] == [
        0o600,
        0o700,
        0o700,
    ]


@pytest.mark.parametrize("durable", [True, False])
def test_it_replaces_and_leaves_nothing_else_behind(tmp_path: Path, durable: bool) -> None:
    file = tmp_path / "file"
    write_atomically(file, b"old")
    write_atomically(file, b"new", durable=durable)
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


def test_on_a_full_disk_the_old_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write_atomically(file, b"old")
    # A limit on the size of files stands for the disk: the system refuses the write in the same
    # place. In a process of its own, because the limit can't be lifted again everywhere.
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from desktop.foundation.atomic_file import write_atomically\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write_atomically(Path(sys.argv[1]), b'x' * 5000)\n"
        "except OSError as error:\n"
        "    sys.exit(error.errno)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(file)], check=False, timeout=30)
    assert ended.returncode == errno.EFBIG
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_in_the_way_of_a_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        make_private_folder(tmp_path / "file" / "folder")
