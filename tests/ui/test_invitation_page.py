"""The invitation's page: where a link leads is seen, and nothing happens without the person."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.foundation.errors import ProfileExistsError
from desktop.session.joining_facts import OpenInvitation
from desktop.session.snapshot import Overview
from desktop.session.under_way import BrowserWait
from desktop.ui.pages.invitation import InvitationPage
from desktop.ui.pages.welcome import WelcomePage
from desktop.ui.questions import reset_of_everything
from desktop.ui.routing import PageName, Where
from desktop.ui.widgets.button import Button
from tests.ui.invitation_scenes import (
    ASKED,
    CONFIRM,
    INVITATION_SCENES,
    INVITED,
    LINK,
    LONG_HOST,
    opened,
)
from tests.ui.scenes import ACTIVE, FOUND, HOST, NOW, overview_of, signing_in
from tests.ui.stage import Stage, press, put_on_clipboard, settle, type_text, words_of


def shown(stage: Stage, overview: Overview) -> InvitationPage:
    """The page that an invitation leads to by itself."""
    stage.show(replace(overview, invitation=None))
    stage.show(overview)
    return stage.page(InvitationPage)


def awake(page: InvitationPage, qtbot: QtBot) -> InvitationPage:
    """The page once its buttons can be pressed."""
    qtbot.waitUntil(page.steps.agree.isEnabled)
    return page


class TestOpening:
    """A link is pasted, copied, or in a file."""

    def test_welcome_leads_to_it(self, stage: Stage) -> None:
        stage.show(Overview())
        press(stage.page(WelcomePage).invitation_choice, Qt.Key.Key_Return)
        page = stage.page(InvitationPage)
        assert stage.window.focusWidget() is page.ways.text.edit
        assert stage.commands.calls == []

    def test_a_pasted_link_is_looked_at_and_no_service_asked(self, stage: Stage) -> None:
        stage.show(Overview(), Where.INVITATION)
        page = stage.page(InvitationPage)
        type_text(page.ways.text.edit, LINK)
        press(page.ways.text.edit, Qt.Key.Key_Return)
        assert stage.commands.calls == [("find_invitation", LINK)]

    def test_nothing_is_opened_from_an_empty_field(self, stage: Stage) -> None:
        stage.show(Overview(), Where.INVITATION)
        press(stage.page(InvitationPage).ways.open, Qt.Key.Key_Space)
        assert stage.commands.calls == []

    def test_what_was_copied_is_taken(self, stage: Stage) -> None:
        put_on_clipboard(f"Open this: {LINK}")
        stage.show(Overview(), Where.INVITATION)
        press(stage.page(InvitationPage).ways.clipboard, Qt.Key.Key_Return)
        assert stage.commands.calls == [("find_invitation", f"Open this: {LINK}")]

    def test_an_empty_clipboard_is_said(self, stage: Stage) -> None:
        put_on_clipboard("")
        stage.show(Overview(), Where.INVITATION)
        page = stage.page(InvitationPage)
        press(page.ways.clipboard, Qt.Key.Key_Return)
        assert "there is no picture on the clipboard" in words_of(page)
        assert stage.commands.calls == []

    def test_a_file_is_handed_on_and_one_that_is_not_there_is_said(
        self, stage: Stage, tmp_path: Path
    ) -> None:
        stage.show(Overview(), Where.INVITATION)
        page = stage.page(InvitationPage)
        file = tmp_path / "invitation.txt"
        file.write_text(LINK)
        page.choose(str(file))
        assert stage.commands.calls == [("read_invitation", LINK.encode())]
        page.choose(str(tmp_path / "gone.png"))
        assert "gone.png can't be read" in words_of(page)

    def test_a_link_that_leads_nowhere_says_why_and_the_field_takes_another(
        self, stage: Stage
    ) -> None:
        page = shown(stage, INVITATION_SCENES["invitation-refused"])
        said = words_of(page)
        assert "its host is not written in ASCII" in said
        assert "Nothing was sent, added or changed." in said
        assert page.ways.text.edit.hasFocus()
        assert not page.steps.isVisible()


class TestConfirming:
    """Nothing is sent before the person agrees, and nothing is pressed by accident."""

    def test_the_host_stands_there_whole_and_what_is_claimed_is_called_a_claim(
        self, stage: Stage
    ) -> None:
        page = shown(stage, opened(CONFIRM))
        assert page.invited.host.accessibleName() == HOST
        said = words_of(page)
        assert "Example Works" in said
        assert "So the link says; anybody can write that." in said
        assert "If the service shows another one, it is refused." in said
        assert "Nothing was sent to it so far." in said
        assert stage.commands.calls == []

    def test_a_long_host_is_cut_nowhere(self, stage: Stage) -> None:
        page = shown(stage, opened(OpenInvitation(service=replace(INVITED, host=LONG_HOST))))
        assert page.invited.host.text().replace("\u200b", "") == LONG_HOST

    def test_a_name_with_markup_is_only_text(self, stage: Stage) -> None:
        name = "<b>Bank</b><img src=x>"
        page = shown(stage, opened(OpenInvitation(service=replace(INVITED, claimed_name=name))))
        assert name in words_of(page)

    def test_a_look_alike_and_a_number_get_a_caution(self, stage: Stage) -> None:
        page = shown(stage, INVITATION_SCENES["invitation-caution"])
        assert "Look closely at this address" in words_of(page)
        assert "letter by letter" in words_of(page)
        assert "It names none" in words_of(page)

    def test_a_click_that_comes_too_early_agrees_to_nothing(
        self, stage: Stage, qtbot: QtBot
    ) -> None:
        page = shown(stage, opened(CONFIRM))
        assert page.steps.decline.hasFocus()
        assert not page.steps.agree.isEnabled()
        QTest.mouseClick(page.steps.agree, Qt.MouseButton.LeftButton)
        assert stage.commands.calls == []
        press(awake(page, qtbot).steps.agree, Qt.Key.Key_Return)
        assert stage.commands.calls == [("ask_invited",)]

    def test_the_next_one_in_the_same_place_sleeps_anew(self, stage: Stage, qtbot: QtBot) -> None:
        page = awake(shown(stage, opened(CONFIRM)), qtbot)
        stage.show(opened(OpenInvitation(service=replace(INVITED, host="evil.example"))))
        assert not page.steps.agree.isEnabled()

    @pytest.mark.parametrize("way", ["button", "back", "escape"])
    def test_leaving_decides_nothing(self, stage: Stage, way: str) -> None:
        page = shown(stage, opened(CONFIRM))
        if way == "escape":
            press(page.steps.decline, Qt.Key.Key_Escape)
        else:
            press(page.steps.decline if way == "button" else page.header.back, Qt.Key.Key_Space)
        assert stage.commands.calls == [("close_invitation",)]
        stage.show(Overview())
        assert stage.shown() is PageName.WELCOME

    def test_asking_can_be_left_and_is_not_asked_twice(self, stage: Stage, qtbot: QtBot) -> None:
        page = awake(shown(stage, opened(CONFIRM)), qtbot)
        stage.show(opened(replace(CONFIRM, connection=ASKED)))
        assert "Asking the service…" in words_of(page)
        assert not page.steps.agree.isEnabled()
        assert page.steps.decline.isEnabled()

    def test_no_answer_is_said_and_can_be_asked_for_again(self, stage: Stage, qtbot: QtBot) -> None:
        page = awake(shown(stage, INVITATION_SCENES["invitation-unreachable"]), qtbot)
        assert "connection refused" in words_of(page)
        assert page.steps.agree.text() == "Ask again"

    def test_another_key_than_the_links_is_refused_without_a_way_on(self, stage: Stage) -> None:
        page = shown(stage, INVITATION_SCENES["invitation-another-key"])
        assert f"{HOST} shows another key than this invitation names." in words_of(page)
        assert not page.steps.agree.isVisible()
        assert page.steps.decline.text() == "Close"


class TestKnown:
    """A profile that is there is neither replaced nor changed."""

    def test_the_one_that_is_there_is_offered_instead(self, stage: Stage, qtbot: QtBot) -> None:
        page = awake(shown(stage, INVITATION_SCENES["invitation-known"]), qtbot)
        assert "You have this service already" in words_of(page)
        assert page.steps.agree.text() == "Go to “Work”"
        press(page.steps.agree, Qt.Key.Key_Return)
        assert ("show_profile", "work") in stage.commands.calls
        assert stage.commands.named("ask_invited") == []

    def test_another_key_for_it_is_said_as_a_danger(self, stage: Stage) -> None:
        page = shown(stage, INVITATION_SCENES["invitation-known-differs"])
        assert "It names another key than yours" in words_of(page)
        assert "stays as it is" in words_of(page)


class TestConnecting:
    """What was found is shown, and added under a name of the person's."""

    def found(self, stage: Stage, qtbot: QtBot) -> InvitationPage:
        """The page once the service has answered."""
        return awake(shown(stage, opened(replace(CONFIRM, connection=FOUND))), qtbot)

    def test_it_is_added_under_the_claimed_name_or_another(
        self, stage: Stage, qtbot: QtBot
    ) -> None:
        page = self.found(stage, qtbot)
        assert "It shows the key that the link names." in words_of(page)
        assert page.name.text() == "Example Works"
        page.name.edit.selectAll()
        type_text(page.name.edit, "Mine")
        press(page.name.edit, Qt.Key.Key_Return)
        assert stage.commands.calls == [("add_invited", "Mine")]

    def test_a_name_that_is_taken_asks_for_another(self, stage: Stage, qtbot: QtBot) -> None:
        taken = replace(INVITED, taken_names=("Example Works",))
        page = shown(stage, opened(OpenInvitation(service=taken, connection=FOUND)))
        assert "There is a profile “Example Works” already." in words_of(page)
        qtbot.wait(800)
        assert not page.steps.agree.isEnabled()
        type_text(page.name.edit, " 2")
        assert page.steps.agree.isEnabled() or not page.name.is_free()
        page.name.edit.setText("Another")
        assert page.steps.agree.isEnabled()

    def test_a_name_that_somebody_else_took_meanwhile_is_said(
        self, stage: Stage, qtbot: QtBot
    ) -> None:
        page = self.found(stage, qtbot)
        refused = replace(FOUND, problem=ProfileExistsError(name="Example Works"))
        stage.show(opened(replace(CONFIRM, connection=refused)))
        assert "There is a profile “Example Works” already." in words_of(page.name)

    def test_once_it_is_added_its_sign_in_is_shown(self, stage: Stage, qtbot: QtBot) -> None:
        self.found(stage, qtbot)
        stage.show(overview_of(ACTIVE))
        assert stage.shown() is PageName.SESSION

    def test_others_that_wait_do_not_take_the_page_from_it(
        self, stage: Stage, qtbot: QtBot
    ) -> None:
        self.found(stage, qtbot)
        other = OpenInvitation(service=replace(INVITED, host="other.example"))
        stage.show(opened(other, signed_in=True))
        assert stage.shown() is PageName.SESSION
        assert "It leads to other.example." in words_of(stage.window)


class TestWhileSomethingElse:
    """A link may come at any moment; what is under way goes on."""

    def test_a_sign_in_goes_on_and_the_invitation_waits_above_it(self, stage: Stage) -> None:
        waiting = overview_of(signing_in(BrowserWait(host=HOST, expires_at=NOW + 290)))
        stage.show(waiting)
        stage.show(replace(waiting, invitation=CONFIRM))
        assert stage.shown() is PageName.BROWSER_WAIT
        assert "An invitation is waiting" in words_of(stage.window)
        [look] = [one for one in stage.window.findChildren(Button) if one.text() == "Look at it"]
        press(look, Qt.Key.Key_Return)
        assert stage.shown() is PageName.INVITATION
        assert "An invitation is waiting" not in words_of(stage.window)

    def test_what_was_typed_to_connect_stays(self, stage: Stage) -> None:
        stage.show(Overview(), Where.CONNECT)
        stage.show(opened(CONFIRM))
        assert stage.shown() is PageName.CONNECT
        assert "It leads to login.example.com." in words_of(stage.window)

    def test_an_open_question_keeps_its_page(self, stage: Stage) -> None:
        stage.show(overview_of(ACTIVE))
        stage.window.ask(reset_of_everything(), lambda: None)
        stage.show(opened(CONFIRM, signed_in=True))
        assert stage.shown() is PageName.SESSION
        assert "An invitation is waiting" in words_of(stage.window)

    def test_the_passphrase_page_stays(self, stage: Stage) -> None:
        stage.show(Overview(passphrase_needed=True))
        stage.show(Overview(passphrase_needed=True, invitation=CONFIRM))
        assert stage.shown() is PageName.UNLOCK_VAULT

    def test_onlookers_see_nothing_and_it_is_there_afterwards(self, stage: Stage) -> None:
        stage.show(overview_of(ACTIVE))
        stage.show(Overview(is_screened=True))
        assert HOST not in words_of(stage.window)
        stage.show(opened(CONFIRM, signed_in=True))
        assert stage.shown() is PageName.INVITATION

    def test_leaving_it_leads_back_to_where_the_person_was(self, stage: Stage) -> None:
        stage.show(overview_of(ACTIVE), Where.HISTORY)
        stage.show(opened(CONFIRM, signed_in=True))
        assert stage.shown() is PageName.INVITATION
        stage.show(overview_of(ACTIVE))
        assert stage.shown() is PageName.HISTORY

    def test_how_many_more_wait_is_said(self, stage: Stage) -> None:
        page = shown(stage, opened(replace(CONFIRM, more=3)))
        settle()
        assert "wait behind this one: 3" in words_of(page)
