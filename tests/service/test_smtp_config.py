"""The file that names the mail server."""

from pathlib import Path

import pytest

from desktop.service.errors import SmtpConfigError
from desktop.service.smtp_config import SmtpSecurity, read_smtp_config

GOOD = 'host = "mail.example.com"\nsender = "no-reply@example.com"\n'


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "smtp.toml"
    path.write_text(text)
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    ("more", "security", "port"),
    [
        ("", SmtpSecurity.STARTTLS, 587),
        ('security = "tls"', SmtpSecurity.TLS, 465),
        ("port = 2525", SmtpSecurity.STARTTLS, 2525),
    ],
)
def test_what_is_not_said_is_safe(
    tmp_path: Path, more: str, security: SmtpSecurity, port: int
) -> None:
    config = read_smtp_config(written(tmp_path, GOOD + more))
    assert (config.security, config.port) == (security, port)


def test_others_must_not_read_it(tmp_path: Path) -> None:
    with pytest.raises(SmtpConfigError, match="chmod 600"):
        read_smtp_config(written(tmp_path, GOOD, 0o644))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('host = "x"', "host and sender"),
        (GOOD + 'user = "x"', "unknown fields: user"),
        (GOOD + '"us\\u202eer" = "x"', "unknown fields: user"),
        (GOOD + "port = " + "9" * 5000, "not TOML"),
        (GOOD + "port = " + "[" * 3000, "not TOML"),
        (GOOD + 'username = "x"', "username and password together"),
        (GOOD + 'security = "some"', "starttls, tls or none"),
        (GOOD + 'security = "none"', "this computer only"),
        (GOOD + "port = 0", "port number"),
        (GOOD + 'port = "25"', "port number"),
        (GOOD + "username = 5", "not a text"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(SmtpConfigError, match=reason):
        read_smtp_config(written(tmp_path, text))


def test_a_slip_of_the_pen_does_not_show_the_password(tmp_path: Path) -> None:
    with pytest.raises(SmtpConfigError, match="not TOML") as raised:
        read_smtp_config(written(tmp_path, 'password = "hunter2-hunter2'))
    assert "hunter2" not in str(raised.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SmtpConfigError, match="can't be read"):
        read_smtp_config(tmp_path / "nothing.toml")
