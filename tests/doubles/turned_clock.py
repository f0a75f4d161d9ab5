"""A clock whose hands the test turns."""


class TurnedClock:
    """Stands still until :meth:`pass_seconds`; the wall clock can be set alone, as users do."""

    def __init__(self, wall: float = 1_600_000_000.0, boot_id: str = "boot-1") -> None:
        """``wall`` is seconds since 1970 UTC."""
        self._wall = wall
        self._boot = 1_000.0
        self._boot_id = boot_id

    def wall(self) -> float:
        """Seconds since 1970 UTC."""
        return self._wall

    def boot(self) -> float:
        """Seconds since boot."""
        return self._boot

    def boot_id(self) -> str:
        """Names this boot."""
        return self._boot_id

    def pass_seconds(self, seconds: float) -> None:
        """Let time pass on both clocks."""
        self._wall += seconds
        self._boot += seconds

    def set_wall(self, wall: float) -> None:
        """Set the wall clock; no time passes."""
        self._wall = wall

    def reboot(self, boot_id: str) -> None:
        """Start the computer again."""
        self._boot_id = boot_id
        self._boot = 10.0
