"""What a page may cost to draw. Without Qt: whoever measures others has none in memory."""

SIZE = (1280, 800)
"""Pixels of the window."""

BOUND_MS = 16.0
"""A frame, on a screen that shows sixty a second."""
