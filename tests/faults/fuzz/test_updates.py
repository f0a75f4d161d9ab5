"""Manifests of newer versions, the file that remembers them, and addresses that a brand names."""

import contextlib
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop.client.update_manifest import (
    DOMAIN,
    ManifestError,
    UpdateManifest,
    envelope,
    read_manifest,
    signed_bytes,
    version_key,
)
from desktop.foundation.update_source import parse_update_source
from desktop.protocol.ed25519 import sign
from desktop.session.version_news import VersionNews
from desktop.ui import times
from tests.client.test_update_manifest import KEY, NOW, PUBLIC, RIGHT, SAID, signed
from tests.doubles.turned_clock import TurnedClock
from tests.faults.fuzz.cases import fuzzed
from tests.faults.fuzz.harmless import assert_harmless
from tests.faults.fuzz.shapes import (
    as_json,
    changed,
    changed_bytes,
    every_change,
    every_file,
    file_contents,
    spliced,
)

DOCUMENT = signed(signed_bytes(RIGHT))
SOURCE = parse_update_source("https://updates.example.com/newest.json", PUBLIC)
REMEMBERED = {
    "format": 1,
    "look_at": NOW,
    "looked_at": NOW - 5,
    "told": "1.2",
    "manifest": DOCUMENT,
}


def believe(document: object) -> UpdateManifest | None:
    """Judge a document; what is let through can be shown, compared and opened."""
    try:
        manifest = read_manifest(document, key=PUBLIC, now=NOW)
    except ManifestError as error:
        assert_harmless(str(error))
        return None
    assert_harmless(manifest.version, manifest.page, times.long_day(manifest.released))
    assert manifest.page.startswith("https://")
    assert len(version_key(manifest.version)) == 4
    assert manifest.made < manifest.expires
    return manifest


def test_the_right_one_is_believed() -> None:
    """What is changed below is right before it is changed."""
    assert believe(DOCUMENT) == RIGHT


@given(document=changed(DOCUMENT))
@fuzzed(each=list(every_change(DOCUMENT)))
def test_any_document_that_was_not_signed_so_is_the_right_one_or_none(document: object) -> None:
    assert believe(document) in (None, RIGHT)


@given(said=changed(SAID))
@fuzzed(each=list(every_change(SAID)))
def test_whatever_is_signed_is_believed_or_refused(said: object) -> None:
    believe(signed(as_json(said)))


@given(text=changed_bytes(as_json(SAID)) | st.binary(max_size=100))
@fuzzed()
def test_signed_bytes_of_any_form_are_believed_or_refused(text: bytes) -> None:
    believe(envelope(text, sign(KEY, DOMAIN + text)))


@given(content=file_contents(REMEMBERED))
@fuzzed(each=list(every_file(REMEMBERED)))
def test_whatever_lies_in_the_file_nothing_is_shown_that_was_not_signed(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "version-news.json"
        file.write_bytes(content)
        news = VersionNews(
            SOURCE,
            file,
            own_version="0.1.0",
            clock=TurnedClock(NOW),
            chance=lambda: 0.5,
            on_change=lambda _: None,
        )
        news.use(is_wanted=True, is_chosen=True)
        newer = news.facts.newer
        assert news.page in ("", RIGHT.page)
        assert newer is None or newer.version == RIGHT.version
        if news.facts.looked_at is not None:
            assert_harmless(times.moment(news.facts.looked_at, NOW))
        news.is_due()
        news.take_untold()


@given(url=spliced(SOURCE.url) | st.text(), key=spliced(PUBLIC) | st.just(PUBLIC))
@fuzzed()
def test_an_address_and_a_key_of_any_form_are_taken_or_refused(url: str, key: str) -> None:
    with contextlib.suppress(ValueError):
        source = parse_update_source(url, key)
        assert_harmless(source.url, source.host)
        assert source.url.startswith("https://")
        assert parse_update_source(source.url, source.key) == source
