"""The app living long: ``python -m tests.bench.lived_app RENEWALS CYCLES URL KEY OUTBOX``.

Its window is offscreen, keystore and service are real. Prints one JSON object: what had grown since
the first tenth, which is warm-up.
"""

import asyncio
import gc
import json
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

import qasync
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.foundation.secret import Secret
from desktop.session.snapshot import SessionFact
from desktop.ui.theme.appearance import STYLE
from tests.bench.memory import memory
from tests.parts.open_app import OpenApp
from tests.parts.service import Service

WARM_UP = 10
"""One in so many."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What the process holds at one moment; ``memory`` is anonymous, in bytes."""

    memory: int
    threads: int
    descriptors: int
    tasks: int
    qobjects: int
    widgets: int

    @classmethod
    def now(cls, app: OpenApp) -> "Holding":
        """Count, after what nobody needs was thrown away."""
        for _ in range(3):
            gc.collect()
        return cls(
            memory=memory("self", "Anonymous"),
            threads=threading.active_count(),
            descriptors=sum(1 for _ in Path("/proc/self/fd").iterdir()),
            tasks=len(asyncio.all_tasks()),
            qobjects=sum(len(root.findChildren(QObject)) for root in (app.window, app.tray)),
            widgets=len(QApplication.allWidgets()),
        )


async def settled(app: OpenApp) -> Holding:
    """What is held when nothing is under way any more."""
    await app.beat()
    before = Holding.now(app)
    for _ in range(50):
        await asyncio.sleep(0.1)
        after = Holding.now(app)
        if (after.tasks, after.descriptors, after.qobjects) == (
            before.tasks,
            before.descriptors,
            before.qobjects,
        ):
            break
        before = after
    return after


async def renew(app: OpenApp, _number: int) -> None:
    """One renewal, at a click."""
    before = sum(day.on_time + day.waited for day in app.shown.renewals)
    app.commands.renew()
    await app.until(
        lambda: sum(day.on_time + day.waited for day in app.shown.renewals) > before, "a renewal"
    )


async def sign_out_and_in(app: OpenApp, number: int) -> None:
    """One cycle, each as somebody else: one mailbox gets few messages."""
    app.commands.sign_out()
    await app.until(lambda: app.shown.session is SessionFact.NONE, "the sign-out")
    address = f"u{number}@example.com"
    app.commands.send_code(address, "", "EMAIL")
    await app.until(lambda: app.shown.sign_in is not None, "the code page")
    app.commands.submit_code(Secret(service.next_code(address)))
    await app.until(lambda: app.shown.session is SessionFact.ACTIVE, "the session")


async def grown(
    app: OpenApp, number: int, act: Callable[[OpenApp, int], Awaitable[None]]
) -> dict[str, int]:
    """What is held more after so many acts than after the first tenth of them."""
    before = await settled(app)
    for one in range(number):
        if one == number // WARM_UP:
            before = await settled(app)
        await act(app, one)
    after = asdict(await settled(app))
    return {name: after[name] - value for name, value in asdict(before).items()}


async def live(renewals: int, cycles: int) -> dict[str, dict[str, int]]:
    """All of it, in one app."""
    async with OpenApp() as app:
        await app.sign_in(service)
        return {
            "renewals": await grown(app, renewals, renew),
            "cycles": await grown(app, cycles, sign_out_and_in),
        }


if __name__ == "__main__":
    renewals_, cycles_, url, key, outbox = sys.argv[1:]
    service = Service(
        url=url,
        api_key_id=key,
        api_secret_key="",
        outbox=Path(outbox),
        log=Path(outbox),
        process=cast("subprocess.Popen[str]", None),
    )
    application = QApplication(["lived-app", *STYLE])
    application.setQuitOnLastWindowClosed(False)
    loop = qasync.QEventLoop(application)
    with loop:
        print(json.dumps(loop.run_until_complete(live(int(renewals_), int(cycles_)))))
