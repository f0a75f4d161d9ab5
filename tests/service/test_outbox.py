"""The folder that takes messages where there is no mail server."""

import json
import secrets
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from desktop.service.challenges import Channel
from desktop.service.courier import DeliveryError
from desktop.service.errors import OutboxError
from desktop.service.messages import Message
from desktop.service.outbox import Outbox

NOW = 1_800_000_000.0


def message(channel: Channel = Channel.EMAIL, *, to: str = "maya@example.com") -> Message:
    return Message(
        channel=channel,
        to=to,
        code="012345",
        link=None,
        project_name="Bücher & Co",
        host="login.example.com",
        created_at=NOW,
        expires_at=NOW + 300,
    )


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox", secrets.token_bytes)


async def test_a_mail_is_a_file_that_mail_programs_open(outbox: Outbox) -> None:
    await outbox.deliver(message())
    (file,) = outbox.folder.iterdir()
    assert file.suffix == ".eml"
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["Subject"] == "012345 is your code for Bücher & Co"
    assert mail["To"] == "maya@example.com"
    body = mail.get_body()
    assert body is not None
    assert "012345" in body.get_content()
    assert "login.example.com" in body.get_content()


async def test_a_text_message_is_a_json_object(outbox: Outbox) -> None:
    await outbox.deliver(message(Channel.SMS, to="+4915112345678"))
    (file,) = outbox.folder.iterdir()
    sent = json.loads(file.read_bytes())
    assert file.suffix == ".json"
    assert (sent["to"], sent["channel"]) == ("+4915112345678", "SMS")
    assert sent["text"].startswith("012345 ")


async def test_no_file_is_ever_seen_half_written(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[set[str], int]] = []
    rename = Path.rename

    def look_and_rename(self: Path, target: Path) -> Path:
        seen.append(({file.suffix for file in outbox.folder.iterdir()}, self.stat().st_size))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", look_and_rename)
    await outbox.deliver(message())
    (file,) = outbox.folder.iterdir()
    assert seen == [({".draft"}, file.stat().st_size)]


async def test_files_and_folder_are_for_their_owner_alone(outbox: Outbox) -> None:
    await outbox.deliver(message())
    (file,) = outbox.folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert outbox.folder.stat().st_mode & 0o777 == 0o700


async def test_names_are_in_the_order_of_the_messages(outbox: Outbox) -> None:
    for number in range(3):
        late = message(to=f"{number}@example.com")
        await outbox.deliver(
            Message(
                channel=late.channel,
                to=late.to,
                code=late.code,
                link=None,
                project_name="x",
                host="x",
                created_at=NOW + number,
                expires_at=NOW + number + 300,
            )
        )
    files = sorted(outbox.folder.iterdir())
    assert [f"To: {number}@" in file.read_text() for number, file in enumerate(files)] == [True] * 3


async def test_a_message_goes_when_its_code_has_run_out(outbox: Outbox) -> None:
    await outbox.deliver(message())
    outbox.remove_expired(NOW + 299)
    assert len(list(outbox.folder.iterdir())) == 1
    outbox.remove_expired(NOW + 300)
    assert list(outbox.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["notes.txt", "holiday.eml", "a-b-c.json", ".gitignore"])
def test_files_of_somebody_else_stay(outbox: Outbox, name: str) -> None:
    (outbox.folder / name).write_text("mine")
    outbox.remove_expired(NOW * 2)
    assert (outbox.folder / name).exists()


def test_a_folder_that_can_not_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OutboxError, match="can't be used"):
        Outbox(tmp_path / "taken", secrets.token_bytes)


def test_a_folder_that_others_can_look_into_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    with pytest.raises(OutboxError, match="chmod 700"):
        Outbox(shared, secrets.token_bytes)
    assert shared.stat().st_mode & 0o777 == 0o755


async def test_a_folder_that_has_gone_is_a_failed_delivery(outbox: Outbox) -> None:
    outbox.folder.rmdir()
    with pytest.raises(DeliveryError):
        await outbox.deliver(message())


def test_a_message_does_not_show_its_code() -> None:
    assert "012345" not in repr(message())
