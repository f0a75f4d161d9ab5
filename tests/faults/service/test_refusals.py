"""The service ends a session: the first answer that says so is believed, and nothing else is."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.foundation.errors import ServiceUnreachableError, SessionEndedError
from desktop.protocol.encoding import encode_base64url
from desktop.session.opening import OpenProfile
from desktop.session.snapshot import NextStep, SessionFact
from desktop.ui.session_notice import notice_of
from tests.doubles.broken_service import answer, reset
from tests.faults.service.conftest import Road, Session
from tests.parts.fault_proxy import instead, lost

RENEWAL = "POST /api/v0/token/"

ENDINGS = {
    "expired": "UPDATE refresh_families SET renewed_at = 1"
    " WHERE id = (SELECT max(id) FROM refresh_families)",
    "revoked": "UPDATE refresh_families SET ending = 'revoked'"
    " WHERE id = (SELECT max(id) FROM refresh_families)",
    "signed_out": "UPDATE refresh_families SET ending = 'signed_out'"
    " WHERE id = (SELECT max(id) FROM refresh_families)",
    "disabled": "UPDATE users SET disabled_at = 1"
    " WHERE id = (SELECT user_id FROM refresh_families ORDER BY id DESC LIMIT 1)",
    "unknown": "DELETE FROM refresh_tokens"
    " WHERE family_id = (SELECT max(id) FROM refresh_families)",
}
SENTENCES = {
    "expired": "Your session ended",
    "revoked": "This session was ended elsewhere",
    "signed_out": "This session was ended elsewhere",
    "disabled": "The service has closed this account",
    "unknown": "Your session ended",
    "reused": "The service ended this session because its renewal was used twice",
}


@pytest.fixture
async def opened(road: Road, tmp_path: Path) -> AsyncIterator[OpenProfile]:
    """Somebody else's program, just signed in; not trusted, so that it can't come back."""
    session = Session(road.session.behind, road.session.profile, tmp_path)
    opened = session.open(road.patient, road.clock)
    await session.sign_in(opened, f"{tmp_path.name}@example.com".replace("_", "-"))
    yield opened
    session.close()


def change(road: Road, statement: str) -> None:
    """Change the service's database behind its back."""
    with sqlite3.connect(road.session.behind.folder / "service.sqlite") as database:
        database.execute(statement)


async def ends(road: Road, opened: OpenProfile, reason: str) -> None:
    with pytest.raises(SessionEndedError, match=reason):
        await opened.keeper.renew()
    shown = opened.keeper.snapshot
    assert (shown.session, shown.refusal) == (SessionFact.REFUSED, reason)
    assert shown.next_step() is NextStep.SIGN_IN
    notice = notice_of(shown, road.clock.wall())
    assert notice is not None
    assert notice.title.startswith(SENTENCES[reason])
    assert notice.action == "Sign in"


@pytest.mark.parametrize("reason", ENDINGS)
async def test_what_is_final_is_believed_with_the_first_answer(
    road: Road, opened: OpenProfile, reason: str
) -> None:
    change(road, ENDINGS[reason])
    await ends(road, opened, reason)
    assert road.proxy.count(RENEWAL) == 1


async def test_a_copied_refresh_token_ends_the_session_and_says_why(
    road: Road, opened: OpenProfile
) -> None:
    stolen = opened.keeper.signed_in
    assert stolen is not None
    thief = opened.sign_in.client
    await thief.renew(stolen.tokens.refresh_token, encode_base64url(b"t" * 16))
    await ends(road, opened, "reused")
    assert "token.reused" in road.session.audit()


async def test_after_an_outage_it_is_believed_with_the_first_answer_too(
    road: Road, opened: OpenProfile
) -> None:
    road.proxy.spoil(RENEWAL, instead(reset()), instead(answer(503)), instead(answer(502)))
    for _ in range(3):
        with pytest.raises(ServiceUnreachableError):
            await opened.keeper.renew()
    change(road, ENDINGS["revoked"])
    await ends(road, opened, "revoked")


async def test_a_refusal_that_is_lost_on_the_way_is_heard_the_next_time(
    road: Road, opened: OpenProfile
) -> None:
    change(road, ENDINGS["signed_out"])
    road.proxy.spoil(RENEWAL, lost(reset()))
    with pytest.raises(ServiceUnreachableError):
        await opened.keeper.renew()
    assert opened.keeper.snapshot.session is SessionFact.ACTIVE
    await ends(road, opened, "signed_out")
