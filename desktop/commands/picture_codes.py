"""What the QR codes on a picture say, read by a process of its own.

Decoding pictures takes Qt, which no command imports; and a decoder that a picture breaks takes
nothing with it.
"""

import asyncio
import json
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path

from desktop.foundation.device_errors import CodeUnreadableError
from desktop.foundation.packaged import own_command

READING_SECONDS = 20.0
LARGEST_PICTURE_BYTES = 32 * 2**20
READ_CODES = "--read-codes"


async def codes_on(picture: Path) -> tuple[str, ...]:
    """The texts of all QR codes on a picture.

    Raises:
        CodeUnreadableError: it can't be read, is no picture, or too large.
    """
    content = await asyncio.to_thread(_content_of, picture)
    reader = await asyncio.create_subprocess_exec(
        *own_command(), READ_CODES, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(READING_SECONDS):
            said, _ = await reader.communicate(content)
        answer = json.loads(said)
    except (TimeoutError, ValueError) as error:
        raise CodeUnreadableError(reason="the picture could not be read") from error
    finally:
        if reader.returncode is None:
            reader.kill()
            await reader.wait()
    if isinstance(answer, str):
        raise CodeUnreadableError(reason=answer)
    return tuple(answer)


def _content_of(picture: Path) -> bytes:
    try:
        with picture.open("rb") as file:
            content = file.read(LARGEST_PICTURE_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "it is no file"
        raise CodeUnreadableError(reason=f"the picture can’t be read ({reason})") from error
    if len(content) > LARGEST_PICTURE_BYTES:
        raise CodeUnreadableError(reason="the picture is too large")
    return content
