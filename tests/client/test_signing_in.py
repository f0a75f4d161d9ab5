"""Signing in: what is sent at each step, and what is made of the answers."""

from email.utils import formatdate

import pytest

from desktop.client.answers import AuthorizationCode, Challenge, Identity
from desktop.client.attempt import SignInAttempt
from desktop.foundation.errors import (
    CodeExpiredError,
    RequestRefusedError,
    ServiceAnswerError,
    ServiceBusyError,
    StateMismatchError,
    TokenUnacceptableError,
    TooManyTriesError,
    UnexpectedSignInError,
    UnknownApiKeyError,
    WrongCodeError,
)
from desktop.foundation.secret import Secret
from desktop.protocol.ed25519 import signature_is_valid
from desktop.protocol.pkce import verifier_matches
from desktop.protocol.signed_text import VerificationText
from tests.doubles.broken_service import (
    Reply,
    answer,
    json_answer,
)
from tests.doubles.scripted_service import (
    IDENTITY_ROUTE,
    REQUEST_ROUTE,
    RESPOND_ROUTE,
    Conversation,
    attempt,
    counted,
    refusal,
)
from tests.doubles.token_issuer import (
    API_KEY_ID,
    IDENTIFIER,
    NOW,
    USER_ID,
)

CODE = Secret("739201")
SENT = {"challenge_id": 42, "challenge": "chal", "code_sent": True, "expires_in": 300}


def challenge() -> Challenge:
    return Challenge.parse(SENT, host="x", code_digits=6, now=NOW)


class TestAnAttempt:
    """What ties the steps of one sign-in together."""

    def test_everything_in_it_is_new_each_time(self) -> None:
        source = counted()
        one, other = attempt(source), attempt(source)
        assert one.state != other.state
        assert one.session_id != other.session_id
        assert one.public_key != other.public_key
        assert one.code_verifier != other.code_verifier

    def test_it_has_the_bits_it_should(self) -> None:
        begun = attempt()
        assert len(begun.state) == len(begun.session_id) == 22
        assert len(begun.code_verifier.reveal()) == 43

    def test_nothing_secret_of_it_is_printed(self) -> None:
        begun = attempt()
        for secret in (begun.state, begun.session_id, begun.code_verifier.reveal(), "Private"):
            assert secret not in repr(begun)


class TestRequestingACode:
    """``POST /verify/request``."""

    async def test_everything_of_the_attempt_is_sent_and_no_secret_of_it(
        self, conversation: Conversation
    ) -> None:
        begun = attempt()
        async with conversation as talk:
            talk.replies[REQUEST_ROUTE] = json_answer(SENT)
            assert (await talk.client.request_code(begun, channel="EMAIL")).challenge_id == 42
        [request] = talk.service.received
        assert (request.method, request.headers["api_key_id"]) == ("POST", API_KEY_ID)
        assert request.json() == {
            "identifier": IDENTIFIER,
            "identifier_type": "EMAIL",
            "public_key": begun.public_key,
            "device_type": "DESKTOP",
            "device_name": "Dell XPS Linux",
            "redirect_url": "-",
            "auth_method": "OTP",
            "channel": "EMAIL",
            "code_challenge": begun.code_challenge,
            "state": begun.state,
        }
        assert request.target == REQUEST_ROUTE + begun.session_id
        assert begun.code_verifier.reveal() not in f"{request}"

    async def test_a_service_that_asks_for_no_code_is_not_followed(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[REQUEST_ROUTE] = json_answer({**SENT, "code_sent": False})
            with pytest.raises(UnexpectedSignInError):
                await talk.client.request_code(attempt(), channel="EMAIL")

    @pytest.mark.parametrize(("headers", "seconds"), [({"Retry-After": "40"}, 40), ({}, 60)])
    async def test_a_limit_says_when_to_ask_again(
        self, conversation: Conversation, headers: dict[str, str], seconds: int
    ) -> None:
        async with conversation as talk:
            talk.replies[REQUEST_ROUTE] = json_answer({"msg": "slow"}, 429, headers)
            with pytest.raises(TooManyTriesError) as refused:
                await talk.client.request_code(attempt(), channel="EMAIL")
        assert refused.value.retry_after == seconds

    async def test_trouble_of_the_service_is_no_limit(self, conversation: Conversation) -> None:
        async with conversation as talk:
            talk.replies[REQUEST_ROUTE] = json_answer({}, 503)
            with pytest.raises(ServiceBusyError):
                await talk.client.request_code(attempt(), channel="EMAIL")

    async def test_an_unknown_key_is_said_so(self, conversation: Conversation) -> None:
        async with conversation as talk:
            talk.replies[REQUEST_ROUTE] = refusal("api_key", 401)
            with pytest.raises(UnknownApiKeyError):
                await talk.client.request_code(attempt(), channel="EMAIL")

    async def test_a_service_without_this_way_in_is_said_so(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[REQUEST_ROUTE] = answer(404, b"<html>", kind="text/html")
            with pytest.raises(RequestRefusedError, match="doesn’t know this kind of request"):
                await talk.client.request_code(attempt(), channel="EMAIL")


class TestRespondingWithTheCode:
    """``POST /verify/respond``."""

    def granted(self, begun: SignInAttempt, **changes: object) -> Reply:
        document = {"authorization_code": "c" * 43, "challenge_id": 42, "state": begun.state}
        return json_answer({**document, "client_json": {}, **changes})

    async def test_the_response_is_signed_with_the_key_of_the_attempt(
        self, conversation: Conversation
    ) -> None:
        begun = attempt()
        async with conversation as talk:
            talk.replies[RESPOND_ROUTE] = self.granted(begun)
            code = await talk.client.respond(begun, challenge(), CODE)
        assert (code.challenge_id, code.state) == (42, begun.state)
        [request] = talk.service.received
        assert request.target == RESPOND_ROUTE + begun.state
        sent = request.json()
        text = VerificationText(
            identifier=IDENTIFIER,
            identifier_type="EMAIL",
            device_type="DESKTOP",
            device_name="Dell XPS Linux",
            redirect_url="-",
            challenge_id=42,
            challenge="chal",
            code=CODE.reveal(),
            timestamp=str(sent["timestamp"]),
        )
        assert sent["timestamp"] == str(NOW)
        assert signature_is_valid(begun.public_key, str(sent["signature"]), text.encode())

    async def test_the_response_is_dated_by_the_services_clock_when_ours_is_off_by_a_day(
        self, conversation: Conversation
    ) -> None:
        begun = attempt()
        conversation.clock.set_wall(NOW - 86_400)
        async with conversation as talk:
            talk.replies[REQUEST_ROUTE] = json_answer(
                SENT, headers={"Date": formatdate(NOW, usegmt=True)}
            )
            talk.replies[RESPOND_ROUTE] = self.granted(begun)
            sent = await talk.client.request_code(begun, channel="EMAIL")
            talk.clock.pass_seconds(60)
            talk.clock.set_wall(0)
            await talk.client.respond(begun, sent, CODE)
        assert talk.service.received[-1].json()["timestamp"] == str(NOW + 60)

    @pytest.mark.parametrize("changes", [{"state": "other"}, {"state": ""}, {"challenge_id": 43}])
    async def test_an_answer_of_another_sign_in_is_not_used(
        self, conversation: Conversation, changes: dict[str, object]
    ) -> None:
        begun = attempt()
        async with conversation as talk:
            talk.replies[RESPOND_ROUTE] = self.granted(begun, **changes)
            with pytest.raises(StateMismatchError):
                await talk.client.respond(begun, challenge(), CODE)

    async def test_a_wrong_code_says_how_many_attempts_are_left(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[RESPOND_ROUTE] = refusal("code", attempts_left=4)
            with pytest.raises(WrongCodeError) as refused:
                await talk.client.respond(attempt(), challenge(), CODE)
        assert refused.value.attempts_left == 4

    @pytest.mark.parametrize(
        ("reply", "error"),
        [
            (refusal("code_expired"), CodeExpiredError),
            (refusal("rate_limit", 429, retry_after=5), TooManyTriesError),
            (refusal("challenge"), RequestRefusedError),
            (refusal("code"), RequestRefusedError),
            (refusal("code", attempts_left="4"), ServiceAnswerError),
            (json_answer(["not", "an", "object"], 400), RequestRefusedError),
            (json_answer({"authorization_code": "c"}), ServiceAnswerError),
        ],
    )
    async def test_each_refusal_has_its_error(
        self, conversation: Conversation, reply: Reply, error: type[Exception]
    ) -> None:
        async with conversation as talk:
            talk.replies[RESPOND_ROUTE] = reply
            with pytest.raises(error):
                await talk.client.respond(attempt(), challenge(), CODE)

    async def test_a_service_that_repeats_the_code_is_not_repeated(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[RESPOND_ROUTE] = json_answer({"msg": f"No \x1b[1m{CODE.reveal()}\n"}, 400)
            with pytest.raises(RequestRefusedError, match=r"No \[1m…"):
                await talk.client.respond(attempt(), challenge(), CODE)


class TestExchangingTheCode:
    """``POST /verify/get_identity``."""

    async def exchange(self, talk: Conversation) -> Identity:
        code = AuthorizationCode(code=Secret("c" * 43), challenge_id=42, state="s")
        begun = attempt()
        return await talk.client.get_identity(
            code=code, code_verifier=begun.code_verifier, redirect_url=begun.redirect_url
        )

    async def test_the_code_and_its_verifier_bring_the_identity(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[IDENTITY_ROUTE] = json_answer(talk.issuer.identity())
            identity = await self.exchange(talk)
        assert identity.user.id == USER_ID
        [request] = talk.service.received
        begun = attempt()
        assert request.json() == {
            "code_verifier": begun.code_verifier.reveal(),
            "authorization_code": "c" * 43,
            "challenge_id": 42,
            "redirect_url": "-",
        }
        assert verifier_matches(begun.code_verifier.reveal(), begun.code_challenge)

    async def test_a_used_code_is_refused_in_the_services_words(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[IDENTITY_ROUTE] = refusal("authorization_code")
            with pytest.raises(RequestRefusedError, match="refused: authorization_code"):
                await self.exchange(talk)

    async def test_the_identity_must_be_the_one_that_was_asked_for(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[IDENTITY_ROUTE] = json_answer(talk.issuer.identity())
            identity = await self.exchange(talk)
            talk.client.verify_identity(identity, at=NOW)
            talk.client.verify_identity(identity, at=NOW, identifier=IDENTIFIER.upper())
            with pytest.raises(TokenUnacceptableError, match="somebody else’s"):
                talk.client.verify_identity(identity, at=NOW, identifier="eve@example.com")
