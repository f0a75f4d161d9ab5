"""Why something went wrong, in the person’s language: what fills the ``{reason}`` of an error.

Reasons come from every room and are written there in English, for terminals. Here each that a
person can meet in the window stands once more. What the system, a library or a service says in its
own words is shown as it is.
"""

import re
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.ui.sentence import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

REASONS: Final = (
    QT_TRANSLATE_NOOP("reasons", "approved"),
    QT_TRANSLATE_NOOP("reasons", "damaged"),
    QT_TRANSLATE_NOOP("reasons", "denied"),
    QT_TRANSLATE_NOOP("reasons", "disabled"),
    QT_TRANSLATE_NOOP("reasons", "expired"),
    QT_TRANSLATE_NOOP("reasons", "reused"),
    QT_TRANSLATE_NOOP("reasons", "revoked"),
    QT_TRANSLATE_NOOP("reasons", "signed_out"),
    QT_TRANSLATE_NOOP("reasons", "unknown"),
    QT_TRANSLATE_NOOP("reasons", "a computer is trusted within ten minutes after a code"),
    QT_TRANSLATE_NOOP("reasons", "a device trusted less than a day ago can’t do that alone"),
    QT_TRANSLATE_NOOP("reasons", "a part of it is missing or another"),
    QT_TRANSLATE_NOOP("reasons", "an address has an @, a number has digits only"),
    QT_TRANSLATE_NOOP("reasons", "an item is not as it was written"),
    QT_TRANSLATE_NOOP("reasons", "choose a country, or begin with + and the country's code"),
    QT_TRANSLATE_NOOP("reasons", "it answered {value}"),
    QT_TRANSLATE_NOOP("reasons", "it answers another request"),
    QT_TRANSLATE_NOOP("reasons", "it can't take or give this text"),
    QT_TRANSLATE_NOOP("reasons", "it can’t be reached"),
    QT_TRANSLATE_NOOP("reasons", "it does not hold yet"),
    QT_TRANSLATE_NOOP("reasons", "it doesn't begin with https:// and a host"),
    QT_TRANSLATE_NOOP("reasons", "it doesn’t name its key"),
    QT_TRANSLATE_NOOP("reasons", "it doesn’t say when it was made"),
    QT_TRANSLATE_NOOP("reasons", "it ended at once"),
    QT_TRANSLATE_NOOP("reasons", "it failed"),
    QT_TRANSLATE_NOOP("reasons", "it gives back something else than was put in"),
    QT_TRANSLATE_NOOP("reasons", "it goes on after the host"),
    QT_TRANSLATE_NOOP("reasons", "it has a character that can't be seen"),
    QT_TRANSLATE_NOOP("reasons", "it has another scope"),
    QT_TRANSLATE_NOOP("reasons", "it has more in it than a host and a port"),
    QT_TRANSLATE_NOOP("reasons", "it has more than {number} characters"),
    QT_TRANSLATE_NOOP("reasons", "it has no “{name}”"),
    QT_TRANSLATE_NOOP("reasons", "it has other parts"),
    QT_TRANSLATE_NOOP("reasons", "it has run out"),
    QT_TRANSLATE_NOOP("reasons", "it holds a user name"),
    QT_TRANSLATE_NOOP("reasons", "it holds longer than any may"),
    QT_TRANSLATE_NOOP("reasons", "it holds no key"),
    QT_TRANSLATE_NOOP("reasons", "it is a web page"),
    QT_TRANSLATE_NOOP("reasons", "it is about another program"),
    QT_TRANSLATE_NOOP("reasons", "it is another kind of token"),
    QT_TRANSLATE_NOOP("reasons", "it is empty"),
    QT_TRANSLATE_NOOP("reasons", "it is for another project"),
    QT_TRANSLATE_NOOP("reasons", "it is for another user"),
    QT_TRANSLATE_NOOP("reasons", "it is in parts, which this keystore has no need of"),
    QT_TRANSLATE_NOOP("reasons", "it is longer than {number}"),
    QT_TRANSLATE_NOOP("reasons", "it is no access token"),
    QT_TRANSLATE_NOOP("reasons", "it is no Cotter service"),
    QT_TRANSLATE_NOOP("reasons", "it is no ID token"),
    QT_TRANSLATE_NOOP("reasons", "it is no JSON"),
    QT_TRANSLATE_NOOP("reasons", "it is no JWT"),
    QT_TRANSLATE_NOOP("reasons", "it is no manifest"),
    QT_TRANSLATE_NOOP("reasons", "it is no UTF-8"),
    QT_TRANSLATE_NOOP("reasons", "it is not a list of tokens"),
    QT_TRANSLATE_NOOP("reasons", "it is not an address"),
    QT_TRANSLATE_NOOP("reasons", "it is not as it was written"),
    QT_TRANSLATE_NOOP("reasons", "it is not signed with ES256"),
    QT_TRANSLATE_NOOP("reasons", "it is not text"),
    QT_TRANSLATE_NOOP("reasons", "it is signed with an unknown key"),
    QT_TRANSLATE_NOOP("reasons", "it is this computer’s own"),
    QT_TRANSLATE_NOOP("reasons", "it is too large"),
    QT_TRANSLATE_NOOP("reasons", "it is too long"),
    QT_TRANSLATE_NOOP("reasons", "it is too short or too long"),
    QT_TRANSLATE_NOOP("reasons", "it is written in another format"),
    QT_TRANSLATE_NOOP("reasons", "it is your last trusted device"),
    QT_TRANSLATE_NOOP("reasons", "it leads on to another page"),
    QT_TRANSLATE_NOOP("reasons", "it leads on to {host}"),
    QT_TRANSLATE_NOOP("reasons", "it names no user of a service"),
    QT_TRANSLATE_NOOP("reasons", "it never held"),
    QT_TRANSLATE_NOOP("reasons", "it reads differently from what was written"),
    QT_TRANSLATE_NOOP("reasons", "it says “{name}” twice"),
    QT_TRANSLATE_NOOP("reasons", "it tells of an older version than before"),
    QT_TRANSLATE_NOOP("reasons", "it took longer than five minutes"),
    QT_TRANSLATE_NOOP("reasons", "it took too long"),
    QT_TRANSLATE_NOOP("reasons", "it was cancelled there"),
    QT_TRANSLATE_NOOP("reasons", "it was changed"),
    QT_TRANSLATE_NOOP("reasons", "it was issued by another service"),
    QT_TRANSLATE_NOOP("reasons", "it was issued in the future"),
    QT_TRANSLATE_NOOP("reasons", "it was not approved"),
    QT_TRANSLATE_NOOP("reasons", "it was signed in the future"),
    QT_TRANSLATE_NOOP("reasons", "it works in a mode that this program doesn't know"),
    QT_TRANSLATE_NOOP("reasons", "its answer makes no sense"),
    QT_TRANSLATE_NOOP("reasons", "its certificate can’t be trusted ({reason})"),
    QT_TRANSLATE_NOOP("reasons", "its checksum is wrong"),
    QT_TRANSLATE_NOOP("reasons", "its claim “{name}” is no text"),
    QT_TRANSLATE_NOOP("reasons", "its codes have an impossible length"),
    QT_TRANSLATE_NOOP("reasons", "its country has no such number"),
    QT_TRANSLATE_NOOP("reasons", "its folder can't be locked"),
    QT_TRANSLATE_NOOP("reasons", "its header asks for what is never done"),
    QT_TRANSLATE_NOOP("reasons", "its host has a character that none can"),
    QT_TRANSLATE_NOOP("reasons", "its host is a number in disguise"),
    QT_TRANSLATE_NOOP("reasons", "its host is longer than any can be"),
    QT_TRANSLATE_NOOP("reasons", "its host is none that can be"),
    QT_TRANSLATE_NOOP("reasons", "its host is not written in ASCII"),
    QT_TRANSLATE_NOOP("reasons", "its identity key is no Ed25519 key"),
    QT_TRANSLATE_NOOP("reasons", "its key is of an unknown kind"),
    QT_TRANSLATE_NOOP("reasons", "its key set has no key for ES256"),
    QT_TRANSLATE_NOOP("reasons", "its key set is no list"),
    QT_TRANSLATE_NOOP("reasons", "its key set is too long"),
    QT_TRANSLATE_NOOP("reasons", "its name can’t be found"),
    QT_TRANSLATE_NOOP("reasons", "its name has a character that can't be seen"),
    QT_TRANSLATE_NOOP("reasons", "its name has more than {number} characters"),
    QT_TRANSLATE_NOOP("reasons", "its page is no https address"),
    QT_TRANSLATE_NOOP("reasons", "its signature is wrong"),
    QT_TRANSLATE_NOOP("reasons", "its status is {status}"),
    QT_TRANSLATE_NOOP("reasons", "its status is {value}"),
    QT_TRANSLATE_NOOP("reasons", "its time “{name}” is missing or no time"),
    QT_TRANSLATE_NOOP("reasons", "its time “{name}” is none"),
    QT_TRANSLATE_NOOP("reasons", "its version is none"),
    QT_TRANSLATE_NOOP("reasons", "“{name}” has a character that no link has"),
    QT_TRANSLATE_NOOP("reasons", "“{name}” hides what needs no hiding"),
    QT_TRANSLATE_NOOP("reasons", "“{name}” is no list that can be used"),
    QT_TRANSLATE_NOOP("reasons", "“{name}” is no text"),
    QT_TRANSLATE_NOOP("reasons", "“{name}” is none"),
    QT_TRANSLATE_NOOP("reasons", "“{name}” says nothing"),
    QT_TRANSLATE_NOOP("reasons", "no browser could be opened"),
    QT_TRANSLATE_NOOP("reasons", "no code is in the picture"),
    QT_TRANSLATE_NOOP("reasons", "no country has such a number"),
    QT_TRANSLATE_NOOP("reasons", "no port was to be had for it"),
    QT_TRANSLATE_NOOP("reasons", "no Secret Service answers on the session bus"),
    QT_TRANSLATE_NOOP("reasons", "no secure connection came about"),
    QT_TRANSLATE_NOOP("reasons", "no single computer has that address"),
    QT_TRANSLATE_NOOP("reasons", "nothing answers there"),
    QT_TRANSLATE_NOOP("reasons", "signing out everywhere takes a code or this key"),
    QT_TRANSLATE_NOOP("reasons", "that is no picture"),
    QT_TRANSLATE_NOOP("reasons", "the approval came without a session"),
    QT_TRANSLATE_NOOP("reasons", "the certificates in {file} can’t be read"),
    QT_TRANSLATE_NOOP("reasons", "the connection broke off"),
    QT_TRANSLATE_NOOP("reasons", "the decision is none that can be"),
    QT_TRANSLATE_NOOP("reasons", "the device key can't be read"),
    QT_TRANSLATE_NOOP("reasons", "the device keys are not as they were written"),
    QT_TRANSLATE_NOOP("reasons", "the event is none that can be"),
    QT_TRANSLATE_NOOP("reasons", "the identity has run out"),
    QT_TRANSLATE_NOOP("reasons", "the identity is another verification’s"),
    QT_TRANSLATE_NOOP("reasons", "the identity is for another project"),
    QT_TRANSLATE_NOOP("reasons", "the identity is not signed by its identity key"),
    QT_TRANSLATE_NOOP("reasons", "the identity is of another type"),
    QT_TRANSLATE_NOOP("reasons", "the identity is somebody else’s"),
    QT_TRANSLATE_NOOP("reasons", "the Keychain answered {status}"),
    QT_TRANSLATE_NOOP("reasons", "the picture is too large"),
    QT_TRANSLATE_NOOP("reasons", "the proxy in Settings can’t be reached"),
    QT_TRANSLATE_NOOP("reasons", "the proxy in Settings is not an address that can be used"),
    QT_TRANSLATE_NOOP("reasons", "the proxy in Settings refuses"),
    QT_TRANSLATE_NOOP("reasons", "the request doesn't say how long it lives"),
    QT_TRANSLATE_NOOP("reasons", "the service gave no reason"),
    QT_TRANSLATE_NOOP("reasons", "the service says “{error}”"),
    QT_TRANSLATE_NOOP("reasons", "the service wants to know that it is you"),
    QT_TRANSLATE_NOOP("reasons", "the session bus can't be reached from here"),
    QT_TRANSLATE_NOOP("reasons", "the session bus does not let this user in"),
    QT_TRANSLATE_NOOP("reasons", "the user has no identifier"),
    QT_TRANSLATE_NOOP("reasons", "the user is another project’s"),
    QT_TRANSLATE_NOOP("reasons", "the user is deleted"),
    QT_TRANSLATE_NOOP("reasons", "the user is somebody else"),
    QT_TRANSLATE_NOOP("reasons", "the vault file is missing"),
    QT_TRANSLATE_NOOP("reasons", "the vault file: there is too little memory for its passphrase"),
    QT_TRANSLATE_NOOP("reasons", "there is no Keychain on this system"),
    QT_TRANSLATE_NOOP("reasons", "there is no picture on the clipboard"),
    QT_TRANSLATE_NOOP("reasons", "there is no {name} on this system"),
    QT_TRANSLATE_NOOP("reasons", "there is none called {kind}"),
    QT_TRANSLATE_NOOP("reasons", "this installation lacks pywin32-ctypes"),
    QT_TRANSLATE_NOOP("reasons", "this program is quitting"),
    QT_TRANSLATE_NOOP("reasons", "{value} can't be read"),
    QT_TRANSLATE_NOOP("reasons", "what is signed is no JSON"),
    QT_TRANSLATE_NOOP("reasons", "what is there is something else"),
    QT_TRANSLATE_NOOP("reasons", "without a reason"),
    QT_TRANSLATE_NOOP("reasons", "without TLS others could read your code"),
)
"""All of them; a word in braces stands for a value."""


def reason_in_words(reason: str) -> str:
    """``reason`` in the language that is spoken; as it is where nobody has translated it."""
    for pattern, text in _patterns():
        found = pattern.fullmatch(reason)
        if found:
            return translate("reasons", text).format(**found.groupdict())
    return reason


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(_as_pattern(one)), one) for one in REASONS)


def _as_pattern(text: str) -> str:
    """An expression that finds the values, by the names that they have in braces."""
    parts = re.split(r"\{(\w+)\}", text)
    return "".join(
        f"(?P<{part}>.+)" if index % 2 else re.escape(part) for index, part in enumerate(parts)
    )
