"""Renewing and signing out: what ends a session, and what does not."""

import pytest

from desktop.client.transport import Transport
from desktop.foundation.errors import (
    RenewalRefusedError,
    RequestRefusedError,
    ServiceAnswerError,
    ServiceBusyError,
    ServiceUnreachableError,
)
from desktop.foundation.secret import Secret
from tests.doubles.broken_service import (
    Reply,
    answer,
    json_answer,
)
from tests.doubles.scripted_service import TOKEN_ROUTE, Conversation, refusal
from tests.doubles.token_issuer import REFRESH_TOKEN, TokenIssuer
from tests.doubles.turned_clock import TurnedClock


class TestRenewing:
    """One refresh token for new tokens."""

    async def test_the_refresh_token_goes_with_the_attempts_id(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[TOKEN_ROUTE] = json_answer(talk.issuer.tokens(refresh_token="95:new"))
            tokens = await talk.client.renew(Secret(REFRESH_TOKEN), "attempt-1")
        assert tokens.refresh_token == Secret("95:new")
        [request] = talk.service.received
        assert request.json() == {
            "grant_type": "refresh_token",
            "refresh_token": REFRESH_TOKEN,
            "attempt_id": "attempt-1",
        }

    @pytest.mark.parametrize(
        ("reply", "reason"),
        [
            (refusal("refresh_token", reason="reused"), "reused"),
            (refusal("refresh_token", reason="expired"), "expired"),
            (refusal("refresh_token", reason="something new"), "unknown"),
            (refusal("refresh_token"), "unknown"),
        ],
    )
    async def test_an_authoritative_refusal_says_why(
        self, conversation: Conversation, reply: Reply, reason: str
    ) -> None:
        async with conversation as talk:
            talk.replies[TOKEN_ROUTE] = reply
            with pytest.raises(RenewalRefusedError) as refused:
                await talk.client.renew(Secret(REFRESH_TOKEN), "attempt-1")
        assert refused.value.reason == reason

    @pytest.mark.parametrize(
        ("reply", "error"),
        [
            (refusal("request"), RequestRefusedError),
            (json_answer({"msg": "The certificate is not valid"}, 400), RequestRefusedError),
            (refusal("api_key", 401), RequestRefusedError),
            (json_answer({"msg": "not valid"}, 403), RequestRefusedError),
            (json_answer({"msg": "not valid", "type": "refresh_token"}, 404), RequestRefusedError),
            (json_answer({"msg": "not valid", "type": "refresh_token"}, 500), ServiceBusyError),
            (json_answer({"msg": "not valid"}, 429), ServiceBusyError),
            (answer(400, b"refresh token not valid", kind="text/html"), RequestRefusedError),
            (answer(200, b"refresh token not valid", kind="text/html"), ServiceAnswerError),
            (json_answer({"access_token": "eyJ"}), ServiceAnswerError),
        ],
    )
    async def test_nothing_else_ends_the_session(
        self, conversation: Conversation, reply: Reply, error: type[Exception]
    ) -> None:
        async with conversation as talk:
            talk.replies[TOKEN_ROUTE] = reply
            with pytest.raises(error) as raised:
                await talk.client.renew(Secret(REFRESH_TOKEN), "attempt-1")
        assert not isinstance(raised.value, RenewalRefusedError)

    async def test_a_published_service_says_it_in_words(
        self, issuer: TokenIssuer, transport: Transport, clock: TurnedClock
    ) -> None:
        async with Conversation(issuer, transport, clock, compatibility="published") as talk:
            talk.replies[TOKEN_ROUTE] = json_answer({"msg": "Refresh token is not valid"}, 400)
            with pytest.raises(RenewalRefusedError, match="unknown"):
                await talk.client.renew(Secret(REFRESH_TOKEN), "attempt-1")


class TestSigningOut:
    """Telling the service that a session is over."""

    @pytest.mark.parametrize(
        "reply",
        [json_answer({}), json_answer([]), answer(200, b""), refusal("refresh_token")],
    )
    async def test_the_service_is_told_and_may_say_what_it_likes(
        self, conversation: Conversation, reply: Reply
    ) -> None:
        async with conversation as talk:
            talk.replies[TOKEN_ROUTE] = reply
            await talk.client.revoke(Secret(REFRESH_TOKEN))
        [request] = talk.service.received
        assert (request.method, request.json()) == ("DELETE", {"refresh_token": REFRESH_TOKEN})

    async def test_everywhere_needs_a_fresh_proof(self, conversation: Conversation) -> None:
        async with conversation as talk:
            talk.replies[TOKEN_ROUTE] = json_answer({})
            await talk.client.revoke(
                Secret(REFRESH_TOKEN), everywhere=True, fresh_proof=Secret("f" * 43)
            )
            talk.replies[TOKEN_ROUTE] = refusal("refresh_token", reason="revoked")
            with pytest.raises(RenewalRefusedError):
                await talk.client.revoke(Secret(REFRESH_TOKEN), everywhere=True)
        request = talk.service.received[0]
        assert request.headers["fresh-proof"] == "f" * 43
        assert request.json() == {"refresh_token": REFRESH_TOKEN, "everywhere": True}

    async def test_a_service_that_was_not_told_is_an_error(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[TOKEN_ROUTE] = json_answer({}, 503)
            with pytest.raises(ServiceUnreachableError):
                await talk.client.revoke(Secret(REFRESH_TOKEN))
