"""The gallery shows every widget in every state, in each dress."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QApplication, QWidget

import desktop.ui.widgets
from desktop.ui.gallery.specimen import Force
from desktop.ui.gallery.window import DRESSES, Gallery
from desktop.ui.theme.appearance import dress
from desktop.ui.theme.palette import LIGHT, roles
from tests.ui.stage import settle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
"""What opens is a window of its own, of which a display that is none can't do everything."""

LEAST_OF_A_RING = 40
"""Pixels of the smallest ring's straight parts."""

FOLDER = Path(next(iter(desktop.ui.widgets.__path__)))

NO_WIDGETS = {"ClaimRow", "Dress", "EnterKey", "Flow", "Ground", "Kind", "Mood", "Notice"} | {
    "RingTone",
    "Tone",
}
"""Public classes beside the widgets: values, and what watches or lays out."""

NOW_AND_THEN = {"FocusRing", "PageFade"}
"""Widgets that are there, and seen only at times."""

ALIKE = {
    # The ground of a pressed place is the sidebar's in light: the hover goes.
    ("Sidebar item", "normal", "pressed"),
    # The visual language has one dress for both.
    ("Quiet", "hover", "pressed"),
}
"""States that need not be told apart."""


@pytest.fixture(params=DRESSES)
def gallery(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Gallery]:
    """The gallery in one of its dresses."""
    QCursor.setPos(30_000, 30_000)
    gallery = Gallery(request.param)
    gallery.show()
    gallery.activateWindow()
    settle()
    yield gallery
    gallery.close()
    gallery.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    dress(qapp, LIGHT)


def public_classes() -> set[str]:
    """The names of the classes in the folder of the widgets, read from its modules."""
    modules = (ast.parse(file.read_text("utf-8")) for file in FOLDER.glob("*.py"))
    names = {one.name for module in modules for one in module.body if isinstance(one, ast.ClassDef)}
    return {name for name in names if not name.startswith("_")}


def pictures(gallery: Gallery, title: str) -> dict[str, QImage]:
    """How each state of a group looks."""
    (group,) = [one for one in gallery.groups if one.title == title]
    return {
        one.label: gallery.picture(one.place_on(gallery.ground)).toImage()
        for one in group.specimens
    }


def test_every_widget_is_shown(gallery: Gallery) -> None:
    shown = {
        kind.__name__
        for widget in gallery.findChildren(QWidget)
        if widget.isVisible() or type(widget).__name__ in NOW_AND_THEN
        for kind in type(widget).__mro__
    }
    assert public_classes() - NO_WIDGETS <= shown
    assert public_classes() >= NO_WIDGETS, "one of them has gone"


def test_the_states_of_a_widget_are_told_apart(gallery: Gallery) -> None:
    for group in gallery.groups:
        looks = pictures(gallery, group.title)
        assert len(looks) == len(group.specimens)
        pairs = [(group.title, *pair) for pair in combinations(looks, 2)]
        alike = [pair for pair in pairs if looks[pair[1]] == looks[pair[2]]]
        assert set(alike) <= ALIKE


def test_each_focus_is_drawn_in_the_colour_of_focus(
    gallery: Gallery,
) -> None:
    focus = roles().focus.lower()
    for group in gallery.groups:
        for one in group.specimens:
            if one.force is not Force.FOCUS or one.label == "wrong":
                continue
            image = gallery.picture(one.place_on(gallery.ground)).toImage()
            places = product(range(image.width()), range(image.height()))
            names = [image.pixelColor(*place).name() for place in places]
            assert names.count(focus) >= LEAST_OF_A_RING, (group.title, one.label)


def test_what_opens_is_photographed(gallery: Gallery) -> None:
    looks = pictures(gallery, "Opened")
    assert all(not one.isNull() and one.width() > 40 for one in looks.values())


def test_the_gallery_is_dressed_anew_as_a_whole(gallery: Gallery) -> None:
    looks = {}
    for name in DRESSES:
        gallery.wear(name)
        settle()
        looks[name] = gallery.picture().toImage()
    for one, other in combinations(looks, 2):
        assert looks[one] != looks[other], (one, other)


def test_a_picture_is_written_without_a_word(tmp_path: Path) -> None:
    file = tmp_path / "gallery.png"
    command = [
        sys.executable,
        "-m",
        "desktop.ui.gallery",
        "--theme",
        "dark",
        "--picture",
        str(file),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=50)
    image = QImage(str(file))
    assert image.width() >= 960
    assert image.pixelColor(2, 2).name() == DRESSES["dark"].window.lower()
    assert "Traceback" not in said.stderr
