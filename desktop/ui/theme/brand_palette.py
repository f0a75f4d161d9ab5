"""A company's accent in the place of ours; everything else of the palette stays.

The brand names two colours, one for light and one for dark ground. What is made of them:

============================  =================================================================
role                          colour
============================  =================================================================
accent, focus                 the brand's
accent_hover, accent_press    an eighth and a quarter nearer to black on light ground, to white
                              on dark
on_accent, on_selection       white or nearly black, whichever can be read better on it
accent_soft                   the ground with an eighth of the accent
accent_ink                    the accent, as much darker or lighter as 4.5 to 1 on that takes
selection                     the accent
============================  =================================================================
"""

from typing import Final

from desktop.foundation.brand import LEAST_CONTRAST, Colours, contrast
from desktop.ui.theme.palette import DARK, LIGHT, Palette

BLACK, WHITE, NEARLY_BLACK = "#000000", "#FFFFFF", "#14181A"
STEPS: Final = 16


def branded(palette: Palette, colours: Colours) -> Palette:
    """``palette`` with the brand's accent where it is one of ours; another one is left alone."""
    if palette == LIGHT:
        return _with_accent(palette, colours.accent, towards=BLACK)
    if palette == DARK:
        return _with_accent(palette, colours.accent_dark, towards=WHITE)
    return palette


def _with_accent(palette: Palette, accent: str, *, towards: str) -> Palette:
    soft = mixed(palette.surface, accent, 1 / 8)
    text = max((WHITE, NEARLY_BLACK), key=lambda one: contrast(one, accent))
    return palette._replace(
        accent=accent,
        accent_hover=mixed(accent, towards, 1 / 8),
        accent_press=mixed(accent, towards, 1 / 4),
        on_accent=text,
        accent_soft=soft,
        accent_ink=_readable(accent, soft, towards),
        focus=accent,
        selection=accent,
        on_selection=text,
    )


def _readable(colour: str, ground: str, towards: str) -> str:
    tries = (mixed(colour, towards, step / STEPS) for step in range(STEPS + 1))
    return next((one for one in tries if contrast(one, ground) >= LEAST_CONTRAST), towards)


def mixed(one: str, other: str, share: float) -> str:
    """``one`` with a ``share`` (0 to 1) of ``other``, both ``#RRGGBB``."""
    parts = (
        round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)
