"""Fails a test that logs a warning or worse which it did not announce."""

import logging
import re
from collections.abc import Iterator

import pytest


class LogWatch(logging.Handler):
    """Collects the records of one test that somebody would have to look into."""

    def __init__(self) -> None:
        """Begin with nothing collected and nothing expected."""
        super().__init__(logging.WARNING)
        self._messages: list[str] = []
        self._expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Collect the record (called by logging)."""
        self._messages.append(f"{record.levelname} {record.name}: {self.format(record)}")

    def expect(self, pattern: str) -> None:
        """Announce warnings that match the regular expression; at least one has to come."""
        self._expected.append(pattern)

    def findings(self) -> list[str]:
        """One line for each surprise; empty is good."""
        surprises = [
            message
            for message in self._messages
            if not any(re.search(pattern, message) for pattern in self._expected)
        ]
        missing = [
            f"never logged: {pattern}"
            for pattern in self._expected
            if not any(re.search(pattern, message) for message in self._messages)
        ]
        return surprises + missing


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """The watch over what this test logs: ``log_watch.expect("keystore.*locked")``."""
    watch = LogWatch()
    logging.getLogger().addHandler(watch)
    try:
        yield watch
    finally:
        logging.getLogger().removeHandler(watch)
    findings = watch.findings()
    if findings:
        pytest.fail("\n".join(findings), pytrace=False)
