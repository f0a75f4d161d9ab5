"""Which page is shown: the table of the rule, row by row."""

from dataclasses import replace

import pytest

from desktop.session.snapshot import Activity, BrowserWait, Obstacle, Overview, SessionFact
from desktop.ui.routing import PageName, Where, page_for
from tests.ui.scenes import ACTIVE, BLANK, ENTRY, HOST, NOW, overview_of, signing_in

LOCKED = replace(BLANK, obstacle=Obstacle.KEYSTORE_LOCKED)
REFUSED = replace(BLANK, session=SessionFact.REFUSED)
WAIT = BrowserWait(host=HOST, expires_at=NOW)


@pytest.mark.parametrize(
    ("overview", "where", "page"),
    [
        (overview_of(signing_in(ENTRY)), Where.SETTINGS, PageName.SETTINGS),
        (Overview(passphrase_needed=True), Where.CONNECT, PageName.CONNECT),
        (Overview(passphrase_needed=True, keystore_choice=True), Where.SESSION,
         PageName.UNLOCK_VAULT),
        (Overview(keystore_choice=True), Where.SESSION, PageName.KEYSTORE_CHOICE),
        (overview_of(ACTIVE), Where.KEYSTORE_CHOICE, PageName.KEYSTORE_CHOICE),
        (Overview(), Where.SESSION, PageName.WELCOME),
        (replace(overview_of(ACTIVE), active_id="gone"), Where.SESSION, PageName.WELCOME),
        (overview_of(signing_in(ENTRY)), Where.SESSION, PageName.CODE),
        (overview_of(signing_in(WAIT)), Where.SESSION, PageName.BROWSER_WAIT),
        (overview_of(BLANK), Where.SESSION, PageName.SIGN_IN),
        (overview_of(LOCKED), Where.SESSION, PageName.SESSION),
        (overview_of(replace(LOCKED, obstacle=Obstacle.KEYSTORE_UNAVAILABLE)), Where.SESSION,
         PageName.SESSION),
        (overview_of(replace(BLANK, session=SessionFact.UNREAD)), Where.SESSION,
         PageName.SESSION),
        (overview_of(replace(BLANK, session=SessionFact.UNREAD)), Where.SIGN_IN,
         PageName.SESSION),
        (overview_of(REFUSED), Where.SESSION, PageName.SESSION),
        (overview_of(REFUSED), Where.SIGN_IN, PageName.SIGN_IN),
        (overview_of(replace(REFUSED, activity=Activity.SIGNING_IN)), Where.SESSION,
         PageName.SIGN_IN),
        (overview_of(ACTIVE), Where.SIGN_IN, PageName.SESSION),
        (overview_of(replace(ACTIVE, session=SessionFact.EXPIRED)), Where.SESSION,
         PageName.SESSION),
    ],
)  # fmt: skip
def test_the_first_row_that_fits_counts(overview: Overview, where: Where, page: PageName) -> None:
    assert page_for(overview, where) is page


@pytest.mark.parametrize("obstacle", [Obstacle.KEYSTORE_LOCKED, Obstacle.KEYSTORE_UNAVAILABLE])
@pytest.mark.parametrize("session", SessionFact)
def test_a_keystore_that_is_away_is_never_shown_as_signed_out(
    obstacle: Obstacle, session: SessionFact
) -> None:
    snapshot = replace(ACTIVE, session=session, obstacle=obstacle)
    assert page_for(overview_of(snapshot), Where.SESSION) is PageName.SESSION
