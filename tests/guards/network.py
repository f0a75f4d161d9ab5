"""Keeps the tests on this computer: connecting elsewhere fails as if there were no network."""

import errno
import ipaddress
import socket
import sys


def pytest_configure() -> None:
    """Refuse in this process; child processes have no proxy and nobody to call."""
    sys.addaudithook(_refuse_other_computers)


def _refuse_other_computers(event: str, arguments: tuple[object, ...]) -> None:
    if event != "socket.connect":
        return
    connecting, address = arguments
    assert isinstance(connecting, socket.socket)
    if connecting.family not in (socket.AF_INET, socket.AF_INET6):
        return
    assert isinstance(address, tuple)
    if not ipaddress.ip_address(address[0]).is_loopback:
        raise OSError(errno.ENETUNREACH, "the tests stay on this computer")
