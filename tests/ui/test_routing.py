"""Which page is shown: the table of the rule, row by row."""

from dataclasses import replace

import pytest

from desktop.session.snapshot import Activity, Obstacle, Overview, SessionFact
from desktop.session.under_way import ApprovalWait, BrowserWait
from desktop.ui.page_building import BUILDERS
from desktop.ui.routing import PageName, Where, page_for, place_of
from tests.ui.scenes import ACTIVE, BLANK, ENTRY, HOST, NOW, overview_of, signing_in

LOCKED = replace(BLANK, obstacle=Obstacle.KEYSTORE_LOCKED)
REFUSED = replace(BLANK, session=SessionFact.REFUSED)
WAIT = BrowserWait(host=HOST, expires_at=NOW)
ASKED = ApprovalWait(
    identifier="maya@example.com",
    host=HOST,
    device_name="studio-laptop",
    number="47",
    started_at=NOW,
    expires_at=NOW + 180,
)


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
        (overview_of(signing_in(ASKED)), Where.SESSION, PageName.APPROVAL_WAIT),
        (overview_of(signing_in(ENTRY)), Where.REQUESTS, PageName.REQUESTS),
        (overview_of(ACTIVE), Where.DEVICES, PageName.DEVICES),
        (overview_of(LOCKED), Where.SHOW_CODE, PageName.SHOW_CODE),
        (overview_of(ACTIVE), Where.ADD_DEVICE, PageName.ADD_DEVICE),
        (overview_of(BLANK), Where.HISTORY, PageName.HISTORY),
        (Overview(), Where.HISTORY, PageName.WELCOME),
        (Overview(passphrase_needed=True), Where.REQUESTS, PageName.UNLOCK_VAULT),
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


@pytest.mark.parametrize(
    ("page", "place"),
    [
        (PageName.SESSION, Where.SESSION),
        (PageName.APPROVAL_WAIT, Where.SESSION),
        (PageName.REQUESTS, Where.REQUESTS),
        (PageName.ADD_DEVICE, Where.DEVICES),
        (PageName.SHOW_CODE, Where.DEVICES),
        (PageName.SETTINGS, Where.SETTINGS),
    ],
)
def test_every_page_belongs_to_a_place_of_the_sidebar(page: PageName, place: Where) -> None:
    assert place_of(page) is place


def test_every_page_can_be_built() -> None:
    assert set(BUILDERS) == set(PageName)
