"""The service's idea of now."""

from collections.abc import Callable
from typing import TypeAlias

Clock: TypeAlias = Callable[[], float]
"""Gives Unix seconds, UTC. ``time.time`` in production."""
