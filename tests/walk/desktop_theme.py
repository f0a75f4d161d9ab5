"""How the walk’s desktop looks: its font and its window frames, in the stage’s own folders.

The font and the flat frames stand in for those of a desktop of today, so that a picture looks as
the app does on one. What is missing falls back to what the system has.
"""

from pathlib import Path

FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <alias binding="strong"><family>sans-serif</family><prefer><family>Inter</family></prefer></alias>
  <alias binding="strong"><family>sans</family><prefer><family>Inter</family></prefer></alias>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hintstyle" mode="assign"><const>hintslight</const></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
"""

FRAMES = """\
border.width: 1
padding.width: 10
padding.height: 9
window.handle.width: 0
window.client.padding.width: 0
window.label.text.justify: center
*.title.bg: flat solid
*.title.bg.color: {bar}
*.label.bg: parentrelative
*.button.*.bg: parentrelative
*.border.color: {edge}
window.active.title.separator.color: {edge}
window.inactive.title.separator.color: {edge}
window.active.label.text.color: {text}
window.inactive.label.text.color: {text}
*.button.*.image.color: {text}
menu.items.bg: flat solid
menu.items.bg.color: {bar}
menu.items.text.color: {text}
"""
LIGHT = {"bar": "#e6e3de", "edge": "#c4c0b9", "text": "#4a4f53"}
DARK = {"bar": "#101214", "edge": "#373c40", "text": "#a6adb2"}

NAME = "walk"
USUAL = Path("/etc/xdg/openbox/rc.xml")


def dress_desktop(environment: dict[str, str], *, dark: bool) -> None:
    """Have the display that is started next look so; before it starts."""
    config, data = (Path(environment[one]) for one in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"))
    _write(config / "fontconfig" / "fonts.conf", FONTS)
    _write(
        data / "themes" / NAME / "openbox-3" / "themerc",
        FRAMES.format(**(DARK if dark else LIGHT)),
    )
    # Keys and clicks stay as they usually are.
    usual = USUAL.read_text("utf-8")
    named = usual.replace("<name>Clearlooks</name>", f"<name>{NAME}</name>")
    calm = named.replace("<titleLayout>NLIMC</titleLayout>", "<titleLayout>LIMC</titleLayout>")
    _write(config / "openbox" / "rc.xml", calm)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
