"""Whether the person asked the system for less motion: Qt doesn't tell.

======== =================================================================== ==================
system   what says it                                                        heard of changes
======== =================================================================== ==================
Linux    the portal's settings: ``enable-animations`` of GNOME, or           yes
         ``reduced-motion`` of all desktops
Windows  ``SPI_GETCLIENTAREAANIMATION``                                      at the next start
macOS    ``accessibilityDisplayShouldReduceMotion``                          at the next start
======== =================================================================== ==================

Where nothing says it, everything moves. What stands here for Windows and macOS was never run.
"""

import asyncio
import logging
import sys
from collections.abc import Callable
from typing import Final

from desktop.system.message_bus import Body, MessageBus, NoAnswerError, Peer, open_session_bus

LOG = logging.getLogger(__name__)

PORTAL: Final = Peer(
    "org.freedesktop.portal.Desktop",
    "/org/freedesktop/portal/desktop",
    "org.freedesktop.portal.Settings",
)
ANIMATIONS: Final = ("org.gnome.desktop.interface", "enable-animations")
REDUCED: Final = ("org.freedesktop.appearance", "reduced-motion")
SPI_GETCLIENTAREAANIMATION: Final = 0x1042

Place = tuple[str, str]


class MotionWish:
    """Tells ``on_wish`` whether less motion is asked for, as often as that changes."""

    def __init__(self, on_wish: Callable[[bool], None]) -> None:
        """Nothing is asked before :meth:`run`."""
        self._on_wish = on_wish
        self._less: dict[Place, bool] = {}
        self._is_told = False

    async def run(self) -> None:
        """Ask and hear until cancelled; on a system that only answers, return once it has."""
        if sys.platform == "win32":
            self._on_wish(_windows_asks_for_less())
            return
        if sys.platform == "darwin":
            self._on_wish(_macos_asks_for_less())
            return
        gone = asyncio.Event()
        try:
            bus = await open_session_bus(gone.set)
        except NoAnswerError as error:
            LOG.info("Nothing tells whether less motion is asked for: %s", error)
            return
        asking = asyncio.get_running_loop().create_task(self._ask_whenever_it_comes(bus))
        try:
            await gone.wait()
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            await bus.close()

    async def _ask_whenever_it_comes(self, bus: MessageBus) -> None:
        came = asyncio.Event()
        try:
            if await bus.watch(PORTAL.name, lambda owner: came.set() if owner else None):
                came.set()
            await bus.listen(PORTAL, self._on_signal)
            while True:
                await came.wait()
                came.clear()
                for place in (ANIMATIONS, REDUCED):
                    await self._ask(bus, place)
        except NoAnswerError as error:
            LOG.info("Nothing tells any more whether less motion is asked for: %s", error)

    async def _ask(self, bus: MessageBus, place: Place) -> None:
        try:
            # Not ReadOne: older portals lack that.
            await bus.call(
                PORTAL, "Read", "ss", place, on_answer=lambda said: self._on(place, said)
            )
        except NoAnswerError as error:
            LOG.debug("The portal doesn't know %s: %s", place[1], error)

    def _on_signal(self, member: str, body: Body) -> None:
        match member, body:
            case "SettingChanged", (str(group), str(key), value):
                self._on((group, key), (value,))

    def _on(self, place: Place, said: Body) -> None:
        match place, _plain(said):
            case ("org.gnome.desktop.interface", "enable-animations"), bool(enabled):
                self._less[ANIMATIONS] = not enabled
            case ("org.freedesktop.appearance", "reduced-motion"), int(level):
                self._less[REDUCED] = level == 1
            case _:
                return
        is_told = any(self._less.values())
        if is_told is not self._is_told:
            self._is_told = is_told
            self._on_wish(is_told)


def _plain(said: Body) -> object:
    """The value in an answer, which may be a variant in a variant: each is its type and itself."""
    value: object = said[0] if len(said) == 1 else None
    while isinstance(value, tuple) and len(value) == 2:
        value = value[1]
    return value


def _windows_asks_for_less() -> bool:
    # Imported here: what one system lacks.
    import ctypes

    if sys.platform != "win32":
        return False
    moves = ctypes.c_int(1)
    call = ctypes.windll.user32.SystemParametersInfoW
    answered = call(SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(moves), 0)
    return bool(answered) and not moves.value


def _macos_asks_for_less() -> bool:
    # Imported here: what one system lacks.
    import ctypes
    import ctypes.util

    library = ctypes.util.find_library("objc")
    if sys.platform != "darwin" or library is None:
        return False
    objc = ctypes.CDLL(library)
    objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
    send = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(
        ("objc_msgSend", objc)
    )
    ask = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", objc))
    workspace = send(objc.objc_getClass(b"NSWorkspace"), objc.sel_registerName(b"sharedWorkspace"))
    name = b"accessibilityDisplayShouldReduceMotion"
    return bool(ask(workspace, objc.sel_registerName(name)))
