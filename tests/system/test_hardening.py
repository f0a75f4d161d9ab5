"""A process is closed with what its system has; where that is nothing, it goes on."""

import ctypes
import resource
import sys

import pytest

from desktop.system.hardening import close_to_others


class Library:
    """The C library of a system that has neither of the two calls."""

    def __init__(self, _: None) -> None:
        pass


def test_a_unix_that_has_no_such_call_writes_no_core_file_and_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits: list[tuple[int, int]] = []
    monkeypatch.setattr(sys, "platform", "freebsd14")
    monkeypatch.setattr(ctypes, "CDLL", Library)
    monkeypatch.setattr(resource, "setrlimit", lambda _, limit: limits.append(limit))
    close_to_others()
    assert [soft for soft, _ in limits] == [0]
