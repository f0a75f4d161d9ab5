"""Adding a device: four ways to bring its code, what the service saw of it, and its digits."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.foundation.device_errors import (
    CodeFromTheFutureError,
    CodeOfAnotherServiceError,
    CodeOfAnotherUserError,
    CodeTooOldError,
    CodeUnreadableError,
    OfferGoneError,
    ScreenUnseenError,
    WrongDigitsError,
)
from desktop.foundation.errors import AuthenticatorError, ServiceUnreachableError
from desktop.session.snapshot import Overview
from desktop.session.under_way import AddedDevice
from desktop.ui.pages.add_device import AddDevicePage
from desktop.ui.picture_source import LARGEST_BYTES
from desktop.ui.routing import PageName, Where
from desktop.ui.widgets.card import Row
from desktop.ui.widgets.code_boxes import Mood
from tests.ui.device_scenes import DEVICE_SCENES, SEEN, TRUSTED, adding
from tests.ui.scenes import ENTRY, overview_of
from tests.ui.stage import Stage, click, press, put_on_clipboard, settle, type_text, words_of


def drawn(stage: Stage, overview: Overview) -> AddDevicePage:
    """The page that shows how far it has come."""
    stage.show(overview, Where.ADD_DEVICE)
    stage.commands.calls.clear()
    return stage.page(AddDevicePage)


def picture() -> QImage:
    """A small picture."""
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    return image


def as_png(image: QImage) -> bytes:
    """The bytes of a picture."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


# --------------------------------------------------------------------------------------- four ways


def test_the_screen_is_scanned(stage: Stage) -> None:
    press(drawn(stage, adding(None)).scan, Qt.Key.Key_Space)
    assert stage.commands.calls == [("scan_screen",)]


def test_scanning_is_not_offered_where_the_screen_can_not_be_seen(stage: Stage) -> None:
    page = drawn(stage, adding(None, can_scan=False))
    assert not page.scan.isVisible()
    assert page.choose.hasFocus()


@pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs are windows; this is offscreen
def test_a_picture_is_chosen_from_the_disk(stage: Stage, tmp_path: Path) -> None:
    page = drawn(stage, adding(None))
    (tmp_path / "code.png").write_bytes(as_png(picture()))
    press(page.choose, Qt.Key.Key_Space)
    [dialog] = [one for one in page.findChildren(QFileDialog) if one.isVisible()]
    dialog.fileSelected.emit(str(tmp_path / "code.png"))
    dialog.close()
    settle()
    assert stage.commands.calls == [("read_device_code_picture", as_png(picture()))]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_file_that_is_gone_or_too_large_is_said(stage: Stage, tmp_path: Path) -> None:
    page = drawn(stage, adding(None))
    large = tmp_path / "large.png"
    with large.open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)
    for file_name, words in ((large, "the picture is too large"), (tmp_path / "gone.png", "gone")):
        press(page.choose, Qt.Key.Key_Space)
        [dialog] = [one for one in page.findChildren(QFileDialog) if one.isVisible()]
        dialog.fileSelected.emit(str(file_name))
        dialog.close()
        settle()
        assert words in words_of(page)
    assert stage.commands.calls == []


def test_a_picture_that_was_copied_is_taken_from_the_clipboard(stage: Stage) -> None:
    page = drawn(stage, adding(None))
    QGuiApplication.clipboard().setImage(picture())
    press(page.clipboard, Qt.Key.Key_Space)
    [(taken,)] = stage.commands.named("read_device_code_picture")
    assert isinstance(taken, QImage)
    assert taken.pixelColor(4, 4) == picture().pixelColor(4, 4)


def test_a_picture_that_another_program_copied_is_taken_as_it_is(stage: Stage) -> None:
    page = drawn(stage, adding(None))
    held = QMimeData()
    held.setData("image/png", as_png(picture()))
    QGuiApplication.clipboard().setMimeData(held)
    press(page.clipboard, Qt.Key.Key_Space)
    assert stage.commands.calls == [("read_device_code_picture", as_png(picture()))]


def test_a_clipboard_without_a_picture_is_said_until_something_else_is_tried(
    stage: Stage,
) -> None:
    page = drawn(stage, adding(None))
    put_on_clipboard("no picture")
    press(page.clipboard, Qt.Key.Key_Space)
    assert "No code found: there is no picture on the clipboard." in words_of(page)
    assert stage.commands.calls == []
    press(page.scan, Qt.Key.Key_Space)
    drawn(stage, adding(AddedDevice(busy=True)))
    assert "no picture" not in words_of(page)


@pytest.mark.parametrize("by_key", [True, False])
def test_a_text_is_pasted(stage: Stage, by_key: bool) -> None:
    page = drawn(stage, adding(None))
    page.text.edit.setText("  key:ED25519:a:b:1600000000\n")
    if by_key:
        press(page.text.edit, Qt.Key.Key_Return)
    else:
        click(page.use_text)
    assert stage.commands.calls == [("read_device_code_text", "key:ED25519:a:b:1600000000")]


def test_no_text_is_nothing_to_read(stage: Stage) -> None:
    page = drawn(stage, adding(None))
    press(page.use_text, Qt.Key.Key_Space)
    assert stage.commands.calls == []
    assert page.text.edit.hasFocus()


def test_while_it_is_read_nothing_else_can_be_begun(stage: Stage) -> None:
    page = drawn(stage, adding(AddedDevice(busy=True)))
    ways = (page.scan, page.choose, page.clipboard, page.text, page.use_text)
    assert [one.isEnabled() for one in ways] == [False] * 5
    assert "Asking the service" in words_of(page)


def test_the_way_that_led_nowhere_has_the_focus_again(stage: Stage) -> None:
    page = drawn(stage, adding(None))
    page.choose.setFocus(Qt.FocusReason.TabFocusReason)
    drawn(stage, adding(AddedDevice(busy=True)))
    assert not page.choose.hasFocus()
    drawn(stage, adding(AddedDevice(problem=CodeUnreadableError(reason="that is no picture"))))
    assert page.choose.hasFocus()


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (CodeUnreadableError(reason="no code is in the picture"), "Choose a sharper picture"),
        (CodeOfAnotherServiceError(), "belongs to another service"),
        (CodeOfAnotherUserError(), "belongs to another user"),
        (CodeTooOldError(seconds=181), "it is 181 s old"),
        (CodeFromTheFutureError(seconds=90), "one of the clocks is wrong"),
        (OfferGoneError(), "does not know that device any more"),
        (ScreenUnseenError(), "doesn’t let programs see the screen"),
    ],
)
def test_each_refusal_has_its_sentence_and_the_ways_stay(
    stage: Stage, problem: AuthenticatorError, words: str
) -> None:
    page = drawn(stage, adding(AddedDevice(problem=problem)))
    assert words in words_of(page)
    assert page.scan.isEnabled()


def test_of_several_codes_one_is_chosen_by_its_key(stage: Stage) -> None:
    page = drawn(stage, DEVICE_SCENES["add-device-choices"])
    assert "There are several codes in this picture" in words_of(page)
    rows = [one for one in page.findChildren(Row) if one.isVisible()]
    assert [one.text() for one in rows] == ["Key 5CC6 0E13 9A7B", "Key A0C4 810B 5D22"]
    press(rows[1], Qt.Key.Key_Space)
    assert stage.commands.calls == [("read_device_code_text", "two")]


# ------------------------------------------------------------------------------ what is to be added


def test_it_shows_what_the_service_saw_and_what_is_only_claimed(stage: Stage) -> None:
    page = drawn(stage, adding(SEEN))
    said = words_of(page)
    assert "Kitchen tablet" in said
    assert "its own claim" in said
    assert "203.0.113.7, as the service saw it" in said
    assert "5CC6 0E13 9A7B" in said
    assert "login.example.com" in said
    assert page.device.boxes.hasFocus()


def test_where_the_service_knows_nothing_it_says_so(stage: Stage) -> None:
    said = words_of(drawn(stage, DEVICE_SCENES["add-device-published"]))
    assert "The service tells nothing of it. Compare the key." in said
    assert "not known to the service" in said


def test_a_claimed_name_is_harmless(stage: Stage) -> None:
    said = words_of(drawn(stage, DEVICE_SCENES["add-device-strange"]))
    assert "\u202e" not in said
    assert "moc.live AAAA" in said


def test_it_is_added_only_when_six_digits_are_there_and_add_is_pressed(stage: Stage) -> None:
    page = drawn(stage, adding(SEEN))
    type_text(page.device.boxes, "29884")
    assert not page.device.add.isEnabled()
    type_text(page.device.boxes, "2")
    assert page.device.add.isEnabled()
    assert stage.commands.calls == []
    press(page.device.add, Qt.Key.Key_Space)
    assert stage.commands.calls == [("add_device", "298842")]


def test_digits_that_are_pasted_are_not_sent_by_themselves(stage: Stage) -> None:
    page = drawn(stage, adding(SEEN))
    put_on_clipboard("298 842")
    QTest.keySequence(page.device.boxes, "Ctrl+V")
    settle()
    assert page.device.boxes.text() == "298842"
    assert page.device.add.isEnabled()
    assert stage.commands.calls == []


def test_enter_in_full_boxes_adds_it_too(stage: Stage) -> None:
    page = drawn(stage, adding(SEEN))
    type_text(page.device.boxes, "298842")
    QTest.keyClick(page.device.boxes, Qt.Key.Key_Return)
    assert stage.commands.calls == [("add_device", "298842")]


def test_wrong_digits_are_said_selected_and_can_be_typed_anew(stage: Stage) -> None:
    page = drawn(stage, adding(SEEN))
    type_text(page.device.boxes, "298843")
    press(page.device.add, Qt.Key.Key_Space)
    drawn(stage, adding(replace(SEEN, busy=True)))
    assert page.device.boxes.isReadOnly()
    drawn(stage, adding(replace(SEEN, problem=WrongDigitsError())))
    assert "Those are not the digits of that device." in words_of(page)
    assert page.device.boxes.mood is Mood.WRONG
    assert page.device.boxes.selectedText() == "298843"
    type_text(page.device.boxes, "298842")
    press(page.device.add, Qt.Key.Key_Space)
    assert stage.commands.calls == [("add_device", "298842")]


def test_another_device_begins_with_empty_boxes(stage: Stage) -> None:
    page = drawn(stage, adding(SEEN))
    type_text(page.device.boxes, "298842")
    drawn(stage, adding(replace(SEEN, key_print="A0C4 810B 5D22")))
    assert page.device.boxes.text() == ""


def test_a_code_that_ran_out_meanwhile_can_not_be_added(stage: Stage) -> None:
    page = drawn(stage, adding(SEEN))
    type_text(page.device.boxes, "298842")
    assert "2:22 left" in words_of(page)
    stage.pass_seconds(143)
    assert "That code has run out. Show a new one on the other device." in words_of(page)
    assert not page.device.add.isEnabled()


def test_cancelling_forgets_it(stage: Stage) -> None:
    press(drawn(stage, adding(SEEN)).device.cancel, Qt.Key.Key_Space)
    assert stage.commands.calls == [("leave_adding",)]
    assert stage.shown() is PageName.ADD_DEVICE


def test_escape_goes_back_a_step_and_then_to_the_devices(stage: Stage) -> None:
    page = drawn(stage, adding(SEEN))
    QTest.keySequence(page, "Escape")
    settle()
    assert stage.commands.calls == [("leave_adding",)]
    drawn(stage, adding(None))
    QTest.keySequence(page, "Escape")
    settle()
    assert stage.shown() is PageName.DEVICES


def test_done_says_who_is_trusted_now_and_leads_back(stage: Stage) -> None:
    page = drawn(stage, adding(replace(SEEN, done=True)))
    assert "“Kitchen tablet” is trusted now" in words_of(page)
    assert page.done.hasFocus()
    press(page.done, Qt.Key.Key_Return)
    assert ("leave_adding",) in stage.commands.calls
    assert stage.shown() is PageName.DEVICES


# ------------------------------------------------------------------------------ a code in between


def test_a_code_in_between_keeps_what_was_read(stage: Stage) -> None:
    needs = replace(TRUSTED, added_device=SEEN, needs_code=True)
    page = drawn(stage, overview_of(needs))
    assert "Confirm it is you with a code first" in words_of(page)
    press(page.banner.button, Qt.Key.Key_Space)
    assert stage.commands.calls == [("confirm_with_code",)]
    stage.show(overview_of(replace(TRUSTED, added_device=SEEN, sign_in=ENTRY)))
    assert stage.shown() is PageName.CODE
    stage.show(overview_of(replace(TRUSTED, added_device=SEEN)))
    assert stage.shown() is PageName.ADD_DEVICE
    assert stage.commands.named("leave_adding") == []
    assert "Kitchen tablet" in words_of(page)


def test_a_code_that_could_not_be_sent_is_said_here(stage: Stage) -> None:
    unreachable = ServiceUnreachableError(host="login.example.com", reason="connection refused")
    page = drawn(stage, overview_of(replace(TRUSTED, added_device=SEEN, problem=unreachable)))
    assert "No answer from login.example.com: connection refused" in words_of(page)
    assert not page.banner.button.isVisible()
    assert page.device.boxes.hasFocus()


def test_opened_again_it_begins_anew(stage: Stage) -> None:
    drawn(stage, adding(SEEN))
    stage.show(adding(SEEN), Where.SESSION)
    assert stage.commands.named("leave_adding") == [()]
    page = drawn(stage, adding(None))
    assert page.scan.hasFocus()
