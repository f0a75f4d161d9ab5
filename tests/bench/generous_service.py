"""The service, which sends as many messages to one address as are asked for: 200 sign-ins in a row.

``python -m tests.bench.generous_service serve …``; shipped code has no switch for it.
"""

from desktop.__main__ import main
from desktop.service.limits import WINDOWS, Counted, Window

if __name__ == "__main__":
    WINDOWS[Counted.MESSAGE_FROM_ADDRESS] = (Window(100_000, 1),)
    WINDOWS[Counted.MESSAGE_IN_PROJECT] = (Window(100_000, 1),)
    raise SystemExit(main())
