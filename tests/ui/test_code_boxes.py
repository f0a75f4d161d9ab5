"""The boxes for a code: one control that takes digits however they come."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.widgets.code_boxes import CodeBoxes, Mood, code_in
from tests.ui.stage import click, put_on_clipboard, settle

ARABIC_INDIC = "٤٨٢٩١٣"
DEVANAGARI = "४८२९१३"
FULL_WIDTH = "４８２９１３"


class Sender:
    """Writes down every code that the boxes send."""

    def __init__(self, boxes: CodeBoxes) -> None:
        """Listen to ``boxes``."""
        self.codes: list[str] = []
        boxes.completed.connect(self.codes.append)


@pytest.fixture
def boxes(qapp: QApplication) -> Iterator[CodeBoxes]:
    window = QWidget()
    window.resize(640, 80)
    boxes = CodeBoxes()
    boxes.setParent(window)
    window.show()
    window.activateWindow()
    boxes.setFocus()
    settle()
    yield boxes
    window.close()
    window.deleteLater()


def test_digits_are_typed_one_after_the_other(boxes: CodeBoxes) -> None:
    QTest.keyClicks(boxes, "482")
    assert boxes.text() == "482"
    assert boxes.cursorPosition() == 3


@pytest.mark.parametrize("script", [ARABIC_INDIC, DEVANAGARI, FULL_WIDTH])
def test_digits_of_every_script_count(boxes: CodeBoxes, script: str) -> None:
    sent = Sender(boxes)
    for digit in script:
        type_key(boxes, digit)
    assert boxes.text() == "482913"
    assert sent.codes == ["482913"]


def test_digits_of_an_input_method_count(boxes: CodeBoxes) -> None:
    sent = Sender(boxes)
    event = QInputMethodEvent()
    event.setCommitString(FULL_WIDTH)
    QApplication.sendEvent(boxes, event)
    assert boxes.text() == "482913"
    assert sent.codes == ["482913"]


def test_whatever_is_no_digit_is_not_taken(boxes: CodeBoxes) -> None:
    for character in "4a8-b2 ²½":
        type_key(boxes, character)
    assert boxes.text() == "482"


def test_the_code_is_sent_once_when_the_last_box_is_filled(boxes: CodeBoxes) -> None:
    sent = Sender(boxes)
    QTest.keyClicks(boxes, "48291")
    assert sent.codes == []
    QTest.keyClicks(boxes, "3")
    assert sent.codes == ["482913"]
    QTest.keyClick(boxes, Qt.Key.Key_Left)
    QTest.keyClick(boxes, Qt.Key.Key_Right)
    assert sent.codes == ["482913"]


def test_more_digits_than_boxes_change_nothing(boxes: CodeBoxes) -> None:
    sent = Sender(boxes)
    QTest.keyClicks(boxes, "48291377")
    assert boxes.text() == "482913"
    assert sent.codes == ["482913"]


def test_a_corrected_code_is_sent_again(boxes: CodeBoxes) -> None:
    sent = Sender(boxes)
    QTest.keyClicks(boxes, "482914")
    QTest.keyClick(boxes, Qt.Key.Key_Backspace)
    assert boxes.text() == "48291"
    QTest.keyClicks(boxes, "3")
    assert sent.codes == ["482914", "482913"]


def test_enter_sends_full_boxes_again(boxes: CodeBoxes) -> None:
    sent = Sender(boxes)
    QTest.keyClick(boxes, Qt.Key.Key_Return)
    QTest.keyClicks(boxes, "482913")
    QTest.keyClick(boxes, Qt.Key.Key_Enter)
    assert sent.codes == ["482913", "482913"]


def test_backspace_takes_the_digit_before_the_caret(boxes: CodeBoxes) -> None:
    QTest.keyClicks(boxes, "4829")
    QTest.keyClick(boxes, Qt.Key.Key_Left)
    QTest.keyClick(boxes, Qt.Key.Key_Backspace)
    assert boxes.text() == "489"
    assert boxes.cursorPosition() == 2


def test_the_arrows_move_and_a_digit_replaces_the_one_under_the_caret(boxes: CodeBoxes) -> None:
    QTest.keyClicks(boxes, "4829")
    for _ in range(3):
        QTest.keyClick(boxes, Qt.Key.Key_Left)
    assert boxes.cursorPosition() == 1
    QTest.keyClicks(boxes, "7")
    assert boxes.text() == "4729"
    assert boxes.cursorPosition() == 2


def test_home_and_end_go_to_the_first_and_the_last_digit(boxes: CodeBoxes) -> None:
    QTest.keyClicks(boxes, "482")
    QTest.keyClick(boxes, Qt.Key.Key_Home)
    assert boxes.cursorPosition() == 0
    QTest.keyClick(boxes, Qt.Key.Key_End)
    assert boxes.cursorPosition() == 3


def test_a_click_puts_the_caret_into_its_box(boxes: CodeBoxes) -> None:
    QTest.keyClicks(boxes, "4829")
    second = QPoint(90, boxes.height() // 2)
    QTest.mouseClick(boxes, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, second)
    assert boxes.cursorPosition() == 1
    last = QPoint(boxes.width() - 5, boxes.height() // 2)
    QTest.mouseClick(boxes, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)
    assert boxes.cursorPosition() == 4


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("482913", "482913"),
        ("  482913\n", "482913"),
        ("482 913", "482913"),
        ("482\u00a0913", "482913"),
        ("48-29-13", "482913"),
        ("482\u2013913", "482913"),
        ("4 8 2 9 1 3", "482913"),
        ("Your code is 482913", "482913"),
        ("482913 is your code. It holds for 10 minutes.", "482913"),
        ("Order 4711: your code is 482 913, until 14:32", "482913"),
        (ARABIC_INDIC, "482913"),
        ("Code: " + FULL_WIDTH, "482913"),
        ("4829137", "482913"),
        ("1234567890123", "123456"),
        ("48 29", "4829"),
        ("no digits at all", ""),
        ("", ""),
    ],
)
def test_a_paste_of_any_shape_is_understood(text: str, code: str) -> None:
    assert code_in(text, 6) == code


@pytest.mark.parametrize(
    ("digits", "text", "code"),
    [(4, "Code 4829, valid 10 min", "4829"), (8, "4829 1377", "48291377")],
)
def test_a_paste_is_looked_through_for_as_many_digits_as_there_are_boxes(
    digits: int, text: str, code: str
) -> None:
    assert code_in(text, digits) == code


def test_a_pasted_message_fills_the_boxes_and_is_sent_once(boxes: CodeBoxes) -> None:
    sent = Sender(boxes)
    QTest.keyClicks(boxes, "7")
    put_on_clipboard("Your code is 482-913. It holds for 10 minutes.")
    QTest.keyClick(boxes, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert boxes.text() == "482913"
    assert sent.codes == ["482913"]


def test_a_paste_of_too_many_digits_keeps_the_first(boxes: CodeBoxes) -> None:
    put_on_clipboard("4829137")
    boxes.paste_clipboard()
    assert boxes.text() == "482913"


def test_a_paste_without_digits_keeps_what_is_there(boxes: CodeBoxes) -> None:
    sent = Sender(boxes)
    QTest.keyClicks(boxes, "482")
    put_on_clipboard("no digits at all")
    boxes.paste_clipboard()
    assert boxes.text() == "482"
    assert sent.codes == []


def test_a_paste_of_a_few_digits_goes_where_the_caret_is(boxes: CodeBoxes) -> None:
    sent = Sender(boxes)
    QTest.keyClicks(boxes, "4829")
    put_on_clipboard("13")
    boxes.paste_clipboard()
    assert boxes.text() == "482913"
    assert sent.codes == ["482913"]


def test_a_dropped_text_is_a_paste(boxes: CodeBoxes) -> None:
    dropped = QMimeData()
    dropped.setText("Your code is 482913")
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(boxes, QDragEnterEvent(QPoint(10, 10), copy, dropped, left, none))
    QApplication.sendEvent(boxes, QDropEvent(QPointF(10, 10), copy, dropped, left, none))
    assert boxes.text() == "482913"


def test_the_whole_code_can_be_copied(boxes: CodeBoxes) -> None:
    QTest.keyClicks(boxes, "482")
    QTest.keyClick(boxes, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(boxes, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "482"


def test_a_double_click_selects_the_code_and_a_digit_begins_anew(boxes: CodeBoxes) -> None:
    QTest.keyClicks(boxes, "4829")
    QTest.mouseDClick(boxes, Qt.MouseButton.LeftButton)
    QTest.keyClicks(boxes, "1")
    assert boxes.text() == "1"


def test_a_wrong_code_is_kept_and_selected_so_that_the_next_digit_begins_anew(
    boxes: CodeBoxes,
) -> None:
    sent = Sender(boxes)
    QTest.keyClicks(boxes, "730114")
    boxes.show_waiting()
    boxes.show_wrong()
    assert boxes.text() == "730114"
    assert boxes.selectedText() == "730114"
    assert boxes.hasFocus()
    QTest.keyClicks(boxes, "4")
    assert boxes.text() == "4"
    assert boxes.mood is Mood.TYPING
    QTest.keyClicks(boxes, "82913")
    assert sent.codes == ["730114", "482913"]


def test_the_same_code_can_be_sent_again_after_it_was_called_wrong(boxes: CodeBoxes) -> None:
    sent = Sender(boxes)
    QTest.keyClicks(boxes, "482913")
    boxes.show_waiting()
    boxes.show_wrong()
    QTest.keyClicks(boxes, "482913")
    assert sent.codes == ["482913", "482913"]


def test_nothing_can_be_changed_while_the_code_is_on_its_way(boxes: CodeBoxes) -> None:
    sent = Sender(boxes)
    QTest.keyClicks(boxes, "482913")
    boxes.show_waiting()
    QTest.keyClick(boxes, Qt.Key.Key_Backspace)
    QTest.keyClicks(boxes, "7")
    QTest.keyClick(boxes, Qt.Key.Key_Return)
    put_on_clipboard("111111")
    boxes.paste_clipboard()
    click(boxes)
    assert boxes.text() == "482913"
    assert sent.codes == ["482913"]


def test_new_boxes_are_empty_and_can_be_typed_into(boxes: CodeBoxes) -> None:
    QTest.keyClicks(boxes, "482913")
    boxes.show_waiting()
    boxes.start_anew()
    QTest.keyClicks(boxes, "1")
    assert boxes.text() == "1"


@pytest.mark.parametrize("digits", [4, 6, 8])
def test_there_are_as_many_boxes_as_the_service_has_digits(boxes: CodeBoxes, digits: int) -> None:
    sent = Sender(boxes)
    boxes.set_digits(digits)
    assert boxes.accessibleName() == f"Code, {digits} digits"
    QTest.keyClicks(boxes, "123456789"[:digits])
    assert sent.codes == ["123456789"[:digits]]
    QTest.keyClicks(boxes, "9")
    assert boxes.text() == "123456789"[:digits]


def test_six_and_eight_boxes_are_shown_in_halves_and_four_are_not(boxes: CodeBoxes) -> None:
    widths = {}
    for digits in (4, 6, 8):
        boxes.set_digits(digits)
        widths[digits] = boxes.width()
    box, gap, between = 52, 8, 32
    assert widths == {
        4: 4 * box + 3 * gap,
        6: 6 * box + 4 * gap + between,
        8: 8 * box + 6 * gap + between,
    }


def test_digits_stay_when_the_number_of_boxes_does(boxes: CodeBoxes) -> None:
    QTest.keyClicks(boxes, "482")
    boxes.set_digits(6)
    assert boxes.text() == "482"
    boxes.set_digits(8)
    assert boxes.text() == ""


def test_assistive_tools_find_one_field_with_a_name_and_can_write_into_it(
    boxes: CodeBoxes,
) -> None:
    sent = Sender(boxes)
    field = QAccessible.queryAccessibleInterface(boxes)
    assert field.text(QAccessible.Text.Name) == "Code, 6 digits"
    assert field.role() is QAccessible.Role.EditableText
    assert field.childCount() == 0
    field.editableTextInterface().insertText(0, "482 913")
    assert boxes.text() == "482913"
    assert sent.codes == ["482913"]


def type_key(boxes: CodeBoxes, character: str) -> None:
    """Press a key of a keyboard that has this character."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(boxes, event)
