"""The process that reads the QR codes on a picture for a command: ``--read-codes``."""

import json
import sys

from desktop.foundation.device_errors import CodeUnreadableError
from desktop.system.qr_reading import LARGEST_PICTURE_BYTES, read_codes


def read_codes_of_input() -> int:
    """Read a picture from standard input; write what its codes say, or why nothing was read.

    The answer is one JSON array of texts, or one text with the reason.
    """
    picture = sys.stdin.buffer.read(LARGEST_PICTURE_BYTES + 1)
    try:
        answer: tuple[str, ...] | str = read_codes(picture)
    except CodeUnreadableError as error:
        answer = str(error.values["reason"])
    sys.stdout.write(json.dumps(answer))
    return 0
