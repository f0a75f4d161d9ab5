"""Finds what is shown in plain letters where every text of ours has accents."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from html import unescape

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
from desktop.ui.widgets.text import Elided
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
    # What an empty field shows.
    "https://login.example.com",
    "cotter-authenticator://add?…",
)
"""Names, which no language changes."""

WORD = re.compile("[A-Za-z]{2,}")


def untranslated_in(window: MainWindow, overview: Overview) -> Iterator[str]:
    """Texts with letters that come neither from a translation nor from ``overview``."""
    given = {one for one in strings_of(overview) if one}
    known = sorted({*given, *OURS_AS_THEY_ARE, *calendar()}, key=len, reverse=True)
    seen = set()
    for text in texts_of(window):
        rest = plain(text)
        for one in known:
            rest = rest.replace(one, " ")
        words = (word for word in WORD.findall(rest) if not any(word in one for one in given))
        if any(words) and text not in seen:
            seen.add(text)
            yield text


def plain(text: str) -> str:
    """``text`` as it is read: without the marks of HTML, and without those that split lines."""
    return unescape(re.sub("<[^>]*>", " ", text)).replace("\u200b", "")


def giving_way(window: MainWindow, overview: Overview) -> Iterator[str]:
    """Words of ours that end in “…”, as what is beside them has no room to spare.

    What others chose (a name, an address) may be of any length, and gives way.
    """
    given = {one for one in strings_of(overview) if len(one) > 2}
    for widget in window.findChildren(Elided):
        text = widget.text()
        if widget.isVisible() and text and not any(one in text for one in given):
            needs = widget.fontMetrics().horizontalAdvance(text)
            if needs > widget.width():
                yield f"“{text}” gives way: {widget.width()} of {needs} pixels"


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
            # Countries come from Qt's own list.
            if widget.itemData(0) is None or len(str(widget.itemData(0))) != 2:
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
    """Every text in a record, however deep; parts of it too, as pages show parts."""
    match value:
        case Enum():
            return
        case str():
            yield value
            # Devices choose their names: marks that hide or turn letters are not shown.
            yield from (one for one in re.split(r"[\s/@:]+", value) if len(one) > 2)
            yield from (one for one in re.split(r"[^A-Za-z]+", value) if len(one) > 1)
        case AuthenticatorError():
            yield from (one for one in value.values.values() if isinstance(one, str))
        case tuple() | list() | frozenset():
            for one in value:
                yield from strings_of(one)
        case _ if is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                yield from strings_of(getattr(value, field.name))
