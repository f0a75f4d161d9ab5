"""A company’s computer: its administrator has put a brand file there, or its package has one."""

from dataclasses import replace
from pathlib import Path

import httpx

from tests.installed.installed_stage import Computer, InstalledStage, installed_stage
from tests.installed.rights import run_as_root
from tests.parts.service import Service, serve
from tests.walk.demo import CODE_BOXES
from tests.walk.keeping import ADDRESS, QUIT
from tests.walk.running_app import RunningApp, running_app
from tests.walk.story import Story

NAME = "Acme Sign-in"
OF_THE_SYSTEM = "/etc/xdg/cotter-authenticator"
BUILT_IN = "/usr/lib/cotter-authenticator/_internal/resources/brand"
"""Where ``build_installer.py --brand`` lays it."""
BRAND = f"""\
format = 1
name = "{NAME}"

[colours]
accent = "#0B57D0"
accent_dark = "#A8C7FA"

[service]
url = "{{url}}"
api_key_id = "{{api_key_id}}"
identity_key = "{{identity_key}}"
profile = "Acme"
ways_in = ["email"]
code_digits = 6
other_services = false

[settings]
values = {{{{ hand_out_tokens = true }}}}
locked = ["hand_out_tokens"]
"""


def work_for_a_company(computer: Computer, story: Story) -> None:
    """First start, session, settings and a token, with nothing set up by the user."""
    with installed_stage(computer, "maya", "company") as stage:
        folder = stage.folder / "service"
        folder.mkdir()
        with serve(folder, stage.environment, program=stage.program) as service:
            for place, whose in ((OF_THE_SYSTEM, "system"), (BUILT_IN, "package")):
                _put_brand_into(computer.at(place), service)
                branded = replace(stage.with_new_home(f"acme-{whose}"), title=f"{NAME}$")
                _use(branded, story, service, whose)
                run_as_root("rm", "-r", str(computer.at(place)))


def _use(stage: InstalledStage, story: Story, service: Service, whose: str) -> None:
    with running_app(stage) as app:
        _sign_in(app, story, service, whose)
        _look_at_what_is_locked(app, story, whose)
        app.open_tray_menu()
        app.key(*QUIT)
        assert app.wait_for_end() == 0, "the app did not end cleanly"
    said = stage.command("token")
    assert said.code == 0, said.errors
    # The keystore is the user’s, whichever home: a brand’s profile is the same in the next one.
    assert stage.command("sign-out").code == 0
    story.tell("“cotter-authenticator token” gave an access token of that session; signed out")


def _put_brand_into(folder: Path, service: Service) -> None:
    described = httpx.get(
        f"{service.url}/api/v0/service", headers={"API_KEY_ID": service.api_key_id}
    )
    text = BRAND.format(
        url=service.url,
        api_key_id=service.api_key_id,
        identity_key=described.json()["identity_key"],
    )
    run_as_root("install", "-d", "-m", "755", str(folder))
    # As root, whose it has to be.
    run_as_root(
        "sh", "-c", 'printf %s "$1" >"$2" && chmod 644 "$2"', "sh", text, f"{folder}/brand.toml"
    )


def _sign_in(app: RunningApp, story: Story, service: Service, whose: str) -> None:
    app.wait_for("E-mail address")
    said = f"a company’s file, the {whose}’s: its sign-in page, nothing to set up"
    story.show(f"company-of-{whose}", said, app)
    app.type(ADDRESS)
    app.press("Send code")
    app.wait_for(CODE_BOXES)
    app.type(service.next_code(ADDRESS))
    app.wait_for("Renewals", "Secret Service", ADDRESS)
    story.show(f"company-session-of-{whose}", "typed the code: signed in at its service", app)


def _look_at_what_is_locked(app: RunningApp, story: Story, whose: str) -> None:
    app.press("Settings")
    app.wait_for(f"Set by {NAME}")
    story.show(f"company-settings-of-{whose}", "what the company has locked says by whom", app)
    app.press("Session")
    app.wait_for("Renewals")
