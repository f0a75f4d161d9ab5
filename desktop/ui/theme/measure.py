"""Lengths in pixels: an 8-px grid, 4 inside controls.

Heights are minima: what holds a text grows with the person's font.
"""

from typing import Final

# The window
SIDEBAR: Final = 216
RAIL: Final = 56
NARROW_BELOW: Final = 720
HEADER: Final = 64
HEADER_NARROW: Final = 56
PAGE_PADDING: Final = 32
PAGE_PADDING_NARROW: Final = 16
WINDOW: Final = (960, 640)
WINDOW_LEAST: Final = (420, 560)

# Columns
SIGN_IN_COLUMN: Final = 376
WELCOME_COLUMN: Final = 560
DIALOG: Final = 432
INBOX: Final = 296
REQUEST_LIST: Final = 248
INBOX_BESIDE_FROM: Final = 952

# Gaps
GAP: Final = 8
CARD_GAP: Final = 16
CARD_PADDING: Final = 16
CARD_PADDING_WIDE: Final = 24

# Rounding and lines
ROUND: Final = 6
ROUND_CARD: Final = 8
LINE: Final = 1
FOCUS: Final = 2
FOCUS_OFFSET: Final = 2

# Heights
CONTROL: Final = 32
FIELD: Final = 40
SIDEBAR_ITEM: Final = 36
RAIL_ITEM: Final = 40
ROW: Final = 44
ROW_TWO_LINES: Final = 60
SETTING_ROW: Final = 48
SETTING_ROW_TWO_LINES: Final = 56
CLAIM_ROW: Final = 35
REQUEST_ROW: Final = 57
CHIP: Final = 24
BADGE: Final = 20
BANNER: Final = 48
BANNER_TWO_LINES: Final = 66
TOAST: Final = 48
STATUS_LINE: Final = 39
BAR: Final = 4

# Painted controls
SWITCH: Final = (36, 20)
CODE_BOX: Final = (52, 56)
CODE_BOX_GAP: Final = 8
CODE_GROUP_GAP: Final = 32
CODE_BOX_COMPACT: Final = (46, 6, 20)
"""Width, gap, and gap between the halves, in a narrow window."""
RING: Final = 128
RING_STROKE: Final = 8
RING_SMALL: Final = 80
RING_SMALL_STROKE: Final = 6
ICON: Final = 16
ICON_LARGE: Final = 20
ICON_CHIP: Final = 14
ICON_EMPTY: Final = 32
TILE: Final = 40

TOAST_SECONDS: Final = 8
MOTION_MS: Final = 120
"""Milliseconds of every movement, and of the right code's green."""
