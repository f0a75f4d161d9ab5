"""Our program with a stop behind one of its numbered steps; what is shipped has no switch for it.

    python -m tests.faults.killed.stopping_program DEED STEP [KIND]

It works on the profile in use, in the environment it is started in. Behind the step it says “at
step” and does nothing more, until somebody kills it. A deed that takes a code says “code” once it
was sent, and reads it from standard input; ``move`` takes the kind of the other keystore, and reads
the passphrase of the vault file there.
"""

import asyncio
import os
import signal
import sys

from desktop.client.transport import Transport
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import load_profiles
from desktop.foundation.secret import Secret
from desktop.keystore.choice import open_other, open_vault
from desktop.session.checkpoint import Checkpoint, Step
from desktop.session.identifier import parse_identifier
from desktop.session.moving import Moving, kept_profiles
from desktop.session.opening import OpenProfile, open_profile

ADDRESS = "maya@example.com"


def say(words: str) -> None:
    """Tell whoever started this."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def stop_behind(step: Step) -> Checkpoint:
    """A checkpoint that goes no further."""

    def checkpoint(passed: Step) -> None:
        if passed is step:
            say("at step")
            while True:
                signal.pause()

    return checkpoint


async def renew(opened: OpenProfile) -> None:
    """Renew, whether it is due or not."""
    await opened.keeper.read()
    await opened.keeper.renew()


async def sign_out(opened: OpenProfile) -> None:
    """Sign out."""
    await opened.keeper.sign_out()


async def sign_in_by_key(opened: OpenProfile) -> None:
    """Sign in with this computer's key."""
    await opened.keeper.read()
    await opened.own_device.sign_in()


async def sign_in(opened: OpenProfile) -> None:
    """Sign in with a code."""
    await opened.sign_in.request_code(parse_identifier(ADDRESS), "EMAIL")
    say("code")
    code = await asyncio.to_thread(sys.stdin.readline)
    await opened.sign_in.submit(Secret(code.strip()))


async def trust(opened: OpenProfile) -> None:
    """Sign in with a code, and trust this computer."""
    await sign_in(opened)
    await opened.own_device.read()
    await opened.trusting.trust()


DEEDS = {
    "renew": renew,
    "sign-out": sign_out,
    "sign-in-by-key": sign_in_by_key,
    "sign-in": sign_in,
    "trust": trust,
}


async def move(step: Step, kind: str) -> None:
    """Move everything to another keystore."""
    paths = Paths.from_environment(os.environ)
    passphrase = Secret(sys.stdin.readline().strip())
    before = open_vault(paths, os.environ, passphrase=passphrase)
    now = open_other(paths, kind, passphrase=passphrase)
    await Moving(paths, kept_profiles(paths), before, stop_behind(step)).run(now)


async def run(deed: str, step: Step) -> None:
    """Open the profile and do the deed up to the step."""
    paths = Paths.from_environment(os.environ)
    profile = load_profiles(paths.profiles_file).active()
    assert profile is not None
    transport = Transport()
    try:
        opened = open_profile(
            profile,
            paths=paths,
            vault=open_vault(paths, os.environ),
            transport=transport,
            checkpoint=stop_behind(step),
        )
        await DEEDS[deed](opened)
    finally:
        await transport.aclose()


if __name__ == "__main__":
    deed, name, *kind = sys.argv[1:]
    asyncio.run(move(Step[name], *kind) if kind else run(deed, Step[name]))
