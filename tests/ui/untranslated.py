"""Finds what is shown in plain letters where every text of ours has accents."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from desktop.foundation.errors import AuthenticatorError
from desktop.session.snapshot import Overview
from desktop.ui.window import MainWindow

OURS_AS_THEY_ARE = (
    "Cotter Authenticator",
    "cotter-authenticator://",
    "http://proxy.example.com:3128",
    "Ctrl+",
    "Deutsch",
    "English",
    "WhatsApp",
    "SMS",
)
"""Names, which no language changes."""

WORD = re.compile("[A-Za-z]{2,}")


def untranslated_in(window: MainWindow, overview: Overview) -> Iterator[str]:
    """Texts of the window with letters that come neither from a translation nor from ``overview``."""
    known = sorted({*strings_of(overview), *OURS_AS_THEY_ARE, *calendar()}, key=len, reverse=True)
    seen = set()
    for text in texts_of(window):
        rest = re.sub("<[^>]*>", " ", text)
        for one in known:
            rest = rest.replace(one, " ")
        if WORD.search(rest) and text not in seen:
            seen.add(text)
            yield text


def texts_of(window: QWidget) -> Iterator[str]:
    """All that a window says to the eye or to a screen reader."""
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        yield widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QComboBox):
            if widget.count() < 50:  # countries come from Qt's own list
                yield from (widget.itemText(index) for index in range(widget.count()))
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QAbstractItemView):
            yield from _rows_of(widget)


def _rows_of(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(model.rowCount()):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = model.index(row, 0).data(role)
            if isinstance(said, str):
                yield said


def calendar() -> Iterator[str]:
    """Days and months as the locale writes them."""
    locale = QLocale()
    for form in (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat):
        yield from (locale.dayName(day, form) for day in range(1, 8))
        yield from (locale.monthName(month, form) for month in range(1, 13))


def strings_of(value: object) -> Iterator[str]:
    """Every text in a record, however deep; parts of it, as pages show parts."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        if value:
            yield value
            yield from (one for one in re.split(r"[\s/@:]+", value) if len(one) > 2)
    elif isinstance(value, AuthenticatorError):
        for one in value.values.values():
            if isinstance(one, str):
                yield one
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from strings_of(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from strings_of(getattr(value, field.name))
