"""Settings: what can be changed, kept at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.foundation.settings import (
    CLIPBOARD_SECONDS,
    LoadedSettings,
    Settings,
    Theme,
    starts_at_login,
)
from desktop.foundation.settings import Notice as LoadNotice
from desktop.session.snapshot import Overview
from desktop.ui.clipboard import is_cleared_in_time
from desktop.ui.commands import Commands
from desktop.ui.pages.page import Header, Page, Scroll
from desktop.ui.pages.setting_row import SettingRow
from desktop.ui.pages.version_rows import LookRow, NewerRow
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight, grown
from desktop.ui.translation import language_of_system, languages
from desktop.ui.widgets.banner import Banner, Ground, Notice
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Rows
from desktop.ui.widgets.field import Picker, Problem
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.switch import Switch
from desktop.ui.widgets.text import Text

FIELD_WIDTH: Final = 260
QWIDGETSIZE_MAX: Final = (1 << 24) - 1
PROXY_SCHEMES: Final = ("http", "https", "socks5")


class SettingsPage(Page):
    """Each change goes to the app at once; what came of it is drawn back."""

    reset_wanted = Signal()
    shortcuts_wanted = Signal()
    left = Signal()

    def __init__(self, commands: Commands, loaded: LoadedSettings) -> None:
        """Show the settings as they are kept; send changes to ``commands``."""
        super().__init__()
        self._commands, self._loaded, self._settings = commands, loaded, loaded.settings
        self._can_screen = False
        self._header = Header(self.tr("Settings"), back=self.tr("Welcome"))
        self._header.back.clicked.connect(self.left)
        self.banner = Banner()
        self.start_at_login = Switch(self.tr("Start when you log in"))
        self.start_hidden = Switch(self.tr("Start hidden in the tray"))
        self.notify = Switch(self.tr("Notify you of sign-in requests"))
        self.look_for_updates = Switch(self.tr("Look for newer versions"))
        self.close_to_tray = Switch(self.tr("Closing the window keeps it in the tray"))
        self.theme = Segments(
            self.tr("Appearance"),
            (
                (Theme.SYSTEM, self.tr("System")),
                (Theme.LIGHT, self.tr("Light")),
                (Theme.DARK, self.tr("Dark")),
            ),
        )
        self.language = self._languages()
        self.hand_out = Switch(self.tr("Hand out tokens to programs on this computer"))
        self.hide_locked = Switch(self.tr("Hide this window when the screen locks or sleeps"))
        self.hand_out_hidden = Switch(self.tr("Hand out tokens while it is hidden"))
        self.clipboard = Picker(self.tr("Clear a copied token after"))
        for seconds in CLIPBOARD_SECONDS:
            self.clipboard.addItem(self._seconds_words(seconds), seconds)
        self.proxy = self._line(self.tr("Proxy"), self.tr("None"))
        self.certificates = self._line(self.tr("Further CA certificates"), self.tr("None"))
        self.choose_file = Button(self.tr("Choose…"))
        self.shortcuts = Button(self.tr("Show them"))
        self.diagnostics = Button(self.tr("Save…"))
        self.reset = Button(self.tr("Reset…"), Kind.DANGER)
        self._proxy_problem = Problem(above=8)
        self._files = QWidget()
        self._controls: dict[str, tuple[QWidget, ...]] = {
            "start_at_login": (self.start_at_login,),
            "start_hidden": (self.start_hidden,),
            "close_to_tray": (self.close_to_tray,),
            "notify_of_requests": (self.notify,),
            "look_for_updates": (self.look_for_updates,),
            "theme": (self.theme,),
            "language": (self.language,),
            "hand_out_tokens": (self.hand_out,),
            "hide_when_locked": (self.hide_locked,),
            "hand_out_while_hidden": (self.hand_out_hidden,),
            "clipboard_seconds": (self.clipboard,),
            "proxy": (self.proxy,),
            "certificate_file": (self._files, self.certificates, self.choose_file),
        }
        for name, (control, *_) in self._controls.items():
            # Found again by this name when the page is built anew.
            control.setObjectName(name)

    def lay_out(self) -> None:
        """Put the controls in rows; show what is kept, and listen to changes from then on."""
        self._lay_out()
        self.draw_settings(self._loaded)
        for switch in (
            self.start_at_login,
            self.start_hidden,
            self.close_to_tray,
            self.notify,
            self.look_for_updates,
            self.hand_out,
            self.hide_locked,
            self.hand_out_hidden,
        ):
            switch.toggled.connect(self._changed)
        self.theme.chosen.connect(self._changed)
        for picker in (self.language, self.clipboard):
            picker.currentIndexChanged.connect(self._changed)
        self.proxy.editingFinished.connect(self._changed)
        self.certificates.editingFinished.connect(self._changed)
        self.choose_file.clicked.connect(self._choose_file)
        self.diagnostics.clicked.connect(self._save_diagnostics)
        self.shortcuts.clicked.connect(self.shortcuts_wanted)
        self.reset.clicked.connect(self.reset_wanted)

    def _languages(self) -> Picker:
        picker = Picker(self.tr("Language"))
        picker.addItem(self.tr("System ({language})").format(language=language_of_system()), "")
        for code, name in languages():
            picker.addItem(name, code)
        return picker

    @staticmethod
    def _line(name: str, placeholder: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setAccessibleName(name)
        edit.setPlaceholderText(placeholder)
        edit.setProperty("ring", "none")
        edit.setMinimumHeight(max(measure.CONTROL, edit.fontMetrics().height() + 12))
        edit.setMaximumWidth(grown(FIELD_WIDTH))
        return edit

    def _lay_out(self) -> None:
        self._body = Scroll()
        self._body.setAccessibleName(self.tr("Settings"))
        # First: what is moved with something in it is dressed anew, all of it.
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._body, 1)
        column = self._body.column
        self._banner_around = QWidget()
        around = QVBoxLayout(self._banner_around)
        around.setContentsMargins(0, 0, 0, measure.PAGE_PADDING_NARROW)
        around.addWidget(self.banner)
        column.addWidget(self._banner_around)
        in_tray = self.tr("In the tray, without a window")
        by_hand = self.tr("When you open it yourself")
        self._login_row = SettingRow(
            self.start_at_login.accessibleName(), self.start_at_login, in_tray
        )
        self._look_row = LookRow(self.look_for_updates)
        self._newer_row = NewerRow()
        self._newer_row.button.clicked.connect(self._commands.open_newer_version)
        self._this_app = self._section(
            self.tr("This app"),
            (
                self._login_row,
                SettingRow(self.start_hidden.accessibleName(), self.start_hidden, by_hand),
                SettingRow(self.close_to_tray.accessibleName(), self.close_to_tray),
                SettingRow(self.notify.accessibleName(), self.notify),
                SettingRow(self.language.accessibleName(), self.language),
                SettingRow(self.tr("Appearance"), self.theme, wide=True),
                self._look_row,
                self._newer_row,
            ),
        )
        asks = self.tr("The “token” command and your own tools can ask for one")
        hides = self.tr("Unlocking the screen shows it again")
        stays = "" if is_cleared_in_time() else self.tr("On Wayland it can stay longer")
        self._hide_row = SettingRow(self.hide_locked.accessibleName(), self.hide_locked, hides)
        self._hand_out_hidden_row = SettingRow(
            self.hand_out_hidden.accessibleName(), self.hand_out_hidden
        )
        self._security = self._section(
            self.tr("Security"),
            (
                SettingRow(self.hand_out.accessibleName(), self.hand_out, asks),
                self._hide_row,
                self._hand_out_hidden_row,
                SettingRow(self.clipboard.accessibleName(), self.clipboard, stays),
            ),
        )
        seen = self.tr(
            "Programs that take screenshots see this window: this app can’t hide from them."
        )
        column.addSpacing(8)
        column.addWidget(Text(seen, size=Size.SMALL, tone="muted", wrap=True))
        line = QHBoxLayout(self._files)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(measure.GAP)
        line.addWidget(self.certificates)
        line.addWidget(self.choose_file)
        never = self.tr("Never used for a service on this computer")
        besides = self.tr("A PEM file, besides the system’s own")
        self._section(
            self.tr("Connection"),
            (
                SettingRow(self.tr("Proxy"), self.proxy, never, wide=True),
                SettingRow(self.certificates.accessibleName(), self._files, besides, wide=True),
            ),
        )
        column.addWidget(self._proxy_problem)
        redacted = self.tr("What ails this app, with nothing about you in it")
        self._section(
            self.tr("Help"),
            (
                SettingRow(self.tr("Keyboard shortcuts"), self.shortcuts, self.tr("Or press F1")),
                SettingRow(self.tr("Diagnostics"), self.diagnostics, redacted),
            ),
        )
        everything = self.tr("Removes every session, profile, key and file of this app")
        self._section(
            self.tr("Reset"), (SettingRow(self.tr("Start over"), self.reset, everything),)
        )
        column.addStretch(1)

    def _section(self, title: str, rows: Sequence[QWidget]) -> Rows:
        column = self._body.column
        if column.count() > 1:
            column.addSpacing(20)
        column.addWidget(Text(title, weight=Weight.STRONG))
        column.addSpacing(8)
        card = Rows()
        column.addWidget(card)
        for row in rows:
            card.add(row)
        return card

    def draw(self, overview: Overview, now: float) -> None:
        """Lead back to Welcome where there is no sidebar; offer what can be had here."""
        self._header.lead_back(back=not overview.snapshots)
        self._this_app.set_shown(self._login_row, shown=overview.can_start_at_login)
        updates = overview.updates
        newer = None if updates is None else updates.newer
        self._this_app.set_shown(self._look_row, shown=updates is not None)
        self._this_app.set_shown(self._newer_row, shown=newer is not None)
        self._look_row.draw(updates, now)
        self._newer_row.draw(newer)
        self._can_screen = overview.can_screen
        self._offer_hiding()

    def _offer_hiding(self) -> None:
        card, settings = self._security, self._settings
        card.set_shown(self._hide_row, shown=self._can_screen)
        is_asked = settings.hide_when_locked and settings.hand_out_tokens
        card.set_shown(self._hand_out_hidden_row, shown=self._can_screen and is_asked)

    def draw_settings(self, loaded: LoadedSettings) -> None:
        """Show the settings as they are kept."""
        self._show(loaded.settings)
        read_only = loaded.notice is LoadNotice.NEWER_READ_ONLY
        for name, controls in self._controls.items():
            for control in controls:
                control.setEnabled(not read_only and name not in loaded.locked)
        locked = {self._controls[name][0] for name in loaded.locked}
        for row in self.findChildren(SettingRow):
            row.lock(loaded.locked_by if row.control in locked else "")
        notice = self._notice(loaded)
        self.banner.show_notice(notice)
        self._banner_around.setVisible(notice is not None)

    def _notice(self, loaded: LoadedSettings) -> Notice | None:
        if loaded.notice is LoadNotice.NEWER_READ_ONLY:
            return Notice(
                ground=Ground.INFO,
                icon="ui/info",
                title=self.tr("These settings were written by a newer version"),
                detail=self.tr("They are used as far as they are known. Update to change them."),
            )
        if loaded.notice is LoadNotice.BROKEN_KEPT_ASIDE:
            kept = self.tr("The defaults are in use.")
            if loaded.kept_aside is not None:
                kept = self.tr("It was kept as {file}. The defaults are in use.").format(
                    file=loaded.kept_aside.name
                )
            return Notice(
                ground=Ground.WARNING,
                icon="ui/warning",
                title=self.tr("The settings file couldn’t be read"),
                detail=kept,
            )
        return None

    def _show(self, settings: Settings) -> None:
        self._settings = settings
        self.start_at_login.set_on(on=starts_at_login(settings))
        self.start_hidden.set_on(on=settings.start_hidden)
        self.notify.set_on(on=settings.notify_of_requests)
        self.look_for_updates.set_on(on=settings.look_for_updates)
        self.close_to_tray.set_on(on=settings.close_to_tray)
        self.hand_out.set_on(on=settings.hand_out_tokens)
        self.hide_locked.set_on(on=settings.hide_when_locked)
        self.hand_out_hidden.set_on(on=settings.hand_out_while_hidden)
        self._offer_hiding()
        self.theme.choose(settings.theme)
        self.language.pick(settings.language)
        self.clipboard.pick(settings.clipboard_seconds)
        for edit, text in (
            (self.proxy, settings.proxy),
            (self.certificates, settings.certificate_file),
        ):
            if not edit.hasFocus():
                edit.setText(text)

    def set_narrow(self, *, narrow: bool) -> None:
        """Take the page's padding."""
        side = measure.PAGE_PADDING_NARROW if narrow else measure.PAGE_PADDING
        self._body.set_padding(side, 0, side, measure.CARD_PADDING_WIDE)
        self._header.set_narrow(narrow=narrow)
        self.banner.set_narrow(narrow=narrow)
        for row in self.findChildren(SettingRow):
            row.set_narrow(narrow=narrow)
        for edit in (self.proxy, self.certificates):
            edit.setMaximumWidth(QWIDGETSIZE_MAX if narrow else grown(FIELD_WIDTH))

    def enter(self) -> None:
        """What scrolls has the focus; the next key of the tabulator leads to the first control."""
        self._body.setFocus()

    def _changed(self) -> None:
        proxy = self.proxy.text().strip()
        problem = self._problem_of(proxy)
        self._proxy_problem.say(problem)
        starts, chosen = self._settings.start_at_login, self.start_at_login.isChecked()
        changed = replace(
            self._settings,
            # What nobody has chosen stays so while something else is changed.
            start_at_login=starts if chosen == starts_at_login(self._settings) else chosen,
            notify_of_requests=self.notify.isChecked(),
            look_for_updates=self.look_for_updates.isChecked(),
            theme=Theme(self.theme.value()),
            language=str(self.language.currentData()),
            close_to_tray=self.close_to_tray.isChecked(),
            start_hidden=self.start_hidden.isChecked(),
            hand_out_tokens=self.hand_out.isChecked(),
            hide_when_locked=self.hide_locked.isChecked(),
            hand_out_while_hidden=self.hand_out_hidden.isChecked(),
            clipboard_seconds=int(self.clipboard.currentData()),
            proxy=self._settings.proxy if problem else proxy,
            certificate_file=self.certificates.text().strip(),
        )
        if changed != self._settings:
            self._settings = changed
            self._commands.change_settings(changed)

    def _problem_of(self, proxy: str) -> str:
        if not proxy:
            return ""
        try:
            parts = urlsplit(proxy)
            usable = parts.scheme in PROXY_SCHEMES and bool(parts.hostname)
        except ValueError:
            usable = False
        return "" if usable else self.tr("A proxy looks like http://proxy.example.com:3128.")

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Further CA certificates"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(self.tr("Certificates (*.pem *.crt *.cer)"))
        dialog.fileSelected.connect(self._chose_file)
        dialog.open()

    def _chose_file(self, file: str) -> None:
        self.certificates.setText(file)
        self._changed()

    def _save_diagnostics(self) -> None:
        dialog = QFileDialog(self, self.tr("Save diagnostics"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("JSON (*.json)")
        dialog.setDefaultSuffix("json")
        dialog.selectFile(self.tr("diagnostics.json"))
        dialog.fileSelected.connect(self._commands.save_diagnostics)
        dialog.open()

    def _seconds_words(self, seconds: int) -> str:
        if seconds % 60 == 0 and seconds > 60:
            return self.tr("%n minutes", "", seconds // 60)
        return self.tr("%n seconds", "", seconds)
