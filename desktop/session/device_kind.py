"""What a device looks like, guessed from what it calls itself; chooses a picture, nothing else."""

from desktop.session.list_entries import DeviceKind

WORDS = (
    (DeviceKind.BROWSER, ("firefox", "chrome", "chromium", "safari", "edge", "opera", "browser")),
    (DeviceKind.TABLET, ("tablet", "ipad")),
    (DeviceKind.PHONE, ("phone", "mobile", "pixel", "galaxy", "android", "ios")),
)


def kind_of(name: str, device_type: str = "") -> DeviceKind:
    """The kind that the first word of the list above in either text stands for; else a computer."""
    text = f"{name} {device_type}".casefold()
    for kind, words in WORDS:
        if any(word in text for word in words):
            return kind
    return DeviceKind.COMPUTER
