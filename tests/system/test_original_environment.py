"""Children of a frozen program get the environment that the user had."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.system.original_environment import give_back_environment
from tests.parts.child import CHECKOUT, PATIENCE, wait_until
from tests.parts.display import Display

BUNDLE = "/usr/lib/cotter-authenticator/_internal"

# As PyInstaller's start program and its hooks leave it.
FROZEN = """
import os, sys
bundle = sys.argv.pop(1)
sys.frozen, sys._MEIPASS = True, bundle
if "LD_LIBRARY_PATH" in os.environ:
    os.environ["LD_LIBRARY_PATH_ORIG"] = os.environ["LD_LIBRARY_PATH"]
os.environ["LD_LIBRARY_PATH"] = bundle
os.environ["_PYI_APPLICATION_HOME_DIR"] = bundle
from pathlib import Path
import PySide6
os.symlink(Path(PySide6.__file__).parent / "Qt/plugins", bundle + "/plugins")
os.symlink(os.path.abspath("resources"), bundle + "/resources")
os.environ["QT_PLUGIN_PATH"] = bundle + "/plugins"
"""

OF_THE_APP = f"""{FROZEN}
from desktop import app
from desktop.__main__ import main
from desktop.system.browser import open_in_browser

async def open_page(*_, **__):
    assert open_in_browser("https://login.example.com/")
    return 0

app.App.run = open_page
raise SystemExit(main([]))
"""

OF_A_COMMAND = f"""{FROZEN}
import desktop.commands, subprocess
from desktop.__main__ import main
desktop.commands.run_command = lambda words: subprocess.run(words).returncode
raise SystemExit(main(["xdg-open"]))
"""


@pytest.mark.parametrize(
    ("environment", "left"),
    [
        ({"HOME": "/home/a"}, {"HOME": "/home/a"}),
        ({"LD_LIBRARY_PATH": BUNDLE}, {}),
        ({"LD_LIBRARY_PATH": BUNDLE, "LD_LIBRARY_PATH_ORIG": "/x"}, {"LD_LIBRARY_PATH": "/x"}),
        ({"LD_LIBRARY_PATH": f"{BUNDLE}:/opt/x"}, {"LD_LIBRARY_PATH": "/opt/x"}),
        ({"LD_LIBRARY_PATH": BUNDLE, "LD_LIBRARY_PATH_ORIG": ""}, {"LD_LIBRARY_PATH": ""}),
        ({"QT_PLUGIN_PATH": f"{BUNDLE}/PySide6/Qt/plugins"}, {}),
        ({"QT_PLUGIN_PATH": "/usr/lib/plugins"}, {"QT_PLUGIN_PATH": "/usr/lib/plugins"}),
        ({"PATH": "/usr/bin::/bin"}, {"PATH": "/usr/bin::/bin"}),
        ({"PATH": f"{BUNDLE}:/usr/bin"}, {"PATH": "/usr/bin"}),
        ({"_PYI_ARCHIVE_FILE": "x", "_PYIX": "y"}, {"_PYIX": "y"}),
        ({"PYSIDE6_OPTION_PYTHON_ENUM": "True"}, {}),
        ({"PYSIDE6_OPTION_PYTHON_ENUM": "no"}, {"PYSIDE6_OPTION_PYTHON_ENUM": "no"}),
        ({"LD_LIBRARY_PATH": f"{BUNDLE}-of-others"}, {"LD_LIBRARY_PATH": f"{BUNDLE}-of-others"}),
    ],
)  # fmt: skip
def test_what_leads_into_the_bundle_goes_and_what_was_there_before_comes_back(
    environment: dict[str, str], left: dict[str, str]
) -> None:
    give_back_environment(environment, BUNDLE)
    assert environment == left


@pytest.mark.parametrize("before", [None, "/opt/own/lib"])
def test_the_browser_of_a_frozen_app_has_the_users_environment(
    display: Display, home: Path, tmp_path: Path, before: str | None
) -> None:
    child = environment_of_the_child(OF_THE_APP, dict(display.environment), tmp_path, before)
    assert child.get("LD_LIBRARY_PATH") == before
    assert (
        not {"QT_PLUGIN_PATH", "QT_API", "LD_LIBRARY_PATH_ORIG", "_PYI_APPLICATION_HOME_DIR"}
        & child.keys()
    )
    assert child["DISPLAY"] == display.environment["DISPLAY"]


@pytest.mark.parametrize("before", [None, "/opt/own/lib"])
def test_so_has_the_child_of_a_frozen_command(tmp_path: Path, before: str | None) -> None:
    child = environment_of_the_child(OF_A_COMMAND, dict(os.environ), tmp_path, before)
    assert child.get("LD_LIBRARY_PATH") == before
    assert (
        not {"QT_PLUGIN_PATH", "QT_API", "LD_LIBRARY_PATH_ORIG", "_PYI_APPLICATION_HOME_DIR"}
        & child.keys()
    )


def environment_of_the_child(
    script: str, environment: dict[str, str], folder: Path, before: str | None
) -> dict[str, str]:
    """Run the script, frozen as far as can be seen; what its xdg-open was started with."""
    (folder / "bundle").mkdir()
    (folder / "programs").mkdir()
    told = folder / "told.json"
    browser = folder / "programs" / "xdg-open"
    browser.write_text(
        f"#!{sys.executable} -IS\nimport json, os\n"
        f"open({str(told)!r} + '.new', 'w').write(json.dumps(dict(os.environ)))\n"
        f"os.rename({str(told)!r} + '.new', {str(told)!r})\n"
    )
    browser.chmod(0o755)
    environment["PATH"] = f"{browser.parent}:{environment['PATH']}"
    if before is not None:
        environment["LD_LIBRARY_PATH"] = before
    said = subprocess.run(
        [sys.executable, "-c", script, str(folder / "bundle")],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (said.returncode, said.stderr) == (0, "")
    wait_until(told.exists, "the browser")
    document: dict[str, str] = json.loads(told.read_text("utf-8"))
    return document
