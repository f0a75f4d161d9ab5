"""What the application wears: follows the system, the setting and the wish for high contrast."""

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from desktop.foundation.settings import Theme
from desktop.ui.theme.icons import app_icon
from desktop.ui.theme.palette import (
    DARK,
    LIGHT,
    Palette,
    as_qpalette,
    of_system,
    wear,
    with_high_contrast,
)
from desktop.ui.theme.stylesheet import stylesheet
from desktop.ui.theme.type import base_font

if TYPE_CHECKING:
    from desktop.foundation.brand import Brand


STYLE: Final = ("-style", "Fusion")
"""Arguments for Qt. Setting it later would bring Python its class with six hundred constants."""


def dress(application: QApplication, palette: Palette) -> None:
    """Have everything that is painted, by us or by Qt, in the colours of ``palette``."""
    wear(palette)
    application.setPalette(as_qpalette(palette))
    application.setStyleSheet(stylesheet(palette))


class Appearance(QObject):
    """Dresses the application, and again whenever the system or the setting changes.

    ``changing`` is emitted before each time but the first: every widget there is costs its part of
    a moment in which nothing else happens.
    """

    changing = Signal()

    def __init__(
        self,
        application: QApplication,
        theme: Theme,
        parent: QObject,
        brand: "Brand | None" = None,
    ) -> None:
        """Dress ``application`` in ``theme`` and follow the system until ``parent`` is gone.

        It was opened with :data:`STYLE`. A ``brand`` brings its accent and its icon.
        """
        super().__init__(parent)
        self._application = application
        self._theme = theme
        self._colours = None if brand is None else brand.colours
        self._icon = None if brand is None else brand.icon
        self._worn: Palette | None = None
        self._next_turn: Final = QTimer(self, interval=0, singleShot=True)
        self._next_turn.timeout.connect(self._dress)
        # An empty palette brings back the system's: its colours tell where no scheme is named.
        application.setPalette(QPalette())
        self._system: Final = QPalette(application.palette())
        application.setFont(base_font(application.font()))
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._dress)
        hints.accessibility().contrastPreferenceChanged.connect(self._dress)
        self._system_is_dark = self._read_system()
        self._tell_scheme()
        self._dress()

    def use(self, theme: Theme) -> None:
        """Wear another theme, from the next turn of the loop on: it is most of a turn by itself."""
        if theme is not self._theme:
            self._system_is_dark = self.system_is_dark()
            self._theme = theme
            self._tell_scheme()
            self._next_turn.start()

    def wear_icon(self) -> None:
        """Give the windows their icon: seven drawings, for which the first paint need not wait."""
        self._application.setWindowIcon(app_icon(self._icon))

    def system_is_dark(self) -> bool:
        """Whether the system is dark around the app, as last seen while nothing hid it."""
        if self._theme is Theme.SYSTEM:
            self._system_is_dark = self._read_system()
        return self._system_is_dark

    def _tell_scheme(self) -> None:
        # Colours the title bar where the system draws it; without a desktop it does nothing.
        schemes = {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark}
        self._application.styleHints().setColorScheme(
            schemes.get(self._theme, Qt.ColorScheme.Unknown)
        )

    def _dress(self) -> None:
        palette = self._chosen()
        if palette == self._worn:
            return
        if self._worn is not None:
            self.changing.emit()
        self._worn = palette
        dress(self._application, palette)

    def _chosen(self) -> Palette:
        hints = self._application.styleHints()
        preference = hints.accessibility().contrastPreference()
        high = preference is Qt.ContrastPreference.HighContrast
        if high and sys.platform == "win32":
            return of_system(self._system)
        palette = DARK if self._is_dark() else LIGHT
        if high:
            return with_high_contrast(palette)
        if self._colours is None:
            return palette
        # Imported here: hardly any installation has a brand.
        from desktop.ui.theme.brand_palette import branded

        return branded(palette, self._colours)

    def _is_dark(self) -> bool:
        if self._theme is not Theme.SYSTEM:
            return self._theme is Theme.DARK
        return self._read_system()

    def _read_system(self) -> bool:
        scheme = self._application.styleHints().colorScheme()
        if scheme is Qt.ColorScheme.Unknown:
            return self._system.color(QPalette.ColorRole.Window).lightness() < 128
        return scheme is Qt.ColorScheme.Dark
