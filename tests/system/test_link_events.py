"""Links that macOS hands over as an event of the application."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from desktop.system.link_events import LinkEvents

LINK = "cotter-authenticator://add?service=https%3A%2F%2Fa.example&name=Example%20Works"


@pytest.fixture
def listening(qapp: QApplication) -> Iterator[list[str]]:
    """The links that the application was asked to open since."""
    opened: list[str] = []
    owner = QObject()
    events = LinkEvents(owner, opened.append)
    yield opened
    qapp.removeEventFilter(events)


def test_a_link_is_handed_on_as_it_was_written(qapp: QApplication, listening: list[str]) -> None:
    qapp.sendEvent(qapp, QFileOpenEvent(QUrl(LINK)))
    assert listening == [LINK]


def test_a_file_is_none(qapp: QApplication, listening: list[str]) -> None:
    qapp.sendEvent(qapp, QFileOpenEvent("/etc/hostname"))
    assert listening == []


def test_a_long_one_is_cut_where_it_is_seen_to_be_too_long(
    qapp: QApplication, listening: list[str]
) -> None:
    qapp.sendEvent(qapp, QFileOpenEvent(QUrl(f"{LINK}&x={'x' * 5000}")))
    assert [len(one) for one in listening] == [2049]
