"""What importing the client costs: nobody pays for HTTP or JWT who doesn't use them."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module", ["answers", "attempt", "claims", "clock_offset", "identity_key", "loopback_redirect"]
)
def test_neither_httpx_nor_pyjwt_is_imported_with(module: str) -> None:
    program = (
        f"import sys, desktop.client.{module}\n"
        "print(sorted({'httpx', 'jwt', 'ssl', 'keyring'} & sys.modules.keys()))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    imported = said.stdout.strip()
    # asyncio, which the redirect needs, brings ssl.
    assert imported == ("['ssl']" if module == "loopback_redirect" else "[]")
