"""Verifying tokens with the keys of the service."""

import asyncio
import json

import pytest

from desktop.client.answers import OAuthTokens
from desktop.client.transport import Transport
from desktop.foundation.errors import (
    ServiceAnswerError,
    ServiceBusyError,
    TokenUnacceptableError,
)
from tests.doubles.broken_service import (
    json_answer,
)
from tests.doubles.scripted_service import (
    KEY_SET_ROUTE,
    Conversation,
)
from tests.doubles.token_issuer import (
    LIFETIME,
    NOW,
    USER_ID,
    TokenIssuer,
)
from tests.doubles.turned_clock import TurnedClock


class TestVerifying:
    """Keys are fetched when needed, and no more often."""

    def tokens(self, talk: Conversation, **changes: object) -> OAuthTokens:
        return OAuthTokens.parse(talk.issuer.tokens(**changes), host="x")

    async def test_right_tokens_are_verified_with_keys_fetched_once(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[KEY_SET_ROUTE] = json_answer(talk.issuer.key_set())
            for _ in range(3):
                verified = await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)
            await talk.client.verify(self.tokens(talk), user_id=None, at=NOW)
            assert talk.count(KEY_SET_ROUTE) == 1
        assert verified.access.subject == verified.identity.subject == USER_ID
        assert verified.access.expires_at == NOW + LIFETIME

    async def test_an_id_token_of_another_user_is_refused(self, conversation: Conversation) -> None:
        async with conversation as talk:
            talk.replies[KEY_SET_ROUTE] = json_answer(talk.issuer.key_set())
            other = talk.issuer.id_token(sub="somebody else").reveal()
            with pytest.raises(TokenUnacceptableError, match="another user"):
                await talk.client.verify(self.tokens(talk, id_token=other), user_id=None, at=NOW)

    async def test_tokens_in_each_others_place_are_refused(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[KEY_SET_ROUTE] = json_answer(talk.issuer.key_set())
            right = self.tokens(talk)
            swapped = self.tokens(
                talk,
                access_token=right.id_token.reveal(),
                id_token=right.access_token.reveal(),
            )
            with pytest.raises(TokenUnacceptableError, match="no access token"):
                await talk.client.verify(swapped, user_id=USER_ID, at=NOW)

    async def test_a_published_service_names_its_id_tokens_as_it_likes(
        self, issuer: TokenIssuer, transport: Transport, clock: TurnedClock
    ) -> None:
        token = issuer.id_token(type="client_id_token").reveal()
        for compatibility in ("published", "strict"):
            talk = Conversation(issuer, transport, clock, compatibility=compatibility)
            async with talk:
                talk.replies[KEY_SET_ROUTE] = json_answer(issuer.key_set())
                verifying = talk.client.verify(
                    self.tokens(talk, id_token=token), user_id=USER_ID, at=NOW
                )
                if compatibility == "published":
                    await verifying
                else:
                    with pytest.raises(TokenUnacceptableError, match="no ID token"):
                        await verifying

    async def test_a_token_under_a_new_key_makes_the_keys_be_fetched_again(
        self, conversation: Conversation, clock: TurnedClock
    ) -> None:
        old = TokenIssuer()
        async with conversation as talk:
            talk.replies[KEY_SET_ROUTE] = json_answer(old.key_set())
            with pytest.raises(TokenUnacceptableError, match="unknown key"):
                await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)
            talk.replies[KEY_SET_ROUTE] = json_answer(talk.issuer.key_set())
            clock.pass_seconds(60)
            await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)
            assert talk.count(KEY_SET_ROUTE) == 2

    async def test_unknown_keys_cost_the_service_one_question_a_minute(
        self, conversation: Conversation, clock: TurnedClock
    ) -> None:
        stranger = TokenIssuer()
        async with conversation as talk:
            talk.replies[KEY_SET_ROUTE] = json_answer(talk.issuer.key_set())
            foreign = OAuthTokens.parse(stranger.tokens(), host="x")
            await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)
            for passed, questions in ((0, 2), (59, 2), (1, 3), (30, 3), (29, 3), (1, 4)):
                clock.pass_seconds(passed)
                with pytest.raises(TokenUnacceptableError):
                    await talk.client.verify(foreign, user_id=USER_ID, at=NOW)
                assert talk.count(KEY_SET_ROUTE) == questions

    async def test_many_unknown_keys_at_once_cost_one_question(
        self, conversation: Conversation, clock: TurnedClock
    ) -> None:
        async with conversation as talk:
            talk.replies[KEY_SET_ROUTE] = json_answer(talk.issuer.key_set())
            await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)
            clock.pass_seconds(60)
            foreign = OAuthTokens.parse(TokenIssuer().tokens(), host="x")
            outcomes = await asyncio.gather(
                *(talk.client.verify(foreign, user_id=USER_ID, at=NOW) for _ in range(10)),
                return_exceptions=True,
            )
            assert all(isinstance(outcome, TokenUnacceptableError) for outcome in outcomes)
            assert talk.count(KEY_SET_ROUTE) == 2

    async def test_a_withdrawn_key_is_forgotten_within_a_day(
        self, conversation: Conversation, clock: TurnedClock
    ) -> None:
        async with conversation as talk:
            talk.replies[KEY_SET_ROUTE] = json_answer(talk.issuer.key_set())
            await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)
            talk.replies[KEY_SET_ROUTE] = json_answer(TokenIssuer().key_set())
            clock.pass_seconds(86_400)
            with pytest.raises(TokenUnacceptableError, match="unknown key"):
                await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)

    @pytest.mark.parametrize(
        "document",
        [
            None,
            {},
            {"keys": {}},
            {"keys": []},
            {"keys": [None]},
            {"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "k", "x": "A" * 43}]},
            {"keys": [{"kty": "oct", "kid": "k", "k": "c2VjcmV0"}]},
            {"keys": [{"kty": "EC", "crv": "P-256", "kid": "k", "x": "A" * 43, "y": "A" * 43}]},
            {"keys": [{"kty": "EC", "crv": "P-256", "kid": "k", "x": "", "y": ""}]},
            {"keys": [{"kty": "EC", "crv": "P-256", "kid": "k"}]},
        ],
    )
    async def test_a_key_set_without_a_key_is_no_reason_to_refuse_the_token(
        self, conversation: Conversation, document: object
    ) -> None:
        async with conversation as talk:
            talk.replies[KEY_SET_ROUTE] = json_answer(document)
            with pytest.raises(ServiceAnswerError):
                await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)

    async def test_keys_for_other_ends_are_passed_over(self, conversation: Conversation) -> None:
        async with conversation as talk:
            [right] = json.loads(json.dumps(talk.issuer.key_set()))["keys"]
            others = [{**right, "use": "enc"}, {**right, "alg": "ES384"}, {"kty": "RSA"}]
            talk.replies[KEY_SET_ROUTE] = json_answer({"keys": [*others, right]})
            await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)

    @pytest.mark.parametrize(
        "change", [{"use": "enc"}, {"alg": "ES384"}, {"crv": "P-384"}, {"kty": "RSA"}], ids=str
    )
    async def test_a_key_for_another_end_verifies_nothing(
        self, conversation: Conversation, change: dict[str, str]
    ) -> None:
        async with conversation as talk:
            [right] = json.loads(json.dumps(talk.issuer.key_set()))["keys"]
            talk.replies[KEY_SET_ROUTE] = json_answer({"keys": [{**right, **change}]})
            with pytest.raises(ServiceAnswerError, match="no key for ES256"):
                await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)

    async def test_a_service_in_trouble_is_not_asked_again_at_once(
        self, conversation: Conversation, clock: TurnedClock
    ) -> None:
        async with conversation as talk:
            talk.replies[KEY_SET_ROUTE] = json_answer(talk.issuer.key_set())
            await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)
            talk.replies[KEY_SET_ROUTE] = json_answer({}, 503)
            clock.pass_seconds(60)
            foreign = OAuthTokens.parse(TokenIssuer().tokens(), host="x")
            with pytest.raises(ServiceBusyError):
                await talk.client.verify(foreign, user_id=USER_ID, at=NOW)
            for _ in range(3):
                with pytest.raises(TokenUnacceptableError):
                    await talk.client.verify(foreign, user_id=USER_ID, at=NOW)
            await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)
            assert talk.count(KEY_SET_ROUTE) == 2

    async def test_a_service_whose_keys_cant_be_had_is_out_of_reach(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[KEY_SET_ROUTE] = json_answer({}, 503)
            with pytest.raises(ServiceBusyError):
                await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)
            talk.replies[KEY_SET_ROUTE] = json_answer(talk.issuer.key_set())
            await talk.client.verify(self.tokens(talk), user_id=USER_ID, at=NOW)
