"""What the service says when it does not do what was asked (cotter-api 1.4, 13.4, 13.5).

Every refusal is ``{"msg": text, "type": word}``, some with one more field.

======  ======================  ==========================================================
status  type                    when, and the further field
======  ======================  ==========================================================
400     ``request``             malformed body or field
400     ``identifier``          can't be an address or number
400     ``channel``             the service has no such channel
400     ``challenge``           unknown, answered, voided, or another field than at its start
400     ``signature``           not signed by the verification key, or its time is off
400     ``code``                wrong code: ``attempts_left``
400     ``code_expired``        the challenge has run out
400     ``authorization_code``  unknown, used, run out, or another verifier or redirect
400     ``refresh_token``       renewal refused: ``reason``
400     ``identity_token``      not ours, run out, or for another project
400     ``event_token``         the same, used before, or not approved
400     ``user``                ``User already exists``
400     ``redirect_url``        not among the project's allowed URLs
400     ``device``              a device's signature: ``reason``
400     ``event``               can't be asked for or decided so: ``reason``
401     ``api_key``             unknown API key id, wrong or missing secret
401     ``device``              no good proof of a device: ``reason``
403     ``device``              a device that may not do this: ``reason``
403     ``fresh_proof``         a proof of the user, minutes old, is missing
403     ``disabled``            this user may not sign in
403     ``form``                a hosted page's form that this browser was not given
404     ``not_found``           no such route or user
404     ``event``               no such request: ``reason`` is ``unknown``
405     ``method``              the route does not take this method
413     ``too_large``           the body is over 64 KiB
421     ``host``                the Host header names another service
429     ``rate_limit``          too often: ``retry_after`` seconds, as in ``Retry-After``
429     ``event``               the same of requests: ``reason`` is ``too_many``
500     ``server``              a fault of ours
503     ``busy``                too many messages are waiting to be sent
503     ``unavailable``         the database is locked or its disk full: ``retry_after``
======  ======================  ==========================================================
"""

from collections.abc import Mapping

from starlette.responses import JSONResponse

from desktop.service.wire import Json

UNAVAILABLE_SECONDS = 5


class RefusedError(Exception):
    """A request that gets one of the answers above. Its text never holds a value that was sent."""

    def __init__(
        self, status: int, kind: str, message: str, fields: Mapping[str, Json] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message
        self.fields: Mapping[str, Json] = fields or {}

    def response(self) -> JSONResponse:
        """The answer that says so."""
        headers = {"Cache-Control": "no-store"}
        retry_after = self.fields.get("retry_after")
        if retry_after is not None:
            headers["Retry-After"] = str(retry_after)
        body = {"msg": self.message, "type": self.kind, **self.fields}
        return JSONResponse(body, self.status, headers)


def malformed(what: str) -> RefusedError:
    """A body or a field that can't be what it should be."""
    return RefusedError(400, "request", what)


def too_often(seconds: int, message: str) -> RefusedError:
    """A limit of ``limits`` is reached; ``seconds`` until the next try."""
    return RefusedError(429, "rate_limit", message, {"retry_after": seconds})


def unavailable() -> RefusedError:
    """The store can't be used for now; nothing was changed."""
    return RefusedError(
        503,
        "unavailable",
        "The service can't write anything down for now. Try again soon.",
        {"retry_after": UNAVAILABLE_SECONDS},
    )


def renewal_refused(reason: str, message: str) -> RefusedError:
    """A refresh token that gives nothing (13.4). Old clients look for ``not valid`` in the text."""
    return RefusedError(400, "refresh_token", message, {"reason": reason})


def event_refused(reason: str, message: str, *, status: int = 400, **fields: Json) -> RefusedError:
    """A sign-in request that can't be made, found or decided (13.6); ``reason`` is one word."""
    return RefusedError(status, "event", message, {"reason": reason, **fields})


def device_refused(status: int, reason: str, message: str) -> RefusedError:
    """A device, or what stands for one, that can't do this (13.2, 13.3)."""
    return RefusedError(status, "device", message, {"reason": reason})
