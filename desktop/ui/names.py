"""What a person calls the things of a snapshot: headlines, ways in, claims, keystores."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from desktop.session.snapshot import Headline, Obstacle, SessionFact, Snapshot
from desktop.ui import times
from desktop.ui.counted import counted
from desktop.ui.widgets.chip import Tone

if TYPE_CHECKING:
    from desktop.session.list_entries import Claim

LONGEST_TIME = 12
"""Digits of Unix seconds that a calendar has."""

translate = QCoreApplication.translate

TONES = {
    Headline.UNREAD: ("muted", Tone.NEUTRAL, "ui/session"),
    Headline.NONE: ("muted", Tone.NEUTRAL, "ui/session"),
    Headline.SIGNING_IN: ("accent", Tone.ACCENT, "ui/signin"),
    Headline.ACTIVE: ("positive", Tone.POSITIVE, "ui/check"),
    Headline.RENEWING: ("accent", Tone.ACCENT, "ui/renew"),
    Headline.EXPIRING: ("warning", Tone.WARNING, "ui/expiring"),
    Headline.OFFLINE: ("muted", Tone.NEUTRAL, "ui/offline"),
    Headline.KEYSTORE_LOCKED: ("warning", Tone.WARNING, "ui/lock"),
    Headline.NEEDS_SIGN_IN: ("danger", Tone.DANGER, "ui/warning"),
    Headline.REQUEST_WAITING: ("accent", Tone.ACCENT, "ui/requests"),
}
"""Colour role, chip and chip icon of each headline."""


def tray_shape(snapshot: Snapshot | None, now: float) -> str:
    """The icon of the headline; not read yet has the shape it had when last seen."""
    if snapshot is None:
        return "tray/none"
    headline = snapshot.headline(now)
    if headline is Headline.UNREAD:
        headline = snapshot.last_headline
    return f"tray/{Headline.NONE if headline is Headline.UNREAD else headline}"


def headline_word(snapshot: Snapshot, now: float) -> str:
    """The headline in a word or two, for a chip."""
    headline = snapshot.headline(now)
    if headline is Headline.EXPIRING:
        return _expiring_word(snapshot)
    is_away = snapshot.obstacle is Obstacle.KEYSTORE_UNAVAILABLE
    if headline is Headline.KEYSTORE_LOCKED and is_away:
        return translate("names", "No keystore")
    if headline is Headline.REQUEST_WAITING:
        return _waiting_words(snapshot.open_requests(now))
    if headline is Headline.SIGNING_IN:
        return _signing_in_words(snapshot)
    return {
        Headline.UNREAD: translate("names", "Reading the keystore"),
        Headline.NONE: translate("names", "Not signed in"),
        Headline.ACTIVE: translate("names", "Active"),
        Headline.RENEWING: translate("names", "Renewing"),
        Headline.OFFLINE: translate("names", "Offline"),
        Headline.KEYSTORE_LOCKED: translate("names", "Keystore locked"),
        Headline.NEEDS_SIGN_IN: translate("names", "Sign-in needed"),
    }[headline]


def _signing_in_words(snapshot: Snapshot) -> str:
    # Imported here: the first window is drawn without it.
    from desktop.session.under_way import ApprovalWait

    if isinstance(snapshot.sign_in, ApprovalWait):
        return translate("names", "Waiting for approval")
    return translate("names", "Signing in")


def _waiting_words(requests: int) -> str:
    return counted.requests_waiting(requests)


def _expiring_word(snapshot: Snapshot) -> str:
    if snapshot.obstacle is Obstacle.CLOCK_UNCERTAIN:
        return translate("names", "Clock uncertain")
    if snapshot.session is SessionFact.EXPIRED:
        return translate("names", "Waiting for renewal")
    return translate("names", "Expiring")


def status(snapshot: Snapshot | None, now: float) -> str:
    """The headline with its time, for the foot of the sidebar and narrow chips."""
    if snapshot is None:
        return translate("names", "Not signed in")
    word = headline_word(snapshot, now)
    headline = snapshot.headline(now)
    if snapshot.expires_at is None or snapshot.expires_at <= now:
        return word
    at = times.until(snapshot.expires_at, now)
    if headline is Headline.ACTIVE:
        return translate("names", "Active until {time}").format(time=at)
    if headline is Headline.OFFLINE:
        return translate("names", "Offline, valid until {time}").format(time=at)
    return word


def tooltip(snapshot: Snapshot | None, now: float) -> str:
    """``maya@example.com · until 14:32`` for the tray; the headline where no time counts."""
    if snapshot is None:
        return application_name()
    who = snapshot.identifier or snapshot.profile_name
    headline = snapshot.headline(now)
    timed = headline in (Headline.ACTIVE, Headline.OFFLINE, Headline.RENEWING)
    if timed and snapshot.expires_at is not None and snapshot.expires_at > now:
        said = translate("names", "until {time}").format(time=times.until(snapshot.expires_at, now))
        if headline is Headline.OFFLINE:
            said = translate("names", "offline, {until}").format(until=said)
    else:
        said = headline_word(snapshot, now)
    return f"{who} · {said}"


def application_name() -> str:
    """What the app calls itself: its own name, or a brand's."""
    return QGuiApplication.applicationDisplayName()


def in_menu(text: str) -> str:
    """``text`` as an entry of a menu: what follows an ampersand would be its key."""
    return text.replace("&", "&&")


def hidden_tooltip() -> str:
    """What the tray says while everything is hidden from onlookers."""
    return translate("names", "{app} · hidden").format(app=application_name())


def channel_word(channel: str) -> str:
    """``E-mail``, ``SMS``, ``WhatsApp``."""
    known = {
        "EMAIL": translate("names", "E-mail"),
        "SMS": translate("names", "SMS"),
        "WHATSAPP": translate("names", "WhatsApp"),
    }
    return known.get(channel, channel)


def way_in(snapshot: Snapshot) -> str:
    """``a code by e-mail``: how the person signed in."""
    if snapshot.way_in == "OTP":
        by = {
            "EMAIL": translate("names", "a code by e-mail"),
            "SMS": translate("names", "a code by SMS"),
            "WHATSAPP": translate("names", "a code by WhatsApp"),
            "BROWSER": translate("names", "the browser"),
        }
        return by.get(snapshot.channel, translate("names", "a code"))
    known = {
        "TRUSTED_DEVICE": translate("names", "a device you trust"),
        "MAGIC_LINK": translate("names", "a link by e-mail"),
        "WEBAUTHN": translate("names", "a passkey"),
    }
    return known.get(snapshot.way_in, snapshot.way_in)


def way_in_title(snapshot: Snapshot) -> str:
    """``Code by e-mail``: how the person signed in, where it stands alone."""
    if snapshot.way_in == "OTP":
        by = {
            "EMAIL": translate("names", "Code by e-mail"),
            "SMS": translate("names", "Code by SMS"),
            "WHATSAPP": translate("names", "Code by WhatsApp"),
            "BROWSER": translate("names", "The browser"),
        }
        return by.get(snapshot.channel, translate("names", "Code"))
    known = {
        "TRUSTED_DEVICE": translate("names", "Device you trust"),
        "MAGIC_LINK": translate("names", "Link by e-mail"),
        "WEBAUTHN": translate("names", "Passkey"),
    }
    return known.get(snapshot.way_in, snapshot.way_in)


def keystore_word(snapshot: Snapshot) -> str:
    """Where the session is kept."""
    kept_in = snapshot.kept_in
    if kept_in == "memory":
        return translate("names", "Memory, until you quit")
    if snapshot.obstacle is Obstacle.KEYSTORE_LOCKED:
        return translate("names", "{keystore}, locked").format(keystore=kept_in)
    if snapshot.obstacle is Obstacle.KEYSTORE_UNAVAILABLE:
        return translate("names", "{keystore}, not there").format(keystore=kept_in)
    return kept_in


def claim_name(name: str) -> str:
    """The plain name of a claim; its own name where it has none."""
    known = {
        "sub": translate("names", "User id"),
        "identifier": translate("names", "Account"),
        "authentication_method": translate("names", "Way in"),
        "iss": translate("names", "Issued by"),
        "aud": translate("names", "Meant for"),
        "iat": translate("names", "Issued"),
        "exp": translate("names", "Valid until"),
        "nbf": translate("names", "Valid from"),
        "type": translate("names", "Kind"),
        "jti": translate("names", "Token id"),
        "scope": translate("names", "Allowed"),
        "client_user_id": translate("names", "User id there"),
    }
    return known.get(name, name)


def claim_mark(name: str) -> str:
    """The claim's own name, short enough to stand beside its value."""
    return {"authentication_method": "method"}.get(name, name)


def claim_value(claim: "Claim", snapshot: Snapshot, now: float) -> str:
    """The value as a person reads it; the claim itself holds the whole."""
    is_time = claim.value.isdecimal() and len(claim.value) <= LONGEST_TIME
    if claim.name in ("iat", "exp", "nbf") and is_time:
        return times.precise(float(claim.value), now)
    if claim.name == "authentication_method" and claim.value == snapshot.way_in:
        return way_in_title(snapshot) or claim.value
    if claim.name == "iss":
        return claim.value.removeprefix("https://")
    if claim.name == "aud":
        return translate("names", "{profile} (API key id)").format(profile=snapshot.profile_name)
    if claim.name == "type":
        known = {
            "access_token": translate("names", "access token"),
            "client_access_token": translate("names", "access token"),
            "refresh_token": translate("names", "refresh token"),
        }
        return known.get(claim.value, claim.value)
    return claim.value
