"""Floods against what the service writes down: none fills the disk, or hides what matters."""

import sqlite3
from contextlib import closing

import pytest

from desktop.service.store import audit, database, refresh_families
from tests.service.api import Api, Attempt, answered, refusal
from tests.service.fake_clock import FakeClock
from tests.service.own_device import trusted


async def test_refusals_without_end_leave_thirty_lines_a_minute(api: Api, clock: FakeClock) -> None:
    before = len(api.events())
    for number in range(200):
        assert refusal(await api.renew(f"1:{'x' * 42}{number}")) == (400, "refresh_token")
    assert len(api.events()) == before + 30
    clock.advance(60)
    await api.renew("1:another")
    assert len(api.events()) == before + 31


async def test_every_kind_of_refusal_counts_as_one(api: Api) -> None:
    attempt = Attempt()
    given = await api.authorization_code(attempt)
    tokens = (answered(await api.exchange(attempt, given)))["oauth_token"]
    await api.call("DELETE", f"/token/{api.project.id}", {"refresh_token": tokens["refresh_token"]})
    before = len(api.events())
    for _ in range(40):
        await api.exchange(attempt, given, changed={"authorization_code": "made up"})
        await api.renew("1:made-up")
        await api.renew(tokens["refresh_token"])
    assert len(api.events()) == before + 30


async def test_a_flood_of_routine_pushes_out_nothing_that_matters(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "KEPT_ROWS", 10)
    monkeypatch.setattr(audit, "KEPT_ROUTINE_ROWS", 20)
    await trusted(api)
    tokens = (await api.sign_in(Attempt(identifier="eve@example.com")))["oauth_token"]
    for _ in range(100):
        tokens = answered(await api.renew(tokens["refresh_token"]))
    api.prune()
    events = api.events()
    assert events.count("token.renewed") == 20
    assert [one for one in events if one != "token.renewed"] == [
        "project.created", "user.created", "signed_in", "device.enrolled", "user.created",
        "signed_in",
    ]  # fmt: skip


async def test_a_session_renewed_without_end_takes_no_more_room(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh_families, "KEPT_GENERATIONS", 10)
    tokens = (await api.sign_in())["oauth_token"]
    seen = [tokens["refresh_token"]]
    for _ in range(30):
        tokens = answered(await api.renew(seen[-1]))
        seen.append(tokens["refresh_token"])
    with closing(sqlite3.connect(api.database)) as connection:
        assert connection.execute("SELECT count(*) FROM refresh_tokens").fetchone() == (11,)
    # One of long ago is unknown and ends nothing; one of lately ends the session, as ever.
    assert answered(await api.renew(seen[0]))["reason"] == "unknown"
    tokens = answered(await api.renew(seen[-1]))
    assert answered(await api.renew(seen[-5]))["reason"] == "reused"
    assert answered(await api.renew(tokens["refresh_token"]))["reason"] == "reused"


async def test_who_may_make_users_without_a_secret_makes_thirty_in_five_minutes(
    published: Api, clock: FakeClock
) -> None:
    statuses = [
        (
            await published.call("POST", "/user/create", {"identifier": f"u{n}@x.example"})
        ).status_code
        for n in range(32)
    ]
    assert statuses == [200] * 30 + [429] * 2
    secret = published.secret
    body = {"identifier": "backend@x.example"}
    answer = await published.call("POST", "/user/create", body, headers=secret)
    assert answer.status_code == 200


async def test_forgetting_very_much_keeps_nobody_waiting(
    api: Api, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = 20_000
    monkeypatch.setattr(audit, "KEPT_ROUTINE_ROWS", 0)
    with closing(sqlite3.connect(api.database)) as connection, connection:
        connection.executemany(
            "INSERT INTO audit (at, event, detail, routine) VALUES (?, 'token.refused', '{}', 1)",
            [(clock(),)] * rows,
        )
    steps = 0
    for _ in api.service.store.prune(clock()):
        steps += 1
    assert api.events().count("token.refused") == 0
    assert steps >= rows / database.DELETED_AT_ONCE
