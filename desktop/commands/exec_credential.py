"""A token as kubectl and other clients of Kubernetes take it from a program that they start.

They say in ``KUBERNETES_EXEC_INFO`` which version of the answer they read: another one is refused
by them (https://kubernetes.io/docs/reference/access-authn-authz/authentication/, "Input and output
formats"; client-authentication.v1 and .v1beta1). Older ones say nothing, and so does a person who
tries it out. The rest of what they say is not needed: standard input is never read.
"""

import json
from collections.abc import Mapping
from typing import Final

from desktop.foundation.exec_credential_errors import ExecInfoError

VARIABLE: Final = "KUBERNETES_EXEC_INFO"
KIND: Final = "ExecCredential"
GROUP: Final = "client.authentication.k8s.io"
VERSIONS: Final = (f"{GROUP}/v1", f"{GROUP}/v1beta1")
"""The first where nothing is said."""


def asked_version(environment: Mapping[str, str]) -> str:
    """The ``apiVersion`` that the answer must have.

    Raises:
        ExecInfoError: another kind of answer is wanted, or what is said can't be read.
    """
    text = environment.get(VARIABLE, "")
    if not text:
        return VERSIONS[0]
    try:
        asked = json.loads(text)
    except (ValueError, RecursionError):
        raise ExecInfoError(reason="it is no JSON") from None
    if not isinstance(asked, dict) or asked.get("kind") != KIND:
        raise ExecInfoError(reason=f"it is no {KIND}")
    version = asked.get("apiVersion")
    if version not in VERSIONS:
        reason = f"its version {version} is not known" if isinstance(version, str) else "no version"
        raise ExecInfoError(reason=reason)
    return str(version)


def exec_credential(token: str, until: str, version: str) -> str:
    """The answer of ``version``; ``until`` is when kubectl is to ask again (RFC 3339)."""
    return json.dumps(
        {
            "apiVersion": version,
            "kind": KIND,
            "status": {"token": token, "expirationTimestamp": until},
        }
    )
