"""Finding a service: what it is, what time it has, where its page is."""

from email.utils import formatdate
from urllib.parse import parse_qs, urlsplit

import pytest

from desktop.client.cotter import CotterClient
from desktop.client.discovery import describe_service
from desktop.client.transport import Transport
from desktop.foundation.errors import (
    RequestRefusedError,
    ServiceAnswerError,
    ServiceUnreachableError,
    UnknownApiKeyError,
)
from desktop.foundation.secret import Secret
from desktop.protocol.ed25519 import public_key_text
from tests.doubles.broken_service import (
    Reply,
    answer,
    json_answer,
)
from tests.doubles.scripted_service import TOKEN_ROUTE, Conversation, attempt, refusal
from tests.doubles.token_issuer import (
    API_KEY_ID,
    ISSUER,
    NOW,
    REFRESH_TOKEN,
    TokenIssuer,
)
from tests.doubles.turned_clock import TurnedClock

DESCRIPTION: dict[str, object] = {
    "name": "Example",
    "version": "1.0",
    "compatibility": "strict",
    "issuer": ISSUER,
    "identity_key": public_key_text(TokenIssuer().identity_key),
    "ways": ["OTP"],
    "channels": ["EMAIL"],
    "code_digits": 6,
    "long_poll": 25,
}


class TestDiscovering:
    """What is behind an address that somebody typed."""

    async def describe(self, talk: Conversation, transport: Transport) -> str:
        url = talk.service.url
        found = await describe_service(url, API_KEY_ID, transport, talk.clock)
        assert found == await talk.client.describe()
        assert found.host == urlsplit(url).netloc
        return found.compatibility

    async def test_a_service_that_describes_itself(
        self, conversation: Conversation, transport: Transport
    ) -> None:
        async with conversation as talk:
            talk.replies["/api/v0/service"] = json_answer(DESCRIPTION)
            assert await self.describe(talk, transport) == "strict"

    async def test_one_that_does_not_but_has_a_key_set_is_a_published_one(
        self, conversation: Conversation, transport: Transport
    ) -> None:
        async with conversation as talk:
            talk.replies["/api/v0/token/jwks"] = json_answer(talk.issuer.key_set())
            assert await self.describe(talk, transport) == "published"

    @pytest.mark.parametrize(
        ("reply", "error"),
        [
            (answer(404, b"<html>", kind="text/html"), ServiceAnswerError),
            (answer(200, b"<html>", kind="text/html"), ServiceAnswerError),
            (json_answer({"hello": "world"}), ServiceAnswerError),
            (refusal("api_key", 401), UnknownApiKeyError),
            (refusal("host", 421), RequestRefusedError),
        ],
    )
    async def test_any_other_web_server_is_none(
        self,
        conversation: Conversation,
        transport: Transport,
        reply: Reply,
        error: type[Exception],
    ) -> None:
        async with conversation as talk:
            talk.replies["/"] = reply
            with pytest.raises(error):
                await describe_service(talk.service.url, API_KEY_ID, transport, talk.clock)


class TestTheServicesTime:
    """Which answers tell it."""

    DATE = formatdate(NOW + 100, usegmt=True)

    async def test_a_valid_answer_tells_it(self, conversation: Conversation) -> None:
        async with conversation as talk:
            talk.replies[TOKEN_ROUTE] = json_answer(
                talk.issuer.tokens(), headers={"Date": self.DATE}
            )
            await talk.client.renew(Secret(REFRESH_TOKEN), "attempt-1")
        [observation] = talk.observed
        assert observation.offset == 100.5
        assert (observation.wall, observation.boot) == (NOW, talk.clock.boot())

    @pytest.mark.parametrize(
        ("document", "status", "headers"),
        [
            ({"msg": "x"}, 400, {}),
            ({"not": "tokens"}, 200, {}),
            (None, 503, {}),
        ],
    )
    async def test_no_other_answer_does(
        self,
        conversation: Conversation,
        document: object,
        status: int,
        headers: dict[str, str],
    ) -> None:
        async with conversation as talk:
            talk.replies[TOKEN_ROUTE] = json_answer(
                document, status, {"Date": self.DATE, **headers}
            )
            with pytest.raises((RequestRefusedError, ServiceUnreachableError)):
                await talk.client.renew(Secret(REFRESH_TOKEN), "attempt-1")
        assert talk.observed == []


class TestTheHostedPage:
    """The address that the browser opens."""

    def page(self, issuer: TokenIssuer, transport: Transport, url: str, identifier: str) -> str:
        client = CotterClient(issuer.profile(url), transport, TurnedClock())
        return client.hosted_page_url(
            attempt(), "http://127.0.0.1:4711/secret", identifier=identifier
        )

    async def test_it_is_opened_with_the_challenge_and_never_the_verifier(
        self, issuer: TokenIssuer, transport: Transport
    ) -> None:
        page = self.page(issuer, transport, "https://id.example.com", "")
        begun = attempt()
        assert page.startswith("https://id.example.com/app?")
        assert parse_qs(urlsplit(page).query) == {
            "api_key": [API_KEY_ID],
            "redirect_url": ["http://127.0.0.1:4711/secret"],
            "type": ["EMAIL"],
            "code_challenge": [begun.code_challenge],
            "state": [begun.state],
            "auth_method": ["OTP"],
        }

    async def test_an_identifier_that_is_known_goes_along(
        self, issuer: TokenIssuer, transport: Transport
    ) -> None:
        page = self.page(issuer, transport, "https://id.example.com", "+1 2&x=y#z")
        assert "direct_login=true&input=%2B1%202%26x%3Dy%23z" in page

    async def test_the_page_of_the_published_service_is_on_a_host_of_its_own(
        self, issuer: TokenIssuer, transport: Transport
    ) -> None:
        page = self.page(issuer, transport, "https://www.cotter.app", "")
        assert page.startswith("https://js.cotter.app/app?")
