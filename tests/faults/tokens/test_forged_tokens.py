"""Every forged token that a service, or whoever stands in its place, may answer with.

After a renewal the session is what it was, a program gets the token of before for as long as it
holds, and the next right answer goes through. After a sign-in nothing is stored. The banner says
why, and no word of the token.
"""

import pytest

from desktop.foundation.errors import (
    AuthenticatorError,
    ServiceAnswerError,
    TokenUnacceptableError,
)
from desktop.session.snapshot import Headline, SessionFact
from desktop.ui.words import sentence_of
from tests.doubles.broken_service import json_answer
from tests.doubles.scripted_service import IDENTITY_ROUTE
from tests.doubles.scripted_sign_in import CODE, ScriptedSignIn
from tests.doubles.token_issuer import TokenIssuer
from tests.faults.time.stage import HOUR, Stage
from tests.faults.tokens.forgeries import FOR_ACCESS, FOR_EITHER, FOR_ID, NO_ANSWER, Forge, twin

ATTACKS = [
    pytest.param(kind, forge, reason, id=f"{kind}: {name}")
    for kind, attacks in (
        ("access_token", FOR_EITHER | FOR_ACCESS),
        ("id_token", FOR_EITHER | FOR_ID),
    )
    for name, (forge, reason) in attacks.items()
]
OF_EACH_CLASS = ATTACKS[::7]


def forged(issuer: TokenIssuer, kind: str, forge: Forge) -> dict[str, object]:
    claims = issuer.access_claims() if kind == "access_token" else issuer.id_claims()
    return {kind: forge(issuer, claims)}


def said(error: AuthenticatorError) -> str:
    return sentence_of(error).happened


@pytest.mark.parametrize(("kind", "forge", "reason"), ATTACKS)
async def test_a_renewal_that_brings_it_changes_nothing(
    stage: Stage, kind: str, forge: Forge, reason: str
) -> None:
    before = await stage.computer.record()
    stage.beside = forged(stage.issuer, kind, forge)
    refusal = ServiceAnswerError if reason == NO_ANSWER else TokenUnacceptableError
    with pytest.raises(refusal) as refused:
        await stage.keeper.renew()
    assert reason in str(refused.value)
    assert before is not None
    assert stage.hand_out() == stage.keeper.signed_in
    kept = stage.keeper.signed_in
    assert kept is not None
    assert (kept.tokens.access_token, kept.tokens.id_token) == (
        before.tokens.access_token,
        before.tokens.id_token,
    )
    shown = stage.keeper.snapshot
    assert (shown.session, shown.refusal) == (SessionFact.ACTIVE, "")

    stage.beside = {}
    await stage.keeper.renew()
    assert stage.keeper.snapshot.headline(stage.clock.wall()) is Headline.ACTIVE
    assert stage.banner() == ""
    assert stage.keeper.signed_in is not None
    assert stage.keeper.signed_in.tokens.access_token != before.tokens.access_token


@pytest.mark.parametrize(("kind", "forge", "reason"), ATTACKS)
async def test_a_sign_in_that_brings_it_signs_nobody_in(
    at: ScriptedSignIn, kind: str, forge: Forge, reason: str
) -> None:
    identity = at.talk.issuer.identity()
    identity["oauth_token"].update(forged(at.talk.issuer, kind, forge))
    at.talk.replies[IDENTITY_ROUTE] = json_answer(identity)
    refusal = ServiceAnswerError if reason == NO_ANSWER else TokenUnacceptableError
    with pytest.raises(refusal) as refused:
        await at.sign_in.submit(CODE)
    assert reason in str(refused.value)
    assert at.entry.problem is refused.value
    assert at.snapshot.session is SessionFact.NONE
    assert at.store.items == {}


@pytest.mark.parametrize(("kind", "forge", "reason"), OF_EACH_CLASS)
async def test_a_service_that_goes_on_with_it_is_asked_no_more_often_than_in_an_outage(
    stage: Stage, kind: str, forge: Forge, reason: str
) -> None:
    stage.beside = forged(stage.issuer, kind, forge)
    asked = stage.asked
    await stage.live(3 * HOUR)
    # The renewals, and newer keys at most once with each.
    assert stage.asked - asked <= 2 * (2 * 12 + 12)
    assert stage.keeper.snapshot.session is SessionFact.EXPIRED
    problem = stage.keeper.snapshot.problem
    assert problem is not None
    assert said(problem).rstrip(".") in stage.banner() or "No answer from" in stage.banner()


async def test_the_other_one_of_the_two_signatures_that_each_has_says_the_same(
    stage: Stage,
) -> None:
    # Whoever has seen a token can make its twin: it is no other token, and no id of one.
    token = twin(stage.issuer, stage.issuer.access_claims())
    stage.beside = {"access_token": token}
    await stage.keeper.renew()
    assert stage.keeper.snapshot.session is SessionFact.ACTIVE
