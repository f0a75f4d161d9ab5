"""What a person presses, types into and switches."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from desktop.ui.gallery.specimen import Force, Group, Specimen, below, beside, hover, states_of
from desktop.ui.theme import measure
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Choice
from desktop.ui.widgets.code_boxes import CodeBoxes
from desktop.ui.widgets.field import Field, Picker
from desktop.ui.widgets.find_field import FindField
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.switch import Switch

ADDRESS = "maya@example.com"

BUTTONS = (
    ("Primary", "Send", Kind.PRIMARY),
    ("Secondary", "Renew", Kind.SECONDARY),
    ("Danger, decision", "Deny", Kind.DANGER),
    ("Danger, final step of a dialog", "Reset", Kind.DANGER_LAST),
    ("Quiet", "Undo", Kind.QUIET),
    ("Link", "More", Kind.LINK),
)


def main_controls() -> Iterator[Group]:
    """Those of the picture of the components."""
    for title, verb, kind in BUTTONS:
        yield beside(title, states_of(partial(Button, verb, kind)))
    yield _bare_buttons()
    yield _fields()
    yield _code_box()
    yield _switches()


def further_controls() -> Iterator[Group]:
    """The others."""
    yield _buttons_in_use()
    yield _segments()
    yield _pickers()
    yield below(
        "Find field",
        (
            Specimen("empty", FindField("Find")),
            Specimen("focus", FindField("Find"), Force.FOCUS),
            Specimen("disabled", FindField("Find"), Force.DISABLE),
        ),
    )
    yield _code_in_a_row()
    yield below("Choice", states_of(partial(Choice, "ui/phone", "On a device", "It is at hand")))
    yield _scroll_bars()


def _bare_buttons() -> Group:
    return beside("Icon alone", states_of(partial(Button, "", Kind.BARE, icon="ui/more")))


def _buttons_in_use() -> Group:
    counting = Button("Send again in 28 s")
    counting.set_counting(counting=True)
    compact = Button("Copy", icon="ui/copy")
    compact.set_compact(compact=True)
    return beside(
        "Button",
        (
            Specimen("counting", counting),
            Specimen("with icon", Button("Copy", icon="ui/copy")),
            Specimen("compact", compact),
            Specimen("tall", Button("Approve", Kind.PRIMARY, tall=True)),
        ),
    )


def _fields() -> Group:
    empty, focus, error, disabled = (
        Field("E-mail", placeholder="name@example.com") for _ in "1234"
    )
    focus.edit.setText("maya@example")
    error.edit.setText("maya@example")
    error.show_problem("That address is not whole.", "It ends in a name like example.com.")
    disabled.edit.setText(ADDRESS)
    specimens = (
        Specimen("empty", empty),
        Specimen("focus", focus, Force.FOCUS),
        Specimen("error", error),
        Specimen("disabled", disabled, Force.DISABLE),
    )
    return _in_pairs("Field", specimens)


def _code_box() -> Group:
    boxes = {
        name: CodeBoxes(1) for name in ("empty", "focus", "filled", "wrong", "right", "waiting")
    }
    for name in ("filled", "wrong", "right", "waiting"):
        boxes[name].setText("4")
    boxes["wrong"].show_wrong()
    boxes["right"].show_right()
    boxes["waiting"].show_waiting()
    with_focus = ("focus", "wrong")
    return beside(
        "Code box",
        (
            Specimen(name, one, Force.FOCUS if name in with_focus else Force.NONE)
            for name, one in boxes.items()
        ),
        measure.GAP,
    )


def _code_in_a_row() -> Group:
    whole, compact = CodeBoxes(), CodeBoxes()
    whole.setText("482")
    compact.setText("482")
    compact.set_compact(compact=True)
    return below("Code", (Specimen("wide", whole, Force.FOCUS), Specimen("narrow", compact)))


def _switches() -> Group:
    off, on, focus, off_disabled, on_disabled = (Switch("Notify") for _ in range(5))
    for one in (on, focus, on_disabled):
        one.set_on(on=True)
    return beside(
        "Switch",
        (
            Specimen("off", off),
            Specimen("on", on),
            Specimen("focus", focus, Force.FOCUS),
            Specimen("disabled", off_disabled, Force.DISABLE),
            Specimen("on and disabled", on_disabled, Force.DISABLE),
        ),
        16,
    )


def _segments() -> Group:
    choices = (("system", "System"), ("light", "Light"), ("dark", "Dark"))
    normal, hovered, focus, disabled = (Segments("Theme", choices) for _ in range(4))
    focus.setFocusProxy(focus.stops()[0])
    return below(
        "Segments",
        (
            Specimen("normal", normal),
            Specimen("hover", hovered.stops()[1], Force.HOVER),
            Specimen("focus", focus, Force.FOCUS),
            Specimen("disabled", disabled, Force.DISABLE),
        ),
    )


def _pickers() -> Group:
    def make() -> Picker:
        made = Picker("Language")
        for name in ("English", "Deutsch", "Français"):
            made.addItem(name)
        return made

    return beside(
        "Picker",
        (
            Specimen("normal", make()),
            Specimen("hover", make(), Force.HOVER),
            Specimen("focus", make(), Force.FOCUS),
            Specimen("disabled", make(), Force.DISABLE),
        ),
    )


def _scroll_bars() -> Group:
    return beside(
        "Scroll bar",
        (Specimen("normal", _ScrollBar()), Specimen("hover", _ScrollBar(at=QPointF(5, 12)))),
    )


class _ScrollBar(QScrollArea):
    """Something long in a short window."""

    def __init__(self, at: QPointF | None = None) -> None:
        super().__init__()
        self._at = at
        inside = QWidget()
        inside.setProperty("ground", "page")
        inside.setFixedSize(80, 400)
        self.setWidget(inside)
        self.setFixedSize(120, 72)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._at is not None:
            hover(self.verticalScrollBar(), self._at)


def _in_pairs(title: str, specimens: tuple[Specimen, ...]) -> Group:
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(measure.GAP)
    for index, one in enumerate(specimens):
        grid.addWidget(one.widget, index // 2, index % 2, Qt.AlignmentFlag.AlignTop)
    return Group(title, body, specimens)
