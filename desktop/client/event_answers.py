"""Events and devices as the service answers them, parsed at the boundary (cotter-api 6.1, 13.6).

Names of devices and addresses are labels: one line, nothing that a terminal would obey. What is
verified (``shown``) keeps the text exactly as it came. Times are seconds UTC on the service's
clock.
"""

from dataclasses import dataclass, field
from typing import Self

from desktop.client.answers import OAuthTokens
from desktop.client.fields import Fields, as_label
from desktop.protocol.event_names import is_timestamp
from desktop.protocol.shown_request import ShownRequest

OUTCOMES = frozenset({"pending", "approved", "denied", "wrong_number", "expired", "cancelled"})
REQUEST_SECONDS = 180
LONGEST_LIST = 500
NAME_CHARACTERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event says (6.1). ``outcome`` is one of :data:`OUTCOMES`.

    ``user_id`` and ``client_user_id`` as sent: one of them may be empty.
    """

    id: int
    user_id: str
    client_user_id: str
    issuer: str
    event: str
    timestamp: str
    method: str
    ip: str
    location: str
    new: bool
    approved: bool
    outcome: str
    oauth_token: OAuthTokens | None = None

    @classmethod
    def parse(cls, document: object, *, host: str) -> Self:
        """Read one; a published service has no ``outcome``, which then follows from the rest.

        Raises:
            ServiceAnswerError: it is none.
        """
        fields = Fields(document, host=host, name="the event")
        new, approved = fields.flag("new"), fields.flag("approved")
        known = "pending" if new else "approved" if approved else "denied"
        outcome = fields.text("outcome", known)
        timestamp = fields.text("timestamp")
        if outcome not in OUTCOMES or not is_timestamp(timestamp):
            raise fields.refuse("the event is none that can be")
        has_tokens = fields.has("oauth_token")
        return cls(
            id=fields.integer("ID"),
            user_id=fields.text("user_id", ""),
            client_user_id=fields.text("client_user_id", ""),
            issuer=fields.text("issuer"),
            event=fields.text("event"),
            timestamp=timestamp,
            method=fields.text("method"),
            ip=fields.text("ip", "unknown"),
            location=fields.text("location", "unknown"),
            new=new,
            approved=approved,
            outcome=outcome,
            oauth_token=(
                OAuthTokens.parse(fields.value("oauth_token"), host=host) if has_tokens else None
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedEvent:
    """The answer to a request of our own; ``address`` is what the service saw of us.

    ``address`` is empty where a published service doesn't say; then there is no number either.
    ``device_name`` is as the service took it, which is what both sides work the number out from.
    """

    event: Event
    address: str
    device_name: str
    expires_in: int

    @classmethod
    def parse(cls, document: object, *, host: str) -> Self:
        """Read the answer of ``POST /event/create_pending``.

        Raises:
            ServiceAnswerError: it is not such an answer.
        """
        fields = Fields(document, host=host, name="the request")
        return cls(
            event=Event.parse(document, host=host),
            address=fields.text("observed_address", ""),
            device_name=fields.text("device_name", ""),
            expires_in=min(fields.integer("expires_in", REQUEST_SECONDS), REQUEST_SECONDS),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingEvent:
    """A request of another device. ``shown`` is what its number and signature are made of.

    ``signature`` is empty where a published service doesn't sign what is shown.
    """

    event: Event
    shown: ShownRequest
    signature: str = field(repr=False)
    asked_at: float
    expires_at: float

    @property
    def device_name(self) -> str:
        """What the asking device claims to be called, safe to show."""
        return shown_name(self.shown.device_name)

    @property
    def address(self) -> str:
        """The address that the service saw, safe to show; what the asker claims is not it."""
        return as_label(self.shown.address)

    @classmethod
    def parse(cls, document: object, *, host: str, api_key_id: str) -> Self:
        """Read one of ``GET /event/pending`` or ``GET /event/new``.

        Raises:
            ServiceAnswerError: it is none.
        """
        fields = Fields(document, host=host, name="the request")
        event = Event.parse(document, host=host)
        expiry = fields.text("expiry", str(int(event.timestamp) + REQUEST_SECONDS))
        if not is_timestamp(expiry):
            raise fields.refuse("the request doesn't say how long it lives")
        created = fields.moment("CreatedAt")
        return cls(
            event=event,
            shown=ShownRequest(
                api_key_id=api_key_id,
                user_id=event.user_id,
                event_id=str(event.id),
                event=event.event,
                timestamp=event.timestamp,
                address=fields.text("observed_address", ""),
                device_name=fields.text("device_name", ""),
                code_challenge=fields.text("code_challenge", ""),
                expiry=expiry,
            ),
            signature=fields.text("shown_signature", ""),
            asked_at=float(event.timestamp) if created is None else created,
            expires_at=float(expiry),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedEvent:
    """A request that ended lately; ``decided_by`` is a device's name, empty where nobody did."""

    id: int
    outcome: str
    device_name: str
    address: str
    decided_by: str
    decided_at: float

    @classmethod
    def parse(cls, document: object, *, host: str) -> Self:
        """Read one of ``decided``.

        Raises:
            ServiceAnswerError: it is none.
        """
        fields = Fields(document, host=host, name="the decision")
        outcome = fields.text("outcome")
        decided_at = fields.text("decided_at")
        if outcome not in OUTCOMES or not is_timestamp(decided_at):
            raise fields.refuse("the decision is none that can be")
        return cls(
            id=fields.integer("ID"),
            outcome=outcome,
            device_name=shown_name(fields.text("device_name", "")),
            address=fields.label("observed_address"),
            decided_by=shown_name(fields.text("decided_by", "")),
            decided_at=float(decided_at),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingEvents:
    """All open requests of the user, and those that ended lately.

    ``version`` goes back with the next question, so that the service can wait for a change.
    """

    version: str
    events: tuple[PendingEvent, ...]
    decided: tuple[DecidedEvent, ...]

    @classmethod
    def parse(cls, document: object, *, host: str, api_key_id: str) -> Self:
        """Read the answer of ``GET /event/pending``.

        Raises:
            ServiceAnswerError: it is not such an answer.
        """
        fields = Fields(document, host=host, name="the requests")
        return cls(
            version=fields.text("version", ""),
            events=tuple(
                PendingEvent.parse(one, host=host, api_key_id=api_key_id)
                for one in _list(fields, "events")
            ),
            decided=tuple(DecidedEvent.parse(one, host=host) for one in _list(fields, "decided")),
        )

    @classmethod
    def parse_newest(cls, document: object, *, host: str, api_key_id: str) -> Self:
        """Read the answer of ``GET /event/new``: one event, or null (5.5).

        Raises:
            ServiceAnswerError: it is neither.
        """
        if document is None:
            return cls(version="", events=(), decided=())
        newest = PendingEvent.parse(document, host=host, api_key_id=api_key_id)
        return cls(version="", events=(newest,) if newest.event.new else (), decided=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDevice:
    """A device of the user, as the service lists it."""

    public_key: str
    algorithm: str
    device_type: str
    name: str
    created_at: float
    added_by: str
    used_at: float | None
    suspended: bool

    @classmethod
    def parse(cls, document: object, *, host: str) -> Self:
        """Read one.

        Raises:
            ServiceAnswerError: it is none.
        """
        fields = Fields(document, host=host, name="the device")
        return cls(
            public_key=fields.text("public_key"),
            algorithm=fields.label("algorithm"),
            device_type=fields.label("device_type"),
            name=shown_name(fields.text("device_name", "")),
            created_at=fields.moment("created_at") or 0.0,
            added_by=shown_name(fields.text("added_by", "")),
            used_at=fields.moment("used_at"),
            suspended=fields.flag("suspended"),
        )


def parse_devices(document: object, *, host: str) -> tuple[ListedDevice, ...]:
    """Read the answer of ``GET /user/devices``.

    Raises:
        ServiceAnswerError: it is not such an answer.
    """
    fields = Fields(document, host=host, name="the devices")
    return tuple(ListedDevice.parse(one, host=host) for one in _list(fields, "devices"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """Whether a key is enrolled (cotter-api 4.2); ``suspended`` where the service says so."""

    enrolled: bool
    suspended: bool

    @classmethod
    def parse(cls, document: object, *, host: str) -> Self:
        """Read the answer of an enrolled check.

        Raises:
            ServiceAnswerError: it is not such an answer.
        """
        fields = Fields(document, host=host, name="the enrolment")
        suspended = fields.flag("suspended") if fields.has("suspended") else False
        return cls(enrolled=fields.flag("enrolled"), suspended=suspended)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A new device as the service saw it (cotter-api 13.7); ``expires_in`` in seconds."""

    device_name: str
    address: str
    expires_in: int

    @classmethod
    def parse(cls, document: object, *, host: str) -> Self:
        """Read the answer of ``GET /device/offer``.

        Raises:
            ServiceAnswerError: it is not such an answer.
        """
        fields = Fields(document, host=host, name="the new device")
        return cls(
            device_name=shown_name(fields.text("device_name", "")),
            address=fields.label("address"),
            expires_in=min(fields.integer("expires_in"), REQUEST_SECONDS),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnOffer:
    """The answer to an offer of our own; ``user_id`` is empty if the service didn't say."""

    expires_in: int
    user_id: str

    @classmethod
    def parse(cls, document: object, *, host: str) -> Self:
        """Read the answer of ``POST /device/offer``.

        Raises:
            ServiceAnswerError: it is not such an answer.
        """
        fields = Fields(document, host=host, name="the offer")
        return cls(
            expires_in=min(fields.integer("expires_in"), REQUEST_SECONDS),
            user_id=fields.text("user_id", ""),
        )


def shown_name(text: str) -> str:
    """A device's name as it is shown: one line of at most 64 printable characters."""
    return as_label(text)[:NAME_CHARACTERS].strip()


def _list(fields: Fields, name: str) -> tuple[object, ...]:
    value = fields.value(name)
    if not isinstance(value, list) or len(value) > LONGEST_LIST:
        raise fields.refuse(f"“{name}” is no list that can be used")
    return tuple(value)
