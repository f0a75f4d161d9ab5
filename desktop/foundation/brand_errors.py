"""The branch of the tree of errors that is about a company's brand file."""

from desktop.foundation.errors import AuthenticatorError


class BrandError(AuthenticatorError):
    """A brand file can't be used."""

    happened = "A brand file can't be used."
    kept = "The app works as it would without it."
    next_step = "Whoever looks after this computer can mend it."


class BrandInvalidError(BrandError):
    """What is in it can't be meant; ``field`` says where."""

    happened = "The brand file {file} can't be used: {field}: {reason}."


class BrandNotOwnedError(BrandError):
    """Somebody else than the administrator could have written it."""

    happened = "The brand file {file} can't be used: {path} {reason}."
    next_step = (
        "It counts once it, and every folder above it, belongs to the administrator and only the"
        " administrator can write there."
    )


class BrandUnreadableError(BrandError):
    """It is there and can't be read."""

    happened = "The brand file {file} can't be read: {reason}."


class SetByBrandError(AuthenticatorError):
    """What is asked for, whoever set up this app has decided."""

    happened = "{name} has set up which services this app is for."
    kept = "Nothing was changed."
    next_step = "Ask {name} if you need another one."
