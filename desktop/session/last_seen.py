"""The snapshot on disk: who, until when. The window is drawn from it before anything is read."""

import json
from pathlib import Path

from desktop.foundation.atomic_file import write_atomically
from desktop.foundation.line import line_of
from desktop.foundation.moment import moment_of
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile, ProfileBook
from desktop.session.snapshot import Headline, Overview, Snapshot

FILE = "last-seen.json"


def blank_snapshot(profile: Profile) -> Snapshot:
    """A profile of which nothing else is known yet."""
    return Snapshot(
        profile_id=profile.id,
        profile_name=profile.name,
        service_host=profile.host,
        demo=profile.demo,
        ways=profile.ways,
        channels=profile.channels,
        in_browser=profile.in_browser,
        last_identifier=profile.last_identifier,
    )


def load_last_seen(folder: Path, profile: Profile) -> Snapshot:
    """What was shown last, as ``unread``; a blank snapshot when the file is absent or broken."""
    blank = blank_snapshot(profile)
    try:
        document = json.loads((folder / FILE).read_text("utf-8"))
        expires_at = document["expires_at"]
        return Snapshot(
            profile_id=blank.profile_id,
            profile_name=blank.profile_name,
            service_host=blank.service_host,
            demo=blank.demo,
            ways=blank.ways,
            channels=blank.channels,
            in_browser=blank.in_browser,
            last_identifier=blank.last_identifier,
            last_headline=Headline(document["headline"]),
            identifier=line_of(document["identifier"]),
            way_in=line_of(document["way_in"]),
            channel=line_of(document["channel"]),
            kept_in=line_of(document["kept_in"]),
            refusal=line_of(document["refusal"]),
            expires_at=None if expires_at is None else moment_of(expires_at),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return blank


def last_overview(paths: Paths, book: ProfileBook) -> Overview:
    """What was shown last of every profile: no keystore, no network."""
    return Overview(
        snapshots=tuple(
            load_last_seen(paths.profile_folder(profile.id), profile) for profile in book.profiles
        ),
        active_id=book.used_id(),
    )


def save_last_seen(folder: Path, snapshot: Snapshot, now: float, *, saved: bytes = b"") -> bytes:
    """Keep what is shown now for the next start; ``now`` is wall time, seconds. Gives the content.

    ``saved`` is what this process gave last: where it has nothing else to say since, what another
    one has noted meanwhile stays, such as why the session has ended.

    Raises:
        OSError: the folder can't be written.
    """
    document = {
        "headline": snapshot.headline(now),
        "identifier": snapshot.identifier,
        "way_in": snapshot.way_in,
        "channel": snapshot.channel,
        "kept_in": snapshot.kept_in,
        "refusal": snapshot.refusal,
        "expires_at": snapshot.expires_at,
    }
    content, file = json.dumps(document).encode(), folder / FILE
    if content == saved:
        return content
    try:
        # Most of what is drawn says the same here; to read takes a tenth of the time.
        known = file.read_bytes()
    except FileNotFoundError:
        known = b""
    if content != known:
        write_atomically(file, content, durable=False)
    return content


def forget_last_seen(folder: Path) -> None:
    """Remove the file, as at sign-out."""
    (folder / FILE).unlink(missing_ok=True)
