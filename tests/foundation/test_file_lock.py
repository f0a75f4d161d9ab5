"""A lock between processes."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.foundation.file_lock import FileLock

HOLDER = """
import sys
from pathlib import Path
from desktop.foundation.file_lock import FileLock
lock = FileLock(Path(sys.argv[1]))
print(lock.try_acquire(), flush=True)
sys.stdin.read()
"""


def holder(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_one_process_has_it_and_the_system_takes_it_from_the_dead(tmp_path: Path) -> None:
    path = tmp_path / "state" / "lock"
    lock = FileLock(path)
    with holder(path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        assert not lock.try_acquire()
        other.kill()
        other.wait()
        assert lock.try_acquire()
    with holder(path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "False\n"
        other.kill()
    lock.release()


def test_two_objects_of_one_process_exclude_each_other_too(tmp_path: Path) -> None:
    one, two = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert one.try_acquire()
    assert not one.try_acquire()
    assert not two.try_acquire()
    with one:
        assert one.held
    assert not one.held
    assert two.try_acquire()
    two.release()
    two.release()


def test_the_file_stays_when_the_lock_is_released(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    assert lock.try_acquire()
    lock.release()
    assert (tmp_path / "lock").exists()


def test_a_lock_that_cant_be_made_is_an_error_and_not_a_free_lock(tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"")
    with pytest.raises(OSError, match="state"):
        FileLock(tmp_path / "state" / "lock").try_acquire()


def test_whoever_waits_gets_it_when_it_is_let_go_and_gives_up_in_time(tmp_path: Path) -> None:
    one, two = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    with one.acquire():
        with pytest.raises(TimeoutError, match="keeps lock locked"):
            two.acquire(0.05)
        threading.Timer(0.05, one.release).start()
        with two.acquire(5):
            assert two.held
