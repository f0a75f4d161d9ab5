"""What is sent about devices and events, byte for byte, and what each refusal means."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from desktop.client.device_key import DeviceKey
from desktop.client.event_answers import PendingEvent, PendingEvents, parse_devices
from desktop.foundation.device_errors import (
    DeviceProofRefusedError,
    DeviceRemovedError,
    DeviceSuspendedError,
    FreshProofNeededError,
    NumberNeededError,
    OfferGoneError,
    RequestAnsweredError,
    RequestOverError,
)
from desktop.foundation.errors import (
    AuthenticatorError,
    RequestRefusedError,
    ServiceAnswerError,
    TooManyTriesError,
    UnknownApiKeyError,
)
from desktop.foundation.secret import Secret
from desktop.protocol.device_proof import parse_device_proof
from desktop.protocol.ed25519 import public_key_text, sign
from desktop.protocol.enrolment_code import EnrolmentCode
from tests.doubles.broken_service import Received, Reply, json_answer
from tests.doubles.scripted_service import Conversation, refusal
from tests.doubles.token_issuer import API_KEY_ID, IDENTIFIER, NOW, USER_ID

KEY = DeviceKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
PUBLIC_KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
NEW_KEY = "Kay64UG8yvCyLhqU000LxzYeUm0L/hLIl5S8kyKWbdc="
LOGIN_SIGNATURE = (
    "rvZiMzAjKcrs3lwQK5uH5HkhndTblDxUWWLaM8uMIvNVHkCmzr7/8UlZlRgCWC3iftA+NwRTT0NIrPajvkCpBw=="
)
DENIAL_SIGNATURE = (
    "R+Zy6T+GYqKnaa4PAD84YKLbQ+Hck76gSsAWNu3kTybnc3RpDF2YCoJdhSZMi5y/d9OnCUUxZJuX9JbCribgDg=="
)
ENROLMENT_SIGNATURE = (
    "WPgROKlvkqC9mNqjeLiMHmlrpvpijecNmAZZwWf1/LK2KqrykVoEguL3rG/Vox4upoDSl4BiHpy6HesDi/f5Bg=="
)
CREATE = "/api/v0/event/create"
PENDING = "/api/v0/event/pending"
METHODS = f"/api/v0/user/methods?cotter_user_id={USER_ID}"


def event(**changes: object) -> dict[str, object]:
    return {
        "ID": 123456789,
        "CreatedAt": "2020-09-13T12:26:40.5Z",
        "user_id": USER_ID,
        "client_user_id": USER_ID,
        "issuer": API_KEY_ID,
        "event": "LOGIN",
        "ip": "unknown",
        "location": "unknown",
        "timestamp": str(NOW),
        "method": "TRUSTED_DEVICE",
        "new": False,
        "approved": True,
        "signature": "",
        **changes,
    }


def pending_event(**changes: object) -> dict[str, object]:
    asked = {
        "new": True,
        "approved": False,
        "observed_address": "203.0.113.7",
        "device_name": "Dell XPS Linux",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "expiry": str(NOW + 180),
    }
    return event(**asked | changes)


def pending(**changes: object) -> PendingEvent:
    document = pending_event(**changes)
    return PendingEvent.parse(document, host="id.example.com", api_key_id=API_KEY_ID)


def proves(request: Received, talk: Conversation, key: str = PUBLIC_KEY) -> bool:
    """Whether the request carries a proof that was made for it by this key."""
    proof = parse_device_proof(request.headers["dpop"])
    url = talk.service.url + request.target
    fits = proof.fits(method=request.method, url=url, body=request.body)
    return fits and proof.public_key == key


class TestSigningInWithTheKey:
    """``POST /event/create``."""

    async def test_the_signed_login_is_the_published_one(self, conversation: Conversation) -> None:
        async with conversation as talk:
            tokens = talk.issuer.tokens()
            talk.replies[f"{CREATE}?oauth_token=true"] = json_answer(event(oauth_token=tokens))
            given = await talk.client.events.sign_in(KEY, user_id=USER_ID)
            [request] = talk.service.received
            assert proves(request, talk)
        assert given.access_token.reveal() == tokens["access_token"]
        assert request.json() == {
            "user_id": USER_ID,
            "issuer": API_KEY_ID,
            "event": "LOGIN",
            "ip": "unknown",
            "location": "unknown",
            "timestamp": str(NOW),
            "method": "TRUSTED_DEVICE",
            "code": LOGIN_SIGNATURE,
            "approved": True,
            "public_key": PUBLIC_KEY,
            "algorithm": "ED25519",
        }

    @pytest.mark.parametrize("changes", [{"approved": False}, {"oauth_token": None}])
    async def test_an_event_that_is_not_approved_or_has_no_tokens_signs_nobody_in(
        self, conversation: Conversation, changes: dict[str, object]
    ) -> None:
        async with conversation as talk:
            reply = json_answer(event(**{"oauth_token": talk.issuer.tokens()} | changes))
            talk.replies[f"{CREATE}?oauth_token=true"] = reply
            with pytest.raises(DeviceProofRefusedError):
                await talk.client.events.sign_in(KEY, user_id=USER_ID)

    async def test_a_proof_made_at_the_wrong_time_is_made_again_by_the_services_clock(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.clock.set_wall(NOW - 5000.0)
            date = "Sun, 13 Sep 2020 12:26:40 GMT"
            refused = json_answer(
                {"msg": "", "type": "device", "reason": "clock"}, 401, {"Date": date}
            )
            talk.replies[PENDING + f"?cotter_user_id={USER_ID}"] = refused
            with pytest.raises(DeviceProofRefusedError):
                await talk.client.events.pending(KEY, user_id=USER_ID)
            first, second = talk.service.received
        times = [parse_device_proof(one.headers["dpop"]).issued_at for one in (first, second)]
        assert times == [NOW - 5000, NOW]
        ids = {parse_device_proof(one.headers["dpop"]).token_id for one in (first, second)}
        assert len(ids) == 2


class TestRefusals:
    """Each has its own error."""

    @pytest.mark.parametrize(
        ("reply", "error"),
        [
            (refusal("device", 403, reason="not_enrolled"), DeviceRemovedError),
            (refusal("device", 403, reason="suspended"), DeviceSuspendedError),
            (refusal("device", 403, reason="young"), FreshProofNeededError),
            (refusal("device", 403, reason="last_device"), FreshProofNeededError),
            (refusal("device", 403, reason="fresh_proof_needed"), FreshProofNeededError),
            (refusal("device", 401, reason="proof_replayed"), DeviceProofRefusedError),
            (refusal("device", 400, reason="bad_signature"), DeviceProofRefusedError),
            (refusal("event", 404, reason="unknown"), RequestOverError),
            (refusal("event", 400, reason="expired"), RequestOverError),
            (refusal("event", 400, reason="number_needed"), NumberNeededError),
            (
                refusal("event", 400, reason="answered", approved=False, decided_by="Phone"),
                RequestAnsweredError,
            ),
            (refusal("event", 400, reason="answered"), RequestRefusedError),
            (refusal("api_key", 401), UnknownApiKeyError),
            (refusal("other", 400), RequestRefusedError),
        ],
    )
    async def test_by_type_and_reason(
        self, conversation: Conversation, reply: Reply, error: type[AuthenticatorError]
    ) -> None:
        async with conversation as talk:
            talk.replies["/api/v0/event/respond/123456789"] = reply
            with pytest.raises(error) as refused:
                await talk.client.events.respond(KEY, pending(), approved=True, number="08")
        assert type(refused.value) is error

    async def test_whoever_decided_first_is_named(self, conversation: Conversation) -> None:
        async with conversation as talk:
            talk.replies["/api/v0/event/respond/123456789"] = refusal(
                "event", reason="answered", approved=True, decided_by="Ph\u202eone\n"
            )
            with pytest.raises(RequestAnsweredError, match="Already approved on Phone"):
                await talk.client.events.respond(KEY, pending(), approved=True, number="08")


class TestDeciding:
    """``POST /event/respond``."""

    async def test_what_is_signed_is_copied_from_the_request(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies["/api/v0/event/respond/123456789"] = json_answer(event(approved=False))
            await talk.client.events.respond(KEY, pending(), approved=False, number="")
            [request] = talk.service.received
            assert proves(request, talk)
        body = request.json()
        assert (body["code"], body["approved"]) == (DENIAL_SIGNATURE, False)
        assert "number" not in body
        assert body["user_id"] == USER_ID
        assert "client_user_id" not in body

    async def test_a_request_that_names_the_customers_id_is_answered_with_it(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies["/api/v0/event/respond/123456789"] = json_answer(event())
            asked = pending(user_id=None)
            await talk.client.events.respond(KEY, asked, approved=True, number="08")
            [request] = talk.service.received
        body = request.json()
        assert body["client_user_id"] == USER_ID
        assert "user_id" not in body
        assert (body["code"], body["number"]) == (LOGIN_SIGNATURE, "08")

    def test_what_is_shown_is_checked_against_the_pinned_key(
        self, conversation: Conversation
    ) -> None:
        service_key = Ed25519PrivateKey.from_private_bytes(bytes(32))
        signature = sign(service_key, pending().shown.shown_text())
        profile = conversation.issuer.profile(
            "https://id.example.com", identity_key=public_key_text(service_key)
        )
        events = conversation.client_for(profile).events
        assert events.shown_is_signed(pending(shown_signature=signature))
        for field, value in [
            ("device_name", "Firefox"),
            ("observed_address", "198.51.100.7"),
            ("expiry", str(NOW + 999)),
            ("event", "PAY"),
        ]:
            changed = pending(**{field: value, "shown_signature": signature})
            assert not events.shown_is_signed(changed), field
        for nonsense in ("", "AAAA", "?", signature[:-4]):
            assert not events.shown_is_signed(pending(shown_signature=nonsense))


class TestAsking:
    """``POST /event/create_pending`` and its end."""

    async def test_a_strict_service_is_told_the_identifier_and_no_user(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies["/api/v0/event/create_pending?code_challenge=abc"] = json_answer(
                pending_event(expires_in=180)
            )
            asked = await talk.client.events.ask(
                identifier=IDENTIFIER, user_id="", device_name="maple", code_challenge="abc"
            )
            [request] = talk.service.received
        assert (asked.address, asked.expires_in) == ("203.0.113.7", 180)
        body = request.json()
        assert (body["identifier"], body["device_name"]) == (IDENTIFIER, "maple")
        assert "user_id" not in body
        assert "dpop" not in request.headers

    async def test_too_many_requests_is_a_limit_and_no_trouble(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies["/api/v0/event/create_pending?code_challenge=abc"] = refusal(
                "event", 429, reason="too_many"
            )
            with pytest.raises(TooManyTriesError):
                await talk.client.events.ask(
                    identifier=IDENTIFIER, user_id="", device_name="", code_challenge="abc"
                )

    async def test_the_verifier_travels_in_a_header_and_never_in_the_address(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies["/api/v0/event/get/7?oauth_token=true&wait=25"] = json_answer(event())
            await talk.client.events.decision(7, Secret("the-verifier"), wait=25)
            [request] = talk.service.received
        assert request.headers["code-verifier"] == "the-verifier"
        assert "the-verifier" not in request.target

    async def test_a_service_that_can_not_wait_is_not_asked_to(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies["/api/v0/event/get/7?oauth_token=true"] = json_answer(event())
            state = await talk.client.events.decision(7, Secret("v"), wait=0)
        assert state.outcome == "approved"

    async def test_a_published_service_lets_a_request_run_out(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            await talk.client.events.cancel(7, Secret("v"))
            assert len(talk.service.received) == 1

    @pytest.mark.parametrize(
        ("changes", "outcome"),
        [
            ({"new": True, "approved": False}, "pending"),
            ({"new": False, "approved": True}, "approved"),
            ({"new": False, "approved": False}, "denied"),
        ],
    )
    async def test_an_outcome_that_is_not_told_follows_from_the_rest(
        self, conversation: Conversation, changes: dict[str, object], outcome: str
    ) -> None:
        async with conversation as talk:
            talk.replies["/api/v0/event/get/7?oauth_token=true"] = json_answer(event(**changes))
            assert (await talk.client.events.decision(7, Secret("v"), wait=0)).outcome == outcome


class TestPending:
    """``GET /event/pending`` and ``GET /event/new``."""

    async def test_all_open_requests_and_those_decided_lately(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[f"{PENDING}?cotter_user_id={USER_ID}&wait=25&since=v1"] = json_answer(
                {
                    "version": "v2",
                    "events": [pending_event()],
                    "decided": [
                        {
                            "ID": 9,
                            "outcome": "denied",
                            "device_name": "Tablet",
                            "observed_address": "198.51.100.7",
                            "decided_at": str(NOW),
                            "decided_by": "Phone",
                        }
                    ],
                }
            )
            told = await talk.client.events.pending(KEY, user_id=USER_ID, since="v1", wait=25)
            [request] = talk.service.received
            assert proves(request, talk)
        assert told.version == "v2"
        [one] = told.events
        assert one.shown.number() == "08"
        assert (one.asked_at, one.expires_at) == (NOW + 0.5, NOW + 180)
        assert (told.decided[0].outcome, told.decided[0].decided_by) == ("denied", "Phone")

    @pytest.mark.parametrize(
        ("document", "count"), [(None, 0), (pending_event(), 1), (event(new=False), 0)]
    )
    async def test_a_published_service_tells_the_newest_or_null(
        self, conversation: Conversation, document: object, count: int
    ) -> None:
        async with conversation as talk:
            talk.replies[f"/api/v0/event/new?cotter_user_id={USER_ID}"] = json_answer(document)
            told = await talk.client.events.newest(KEY, user_id=USER_ID)
        assert len(told.events) == count

    @pytest.mark.parametrize(
        "document",
        [
            {},
            {"version": "v", "events": 5, "decided": []},
            {"version": "v", "events": [5], "decided": []},
            {"version": "v", "events": [event(timestamp="soon")], "decided": []},
            {"version": "v", "events": [event(ID=-1)], "decided": []},
            {"version": "v", "events": [event(outcome="maybe")], "decided": []},
            {"version": "v", "events": [pending_event()] * 501, "decided": []},
            {"version": "v", "events": [], "decided": [{"ID": 1}]},
        ],
    )
    async def test_what_is_no_list_of_requests_is_refused(
        self, conversation: Conversation, document: object
    ) -> None:
        async with conversation as talk:
            talk.replies[f"{PENDING}?cotter_user_id={USER_ID}"] = json_answer(document)
            with pytest.raises(ServiceAnswerError):
                await talk.client.events.pending(KEY, user_id=USER_ID)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)


class TestAnyAnswer:
    """Whatever a service sends."""

    @given(st.dictionaries(st.sampled_from(sorted(pending_event())), JSON_VALUES))
    def test_an_event_is_read_or_refused(self, changes: dict[str, object]) -> None:
        document = {**pending_event(), **changes}
        try:
            read = PendingEvent.parse(document, host="id.example.com", api_key_id=API_KEY_ID)
        except ServiceAnswerError:
            return
        assert read.device_name.isprintable()
        assert read.address.isprintable()
        assert len(read.shown.number()) == 2

    @given(JSON_VALUES)
    def test_a_list_of_requests_is_read_or_refused(self, document: object) -> None:
        try:
            PendingEvents.parse(document, host="id.example.com", api_key_id=API_KEY_ID)
            PendingEvents.parse_newest(document, host="id.example.com", api_key_id=API_KEY_ID)
        except ServiceAnswerError:
            return

    @given(JSON_VALUES, st.dictionaries(st.sampled_from(["devices", "x"]), JSON_VALUES))
    def test_a_list_of_devices_is_read_or_refused(self, document: object, wrapped: object) -> None:
        for one in (document, wrapped):
            try:
                parse_devices(one, host="id.example.com")
            except ServiceAnswerError:
                continue


class TestDevices:
    """Enrolling, listing, removing, adding."""

    async def test_enrolling_proves_the_key_and_the_person(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[METHODS] = json_answer(talk.issuer.identity()["user"])
            await talk.client.devices.enrol(
                KEY, user_id=USER_ID, device_name="maple", fresh_proof=Secret("the-proof")
            )
            [request] = talk.service.received
            assert proves(request, talk)
        assert request.headers["fresh-proof"] == "the-proof"
        assert request.json() == {
            "method": "TRUSTED_DEVICE",
            "enrolled": True,
            "code": PUBLIC_KEY,
            "algorithm": "ED25519",
            "device_type": "DESKTOP",
            "device_name": "maple",
        }

    async def test_a_refusal_that_repeats_the_proof_does_not_tell_it(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[METHODS] = json_answer({"msg": "no the-proof", "type": "x"}, 400)
            with pytest.raises(RequestRefusedError) as refused:
                await talk.client.devices.remove(
                    KEY, user_id=USER_ID, public_key=NEW_KEY, fresh_proof=Secret("the-proof")
                )
        assert "the-proof" not in str(refused.value)

    async def test_the_enrolled_check_spells_the_key_as_the_sdks_do(
        self, conversation: Conversation
    ) -> None:
        text = "QTZFSHYvUE9FTDRkY04wWTUwdkFtV2ZrMWpDYnBRMWZIZHlHWkJKVk1iZz0"
        route = f"{METHODS}&method=TRUSTED_DEVICE&public_key={text}%3D"
        async with conversation as talk:
            talk.replies[route] = json_answer({"enrolled": True, "method": "TRUSTED_DEVICE"})
            told = await talk.client.devices.enrolment(KEY, user_id=USER_ID)
        assert (told.enrolled, told.suspended) == (True, False)

    async def test_adding_signs_the_new_key_as_it_was_shown(
        self, conversation: Conversation
    ) -> None:
        code = EnrolmentCode(
            public_key=NEW_KEY,
            algorithm="ED25519",
            api_key_id=API_KEY_ID,
            user_id=USER_ID,
            made_at=NOW,
        )
        async with conversation as talk:
            talk.replies[CREATE] = json_answer(event(event="ENROLL_NEW_TRUSTED_DEVICE"))
            await talk.client.events.add_device(KEY, user_id=USER_ID, code=code, fresh_proof=None)
            [request] = talk.service.received
            assert proves(request, talk)
        body = request.json()
        assert body["code"] == ENROLMENT_SIGNATURE
        assert body["register_new_device"] is True
        assert body["new_device_public_key"] == NEW_KEY
        assert body["new_device_algorithm"] == "ED25519"

    async def test_a_service_without_offers_gets_none_and_tells_of_none(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            offer = await talk.client.devices.offer(KEY, device_name="maple", identifier="")
            assert offer is None
            with pytest.raises(OfferGoneError):
                await talk.client.devices.offered(KEY, user_id=USER_ID, public_key=NEW_KEY)

    async def test_names_of_listed_devices_are_harmless(self, conversation: Conversation) -> None:
        listed = {
            "public_key": NEW_KEY,
            "algorithm": "ED25519",
            "device_type": "DESKTOP",
            "device_name": "Ph\u202eone\n\x1b[2J" + "A" * 10_000,
            "created_at": "2020-09-13T12:26:40Z",
            "added_by": "maple\r",
            "used_at": None,
            "suspended": False,
        }
        async with conversation as talk:
            talk.replies[f"/api/v0/user/devices?cotter_user_id={USER_ID}"] = json_answer(
                {"devices": [listed]}
            )
            [device] = await talk.client.devices.list(KEY, user_id=USER_ID)
        assert device.name.startswith("Phone[2JAAA")
        assert len(device.name) == 64
        assert (device.added_by, device.used_at, device.created_at) == ("maple", None, NOW)

    async def test_signing_out_everywhere_is_proved_by_the_key(
        self, conversation: Conversation
    ) -> None:
        async with conversation as talk:
            talk.replies[f"/api/v0/token/{API_KEY_ID}"] = json_answer({"ended": 2})
            await talk.client.revoke(Secret("94:r"), everywhere=True, proof=KEY)
            [request] = talk.service.received
            assert proves(request, talk)
