"""A service that has seen some life, put back to the same moment before each request."""

import contextlib
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.service.projects import Compatibility
from tests.service.api import Answered, Api, Attempt, answered
from tests.service.asker import Asker, decide
from tests.service.conftest import in_process
from tests.service.fake_clock import FakeClock
from tests.service.own_device import DAY, OwnDevice, trusted
from tests.service.pages import Browser, Form, app_url

ADDRESS = "203.0.113.7"
ORIGIN = "https://app.example.com"
# Rows are compared whole, whatever is in them.
Tables = dict[str, list[tuple[Any, ...]]]

ALWAYS_NOTED = frozenset({"audit", "occurrences", "proof_ids", "sqlite_sequence"})
"""What a refused request may leave too: that it came, how often, and that its proof is spent."""


@dataclass(slots=True, eq=False, repr=False)
class World:
    """One service and what its users are in the middle of."""

    api: Api
    device: OwnDevice
    other: OwnDevice
    new: OwnDevice
    asker: Asker
    asked: Answered
    approved: Answered
    attempt: Attempt
    challenge: Answered
    code: str
    ready: Attempt
    authorization: Answered
    identity: Answered
    spent: str
    event_challenge: Answered
    browser: Browser
    page_form: Form
    code_form: Form
    again_form: Form
    page_code: str
    link: str
    link_form: Form
    moment: float
    before: Tables = field(default_factory=dict)
    kept: sqlite3.Connection = field(default_factory=lambda: sqlite3.connect(":memory:"))

    @property
    def _database(self) -> sqlite3.Connection:
        connection = self.api.service.store._database._connection
        assert isinstance(connection, sqlite3.Connection)
        return connection

    def keep(self) -> None:
        """Remember this moment."""
        self._database.backup(self.kept)
        self.before = self.tables()

    def go_back(self) -> None:
        """Be as at the moment that was kept."""
        self.kept.backup(self._database)
        self.api.clock.now = self.moment

    def tables(self) -> Tables:
        """All that the database holds, but when a device was last seen."""
        names = self._database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        read: Tables = {}
        for (name,) in [tuple(row) for row in names]:
            if name in ALWAYS_NOTED:
                continue
            cursor = self._database.execute(f"SELECT * FROM {name}")  # noqa: S608 - our own names
            columns = [column[0] for column in cursor.description]
            skipped = columns.index("used_at") if "used_at" in columns else -1
            read[name] = [
                tuple(value for place, value in enumerate(row) if place != skipped)
                for row in cursor
            ]
        return read


@asynccontextmanager
async def seeded(folder: Path, compatibility: Compatibility) -> AsyncIterator[World]:
    """Run a service in which Maya has devices, sessions, requests and codes under way."""
    clock = FakeClock()
    async with in_process(folder, clock, compatibility) as api:
        api.another_project(allowed_origins=(ORIGIN,))
        device = await trusted(api)
        clock.advance(DAY + 3600)
        other = OwnDevice(api, device.user_id, "Tablet")
        identity = await api.sign_in()
        await other.enrol(identity["fresh_proof"])
        clock.advance(2 * 3600)
        identity = await api.sign_in()
        spent = (await api.sign_in(Attempt(session_id="session-3")))["oauth_token"]["refresh_token"]
        renewed = answered(await api.renew(spent))["refresh_token"]
        assert (await api.renew(renewed)).status_code == 200
        approved = await _approved(api, device)
        clock.advance(1)
        asker = Asker(api)
        asked = await asker.ask()
        clock.advance(1)
        new = OwnDevice(api, device.user_id, "Phone")
        assert (await new.offer(identifier="maya@example.com")).status_code == 200
        attempt, ready = Attempt(identifier="noor@example.com"), Attempt(session_id="session-2")
        challenge = await api.request_code(attempt)
        code = await api.newest_code()
        authorization = await api.authorization_code(ready)
        event_challenge = answered(await api.call("GET", "/event/challenge"))
        browser = Browser(api.http)
        page_form = (await browser.open(app_url(api.project.id))).forms[0]
        page = await browser.send(page_form, identifier="lina@example.com")
        page_code = await api.newest_code()
        await browser.send(
            (await browser.open(app_url(api.project.id, auth_method="MAGIC_LINK"))).forms[0],
            identifier="omar@example.com",
        )
        found = re.search(r"(/app/link/[\w-]+)", (await api.messages())[-1].replace("=\n", ""))
        assert found is not None
        link_form = (await browser.open(found.group(1))).forms[0]
        # So long that another code can be asked for.
        clock.advance(60)
        world = World(
            api=api,
            device=device,
            other=other,
            new=new,
            asker=asker,
            asked=asked,
            approved=approved,
            attempt=attempt,
            challenge=challenge,
            code=code,
            ready=ready,
            authorization=authorization,
            identity=identity,
            spent=spent,
            event_challenge=event_challenge,
            browser=browser,
            page_form=page_form,
            code_form=page.forms[0],
            again_form=page.forms[1],
            page_code=page_code,
            link=found.group(1),
            link_form=link_form,
            moment=clock.now,
        )
        world.keep()
        with contextlib.closing(world.kept):
            yield world


async def _approved(api: Api, device: OwnDevice) -> Answered:
    async with api.from_address(ADDRESS) as elsewhere:
        asker = Asker(elsewhere, name="Laptop")
        asked = await asker.ask()
        response = await decide(device, asked, number=asker.number(asked))
    assert response.status_code == 200, response.text
    return {**answered(response), "verifier": asker.verifier}
