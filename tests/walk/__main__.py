"""Plays the main job from outside, on a virtual display: ``python -m tests.walk [--portraits]``.

Prints each step and leaves pictures in ``build/walk``. When a step fails it says which sentence
did not come true, leaves a picture of that moment, and exits with 1. ``--portraits`` makes the
pictures of README and the package anew instead, in ``resources/screenshots``.
"""

import subprocess
import sys

from tests.bench.stall import Stall
from tests.parts.service import serve
from tests.walk.beside import use_the_terminal
from tests.walk.demo import try_the_demo
from tests.walk.ending import sign_out_late_and_leave
from tests.walk.first_time import come_for_the_first_time
from tests.walk.inviting import look_at_an_invitation
from tests.walk.keeping import TOKEN_SECONDS, keep_a_session
from tests.walk.portraits import take_portraits
from tests.walk.returning import come_back
from tests.walk.stage import FAILED, PICTURES, Stage, stage
from tests.walk.story import Story
from tests.walk.two_computers import Bring, as_text, on_the_screen, trust_two_computers
from tests.walk.watching import BOUND_MS, told, watched_stage


def main(words: list[str]) -> int:
    """Play everything; the exit code."""
    stalls: list[Stall] = []
    try:
        if "--portraits" in words:
            take_portraits(publish=True)
            return 0
        story = Story(PICTURES)
        with watched_stage(stalls) as running, stage() as other:
            come_for_the_first_time(running, other, story)
        with watched_stage(stalls) as running:
            _play(running, story)
        _play_two(story, "strict", as_text, stalls)
        _play_two(Story(PICTURES / "published"), "published", on_the_screen, stalls)
        _hold_stalls(story, stalls)
    except (AssertionError, RuntimeError, TimeoutError, subprocess.SubprocessError) as error:
        print(f"The walk stopped: {error}. Picture: {PICTURES / FAILED}", file=sys.stderr)
        print(*getattr(error, "__notes__", ()), sep="\n", file=sys.stderr)
        return 1
    story.end()
    return 0


def _hold_stalls(story: Story, stalls: list[Stall]) -> None:
    """Say how long the main threads stalled, and hold it to the bound."""
    longest = 1000 * max(one.seconds for one in stalls)
    assert longest <= BOUND_MS, f"a main thread stalled for {longest:.0f} ms\n{told(stalls)}"
    said = f"the main threads’ longest stall, {longest:.0f} ms, is within {BOUND_MS:.0f}"
    story.tell(f"{said}:\n{told(stalls)}")


def _play_two(story: Story, compatibility: str, bring: Bring, stalls: list[Stall]) -> None:
    print(f"Two computers at a {compatibility} service:", flush=True)
    with watched_stage(stalls) as old, watched_stage(stalls) as new:
        folder = old.folder / "service"
        folder.mkdir()
        with serve(folder, old.environment, "--compatibility", compatibility) as service:
            trust_two_computers(old, new, story, service, bring)


def _play(running: Stage, story: Story) -> None:
    try_the_demo(running, story)
    folder = running.folder / "service"
    folder.mkdir()
    with serve(folder, running.environment, "--token-lifetime", str(TOKEN_SECONDS)) as service:
        keep_a_session(running, story, service)
        come_back(running, story, service)
        look_at_an_invitation(running, story, service, running.command)
        use_the_terminal(running, story, service)
        sign_out_late_and_leave(running, story, service)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
