"""Tells the walk: one line and one picture a step."""

import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from tests.parts.child import program
from tests.walk.running_app import RunningApp


class Story:
    """Numbers the steps, prints them, and keeps the pictures in one folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; what an earlier walk left in it is removed."""
        self.folder = folder
        """Where the pictures go."""
        self._number = 0
        self._began = time.monotonic()
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()

    def tell(self, said: str) -> None:
        """A step that shows nothing."""
        self._number += 1
        print(f"{self._number:02} {said}", flush=True)

    def show(self, name: str, said: str, app: RunningApp, *, whole: bool = False) -> None:
        """A step with a picture of the window, or of the whole display."""
        self.tell(said)
        app.screenshot(self.folder / f"{self._number:02}-{name}.png", whole=whole)

    def show_both(self, name: str, said: str, left: RunningApp, right: RunningApp) -> None:
        """A step with a picture of two windows beside each other."""
        self.tell(said)
        file = self.folder / f"{self._number:02}-{name}.png"
        left.screenshot(file)
        other = file.with_suffix(".right.png")
        right.screenshot(other)
        beside = ("(", other, "-background", "gray", "-splice", "8x0", ")", "+append")
        undated = ("-define", "png:exclude-chunks=date,time")
        subprocess.run([program("convert"), file, *beside, *undated, file], check=True)
        other.unlink()

    def end(self) -> None:
        """Say how long it took and where the pictures are."""
        seconds = time.monotonic() - self._began
        print(f"All of it held, in {seconds:.0f} s. Pictures: {self.folder}")

    def publish(self, names: Mapping[str, str], folder: Path) -> None:
        """Put pictures into ``folder``, small: by their names here, under the names there."""
        folder.mkdir(parents=True, exist_ok=True)
        small = ("-strip", "+dither", "-colors", "256", "-define", "png:compression-level=9")
        for name, published in names.items():
            (picture,) = self.folder.glob(f"[0-9][0-9]-{name}.png")
            target = f"PNG8:{folder / published}.png"
            subprocess.run([program("convert"), picture, *small, target], check=True)
