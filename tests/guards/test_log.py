"""The guard itself: warnings have to be announced, and announced ones have to come."""

import logging

import pytest

from tests.guards.log import LogWatch


@pytest.fixture
def logger() -> logging.Logger:
    """A logger that the test's own watch doesn't hear."""
    logger = logging.Logger("somewhere")
    logger.propagate = False
    return logger


def test_a_warning_is_a_surprise_unless_announced(logger: logging.Logger) -> None:
    watch = LogWatch()
    logger.addHandler(watch)
    logger.info("nothing to look into")
    logger.warning("the keystore is locked")
    assert watch.findings() == ["WARNING somewhere: the keystore is locked"]
    watch.expect("keystore.*locked")
    assert watch.findings() == []


def test_a_warning_that_was_announced_has_to_come() -> None:
    watch = LogWatch()
    watch.expect("keystore.*locked")
    assert watch.findings() == ["never logged: keystore.*locked"]
