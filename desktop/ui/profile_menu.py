"""The menu of the profile switcher."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.session.snapshot import Overview
from desktop.ui.names import in_menu
from desktop.ui.routing import Where

if TYPE_CHECKING:
    from desktop.ui.commands import Commands
    from desktop.ui.page_building import Guide


class ProfileMenu(QMenu):
    """All profiles, and the ways to have one more or one less."""

    chosen = Signal(str)
    connect_wanted = Signal()
    invitation_wanted = Signal()
    demo_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, overview: Overview, parent: QWidget) -> None:
        """List the profiles of ``overview``; gone once it is closed."""
        super().__init__(parent)
        self.aboutToHide.connect(self.deleteLater)
        for snapshot in overview.snapshots:
            action = self.addAction(in_menu(snapshot.profile_name))
            action.setCheckable(True)
            action.setChecked(snapshot.profile_id == overview.active_id)
            action.setData(snapshot.profile_id)
        self.triggered.connect(self._tell)
        self.addSeparator()
        if overview.other_services:
            self.addAction(self.tr("Connect to a service…")).triggered.connect(self.connect_wanted)
        opening = self.addAction(self.tr("Open an invitation…"))
        opening.triggered.connect(self.invitation_wanted)
        active = overview.active()
        if not any(one.demo for one in overview.snapshots):
            self.addAction(self.tr("Try it on this computer")).triggered.connect(self.demo_wanted)
        is_kept = active is not None and active.profile_id == overview.kept_profile_id
        if active is not None and not active.demo and not is_kept:
            removal = self.tr("Remove “{name}”").format(name=active.profile_name)
            self.addAction(in_menu(removal)).triggered.connect(self.removal_wanted)

    def lead(self, guide: "Guide", commands: "Commands") -> None:
        """Have each entry lead where it says."""
        self.chosen.connect(guide.show_profile)
        self.connect_wanted.connect(partial(guide.go, Where.CONNECT))
        self.invitation_wanted.connect(partial(guide.go, Where.INVITATION))
        self.demo_wanted.connect(commands.start_demo)
        self.removal_wanted.connect(guide.remove_shown)

    def _tell(self, action: QAction) -> None:
        if action.data() is not None:
            self.chosen.emit(str(action.data()))
