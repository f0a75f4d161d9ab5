"""The one style sheet: what Qt draws itself, filled from the colour roles.

What a style sheet can't do (focus ring, ring, switch, boxes, chips, buttons) paints itself.
"""

from string import Template

from desktop.ui.theme import measure
from desktop.ui.theme.palette import Palette

TEMPLATE = Template(
    """
QLabel { background: transparent; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="positive"] { color: $positive; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="danger"] { color: $danger; }
QLabel:disabled { color: $disabled; }
QFrame[ground="card"] {
  background: $surface; border: 1px solid $border; border-radius: ${round_card}px;
}
QFrame[ground="raised"] {
  background: $raised; border: 1px solid $outline; border-radius: ${round_card}px;
}
QFrame[ground="info"] {
  background: $accent_soft; border: 1px solid $accent; border-radius: ${round_card}px;
}
QFrame[ground="offline"] {
  background: $inset; border: 1px solid $border; border-radius: ${round_card}px;
}
QFrame[ground="warning"] {
  background: $warning_soft; border: 1px solid $warning; border-radius: ${round_card}px;
}
QFrame[ground="danger"] {
  background: $danger_soft; border: 1px solid $danger; border-radius: ${round_card}px;
}
QFrame[ground="hairline"] { background: $border; border: none; }
QLineEdit, QPlainTextEdit {
  background: $surface; color: $text; border: 1px solid $outline; border-radius: ${round}px;
  padding: 0 11px; selection-background-color: $selection; selection-color: $on_selection;
}
QLineEdit { placeholder-text-color: $muted; }
QLineEdit:focus { border: 2px solid $focus; padding: 0 10px; }
QLineEdit[wrong="true"] { border: 2px solid $danger; padding: 0 10px; }
QLineEdit:disabled {
  background: $inset; color: $disabled; border: 1px solid $border;
  placeholder-text-color: $disabled;
}
QScrollArea, QScrollArea > QWidget > QWidget[ground="page"] { background: transparent; }
QAbstractScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle {
  background: $scroll; border-radius: 3px; min-height: 24px; min-width: 24px; margin: 0 2px;
}
QScrollBar::handle:horizontal { margin: 2px 0; }
QScrollBar::handle:hover { background: $outline; }
Inbox QScrollBar::handle, QComboBox QScrollBar::handle { background: $outline; }
Inbox QScrollBar::handle:hover, QComboBox QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $raised; color: $text; border: 1px solid $outline; padding: 4px 0; }
QMenu::item { padding: 7px 24px 7px 12px; }
QMenu::indicator { left: 8px; }
QMenu::item:selected { background: $accent_soft; color: $accent_ink; }
QMenu::item:disabled { color: $muted; background: transparent; }
QMenu::icon { padding-left: 12px; }
QMenu::separator { height: 1px; background: $border; margin: 4px 0; }
QComboBox QAbstractItemView {
  background: $raised; color: $text; border: 1px solid $outline; outline: none;
  selection-background-color: $accent_soft; selection-color: $accent_ink;
}
QComboBox QAbstractItemView::item { min-height: ${control}px; padding: 0 11px; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $accent_ink; }
QFileDialog QAbstractItemView {
  background: $surface; color: $text; selection-background-color: $accent_soft;
  selection-color: $accent_ink; border: 1px solid $border;
}
QFileDialog QHeaderView { border: none; background: $surface; }
QFileDialog QHeaderView::section {
  background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 5px 8px;
}
QFileDialog QLineEdit { min-height: ${control}px; }
QFileDialog QComboBox { min-height: 28px; }
QFileDialog QPushButton {
  background: $surface; color: $text; border: 1px solid $outline; border-radius: ${round}px;
  padding: 0 15px; min-height: 30px; min-width: 56px;
}
QFileDialog QPushButton:focus { border: 2px solid $focus; padding: 0 14px; min-height: 28px; }
QFileDialog QPushButton:hover { background: $hover; }
QFileDialog QPushButton:pressed { background: $inset; }
QFileDialog QPushButton:disabled {
  background: transparent; color: $disabled; border-color: $border;
}
QFileDialog QToolButton { border: none; border-radius: ${round}px; padding: 4px; }
QFileDialog QToolButton:hover { background: $hover; }
QFileDialog QToolButton:pressed, QFileDialog QToolButton:checked { background: $inset; }
QToolTip { background: $raised; color: $text; border: 1px solid $outline; padding: 4px 6px; }
"""
)


def stylesheet(palette: Palette) -> str:
    """The style sheet of the whole application in these colours."""
    return TEMPLATE.substitute(
        palette._asdict(),
        round=measure.ROUND,
        round_card=measure.ROUND_CARD,
        control=measure.CONTROL,
    )
