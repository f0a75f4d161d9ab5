"""Runs asyncio inside Qt's event loop."""

import os
from collections.abc import Coroutine
from typing import Any, TypeVar

BINDING = "QT_API"
Outcome = TypeVar("Outcome")


# Any: what a coroutine sends and takes is asyncio's own affair.
def run_in_qt(work: Coroutine[Any, Any, Outcome]) -> Outcome:
    """Run ``work`` to its end in the loop of the application that is there; what it gives."""
    before = os.environ.get(BINDING)
    # It would take another binding that is there, or that the user's other programs want.
    os.environ[BINDING] = "pyside6"
    # Imported here: it reads that once.
    import qasync

    # For a child of ours it would be somebody else's choice.
    if before is None:
        del os.environ[BINDING]
    else:
        os.environ[BINDING] = before
    outcome: Outcome = qasync.run(work)
    return outcome
