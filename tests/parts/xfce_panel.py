"""A real host of StatusNotifierItems: Xfce's panel, on a display and a bus of our own."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.parts.child import child, program, wait_until
from tests.parts.display import Display, Geometry
from tests.parts.xfce_notifications import SETTINGS, xfce_program

WATCHER = DBusAddress(
    "/StatusNotifierWatcher",
    bus_name="org.kde.StatusNotifierWatcher",
    interface="org.kde.StatusNotifierWatcher",
)
ITEM = "org.kde.StatusNotifierItem"

# One panel with nothing but a tray: without it Xfce asks what its panel is to look like.
LAYOUT = """\
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="1"/>
      <property name="length-adjust" type="bool" value="true"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray"/>
  </property>
</channel>
"""


class XfcePanel:
    """The panel, which can be ended, killed and started again."""

    def __init__(self, shown: Display, folder: Path) -> None:
        """Take the display, whose environment leads to a bus, and the folder for layout and log."""
        self._display, environment = shown, shown.environment
        self._address = environment["DBUS_SESSION_BUS_ADDRESS"]
        config = folder / "panel-config"
        channel = config / "xfce4" / "xfconf" / "xfce-perchannel-xml" / "xfce4-panel.xml"
        channel.parent.mkdir(parents=True, exist_ok=True)
        channel.write_text(LAYOUT, "utf-8")
        self._environment = {
            **environment,
            "XDG_CONFIG_HOME": str(config),
            "NO_AT_BRIDGE": "1",
            "GTK_A11Y": "none",
        }
        self._log = folder / "panel.log"
        self._settings = ExitStack()
        self._running = ExitStack()
        self._settings.enter_context(
            child([str(xfce_program(SETTINGS))], self._environment, log=self._log)
        )

    def start(self) -> None:
        """Start the panel and wait until it takes icons."""
        command = [program("xfce4-panel"), "--disable-wm-check"]
        self._panel = self._running.enter_context(child(command, self._environment, log=self._log))
        wait_until(lambda: self.items() is not None, "the panel")

    def kill(self) -> None:
        """End it without notice, as a crash would; its plugins go with it."""
        self._panel.kill()
        self._running.close()
        wait_until(lambda: self.items() is None, "the panel to be gone")

    def close(self) -> None:
        """End everything."""
        self._running.close()
        self._settings.close()

    def items(self) -> list[str] | None:
        """The icons that it shows, as they registered; None without a panel."""
        with open_dbus_connection(self._address) as bus:
            question = Properties(WATCHER).get("RegisteredStatusNotifierItems")
            answer = bus.send_and_get_reply(question)
        if answer.header.message_type is MessageType.error:
            return None
        [(_, items)] = answer.body
        return list(items)

    def where(self) -> Geometry:
        """The panel: it is as wide as its icons."""
        return self._display.geometry(self._display.window_of("xfce4-panel"))

    def activate(self, item: str) -> None:
        """Click an icon, as the panel does it."""
        name, _, path = item.partition("/")
        address = DBusAddress(f"/{path}", bus_name=name, interface=ITEM)
        with open_dbus_connection(self._address) as bus:
            bus.send_and_get_reply(new_method_call(address, "Activate", "ii", (0, 0)))


@contextmanager
def xfce_panel(shown: Display, folder: Path, *, start: bool = True) -> Iterator[XfcePanel]:
    """A panel for ``shown`` and its bus."""
    panel = XfcePanel(shown, folder)
    try:
        if start:
            panel.start()
        yield panel
    finally:
        panel.close()
