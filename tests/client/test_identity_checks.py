"""Whose identity it is: the rules of ``identity_checks`` and of the pinned key."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.client.answers import Identity, ServiceDescription
from desktop.client.identity_checks import check_identity
from desktop.client.identity_key import check_identity_key
from desktop.foundation.errors import IdentityKeyChangedError, TokenUnacceptableError
from desktop.protocol.ed25519 import public_key_text, sign
from desktop.protocol.signed_text import identity_token_text
from tests.doubles.token_issuer import API_KEY_ID, IDENTIFIER, NOW, TokenIssuer

ISSUER = TokenIssuer()
PINNED = public_key_text(ISSUER.identity_key)
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))


def check(
    part: str = "user",
    changes: dict[str, object] | None = None,
    *,
    now: float = NOW,
    key: str = PINNED,
) -> None:
    document = ISSUER.identity()
    document[part].update(changes or {})
    identity = Identity.parse(document, host="id.example.com")
    check_identity(
        identity, host="id.example.com", identity_key=key, api_key_id=API_KEY_ID, now=now
    )


def signature(key: Ed25519PrivateKey = ISSUER.identity_key, **changes: str) -> str:
    fields = {
        "identifier": IDENTIFIER,
        "identifier_type": "EMAIL",
        "receiver": API_KEY_ID,
        "expire_at": str(NOW + 2_592_000),
        **changes,
    }
    return sign(
        key,
        identity_token_text(
            identifier=fields["identifier"],
            identifier_type=fields["identifier_type"],
            receiver=fields["receiver"],
            expire_at=fields["expire_at"],
        ),
    )


def test_an_identity_that_belongs_together_is_accepted() -> None:
    check()


@pytest.mark.parametrize(
    ("part", "changes", "reason"),
    [
        ("token", {"identifier": "eve@example.com"}, "not signed by its identity key"),
        ("token", {"expire_at": str(NOW * 2)}, "not signed by its identity key"),
        ("token", {"signature": signature(OTHER)}, "not signed by its identity key"),
        ("token", {"signature": ""}, "not signed by its identity key"),
        ("token", {"signature": signature()[:-1]}, "not signed by its identity key"),
        ("token", {"signature": "not base64 ☹"}, "not signed by its identity key"),
        (
            "token",
            {"receiver": "other", "signature": signature(receiver="other")},
            "for another project",
        ),
        (
            "token",
            {"expire_at": str(NOW), "signature": signature(expire_at=str(NOW))},
            "has run out",
        ),
        (
            "token",
            {"expire_at": "never", "signature": signature(expire_at="never")},
            "has run out",
        ),
        ("token", {"identifier_id": "another"}, "another verification’s"),
        ("identifier", {"ID": "another"}, "another verification’s"),
        ("identifier", {"identifier": "eve@example.com"}, "the identity is somebody else’s"),
        ("identifier", {"identifier_type": "PHONE"}, "of another type"),
        ("user", {"issuer": "other"}, "another project’s"),
        ("user", {"identifier": "eve@example.com"}, "the user is somebody else"),
        ("user", {"identifier": None}, "no identifier"),
        ("user", {"deleted_at": "2020-04-05T04:50:55Z"}, "is deleted"),
    ],
)
def test_an_identity_with_a_foreign_part_is_refused(
    part: str, changes: dict[str, object], reason: str
) -> None:
    with pytest.raises(TokenUnacceptableError, match=reason):
        check(part, changes)


def test_an_identity_of_a_service_with_another_key_is_refused() -> None:
    with pytest.raises(TokenUnacceptableError, match="not signed"):
        check(key=public_key_text(OTHER))


def test_an_identity_holds_until_its_end_on_the_services_clock() -> None:
    check(now=NOW + 2_592_000 - 1)
    with pytest.raises(TokenUnacceptableError, match="has run out"):
        check(now=NOW + 2_592_000)


def description(identity_key: str, endorsement: str | None = None) -> ServiceDescription:
    return replace(
        ServiceDescription.of_published_service(host="id.example.com"),
        identity_key=identity_key,
        identity_key_endorsement=endorsement,
    )


def test_the_pinned_key_stays_pinned() -> None:
    assert check_identity_key(PINNED, description(PINNED)) == PINNED


def test_a_new_key_is_pinned_when_the_pinned_one_vouches_for_it() -> None:
    new = public_key_text(OTHER)
    endorsement = sign(ISSUER.identity_key, OTHER.public_key().public_bytes_raw())
    assert check_identity_key(PINNED, description(new, endorsement)) == new


@pytest.mark.parametrize(
    "endorsement",
    [
        None,
        "",
        "nonsense",
        sign(OTHER, OTHER.public_key().public_bytes_raw()),
        sign(ISSUER.identity_key, public_key_text(OTHER).encode()),
    ],
)
def test_a_new_key_that_nobody_vouches_for_is_refused(endorsement: str | None) -> None:
    with pytest.raises(IdentityKeyChangedError):
        check_identity_key(PINNED, description(public_key_text(OTHER), endorsement))
