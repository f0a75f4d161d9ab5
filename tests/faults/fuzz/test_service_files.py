"""The files of who runs the service, damaged: refused in words, without what they hold."""

import secrets
from base64 import b64encode
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop.service.errors import MasterKeyError, ServiceError, SmtpConfigError
from desktop.service.master_key import load_master_key, master_key_path
from desktop.service.projects import Compatibility
from desktop.service.smtp_config import read_smtp_config
from desktop.service.startup import open_store
from tests.faults.fuzz.cases import fuzzed
from tests.faults.fuzz.harmless import assert_harmless
from tests.faults.fuzz.shapes import PIECES, changed_bytes
from tests.service.fake_clock import FakeClock

PASSWORD = "the password of the mail server"
CONFIG = f"""\
host = "mail.example.com"
port = 465
security = "tls"
sender = "Example <no-reply@example.com>"
username = "example"
password = "{PASSWORD}"
ca_file = "/etc/ssl/ca.pem"
""".encode()
ODD = [
    CONFIG.replace(b"465", b"9" * 5000),
    CONFIG.replace(b"465", b"[" * 3000),
    CONFIG.replace(b"465", b"465.0"),
    CONFIG.replace(b"465", b"-1"),
    CONFIG.replace(b"ca_file", b'"\\u202e\\u0000"'),
    CONFIG.replace(b"ca_file", b"password.x"),
    CONFIG + b"[" + b"a." * 3000 + b"a]",
]


@given(content=changed_bytes(CONFIG) | PIECES)
@fuzzed(each=ODD)
def test_a_mail_server_file_of_any_bytes_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "smtp.toml"
    file.write_bytes(content)
    file.chmod(0o600)
    try:
        config = read_smtp_config(file)
    except SmtpConfigError as error:
        said = str(error)
    else:
        said = ""
        assert config.host
        assert 0 < config.port < 65536
    assert_harmless(said)
    assert PASSWORD not in said


@given(content=changed_bytes(b64encode(bytes(range(32))) + b"\n") | st.binary(max_size=60))
@fuzzed(each=[b"", b"\0" * 2000, b64encode(bytes(31)), b64encode(bytes(33))])
def test_a_master_key_file_of_any_bytes_is_a_key_or_refused(tmp_path: Path, content: bytes) -> None:
    database = tmp_path / "service.sqlite3"
    database.touch()
    file = master_key_path(database)
    file.write_bytes(content)
    file.chmod(0o600)
    try:
        load_master_key(database, {}, secrets.token_bytes)
    except MasterKeyError as error:
        assert_harmless(str(error))
    assert file.read_bytes() == content


@given(chosen=st.data())
@fuzzed()
def test_a_database_of_any_bytes_is_opened_or_refused(
    tmp_path: Path, chosen: st.DataObject
) -> None:
    right = tmp_path / "right.sqlite3"
    if not right.exists():
        open_store(right, {}, Compatibility.STRICT, FakeClock(), secrets.token_bytes).store.close()
    content = right.read_bytes()
    broken = tmp_path / "broken.sqlite3"
    for name in ("", "-wal", "-shm"):
        broken.with_name(broken.name + name).unlink(missing_ok=True)
    master_key_path(broken).write_bytes(master_key_path(right).read_bytes())
    master_key_path(broken).chmod(0o600)
    at = chosen.draw(st.integers(0, len(content)), "at")
    piece = chosen.draw(PIECES, "piece")
    is_cut = chosen.draw(st.booleans(), "cut")
    broken.write_bytes(content[:at] + piece + (b"" if is_cut else content[at + len(piece) :]))
    broken.chmod(0o600)
    try:
        opened = open_store(broken, {}, Compatibility.STRICT, FakeClock(), secrets.token_bytes)
    except ServiceError as error:
        assert_harmless(str(error))
    else:
        opened.store.close()
