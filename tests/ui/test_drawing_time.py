"""A page is drawn within the time that a screen gives it."""

import pytest

from desktop.foundation.settings import Theme
from tests.ui.drawing_time import drawing_milliseconds
from tests.ui.frame import BOUND_MS, SIZE
from tests.ui.gallery import ALL_SCENES


@pytest.mark.timed
@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.usefixtures("english", "qapp")
def test_every_page_is_drawn_within_a_frame(theme: Theme) -> None:
    costs = {name: drawing_milliseconds(name, theme) for name in ALL_SCENES}

    slow = {name: f"{cost:.1f} ms" for name, cost in costs.items() if cost > BOUND_MS}
    assert not slow, f"at {SIZE[0]} × {SIZE[1]}"
