"""What lies over the window: questions, toasts, menus, choosers of files, tooltips."""

from PySide6.QtWidgets import QApplication, QDialog, QMenu, QToolTip, QWidget


def close_all_over(window: QWidget) -> None:
    """Have nothing over ``window`` any more; what was asked is not done."""
    # Imported here: most windows are never hidden from onlookers.
    from desktop.ui.widgets.dialog import Dialog
    from desktop.ui.widgets.toast import Toast

    QToolTip.hideText()
    popup = QApplication.activePopupWidget()
    while popup is not None and popup.close():
        popup = QApplication.activePopupWidget()
    for question in window.findChildren(Dialog):
        question.close_question()
    for chooser in window.findChildren(QDialog):
        if chooser.isWindow():
            chooser.reject()
            chooser.deleteLater()
    for kind in (QMenu, Toast):
        for one in window.findChildren(kind):
            if one.parent() is window:
                one.hide()
                one.deleteLater()
