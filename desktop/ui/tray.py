"""The tray: one shape a headline, a menu whose words alone must do, and the heartbeat."""

import sys
from collections.abc import Callable
from typing import Final, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from desktop.session.snapshot import Activity, Obstacle, Overview, SessionFact, Snapshot
from desktop.ui.commands import Commands
from desktop.ui.names import application_name, hidden_tooltip, in_menu, tooltip, tray_shape
from desktop.ui.request_entries import RequestEntries
from desktop.ui.theme import icons

ON_LIGHT: Final = "#1E2224"
ON_DARK: Final = "#F4F5F5"

HIDDEN: Final = "tray/keystore_locked"
"""The padlock: it is not the empty ring of nobody signed in."""

LONGEST_BEAT: Final = 30.0
"""Seconds. Two beats a minute see a resume, a late tray host and a due renewal soon enough."""

SHORTEST_BEAT: Final = 0.05


class Tray(QObject):
    """Exists without a tray host too, because it owns the timer of the heartbeat.

    ``review_wanted`` carries the id of a profile and of its sign-in request, None for the list.
    """

    beat = Signal()
    review_wanted = Signal(str, object)
    message_clicked = Signal()

    def __init__(
        self,
        commands: Commands,
        panel_is_dark: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """Send what is chosen to ``commands``; nothing shows before the first ``draw``.

        ``panel_is_dark`` is asked at each picture: the app's own theme says nothing of the panel.
        """
        super().__init__(parent)
        self._commands, self._panel_is_dark = commands, panel_is_dark
        self._look: tuple[str, str] | None = None
        self._profiles: list[tuple[str, str, bool]] | None = None
        self._had_host = self.host_available()
        self._icon = QSystemTrayIcon(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._beat)
        self._menu = QMenu()
        self._who = self._menu.addAction("")
        self._who.setEnabled(False)
        self._after_requests = self._menu.addSeparator()
        self.requests: Final = RequestEntries(self._menu, self._after_requests)
        self.requests.chosen.connect(self.review_wanted)
        self.copy: Final = self._menu.addAction("")
        self.renew: Final = self._menu.addAction("")
        self._menu.addSeparator()
        self.open: Final = self._menu.addAction("")
        self.profiles: Final = self._menu.addMenu("")
        # One of them is marked, also when the marked one is chosen again.
        self._one_of = QActionGroup(self)
        self._menu.addSeparator()
        self.sign_out: Final = self._menu.addAction("")
        self.quit: Final = self._menu.addAction("")
        self.name_entries()
        self.copy.triggered.connect(commands.copy_access_token)
        self.renew.triggered.connect(commands.renew)
        self.open.triggered.connect(commands.show_window)
        self.sign_out.triggered.connect(commands.sign_out)
        self.quit.triggered.connect(commands.quit)
        self.profiles.triggered.connect(self._show_profile)
        self._connect_icon()
        application = cast("QApplication", QApplication.instance())
        self._hints: Final = application.styleHints()
        self._hints.colorSchemeChanged.connect(self._paint)

    def _connect_icon(self) -> None:
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.message_clicked)
        self._icon.setContextMenu(self._menu)

    def name_entries(self) -> None:
        """Give the entries their names, in the language that is spoken now."""
        self.copy.setText(self.tr("Copy access token"))
        self.renew.setText(self.tr("Renew now"))
        self.open.setText(in_menu(self.tr("Open {app}").format(app=application_name())))
        self.profiles.setTitle(self.tr("Profiles"))
        self.sign_out.setText(self.tr("Sign out"))
        self.quit.setText(self.tr("Quit"))

    @property
    def menu(self) -> QMenu:
        """The menu, which hosts show in their own way."""
        return self._menu

    def host_available(self) -> bool:
        """Whether there is a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def draw(self, overview: Overview, now: float) -> None:
        """Show the most urgent profile; the menu acts on the one that the window shows."""
        active = overview.active()
        if overview.is_screened:
            self._look = (HIDDEN, hidden_tooltip())
            self._who.setText(in_menu(hidden_tooltip()))
        else:
            urgent = overview.most_urgent(now)
            self._look = (tray_shape(urgent, now), tooltip(urgent, now))
            self._who.setText(in_menu(tooltip(active, now)))
        self._paint()
        self.copy.setEnabled(_is_usable(active))
        self.renew.setEnabled(_is_renewable(active))
        self.sign_out.setEnabled(_has_session(active))
        self.requests.list_requests(overview, now)
        self._list_profiles(overview)
        self.take_up_host()

    def show_message(self, title: str, body: str) -> None:
        """Tell something through the tray, on systems whose notifications come from there."""
        if QSystemTrayIcon.supportsMessages():
            self._icon.showMessage(title, body, self._icon.icon())

    def schedule(self, seconds: float) -> None:
        """Beat once after ``seconds``, or sooner: a beat is never further away than 30 s."""
        wait = min(max(seconds, SHORTEST_BEAT), LONGEST_BEAT)
        self._timer.start(round(wait * 1000))

    def stop(self) -> None:
        """No more beats, and no icon."""
        self._timer.stop()
        self._icon.hide()

    def _beat(self) -> None:
        self.take_up_host()
        self.beat.emit()

    def take_up_host(self) -> None:
        """Show the icon, if there is a host by now."""
        # Once the icon is there Qt follows the host, and to ask wakes the bus at each beat.
        if self._look is None or self._icon.isVisible() or not self.host_available():
            return
        if not self._had_host:
            # Qt settles what kind of host an icon is for when it is made: for ever, for none.
            self._had_host = True
            before, self._icon = self._icon, QSystemTrayIcon(self)
            before.setParent(None)
            before.deleteLater()
            self._connect_icon()
            self._paint()
        self._icon.show()

    def _paint(self) -> None:
        if self._look is None:
            return
        shape, words = self._look
        self._icon.setIcon(self._picture(shape))
        self._icon.setToolTip(words)

    def _picture(self, shape: str) -> QIcon:
        picture = icons.icon(shape, ON_DARK if self._panel_is_dark() else ON_LIGHT)
        if sys.platform == "darwin":
            picture.setIsMask(True)
        return picture

    def _list_profiles(self, overview: Overview) -> None:
        listed = [
            (one.profile_id, one.profile_name, one.profile_id == overview.active_id)
            for one in overview.snapshots
        ]
        if listed == self._profiles:
            return
        self._profiles = listed
        self.profiles.clear()
        for profile_id, name, shown in listed:
            action = self.profiles.addAction(in_menu(name))
            action.setData(profile_id)
            action.setCheckable(True)
            action.setChecked(shown)
            self._one_of.addAction(action)
        self.profiles.setEnabled(len(listed) > 1)

    def _show_profile(self, action: QAction) -> None:
        self._commands.show_profile(str(action.data()))

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self._commands.show_window()


def _is_usable(snapshot: Snapshot | None) -> bool:
    return (
        snapshot is not None
        and snapshot.session is SessionFact.ACTIVE
        and not _is_keystore_away(snapshot)
    )


def _is_renewable(snapshot: Snapshot | None) -> bool:
    return (
        snapshot is not None
        and snapshot.session in (SessionFact.ACTIVE, SessionFact.EXPIRED)
        and snapshot.activity is Activity.IDLE
        and not _is_keystore_away(snapshot)
    )


def _has_session(snapshot: Snapshot | None) -> bool:
    return snapshot is not None and snapshot.session in (SessionFact.ACTIVE, SessionFact.EXPIRED)


def _is_keystore_away(snapshot: Snapshot) -> bool:
    return snapshot.obstacle in (Obstacle.KEYSTORE_LOCKED, Obstacle.KEYSTORE_UNAVAILABLE)
