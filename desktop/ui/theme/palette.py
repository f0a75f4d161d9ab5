"""Colour by role, light and dark, and Qt's palette made of it.

Contrast is measured by WCAG 2: text has 4.5 on the grounds it stands on, control edges, icons and
focus have 3. The tests compute it.
"""

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette


class Palette(NamedTuple):
    """One value for each role, as ``#RRGGBB``."""

    window: str
    sidebar: str
    surface: str
    raised: str
    inset: str
    hover: str
    side_hover: str
    track: str
    border: str
    outline: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_soft: str
    accent_ink: str
    positive: str
    positive_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    danger_soft2: str
    danger_hover: str
    danger_press: str
    on_danger: str
    focus: str
    selection: str
    on_selection: str
    scroll: str


LIGHT = Palette(
    window="#F7F6F4",
    sidebar="#EFEDE9",
    surface="#FFFFFF",
    raised="#FFFFFF",
    inset="#EFEDE9",
    hover="#F3F1EE",
    side_hover="#E4E1DB",
    track="#E2DFD9",
    border="#DEDBD5",
    outline="#827E77",
    text="#1E2224",
    muted="#5C6165",
    disabled="#8E9296",
    accent="#145F78",
    accent_hover="#0F5066",
    accent_press="#0B4154",
    on_accent="#FFFFFF",
    accent_soft="#DCEAEF",
    accent_ink="#0F4F64",
    positive="#1F6F3D",
    positive_soft="#E1F0E5",
    warning="#875000",
    warning_soft="#FAEDD5",
    danger="#B3261E",
    danger_soft="#FBE6E3",
    danger_soft2="#F6D3CE",
    danger_hover="#97201A",
    danger_press="#7C1914",
    on_danger="#FFFFFF",
    focus="#145F78",
    selection="#145F78",
    on_selection="#FFFFFF",
    scroll="#8F8A82",
)

DARK = Palette(
    window="#1A1C1E",
    sidebar="#141618",
    surface="#222527",
    raised="#2A2E31",
    inset="#17191B",
    hover="#282C2F",
    side_hover="#22262A",
    track="#363B3F",
    border="#373C40",
    outline="#7E868C",
    text="#E9EBEC",
    muted="#A6ADB2",
    disabled="#6C7378",
    accent="#74BFD6",
    accent_hover="#8CCBDE",
    accent_press="#5FAEC6",
    on_accent="#06222B",
    accent_soft="#193842",
    accent_ink="#A3D9E9",
    positive="#7CC795",
    positive_soft="#1C3425",
    warning="#E3B15A",
    warning_soft="#382C16",
    danger="#F28B82",
    danger_soft="#412321",
    danger_soft2="#52302D",
    danger_hover="#F5A199",
    danger_press="#E0766D",
    on_danger="#2B0907",
    focus="#74BFD6",
    selection="#2C6F85",
    on_selection="#FFFFFF",
    scroll="#6C7378",
)


def with_high_contrast(palette: Palette) -> Palette:
    """Hairlines as strong as edges, second lines as strong as first ones."""
    return palette._replace(border=palette.outline, muted=palette.text)


def of_system(system: QPalette) -> Palette:
    """The system's own colours in our roles, for Windows' contrast themes."""

    def take(role: QPalette.ColorRole) -> str:
        return system.color(QPalette.ColorGroup.Active, role).name()

    ground = take(QPalette.ColorRole.Window)
    text = take(QPalette.ColorRole.WindowText)
    chosen, on_chosen = take(QPalette.ColorRole.Highlight), take(QPalette.ColorRole.HighlightedText)
    dim = system.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name()
    grounds = ("window", "sidebar", "surface", "raised", "inset", "track", "positive_soft")
    softs = ("warning_soft", "danger_soft", "danger_soft2", "hover", "side_hover")
    inks = ("text", "muted", "border", "outline", "accent", "positive", "warning", "danger")
    strong = ("accent_hover", "accent_press", "danger_hover", "danger_press", "scroll", "focus")
    return Palette(
        **dict.fromkeys(grounds + softs, ground),
        **dict.fromkeys(inks + strong, text),
        disabled=dim,
        on_accent=ground,
        on_danger=ground,
        accent_soft=chosen,
        accent_ink=on_chosen,
        selection=chosen,
        on_selection=on_chosen,
    )


def as_qpalette(palette: Palette) -> QPalette:
    """Qt's palette, for what Qt draws by itself."""
    made = QPalette()
    role = QPalette.ColorRole
    for name, value in (
        (role.Window, palette.window),
        (role.Base, palette.surface),
        (role.AlternateBase, palette.hover),
        (role.Button, palette.surface),
        (role.WindowText, palette.text),
        (role.Text, palette.text),
        (role.ButtonText, palette.text),
        (role.PlaceholderText, palette.muted),
        (role.Highlight, palette.selection),
        (role.HighlightedText, palette.on_selection),
        (role.ToolTipBase, palette.raised),
        (role.ToolTipText, palette.text),
        (role.Mid, palette.border),
        (role.Link, palette.accent),
        (role.Accent, palette.accent),
    ):
        made.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(palette.disabled))
    return made


_worn: list[Palette] = [LIGHT]


def wear(palette: Palette) -> None:
    """Make this the palette of the application; :mod:`.appearance` calls it."""
    _worn[0] = palette


def roles() -> Palette:
    """The palette that is worn: ask for it in each paint event, it can change at any time."""
    return _worn[0]


def ink(name: str) -> QColor:
    """The worn colour of the role ``name``.

    Raises:
        AttributeError: there is no such role.
    """
    value: str = getattr(_worn[0], name)
    return QColor(value)
