"""What opens above a window: menus, lists to pick from, tooltips. Qt draws them in our dress."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip, QWidget

from desktop.ui.gallery.specimen import Group, Photograph, Specimen, beside
from desktop.ui.widgets.field import Picker


def opened() -> Group:
    """A photograph of each."""
    return beside(
        "Opened",
        (
            Specimen("menu", Photograph(_menu)),
            Specimen("menu of a field", Photograph(_menu_of_field)),
            Specimen("list to pick from", Photograph(_list)),
            Specimen("tooltip", Photograph(_tooltip)),
        ),
        24,
    )


def _menu(parent: QWidget) -> QPixmap:
    menu = QMenu(parent)
    first = menu.addAction("Work")
    first.setCheckable(True)
    first.setChecked(True)
    second = menu.addAction("Test")
    second.setCheckable(True)
    menu.addSeparator()
    menu.addAction("Connect to a service…")
    menu.addAction("Try it on this computer").setEnabled(False)
    menu.addMenu("Profiles").addAction("Work")
    menu.setActiveAction(second)
    return _taken(menu)


def _menu_of_field(parent: QWidget) -> QPixmap:
    field = QLineEdit(parent)
    field.setText("maya@example.com")
    field.selectAll()
    menu = field.createStandardContextMenu()
    picture = _taken(menu)
    field.deleteLater()
    return picture


def _taken(menu: QMenu) -> QPixmap:
    menu.ensurePolished()
    menu.resize(menu.sizeHint())
    picture = menu.grab()
    menu.deleteLater()
    return picture


def _list(parent: QWidget) -> QPixmap:
    picker = Picker("Language")
    picker.setParent(parent)
    for name in ("English", "Deutsch", "Français"):
        picker.addItem(name)
    picker.setCurrentIndex(1)
    picker.resize(160, picker.sizeHint().height())
    picker.show()
    picker.showPopup()
    picture = picker.view().window().grab()
    picker.hidePopup()
    picker.hide()
    picker.deleteLater()
    return picture


def _tooltip(parent: QWidget) -> QPixmap:
    QToolTip.showText(parent.mapToGlobal(QPoint(0, 0)), "Ctrl+1", parent)
    shown = [one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel")]
    picture = shown[-1].grab() if shown else QPixmap()
    QToolTip.hideText()
    return picture
