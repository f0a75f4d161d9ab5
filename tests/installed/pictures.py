"""Where what was seen is kept."""

from tests.parts.child import CHECKOUT

BUILD = CHECKOUT / "build" / "installed"
PICTURES = BUILD / "pictures"
