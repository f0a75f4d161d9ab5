"""The signed manifest that tells of the newest version: how it is made and whether it is believed.

On the wire it is one JSON object of two texts, both base64::

    {"manifest": "eyJmb3JtYXQiOjEs…", "signature": "…"}

``signature`` is Ed25519 over :data:`DOMAIN` and the bytes that ``manifest`` stands for, so that no
two readers can take them for different things, and no signature made for another purpose will do.
Those bytes are a JSON object. First rule that fails, from the top; members that are not named here
are passed over:

=============  ==================================================================
what           must be
=============  ==================================================================
signature      by the key that came with this package
``format``     1
``product``    ``cotter-authenticator``
``version``    two to four numbers of six digits at most, with dots between
``released``   when that version came out, RFC 3339, UTC
``made``       when the manifest was signed: a day in the future at most
``expires``    in the future, and at most 366 days after ``made``: whoever holds
               a newer one back can do so no longer than that
``page``       an https address that tells of the version
=============  ==================================================================

No version older than one that was believed before is believed again; that rule is the reader's,
who remembers (``session/version_news.py``).
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from desktop.foundation.update_source import parse_web_address
from desktop.protocol.ed25519 import signature_is_valid
from desktop.protocol.encoding import EncodingError, decode_base64, encode_base64
from desktop.protocol.strict_json import parse_object

DOMAIN: Final = b"cotter-authenticator update manifest, format 1\n"
FORMAT: Final = 1
PRODUCT: Final = "cotter-authenticator"
MOST_BYTES: Final = 64 * 1024
LONGEST_LIFE_SECONDS: Final = 366 * 86_400
FUTURE_SECONDS: Final = 86_400
_VERSION: Final = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){1,3}")
_MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"


class ManifestError(ValueError):
    """The first rule that failed; its text names nothing that came from outside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateManifest:
    """What a manifest says. Times are seconds UTC; ``page`` is an https address."""

    version: str
    released: int
    made: int
    expires: int
    page: str


def version_key(version: str) -> tuple[int, ...]:
    """What versions are compared by: ``1.2`` is ``1.2.0``; words behind the numbers don't count."""
    found = _VERSION.match(version)
    numbers = [int(one) for one in found[0].split(".")] if found else []
    return tuple([*numbers, 0, 0, 0, 0][:4])


def signed_bytes(manifest: UpdateManifest) -> bytes:
    """The bytes that stand under ``manifest`` on the wire."""
    document = {
        "format": FORMAT,
        "product": PRODUCT,
        "version": manifest.version,
        "released": _text_of(manifest.released),
        "made": _text_of(manifest.made),
        "expires": _text_of(manifest.expires),
        "page": manifest.page,
    }
    return json.dumps(document, separators=(",", ":")).encode()


def envelope(signed: bytes, signature: str) -> dict[str, str]:
    """What travels: the bytes of :func:`signed_bytes` and the signature over them."""
    return {"manifest": encode_base64(signed), "signature": signature}


def read_manifest(document: object, *, key: str, now: float) -> UpdateManifest:
    """The manifest in a parsed answer, by the table above; ``now`` is seconds UTC.

    Raises:
        ManifestError: it is not believed.
    """
    manifest = read_signed(document, key=key)
    if manifest.made > now + FUTURE_SECONDS:
        raise ManifestError("it was signed in the future")
    if manifest.expires <= now:
        raise ManifestError("it has run out")
    return manifest


def read_signed(document: object, *, key: str) -> UpdateManifest:
    """The same without asking whether it still holds: for one that was believed when it came.

    Raises:
        ManifestError: it is not believed.
    """
    signed = _signed_by(document, key)
    try:
        said = parse_object(signed)
    except ValueError:
        raise ManifestError("what is signed is no JSON") from None
    if said.get("format") != FORMAT or isinstance(said.get("format"), bool):
        raise ManifestError("it is written in another format")
    if said.get("product") != PRODUCT:
        raise ManifestError("it is about another program")
    version = said.get("version")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise ManifestError("its version is none")
    manifest = UpdateManifest(
        version=version,
        released=_moment(said, "released"),
        made=_moment(said, "made"),
        expires=_moment(said, "expires"),
        page=_page(said),
    )
    if not manifest.made < manifest.expires <= manifest.made + LONGEST_LIFE_SECONDS:
        raise ManifestError("it holds longer than any may")
    return manifest


def _signed_by(document: object, key: str) -> bytes:
    if not isinstance(document, dict):
        raise ManifestError("it is no manifest")
    text, signature = document.get("manifest"), document.get("signature")
    if not isinstance(text, str) or not isinstance(signature, str) or len(text) > MOST_BYTES:
        raise ManifestError("it is no manifest")
    try:
        signed = decode_base64(text)
        is_valid = signature_is_valid(key, signature, DOMAIN + signed)
    except (EncodingError, ValueError):
        raise ManifestError("it is no manifest") from None
    if not is_valid:
        raise ManifestError("its signature is wrong")
    return signed


def _moment(said: dict[str, object], name: str) -> int:
    text = said.get(name)
    try:
        if not isinstance(text, str):
            raise TypeError(name)
        moment = datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
        # Read loosely: one digit for two, other alphabets' digits.
        if moment.strftime(_MOMENT) != text or moment.year < 2000:
            raise ValueError(name)
    except (ValueError, TypeError):
        raise ManifestError(f"its time “{name}” is none") from None
    return int(moment.timestamp())


def _page(said: dict[str, object]) -> str:
    page = said.get("page")
    try:
        return parse_web_address(page if isinstance(page, str) else "")
    except ValueError:
        raise ManifestError("its page is no https address") from None


def _text_of(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime(_MOMENT)
