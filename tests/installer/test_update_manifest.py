"""Signing what the newest version is: ``build_installer.py update-key`` and ``update-manifest``."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from desktop import __version__
from desktop.client.update_manifest import read_manifest
from desktop.foundation.update_source import parse_update_source
from desktop.installer.update_manifest import load_key, run
from desktop.protocol.ed25519 import public_key_text
from tests.parts.child import CHECKOUT, PATIENCE

PAGE = "https://example.com/news/1.2"
DAY = 86_400


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A file of a new key."""
    file = tmp_path / "release.key"
    assert run(["update-key", str(file)]) == 0
    return file


def sign(key: Path, out: Path, *options: str) -> int:
    return run(["update-manifest", str(key), "--page", PAGE, "--out", str(out), *options])


def test_a_release_is_signed_by_the_two_commands_and_believed_by_the_app(tmp_path: Path) -> None:
    said = []
    for words in (
        ("update-key", "release.key"),
        ("update-manifest", "release.key", "--page", PAGE, "--out", "newest.json"),
    ):
        ended = subprocess.run(
            [sys.executable, str(CHECKOUT / "build_installer.py"), *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert (ended.returncode, ended.stderr) == (0, "")
        said.append(ended.stdout.strip())
    assert (tmp_path / "release.key").stat().st_mode & 0o777 == 0o600
    source = parse_update_source("https://example.com/newest.json", said[0])
    document = json.loads((tmp_path / "newest.json").read_text("utf-8"))
    now = time.time()
    manifest = read_manifest(document, key=source.key, now=now)
    assert (manifest.version, manifest.page) == (__version__, PAGE)
    assert abs(manifest.made - now) < 60
    assert manifest.expires == manifest.made + 90 * DAY
    assert said[1].startswith(f"version {__version__}; sign again before ")


def test_version_day_and_length_can_be_named(key: Path, tmp_path: Path) -> None:
    public = public_key_text(load_key(key))
    out = tmp_path / "newest.json"
    named = ("--version", "2.10", "--released", "2026-11-03", "--days", "366")
    assert sign(key, out, *named) == 0
    manifest = read_manifest(json.loads(out.read_text("utf-8")), key=public, now=time.time())
    assert (manifest.version, manifest.released) == ("2.10", 1_793_664_000)
    assert manifest.expires == manifest.made + 366 * DAY


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--page", "http://example.com/"), "its page is no https address"),
        (("--version", "2"), "no app would believe this: its version is none"),
        (("--days", "367"), "a manifest holds 366 days at most"),
        (("--days", "0"), "no app would believe this"),
        (("--released", "3.11.2026"), "is no day: write it as 2026-11-25"),
        (("--released", "2026-02-30"), "is no day of the calendar"),
    ],
)
def test_what_no_app_would_believe_is_not_signed(
    key: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    sentence: str,
) -> None:
    out = tmp_path / "newest.json"
    assert sign(key, out, *options) == 1
    assert sentence in capsys.readouterr().err
    assert not out.exists()


def test_a_key_that_others_can_read_signs_nothing(
    key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key.chmod(0o640)
    assert sign(key, tmp_path / "newest.json") == 1
    assert f"chmod 600 {key}" in capsys.readouterr().err


def test_a_key_that_is_there_is_not_overwritten(
    key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = key.read_bytes()
    assert run(["update-key", str(key)]) == 1
    assert "File exists" in capsys.readouterr().err
    assert key.read_bytes() == before


def test_a_file_that_holds_no_such_key_is_named(
    key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = generate_private_key(SECP256R1())
    texts = {
        b"": "holds no private key in PEM",
        other.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ): "another kind of key than Ed25519",
    }
    for text, sentence in texts.items():
        key.write_bytes(text)
        assert sign(key, tmp_path / "newest.json") == 1
        assert sentence in capsys.readouterr().err
