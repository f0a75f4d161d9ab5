"""Where what was made may be found, and why. Whatever is not listed here may be found nowhere."""

from fnmatch import fnmatch

ALLOWED = (
    # (which file, what was made by whom, why)
    ("*", "random 12 desktop.service.master_key.MasterKey.wrap", "a nonce"),
    (
        "*",
        "random 16 desktop.client.device_key.DeviceKey.prove",
        "a proof's id, kept against replay",
    ),
    (
        "*",
        "random 16 desktop.client.attempt.SignInAttempt.begin",
        "session id and state are in addresses; neither is a way in without code and verifier",
    ),
    ("*.sqlite*", "random 32 desktop.service.verification.begin", "what a code's answer signs"),
    ("*.db*", "random 32 desktop.service.verification.begin", "the same, in the demo"),
    ("*.master-key", "random 32 desktop.service.master_key._create", "its own file, 0600"),
    ("*/outbox/*.eml", "code", "the message that brings it"),
    ("*/outbox/*.eml", "secret desktop.commands.code_entry._read_code", "the same, as typed"),
)


def may_be_found(file: str, kind: str) -> bool:
    """Whether a row of the table says so."""
    return any(fnmatch(file, where) and kind == what for where, what, _ in ALLOWED)
