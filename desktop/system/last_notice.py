"""One notification of a program that is about to end (Desktop Notifications Specification 1.3)."""

import logging
import sys

LOG = logging.getLogger(__name__)

ANSWER_SECONDS = 2.0
AS_LONG_AS_THE_HOST_LIKES = -1


def notify_and_forget(title: str, text: str) -> None:
    """Show it, if the desktop can within two seconds; only Linux can without a window."""
    if sys.platform != "linux":
        return
    # Imported here: hardly any start needs it.
    import html

    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    host = DBusAddress(
        "/org/freedesktop/Notifications",
        bus_name="org.freedesktop.Notifications",
        interface="org.freedesktop.Notifications",
    )
    # Most hosts read markup in the text.
    said = (title, 0, "cotter-authenticator", title, html.escape(text, quote=False))
    body: tuple[object, ...] = (*said, [], {}, AS_LONG_AS_THE_HOST_LIKES)
    call = new_method_call(host, "Notify", "susssasa{sv}i", body)
    try:
        with open_dbus_connection("SESSION") as connection:
            connection.send_and_get_reply(call, timeout=ANSWER_SECONDS)
    except (OSError, EOFError, KeyError, ValueError, RuntimeError) as error:
        # No bus, no host, or none that answers: standard error has it.
        LOG.info("The desktop can't be told: %s", error)
