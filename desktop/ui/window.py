"""The window: sidebar, one page at a time, and what lies over them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from desktop.foundation.settings import LoadedSettings
from desktop.session.snapshot import Overview, SessionFact
from desktop.ui.course import Course
from desktop.ui.inbox_beside import InboxBeside
from desktop.ui.names import TONES, application_name, status, tray_shape
from desktop.ui.page_building import Ground, build_page
from desktop.ui.page_stack import PageStack
from desktop.ui.pages.page import Page
from desktop.ui.places import places
from desktop.ui.routing import PageName, Where, page_for, place_of
from desktop.ui.strips import Strips
from desktop.ui.theme import measure, motion
from desktop.ui.theme.appearance import Appearance
from desktop.ui.theme.type import grown
from desktop.ui.widgets.button import Kind
from desktop.ui.widgets.enter_key import EnterKey
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from desktop.foundation.brand import Brand
    from desktop.ui.commands import Commands
    from desktop.ui.questions import Question
    from desktop.ui.widgets.dialog import Dialog
    from desktop.ui.widgets.toast import Toast

WITH_INBOX: Final = (PageName.SIGN_IN, PageName.CODE, PageName.BROWSER_WAIT)
ACTIVE: Final = (SessionFact.ACTIVE,)
SIGNED_IN: Final = (SessionFact.ACTIVE, SessionFact.EXPIRED)
A_SECOND_MS: Final = 1000


class MainWindow(QWidget):
    """Draws overviews. Pages are built when they are first shown.

    ``close_wanted`` is emitted instead of closing: the app decides between the tray and the end.
    ``appearance`` is what it wears.
    """

    close_wanted = Signal()

    def __init__(
        self,
        commands: "Commands",
        loaded: LoadedSettings,
        clock: Callable[[], float],
        brand: "Brand | None" = None,
    ) -> None:
        """Be empty until the first overview; ``clock`` is the wall time in seconds."""
        super().__init__()
        application = cast("QApplication", QApplication.instance())
        self.appearance: Final = Appearance(application, loaded.settings.theme, self, brand)
        self._commands, self._clock, self._loaded = commands, clock, loaded
        self._overview, self._course = Overview(), Course()
        self._behind = Overview()
        self._accepted = self._is_ending = False
        self._is_narrow: bool | None = None
        self._toast: Toast | None = None
        self._dialog: Dialog | None = None
        self.setWindowTitle(application_name())
        self.setMinimumSize(grown(measure.WINDOW_LEAST[0]), measure.WINDOW_LEAST[1])
        self.resize(*measure.WINDOW)
        self._lay_out()
        self.appearance.changing.connect(self._make_room)
        # At the first turn of the loop: then the window system is asked for the window anyway.
        QTimer.singleShot(0, self, self._bind_keys)
        self._ring = FocusRing(self)
        self._enter = EnterKey(self)
        self._ticker = QTimer(self, interval=A_SECOND_MS)
        self._ticker.timeout.connect(self._tick)
        # Its own: a single shot of 0 ms is served in the same turn, before what the person does.
        self._next_turn = QTimer(self, interval=0, singleShot=True)
        self._next_turn.timeout.connect(self._redraw)
        self._hold = QTimer(self, singleShot=True)
        self._hold.timeout.connect(self._redraw)

    def _lay_out(self) -> None:
        self._sidebar = Sidebar(places())
        self._sidebar.went.connect(lambda name: self.go(Where(name)))
        self._sidebar.switcher.clicked.connect(self._open_profiles)
        self._sidebar.hide()
        self._strips = Strips(partial(self.go, Where.INVITATION))
        self._stack = PageStack(self._build)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(0)
        self._beside.addWidget(self._stack, 1)
        self._inbox = InboxBeside(self._beside)
        content = QVBoxLayout()
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self._strips)
        content.addLayout(self._beside, 1)
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._sidebar)
        line.addLayout(content, 1)

    def _bind_keys(self) -> None:
        from desktop.ui.shortcuts import Act
        from desktop.ui.window_keys import WindowKeys

        acts: dict[Act, Callable[[], object]] = {
            Act.PROFILES: self._open_profiles,
            Act.RENEW: partial(self._with_session, SIGNED_IN, self._commands.renew),
            Act.COPY: partial(self._with_session, ACTIVE, self._commands.copy_access_token),
            Act.BACK: self._key_back,
            Act.KEYS: self.list_shortcuts,
            Act.CLOSE: self.close,
            Act.QUIT: self._commands.quit,
        }
        WindowKeys(self, self._question, self.go, acts)

    # ------------------------------------------------------------------------- what the app calls

    def draw(self, overview: Overview) -> None:
        """Show an overview."""
        before, self._overview = self._overview, overview
        if overview.is_screened:
            if not before.is_screened:
                self._behind = before
                self._empty()
            self._redraw()
            return
        if before.is_screened:
            before = self._behind
        self._course.follow(before, overview, is_free=self._question() is None)
        if overview.demo_starting and not before.demo_starting and overview.snapshots:
            self.say(self.tr("Starting the service on this computer…"))
        if self._shows_right_code(overview):
            return
        self._redraw()

    def draw_settings(self, loaded: LoadedSettings) -> None:
        """Show and wear the settings as they are kept."""
        self._loaded = loaded
        self.appearance.use(loaded.settings.theme)
        page = self._stack.built(PageName.SETTINGS)
        if page is not None:
            page.draw_settings(loaded)

    def say(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Show a toast with one thing to press at most. Onlookers are told nothing."""
        if self._overview.is_screened:
            return
        if self._toast is None:
            from desktop.ui.widgets.toast import Toast

            self._toast = Toast(self)
        self._toast.say(text, action, act)

    def come_to_front(self) -> None:
        """Show the window before all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def end(self) -> None:
        """Close for good."""
        self._is_ending = True
        self.close()

    @property
    def page(self) -> PageName | None:
        """Which page is shown."""
        return self._stack.shown

    def page_widget(self, name: PageName) -> Page:
        """The page of this name, built if it was not shown before."""
        return self._stack.page(name)

    def review(self, profile_id: str, request_id: int | None) -> None:
        """Show a sign-in request of a profile, the shown one for an empty id; None is the list."""
        self.go(Where.REQUESTS)
        if not self._overview.is_screened:
            page = self._stack.page(PageName.REQUESTS)
            page.select(request_id)
            if profile_id and profile_id != self._overview.active_id:
                self._commands.show_profile(profile_id)
            self._redraw()
        self.come_to_front()

    def go(self, where: Where) -> None:
        """Lead the person somewhere, unless everything is hidden."""
        if self._overview.is_screened:
            return
        if self._course.where is not where:
            self._leave(self._course.where)
        self._course.go(where)
        self._redraw()

    def _leave(self, where: Where) -> None:
        """What was shown or read there is nobody's business any more."""
        if where is Where.SHOW_CODE:
            self._commands.hide_code()
        elif where is Where.ADD_DEVICE:
            self._commands.leave_adding()

    # ------------------------------------------------------------------------------------ drawing

    def _empty(self) -> None:
        """Have nothing of any account left, not even unseen: screen readers find that too."""
        self._leave(self._course.where)
        self._hold.stop()
        self._accepted = False
        # Imported here, as all that lies over the window: its first paint needs none of it.
        from desktop.ui.covering import close_all_over

        close_all_over(self)
        self._dialog = self._toast = None
        self._stack.take_down_all()
        self._inbox.forget()
        self._sidebar.forget()

    def _shows_right_code(self, overview: Overview) -> bool:
        """Keep the green boxes for a moment; whatever is drawn meanwhile waits."""
        if self._hold.isActive():
            return True
        snapshot = overview.active()
        entry = snapshot.code_entry() if snapshot is not None else None
        accepted = entry is not None and entry.accepted
        if accepted and not self._accepted and self._stack.shown is PageName.CODE:
            self._accepted = True
            self._redraw()
            if motion.milliseconds():
                self._hold.start(motion.milliseconds())
            return True
        self._accepted = accepted
        return False

    def _redraw(self) -> None:
        now = self._clock()
        overview = self._overview
        name = page_for(overview, self._course.where)
        if self._stack.can_wait_for(name) and not self._stack.build_on(name):
            self._next_turn.start()
            return
        page = self._stack.page(name)
        page.draw(overview, now)
        self._strips.draw(overview, name, shows_problem=page.shows_problem())
        self._sidebar.setVisible(bool(overview.snapshots))
        self._sidebar.mark(place_of(name))
        self._draw_status(now)
        snapshot = overview.active()
        has_inbox = snapshot is not None and snapshot.demo and name in WITH_INBOX
        self._inbox.draw(overview.inbox if has_inbox else None, now)
        self._stack.bring(name)

    def _draw_status(self, now: float) -> None:
        snapshot = self._overview.active()
        if snapshot is None:
            return
        self._sidebar.switcher.show_profile(snapshot.profile_name, snapshot.service_host)
        tone = TONES[snapshot.headline(now)][0]
        self._sidebar.status.say(tray_shape(snapshot, now), tone, status(snapshot, now))
        self._sidebar.count(Where.REQUESTS, snapshot.open_requests(now))

    def _build(self, name: PageName) -> Page:
        return build_page(name, Ground(self._commands, self._loaded, self._clock, self))

    def _make_room(self) -> None:
        if self._stack.make_room():
            self._next_turn.start()

    def _tick(self) -> None:
        page = self._stack.page_shown()
        if page is not None and not self._hold.isActive():
            now = self._clock()
            page.step(now)
            self._draw_status(now)

    # --------------------------------------------------------------------------- where to go next

    def remove_shown(self) -> None:
        """Remove the profile that is shown, and offer to undo that."""
        snapshot = self._overview.active()
        if snapshot is not None:
            removed, of = self.tr("Profile “{name}” removed."), snapshot.profile_id
            self._commands.remove_profile(of)
            keep = partial(self._commands.keep_profile, of)
            self.say(removed.format(name=snapshot.profile_name), self.tr("Undo"), keep)

    def ask_reset(self) -> None:
        """Ask whether to remove everything."""
        from desktop.ui.questions import reset_of_everything

        self.ask(reset_of_everything(), self._commands.reset)

    def ask(self, question: "Question", on_yes: Callable[[], None]) -> None:
        """Ask a question, unless there is one already."""
        if self._question() is None:
            from desktop.ui.widgets.dialog import Dialog

            kind = Kind.DANGER_LAST if question.removes else Kind.PRIMARY
            self._dialog = Dialog(self, question.title, question.detail, question.action, kind)
            self._dialog.open(on_yes)

    def list_shortcuts(self) -> None:
        """Show what each key does."""
        from desktop.ui.shortcut_list import ShortcutList

        if self._question() is None:
            self._dialog = ShortcutList(self)
            self._dialog.open(lambda: None)

    def _question(self) -> "Dialog | None":
        """The question that covers the window."""
        return self._dialog if self._dialog is not None and self._dialog.is_open else None

    def _key_back(self) -> None:
        """Leave where the person went by themselves; a challenge is only left by its buttons."""
        page = self._stack.page_shown()
        if page is not None and page.step_back():
            return
        back = self._course.back()
        if back is not None:
            if self._course.where is Where.CONNECT:
                self._commands.forget_connection()
            self.go(back)

    def _with_session(self, facts: tuple[SessionFact, ...], act: Callable[[], None]) -> None:
        snapshot = self._overview.active()
        if snapshot is not None and snapshot.session in facts:
            act()

    def _open_profiles(self) -> None:
        if self._overview.snapshots:
            from desktop.ui.profile_menu import ProfileMenu

            menu = ProfileMenu(self._overview, self)
            menu.lead(self, self._commands)
            menu.popup(self._sidebar.switcher.menu_place())

    def show_profile(self, profile_id: str) -> None:
        """Lead to the session of a profile."""
        self.go(Where.SESSION)
        self._commands.show_profile(profile_id)

    # --------------------------------------------------------------------------------- Qt's events

    def showEvent(self, event: QShowEvent) -> None:
        """Step once a second while it can be seen."""
        self._redraw()
        self._ticker.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still while nobody looks."""
        self._ticker.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Minimised is not looked at either; in another language everything is said anew."""
        if event.type() is QEvent.Type.LanguageChange and self._stack.shown is not None:
            spot = self._stack.spot()
            self._empty()
            self._stack.go_on_at(spot)
            self._sidebar.name_places(places())
            self._redraw()
        if event.type() is QEvent.Type.WindowStateChange:
            if self.isMinimized():
                self._ticker.stop()
            elif self.isVisible():
                self._redraw()
                self._ticker.start()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Become narrow or wide."""
        narrow = self.width() < grown(measure.NARROW_BELOW)
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._sidebar.set_rail(rail=narrow)
            self._stack.set_narrow(narrow=narrow)
            if self._stack.shown is not None:
                self._redraw()
        self._inbox.set_below(below=self.width() < grown(measure.INBOX_BESIDE_FROM))
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the app, unless it has decided."""
        if self._is_ending:
            super().closeEvent(event)
            return
        event.ignore()
        self.close_wanted.emit()
