"""A company’s computer: its administrator has put a brand file there, and that is all."""

from dataclasses import replace

import httpx

from tests.installed.installed_stage import Computer, installed_stage
from tests.installed.rights import run_as_root
from tests.parts.service import Service, serve
from tests.walk.demo import CODE_BOXES
from tests.walk.keeping import ADDRESS, QUIT
from tests.walk.running_app import RunningApp, running_app
from tests.walk.story import Story

NAME = "Acme Sign-in"
FOLDER = "/etc/xdg/cotter-authenticator"
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
            _set_up(computer, service)
            branded = replace(stage.with_new_home("acme"), title=f"{NAME}$")
            with running_app(branded) as app:
                _sign_in(app, story, service)
                _look_at_what_is_locked(app, story)
                app.open_tray_menu()
                app.key(*QUIT)
                assert app.wait_for_end() == 0, "the app did not end cleanly"
            said = branded.command("token")
            assert said.code == 0, said.errors
            story.tell("“cotter-authenticator token” gave an access token of that session")
        run_as_root("rm", "-r", str(computer.at(FOLDER)))


def _set_up(computer: Computer, service: Service) -> None:
    described = httpx.get(
        f"{service.url}/api/v0/service", headers={"API_KEY_ID": service.api_key_id}
    )
    text = BRAND.format(
        url=service.url,
        api_key_id=service.api_key_id,
        identity_key=described.json()["identity_key"],
    )
    folder = str(computer.at(FOLDER))
    run_as_root("install", "-d", "-m", "755", folder)
    # As root, whose it has to be.
    run_as_root(
        "sh", "-c", 'printf %s "$1" >"$2" && chmod 644 "$2"', "sh", text, f"{folder}/brand.toml"
    )


def _sign_in(app: RunningApp, story: Story, service: Service) -> None:
    app.wait_for("E-mail address")
    story.show("company", "a company’s file in /etc/xdg: its sign-in page, nothing to set up", app)
    app.type(ADDRESS)
    app.press("Send code")
    app.wait_for(CODE_BOXES)
    app.type(service.next_code(ADDRESS))
    app.wait_for("Renewals", "Secret Service", ADDRESS)
    story.show("company-session", "typed the code: signed in at the company’s service", app)


def _look_at_what_is_locked(app: RunningApp, story: Story) -> None:
    app.press("Settings")
    app.wait_for(f"Set by {NAME}")
    story.show("company-settings", "what the company has locked says by whom", app)
    app.press("Session")
    app.wait_for("Renewals")
