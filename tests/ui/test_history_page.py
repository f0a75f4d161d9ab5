"""The history: filtered, searched, exported; fast however long it is."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from desktop.session.list_entries import DeedKind, PastDeed, RenewalDay
from desktop.session.past import KINDS
from desktop.session.snapshot import Overview
from desktop.ui.pages.history import HistoryPage
from desktop.ui.routing import Where
from desktop.ui.widgets.segments import Segment
from tests.ui.device_scenes import DEEDS, DEVICE_SCENES, HISTORY, TRUSTED
from tests.ui.scenes import NOW
from tests.ui.stage import Stage, click, press, settle, type_text, words_of

PAINT_SECONDS = 0.016
BUILD_SECONDS = 0.050
LONG = 5000


def drawn(stage: Stage, overview: Overview) -> HistoryPage:
    """The page that shows this history."""
    stage.show(overview, Where.HISTORY)
    return stage.page(HistoryPage)


def listed(page: HistoryPage) -> list[str]:
    """What its lines say, with plain spaces."""
    rows = [page.timeline.row(number) for number in range(len(page.timeline.lines))]
    return [row.whole().replace("\u202f", " ") for row in rows]


def segment(page: HistoryPage, kind: DeedKind) -> Segment:
    [one] = [one for one in page.kinds.findChildren(Segment) if one.value == kind]
    return one


def long_history() -> tuple[PastDeed, ...]:
    """Ninety days of all kinds of deeds by many devices."""
    kinds = list(KINDS.items())
    step = 90 * 86400 / LONG
    return tuple(
        PastDeed(
            NOW - number * step,
            kinds[number % len(kinds)][0],
            kinds[number % len(kinds)][1],
            "reused",
            f"Device {number % 700}",
            f"203.0.113.{number % 250}",
        )
        for number in range(LONG)
    )


# ---------------------------------------------------------------------------------- what is shown


def test_it_is_read_anew_whenever_it_is_opened(stage: Stage) -> None:
    drawn(stage, HISTORY)
    assert stage.commands.calls == [("read_history",)]
    stage.show(HISTORY, Where.SESSION)
    stage.show(HISTORY, Where.HISTORY)
    assert stage.commands.named("read_history") == [(), ()]


def test_it_is_read_again_when_something_was_done_meanwhile(stage: Stage) -> None:
    drawn(stage, HISTORY)
    drawn(stage, HISTORY)
    assert len(stage.commands.named("read_history")) == 1
    renewed = replace(TRUSTED, renewals=(RenewalDay("2026-11-24", 7),))
    drawn(stage, replace(HISTORY, snapshots=(renewed,)))
    assert len(stage.commands.named("read_history")) == 2


def test_it_shows_the_days_and_what_they_are_worth(stage: Stage) -> None:
    page = drawn(stage, HISTORY)
    assert listed(page)[:2] == [
        "Today",
        "13:32 Renewed. 6 times since 09:04, all on time until 14:32",
    ]
    assert "A record for you, not evidence." in words_of(page)


@pytest.mark.parametrize(
    ("scene", "words"),
    [("history-nothing", "Nothing yet"), ("history-reading", "Reading the history")],
)
def test_an_empty_page_says_why_and_exports_nothing(stage: Stage, scene: str, words: str) -> None:
    page = drawn(stage, DEVICE_SCENES[scene])
    assert words in words_of(page)
    assert not page.export.isEnabled()


def test_a_history_that_came_takes_the_place_of_the_words(stage: Stage) -> None:
    page = drawn(stage, DEVICE_SCENES["history-reading"])
    drawn(stage, HISTORY)
    assert "Reading the history" not in words_of(page)
    assert page.timeline.isVisible()


# ------------------------------------------------------------------------------------ finding


def test_a_kind_is_chosen(stage: Stage) -> None:
    page = drawn(stage, HISTORY)
    click(segment(page, DeedKind.DEVICE))
    assert listed(page) == [
        "Tuesday, 17 November",
        "12:00 Added a device. build-server, 192.0.2.61",
        "Tuesday, 3 November",
        "12:00 Trusted this computer. studio-laptop",
    ]


def test_a_narrow_window_has_a_list_of_kinds_that_means_the_same(stage: Stage) -> None:
    page = drawn(stage, HISTORY)
    click(segment(page, DeedKind.PROBLEM))
    stage.window.resize(420, 560)
    settle()
    assert not page.kinds.isVisible()
    assert page.kind_picker.currentText() == "Problems"
    press(page.kind_picker, Qt.Key.Key_Up)
    assert page.kinds.value() == DeedKind.DEVICE
    assert len(listed(page)) == 4


def test_words_are_found_while_they_are_typed(stage: Stage) -> None:
    page = drawn(stage, HISTORY)
    page.find_field.setFocus()
    type_text(page.find_field, "chrom")
    assert len(listed(page)) == 2
    type_text(page.find_field, "zz")
    assert "Nothing found" in words_of(page)
    page.find_field.clear()
    settle()
    assert len(listed(page)) > 10


def test_a_deed_is_reached_by_arrows_and_copied_with_its_day(stage: Stage) -> None:
    page = drawn(stage, HISTORY)
    assert page.timeline.hasFocus()
    assert not page.timeline.currentIndex().isValid()
    for _ in range(5):
        QTest.keyClick(page.timeline, Qt.Key.Key_Down)
    assert page.timeline.currentIndex().row() == 6
    QTest.keySequence(page.timeline, "Ctrl+C")
    copied = QGuiApplication.clipboard().text().replace("\u202f", " ")
    assert copied == "Yesterday 17:58 Signed out. Tokens deleted from the keystore"


def test_the_current_deed_stays_when_another_one_comes(stage: Stage) -> None:
    page = drawn(stage, HISTORY)
    for _ in range(5):
        QTest.keyClick(page.timeline, Qt.Key.Key_Down)
    newer = PastDeed(NOW - 2, "request_denied", DeedKind.REQUEST, "", "Phone")
    drawn(stage, replace(HISTORY, history=(newer, *DEEDS)))
    assert page.timeline.currentIndex().row() == 7
    assert "Signed out" in page.timeline.row(7).whole()


def test_each_deed_tells_its_day_to_whoever_can_not_see_it(stage: Stage) -> None:
    model = drawn(stage, HISTORY).timeline.model()
    said = str(model.index(6, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith("Yesterday 17:58")


# ----------------------------------------------------------------------------------- exporting


@pytest.mark.qt_log_ignore("This plugin does not support")  # menus are windows; this is offscreen
@pytest.mark.parametrize(("choice", "ending"), [("As CSV…", "csv"), ("As JSON…", "json")])
def test_it_is_exported_to_a_file_that_is_chosen(
    stage: Stage, tmp_path: Path, choice: str, ending: str
) -> None:
    page = drawn(stage, HISTORY)
    press(page.export, Qt.Key.Key_Space)
    [menu] = [one for one in page.findChildren(QMenu) if one.isVisible()]
    [action] = [one for one in menu.actions() if one.text() == choice]
    action.trigger()
    menu.close()
    settle()
    [dialog] = [one for one in page.findChildren(QFileDialog) if one.isVisible()]
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.defaultSuffix() == ending
    dialog.fileSelected.emit(str(tmp_path / f"history.{ending}"))
    dialog.close()
    settle()
    assert stage.commands.named("export_history") == [(str(tmp_path / f"history.{ending}"),)]


# ------------------------------------------------------------------------------------- how fast


def seconds_of(act: object) -> float:
    """The least of three: others take turns on this machine."""
    assert callable(act)
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def test_five_thousand_deeds_hold_nothing_up(stage: Stage) -> None:
    page = drawn(stage, replace(HISTORY, history=long_history()))
    assert sum(len(line.deeds) for line in page.timeline.lines) == LONG
    both = (replace(HISTORY, history=long_history()), replace(HISTORY, history=long_history()))
    turns = iter((both * 2)[:3])
    assert seconds_of(lambda: page.draw(next(turns), NOW)) < BUILD_SECONDS
    words = iter(("Device 6", "203.0.113.9", "nothing of it"))
    assert seconds_of(lambda: page.find_field.setText(next(words))) < BUILD_SECONDS


def test_a_long_history_is_painted_within_a_frame_wherever_it_is_scrolled(stage: Stage) -> None:
    page = drawn(stage, replace(HISTORY, history=long_history()))
    bar = page.timeline.verticalScrollBar()
    sheet = QImage(page.timeline.size(), QImage.Format.Format_RGB32)
    places = iter((bar.maximum() // 2, bar.maximum(), bar.maximum() // 3))

    def scroll_and_paint() -> None:
        bar.setValue(next(places))
        page.timeline.viewport().render(sheet)

    assert seconds_of(scroll_and_paint) < PAINT_SECONDS
    QApplication.processEvents()
