"""Why the service can't start or a command can't do its work: sentences for who runs it."""


class ServiceError(Exception):
    """The root. Each says what happened, what was kept and what to do."""

    def __init__(self, sentence: str) -> None:
        # It may quote a damaged file, and a terminal obeys what is not printable.
        seen = "".join(one if one.isprintable() else " " for one in sentence)
        super().__init__(" ".join(seen.split()))


class OptionsError(ServiceError):
    """Options that don't go together."""


class DatabaseError(ServiceError):
    """The database file can't be used."""


class StoreUnavailableError(DatabaseError):
    """The database is locked, or its disk is full or gone: nothing was changed, and it may pass."""


class MasterKeyError(ServiceError):
    """The master key is missing, damaged, readable by others or not the one of the database."""


class SmtpConfigError(ServiceError):
    """The file that names the mail server can't be used."""


class OutboxError(ServiceError):
    """The folder for messages can't be used."""


class ListenError(ServiceError):
    """The address can't be listened on, or the certificate can't be used."""
