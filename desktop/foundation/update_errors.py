"""The branch of the tree of errors that is about news of newer versions.

Nothing depends on that news: the app goes on as it is.
"""

from desktop.foundation.errors import AuthenticatorError


class NewsNotBelievedError(AuthenticatorError):
    """The answer is not what its maker signed, not for this program, or not of now."""

    happened = "What {host} says of newer versions can't be believed: {reason}."
    kept = "Nothing of it was used."
    next_step = "It is asked again tomorrow. If that doesn't help, tell whoever gave you this app."
